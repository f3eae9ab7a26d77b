"""A case played in memory goes as its plan says, and as its departments are told to answer."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic_core import to_json

from client.messages.cases.progress import OutcomeKind, State
from deploy.rehearsal.played import Played, PlayedItem, play, told
from deploy.rehearsal.script import NoSuchAnswer, NoSuchItem, PlayedStep, Script
from matters import catalogue
from matters.definitions.restaurant.definition import food_licence, sign_permit
from matters.definitions.school.definition import LIST, school_file
from matters.definitions.school.form import Attendance
from matters.forecast.applicant_file import read_application
from matters.language import Material, OneMatter, WhenRefused
from tests.support.mistakes.mistake import with_item
from tests.support.places import CASES

MONDAY: Final = date(2026, 11, 23)
NEWBORN: Final = "newborn-married-with-mother"
SCHOOL: Final = "school-first-rank"
RECRUITMENT: Final = "recruitment-two"
SMALL: Final = "restaurant-small-with-sign"
EVERY: Final = tuple(file.stem for file in sorted(CASES.glob("*-*.json")))


def played(name: str, script: Script = Script(), *, file: Path | None = None, **changes: Any) -> Played:  # noqa: B008 # frozen
    """A case of the demonstration; `changes` are of its one-matter."""
    code = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["one_matter"]
    one: OneMatter[Any] = replace(catalogue.find(code), **changes)
    application, wrong = read_application(one, file or CASES / f"{name}.json", on=MONDAY)
    assert application, wrong
    return play(application, script)


def items(played: Played) -> dict[str, PlayedItem]:
    return {item.code: item for item in played.items}


def steps(played: Played, item: str) -> list[PlayedStep]:
    return [step for step in played.steps if step.item == item]


@pytest.mark.parametrize("name", EVERY)
def test_who_takes_all_of_the_time_decides_on_the_last_planned_day(name: str) -> None:
    """Of every item of every case of the demonstration, whatever it waits for."""
    case = played(name)
    planned = {item.code: item.due.on for item in case.foreseen.plan.items}
    begun = {code: item for code, item in items(case).items() if code in planned}
    assert {code: item.decided_on for code, item in begun.items()} == planned
    assert {item.due_on for item in begun.values()} == set(planned.values())
    assert case.outcome is OutcomeKind.GRANTED


def test_what_waits_for_a_refused_item_is_impossible() -> None:
    """Nothing that needs the birth certificate begins; the rest goes on, and a choice is open until a day."""
    case = played(NEWBORN, Script(refuse=("birth-certificate",)))
    states = {code: item.state for code, item in items(case).items()}
    assert states.pop("birth-certificate") is State.REFUSED
    assert states.pop("vaccination-record") is State.GRANTED
    assert set(states.values()) == {State.IMPOSSIBLE}
    assert case.outcome is OutcomeKind.PARTLY_GRANTED


def test_the_rest_is_withdrawn_where_the_definition_says_so() -> None:
    """After the last day of the choice, of which nobody made use."""
    script = Script(refuse=("sign-permit",), late=("food-licence",))
    case = played(SMALL, script, on_refusal=WhenRefused.WITHDRAW_REST)
    [choice] = [step for step in case.steps if "撤回其余事项" in step.does and step.by]
    food = items(case)["food-licence"]
    assert food.state is State.WITHDRAWN
    assert choice.by
    assert food.decided_on == choice.by + timedelta(days=1)


def test_a_fee_goes_back_with_a_refusal() -> None:
    """One bill with the acceptance; what was paid for nothing is given back."""
    case = played(SMALL, Script(refuse=("sign-permit",)))
    assert [step.does for step in case.steps if step.who == "公共支付平台"] == [
        "一张账单 200.00 元",
        "退回 200.00 元",
    ]


def test_a_fee_is_asked_for_once_its_item_could_start() -> None:
    """With a bill of its own on that day; never, if what it waits for is refused."""
    follows = with_item(catalogue.find("restaurant"), sign_permit, after=(food_licence,))
    case = played(SMALL, matters=follows.matters)
    [bill] = [step for step in case.steps if step.does == "一张账单 200.00 元"]
    assert bill.on == items(case)["food-licence"].decided_on == items(case)["sign-permit"].begun_on
    refused = played(SMALL, Script(refuse=("food-licence",)), matters=follows.matters)
    assert not [step for step in refused.steps if "元" in step.does]
    assert items(refused)["sign-permit"].fen is None


def test_an_item_is_mended_and_asked_again() -> None:
    """Told with a last day, mended on the next working day, decided within the same limit."""
    case = played(SMALL, Script(ask=("food-licence",)))
    asked, mended, again = steps(case, "食品经营许可新办")[1:4]
    assert (asked.does, asked.on, asked.by) == ("一次性告知补正", date(2026, 11, 24), date(2026, 12, 8))
    assert (mended.who, mended.on) == ("申请人", date(2026, 11, 25))
    assert "第 2 轮" in again.does
    assert items(case)["food-licence"].decided_on == items(case)["food-licence"].due_on


def test_a_late_department_is_told_upwards() -> None:
    """On the day after its last one; whoever waits for it begins later."""
    case = played(NEWBORN, Script(late=("birth-certificate",)))
    late = items(case)["birth-certificate"]
    assert late.due_on
    [red] = [step for step in steps(case, late.name) if step.does.startswith("已逾期")]
    assert red.on == late.due_on + timedelta(days=1)
    assert items(case)["household-registration"].begun_on == late.decided_on == date(2026, 11, 27)


def test_a_paper_that_follows_comes_on_its_last_day(tmp_path: Path) -> None:
    """Until then nothing is over, though it may be granted."""
    filed = json.loads((CASES / f"{SMALL}.json").read_text(encoding="utf-8"))
    filed["papers"] = [paper for paper in filed["papers"] if paper["code"] != "safety-rules"]
    (tmp_path / "case.json").write_text(json.dumps(filed))
    case = played(SMALL, file=tmp_path / "case.json")
    [brought] = [step for step in case.steps if step.does == "补交食品安全管理制度与人员"]
    assert brought.on == date(2026, 11, 30)
    assert case.outcome is OutcomeKind.GRANTED


def test_what_pre_review_sends_back_does_not_begin(tmp_path: Path) -> None:
    """It is told at once, with the last day for mending it."""
    filed = json.loads((CASES / f"{SMALL}.json").read_text(encoding="utf-8"))
    (tmp_path / "case.json").write_text(json.dumps({**filed, "papers": []}))
    case = played(SMALL, file=tmp_path / "case.json")
    assert (case.outcome, case.items) == (OutcomeKind.NOT_ACCEPTED, ())
    assert [step.by for step in case.steps] == [None, date(2026, 12, 7)]
    assert "缺少材料：招牌设计效果图" in told(case)


def test_what_is_asked_later_decides_what_follows() -> None:
    """It is put once a child has its place; its file is kept here by its answer, or by silence."""
    silent, said = played(SCHOOL), played(SCHOOL, Script(answer={"attends": Attendance.ELSEWHERE}))
    assert [left.until_answered for left in silent.foreseen.plan.left_out][-1] == "是否到安排的公办学校入读？"
    put, reply = (step for step in steps(silent, "公办学校入学") if "答复" in step.does)
    assert (put.on, put.by) == (items(silent)["admission"].decided_on, reply.on)
    assert items(silent)["school-file"].begun_on == reply.on
    assert "school-file" not in items(said)
    paper = Material[Any](code="photo", name="照片", basis=LIST)
    photo = with_item(catalogue.find("school"), school_file, materials=(paper,))
    wanting = played(SCHOOL, matters=photo.matters, later=photo.later)
    assert "school-file" not in items(wanting)
    assert [step.does for step in steps(wanting, "公办学校入学")][-1] == "所需内容不齐，有关事项不再办理"
    assert Script(answer={"attends": "是"}).said("attends") is True
    for answer, complaint in (({"attends": "也许"}, "须为以下之一"), ({"child_name": "甲"}, "in the form")):
        with pytest.raises(NoSuchAnswer, match=complaint):
            Script(answer=answer).require_answers_of(catalogue.find("school"))


@pytest.mark.parametrize(
    ("code", "refused"),
    [("employment", ["employment[0]", "employment[1]"]), ("employment[1]", ["employment[1]"])],
)
def test_what_there_is_for_each_is_refused_for_one_or_for_all(code: str, refused: list[str]) -> None:
    """By the code that the definition has, or by that of one element."""
    script = Script(refuse=(code,))
    script.require_items_of(catalogue.find("recruitment"))
    states = {item: each.state for item, each in items(played(RECRUITMENT, script)).items()}
    assert [item for item, state in states.items() if state is State.REFUSED] == refused


def test_an_item_that_is_not_there() -> None:
    """Is told, with those that are."""
    with pytest.raises(NoSuchItem, match=r"has no item 'sign'; it has: .*sign-permit"):
        Script(late=("sign",)).require_items_of(catalogue.find("restaurant"))


def test_it_can_be_read_by_programs_and_by_people() -> None:
    """The same as data, and in tables with days of the week."""
    case = played(SMALL)
    data = json.loads(to_json(case))
    assert data["outcome"] == "granted"
    assert [step["does"] for step in data["steps"]] == [step.does for step in case.steps]
    shown = told(case)
    assert "| 2026-11-23 周一 | 申请人 | — | 缴费 200.00 元 | — |" in shown
    assert "## 结果：全部办结" in shown
