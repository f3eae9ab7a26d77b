"""Hearings, inspections and first reviews on a real server, as officers and applicants go through them."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest

from activities.ledger import NoticeRow
from activities.stand_ins.behaviour import Reviewing
from client import Case, DayPassed, NotPending, NotYours, OutsideTheList, SamePerson, State, Unreasoned
from client.errors import Mend, Unanswerable
from client.messages.cases.answers import Flaw
from client.messages.cases.progress import ItemProgress, ProcedureProgress, StepProgress
from client.offices.officer import Officer
from deploy import demonstration
from matters import catalogue, clock
from matters.clock import Term, calendar
from matters.definitions import departments, law, procedures
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import food_licence
from matters.language import Limit
from tests.support.mistakes.mistake import with_item
from tests.support.parts import LAYOUT, SMALL_SHOP, Parts, end_of, find, item, submission, until
from tests.support.states import FOOD, NEVER, in_review, on_one_ledger

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"
HEALTH: Final = departments.HEALTH.code
NEIGHBOUR: Final = "邻户-1"
PAYEE_HEARD: Final = "clawback-hearing"
HOST: Final = "officer-3"
ROOM: Final = "二楼听证室"
RECORD: Final[dict[str, Any]] = {"document": "听证笔录〔2026〕1号", "signed_by": ("申请人", NEIGHBOUR)}

Say = Callable[[Parts, Case], Awaitable[object]]


def _hearing(at: ItemProgress) -> ProcedureProgress:
    return next(one for one in at.procedures if one.code == "hearing")


def _step(at: ItemProgress, code: str) -> StepProgress:
    return next(step for one in at.procedures for step in one.steps if step.code == code)


def _takes(step: str, *, by: str = "officer-1", **says: Any) -> Say:
    async def say(parts: Parts, case: Case) -> ItemProgress:
        desk = parts.desk(MARKET, by)
        return await desk.take_step(case.id, FOOD, procedure="hearing", step=step, **says)

    return say


async def _fixes(parts: Parts, case: Case) -> ItemProgress:
    """For its last day, told by whoever reviews it."""
    due = (step.due_on for one in (await item(case, FOOD)).procedures for step in one.steps)
    held_by = max(filter(None, due), default=NEVER)
    return await _takes("notice", day=held_by, place=ROOM, officers=(HOST,))(parts, case)  # type: ignore[return-value]


async def _begins(parts: Parts, case: Case) -> None:
    """And the letter to the neighbour is signed for on the same day."""
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="hearing", parties=(NEIGHBOUR,), reasons=("油烟",))
    await parts.written(case.id)
    await desk.serve(case.id, FOOD, mode="signed", on=await parts.today(case.id), witness="回证1号")


async def _asks(parts: Parts, case: Case) -> None:  # noqa: ARG001
    await case.ask_for(FOOD, "hearing", "距离住宅过近")


async def _comes_to_the_day(parts: Parts, case: Case) -> None:
    fixed = _step(await item(case, FOOD), "held").day
    assert fixed
    await parts.forward(case.id, fixed - await parts.today(case.id))


async def _lets_it_pass(parts: Parts, case: Case) -> None:
    await parts.forward_past(case.id, _step(await item(case, FOOD), "asked").due_on)


WAYS: Final[Mapping[str, tuple[Say, ...]]] = {
    "none": (),
    "told": (_begins,),
    "lapsed": (_begins, _lets_it_pass),
    "asked": (_begins, _asks),
    "fixed": (_begins, _asks, _fixes),
    "come": (_begins, _asks, _fixes, _comes_to_the_day),
    "held": (_begins, _asks, _fixes, _comes_to_the_day, _takes("held", by=HOST)),
    "over": (
        _begins,
        _asks,
        _fixes,
        _comes_to_the_day,
        _takes("held", by=HOST),
        _takes("record", by=HOST, **RECORD),
    ),
}
"""How a hearing comes into each of its states."""

TABLE: Final = """
         begin   ask-for     asked       notice      held        record      grant       resume      extend
  none   told    not-pending not-pending not-pending not-pending not-pending in-review   not-pending in-review
  told   no-more suspended   suspended   not-pending not-pending not-pending not-pending not-pending in-review
  lapsed no-more day-passed  day-passed  not-pending not-pending not-pending in-review   not-pending in-review
  asked  no-more not-pending not-pending suspended   not-pending not-pending not-pending not-pending suspended
  fixed  no-more not-pending not-pending suspended   day-passed  not-pending not-pending not-pending suspended
  come   no-more not-pending not-pending day-passed  suspended   not-pending not-pending not-pending suspended
  held   no-more not-pending not-pending not-pending not-pending in-review   not-pending not-pending suspended
  over   no-more not-pending not-pending not-pending not-pending not-pending in-review   not-pending in-review
"""
"""By the law: in which state its item is after each word, or why that is not taken."""

ERRORS: Final[Mapping[str, type[Mend]]] = {
    "not-pending": NotPending,
    "no-more": NotPending,
    "day-passed": DayPassed,
}


async def _grants(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).grant(case.id, FOOD)


async def _resumes(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).resume(case.id, FOOD)


async def _extends(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).extend(case.id, FOOD, approver="director", reasons=("复杂",))


WORDS: Final[Mapping[str, Say]] = {
    "begin": _begins,
    "ask-for": _asks,
    "asked": _takes("asked", party=NEIGHBOUR),
    "notice": _fixes,
    "held": _takes("held", by=HOST),
    "record": _takes("record", by=HOST, **RECORD),
    "grant": _grants,
    "resume": _resumes,
    "extend": _extends,
}


def _rows() -> Iterator[tuple[str, dict[str, str]]]:
    head, *lines = TABLE.strip("\n").splitlines()
    for line in lines:
        state, *cells = line.split()
        yield state, dict(zip(head.split(), cells, strict=True))


CELLS: Final = dict(_rows())


@pytest.mark.parametrize("state", WAYS)
async def test_every_word_in_every_state(parts: Parts, state: str) -> None:
    """What is not to be said changes nothing; what is to be said leads where the table says."""
    assert set(CELLS[state]) == set(WORDS)
    case = await _arrived(parts, state)
    taken = [word for word, to in CELLS[state].items() if to not in ERRORS]
    for word, expected in CELLS[state].items():
        if expected in ERRORS:
            before = await item(case, FOOD)
            with pytest.raises(Mend) as refused:
                await WORDS[word](parts, case)
            assert type(refused.value) is ERRORS[expected], word
            assert await item(case, FOOD) == before, word
    for place, word in enumerate(taken):
        on = case if place == len(taken) - 1 else await _arrived(parts, state)
        await WORDS[word](parts, on)
        to = CELLS[state][word]
        assert (await item(on, FOOD)).state is (State.IN_REVIEW if to == "told" else State(to)), word


async def _arrived(parts: Parts, state: str) -> Case:
    case = await in_review(parts)
    for word in WAYS[state]:
        await word(parts, case)
    return case


def _due(since: date, limit: Limit) -> date:
    return clock.due(since, Term.of(limit), calendar.published(since)).on


async def test_a_hearing_is_told_to_all_and_kept_on_record(parts: Parts) -> None:
    """Applicant and neighbour read each step; the clock stands, is explained, and the decision names it."""
    case = await _arrived(parts, "told")
    told_on = await parts.today(case.id)
    before = await item(case, FOOD)
    assert _step(before, "asked").due_on == _due(told_on, law.HEARING_REQUEST_LIMIT)
    await _asks(parts, case)
    standing = await item(case, FOOD)
    assert (standing.state, standing.due_on) == (State.SUSPENDED, None)
    assert _step(standing, "held").due_on == _due(told_on, law.HEARING_LIMIT)
    for word in WAYS["over"][2:]:
        await word(parts, case)
    after = await item(case, FOOD)
    assert before.due_on
    assert after.due_on
    assert before.due_on < after.due_on
    assert not _hearing(after).under_way

    explained = (await case.explain()).clocks
    by_subject = {one.subject.partition("：")[2]: one for one in explained}
    assert by_subject["听证（依申请）：举行听证"].due_on == _due(told_on, law.HEARING_LIMIT)
    assert by_subject["听证（依申请）：举行听证"].limit == f"20个工作日，{law.HEARING}"
    assert law.HEARING_TAKES.says in {assumed.says for one in explained for assumed in one.assumptions}

    with pytest.raises(SamePerson):
        await parts.desk(MARKET, HOST).grant(case.id, FOOD)
    await _grants(parts, case)
    await parts.desk(MARKET, "officer-2").grant(case.id, FOOD)
    await case.outcome()
    rows = await parts.told(case)
    said = [row.says for row in rows if row.addressee == "applicant" and row.kind == "procedure"]
    assert any("不计入期限" in says and "第四十五条" in says for says in said)
    to_neighbour = [row.says for row in rows if row.addressee == "interested-party"]
    assert to_neighbour == [f"致利害关系人〔{NEIGHBOUR}〕：{says}" for says in said]
    [decision] = [one.says for one in (await case.progress()).told if one.kind == "decision"]
    assert f"根据听证笔录交听证参加人确认签字（{RECORD['document']}）作出" in decision


async def test_time_begins_when_the_last_of_them_is_told(parts: Parts) -> None:
    """While one letter is on its way nobody's five days run, and the inbox says so."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    begun = await desk.begin(case.id, FOOD, procedure="hearing", parties=(NEIGHBOUR,))
    assert _step(begun, "asked").due_on is None
    await parts.written(case.id)
    [task] = [task for task in await desk.inbox() if task.case == case.id]
    assert task.step == "程序告知书待送达"
    await parts.forward(case.id, timedelta(days=4))
    today = await parts.today(case.id)
    with pytest.raises(DayPassed):
        await desk.serve(case.id, FOOD, mode="signed", on=today - timedelta(days=5), witness="回证")
    served = await desk.serve(case.id, FOOD, mode="signed", on=today, witness="回证")
    assert _step(served, "asked").due_on == _due(today, law.HEARING_REQUEST_LIMIT)


WRONG: Final[Mapping[str, tuple[type[Mend], str, Say]]] = {
    "no such procedure": (
        OutsideTheList,
        "none",
        lambda parts, case: parts.desk(MARKET).begin(case.id, FOOD, procedure="party"),
    ),
    "a neighbour without reference": (
        Unreasoned,
        "none",
        lambda parts, case: parts.desk(MARKET).begin(case.id, FOOD, procedure="hearing", parties=(" ",)),
    ),
    "no such step": (OutsideTheList, "told", _takes("sung")),
    "asked by nobody": (Unreasoned, "told", _takes("asked")),
    "asked by somebody else": (Unreasoned, "told", _takes("asked", party="邻户-2")),
    "asked tomorrow": (DayPassed, "told", _takes("asked", party=NEIGHBOUR, on=date(2199, 1, 4))),
    "asked before it was told": (DayPassed, "told", _takes("asked", party=NEIGHBOUR, on=date(2020, 1, 6))),
    "no place": (Unreasoned, "asked", _takes("notice", day=date(2199, 1, 4), officers=(HOST,))),
    "no host": (Unreasoned, "asked", _takes("notice", day=date(2199, 1, 4), place=ROOM)),
    "hosted by whoever reviews it": (
        SamePerson,
        "asked",
        _takes("notice", day=date(2199, 1, 4), place=ROOM, officers=("officer-1",)),
    ),
    "too soon": (DayPassed, "asked", _takes("notice", day=date(2020, 1, 6), place=ROOM, officers=(HOST,))),
    "too late": (DayPassed, "asked", _takes("notice", day=date(2199, 1, 4), place=ROOM, officers=(HOST,))),
    "held by another": (NotYours, "come", _takes("held", by="officer-2")),
    "a record without number": (Unreasoned, "held", _takes("record", by=HOST, signed_by=(NEIGHBOUR,))),
    "a record that nobody signed": (Unreasoned, "held", _takes("record", by=HOST, document="1号")),
    "a clock that stands for it resumed": (NotPending, "asked", _resumes),
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_the_law_does_not_let_pass(parts: Parts, what: str) -> None:
    """Each is refused with an error of its own, and nothing has changed."""
    error, state, say = WRONG[what]
    case = await _arrived(parts, state)
    before = await item(case, FOOD)
    with pytest.raises(Mend) as refused:
        await say(parts, case)
    assert type(refused.value) is error
    assert await item(case, FOOD) == before


async def test_whoever_has_reviewed_it_under_another_account(parts: Parts) -> None:
    """One person with two accounts hosts no hearing about what he reviews."""
    case = await _arrived(parts, "asked")
    held_by = _step(await item(case, FOOD), "held").due_on
    await _takes("notice", day=held_by, place=ROOM, officers=("Officer-1",))(parts, case)
    await _comes_to_the_day(parts, case)
    with pytest.raises(SamePerson):
        await _takes("held", by="Officer-1")(parts, case)


async def test_whoever_was_sent_to_inspect_hosts_no_hearing(parts: Parts) -> None:
    """He has reviewed it, though he has said nothing yet; and all who were sent sign what they saw."""
    case = await _arrived(parts, "asked")
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="inspection")
    sent: dict[str, Any] = {"procedure": "inspection", "step": "sent", "officers": ("officer-1", "officer-4")}
    await desk.take_step(case.id, FOOD, **sent)
    held_by = _step(await item(case, FOOD), "held").due_on
    with pytest.raises(SamePerson):
        await _takes("notice", day=held_by, place=ROOM, officers=("officer-4",))(parts, case)
    seen: dict[str, Any] = {"procedure": "inspection", "step": "record", "document": "核查1号"}
    with pytest.raises(Unreasoned, match="at least 2"):
        await desk.take_step(case.id, FOOD, **seen, signed_by=("officer-1",))


async def test_a_hearing_that_is_put_off(parts: Parts) -> None:
    """Another day is fixed, told again, and is the one on which it is held."""
    case = await _arrived(parts, "asked")
    held_by = _step(await item(case, FOOD), "held").due_on
    assert held_by
    sooner = held_by - timedelta(days=3)
    await _takes("notice", day=sooner, place=ROOM, officers=(HOST,))(parts, case)
    await _fixes(parts, case)
    await parts.forward(case.id, sooner - await parts.today(case.id))
    with pytest.raises(DayPassed, match="was fixed for"):
        await _takes("held", by=HOST)(parts, case)
    await _comes_to_the_day(parts, case)
    await _takes("held", by=HOST)(parts, case)


async def test_asked_in_time_and_entered_late(parts: Parts) -> None:
    """The day on which it was asked counts, not that on which an officer gets to enter it."""
    case = await _arrived(parts, "told")
    last = _step(await item(case, FOOD), "asked").due_on
    assert last
    await parts.forward_past(case.id, last)
    assert _hearing(await item(case, FOOD)).lapsed
    with pytest.raises(DayPassed, match="lapsed"):
        await _takes("asked", party=NEIGHBOUR, on=last + timedelta(days=1))(parts, case)
    await _takes("asked", party=NEIGHBOUR, on=last)(parts, case)
    assert (await item(case, FOOD)).state is State.SUSPENDED


async def test_a_step_that_comes_close_and_is_overdue(parts: Parts) -> None:
    """The department is told, then its supervisor, each once; it stands on the list of what is stuck."""
    case = await _arrived(parts, "asked")
    last = _step(await item(case, FOOD), "notice").due_on
    await parts.forward_into(case.id, last)
    assert _step(await item(case, FOOD), "notice").colour == "yellow"
    assert await _reminders(parts, case) == ["department"]
    await parts.forward_past(case.id, last)
    assert _step(await item(case, FOOD), "notice").colour == "red"
    assert await _reminders(parts, case) == ["department", "supervisor"]
    stuck = [task for task in await parts.supervisor.stuck() if task.case == case.id]
    assert [task.step for task in stuck] == ["听证（依申请）：通知听证时间、地点和主持人"]


async def _reminders(parts: Parts, case: Case) -> list[str]:
    rows: list[NoticeRow] = await parts.told(case)
    return [
        row.addressee for row in rows if "通知听证时间" in row.says and row.kind in {"warning", "overdue"}
    ]


async def test_what_a_neighbour_says_is_heard(parts: Parts) -> None:
    """He is told that it concerns him; until what he says is on record, nothing is decided (Art. 36)."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="statements", parties=(NEIGHBOUR,), reasons=("油烟",))
    with pytest.raises(NotPending, match="next comes heard"):
        await _grants(parts, case)
    heard: dict[str, Any] = {"procedure": "statements", "step": "heard"}
    with pytest.raises(Unreasoned):
        await desk.take_step(case.id, FOOD, **heard)
    await desk.take_step(case.id, FOOD, **heard, document="意见1号", says="邻户不同意")
    await _grants(parts, case)
    told = [row for row in await parts.told(case) if row.addressee == "interested-party"]
    assert ["理由：油烟" in told[0].says, "邻户不同意" in told[1].says] == [True, True]


async def test_an_inspection_by_two(parts: Parts) -> None:
    """It begins with the item; two are named, what they saw is on record, and then it can be decided."""
    case = await _current(parts)
    desk = parts.desk(MARKET)
    [inspection] = (await item(case, FOOD)).procedures
    assert (inspection.code, inspection.under_way) == ("inspection", True)
    with pytest.raises(NotPending, match="现场核查"):
        await desk.grant(case.id, FOOD)
    with pytest.raises(Unreasoned, match="at least 2"):
        await desk.take_step(
            case.id, FOOD, procedure="inspection", step="sent", officers=("officer-1", "OFFICER-1")
        )
    both = ("officer-1", "officer-2")
    sent = await desk.take_step(case.id, FOOD, procedure="inspection", step="sent", officers=both)
    assert _step(sent, "record").due_on == _due(
        await parts.today(case.id), law.INSPECTION_LIMIT
    )  # five days, as it happens
    await desk.take_step(
        case.id, FOOD, procedure="inspection", step="record", document="核查1号", signed_by=both
    )
    assert (await item(case, FOOD)).state is State.IN_REVIEW
    await desk.grant(case.id, FOOD)


async def test_a_payee_is_heard(parts: Parts) -> None:
    """The office has filed the case; whom it takes money from is told, heard, and then it is decided."""
    filed = demonstration.submission("clawback-heard-in-instalments")
    case = await parts.platform.submit(filed)
    await until(case, PAYEE_HEARD, State.IN_REVIEW)
    desk = parts.desk(departments.CIVIL_AFFAIRS.code)
    with pytest.raises(NotPending, match="next comes notice"):
        await desk.grant(case.id, PAYEE_HEARD)
    letters = [row.says for row in await parts.told(case) if row.addressee == "interested-party"]
    assert letters
    assert all(letter.startswith("致利害关系人〔收款人〕：追回听证") for letter in letters)


async def _current(parts: Parts) -> Case:
    filed = demonstration.submission(SMALL_SHOP, household=next(HOUSEHOLDS))
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return case


HOUSEHOLDS: Final = iter(range(390, 400))
"""Of whom no other test files anything."""


@pytest.fixture
def reviewed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A food licence that a lower body reviews before the market regulation decides."""
    one = with_item(RESTAURANT, food_licence, procedures=(procedures.first_review(departments.HEALTH),))
    ones = tuple(one if each is RESTAURANT else each for each in catalogue.ONE_MATTERS)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", ones)


@pytest.mark.usefixtures("reviewed_first")
async def test_a_lower_body_reviews_and_reports(parts: Parts) -> None:
    """It has the item, its papers and twenty days; the upper one gets it with the report, and decides."""
    filed = demonstration.submission(SMALL_SHOP, household=next(HOUSEHOLDS))
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await parts.written(case.id)
    lower, upper = parts.desk(HEALTH), parts.desk(MARKET)
    waiting = await item(case, FOOD)
    today = await parts.today(case.id)
    assert (waiting.state, waiting.lodged_at) == (State.WAITING, None)
    assert _step(waiting, "reviewed").due_on == _due(today, law.FIRST_REVIEW_LIMIT)
    [task] = [task for task in await lower.inbox() if task.case == case.id]
    assert task.step == "下级机关初审上报：初步审查意见"
    request = (await lower.show(case.id, FOOD)).request
    assert request
    assert "layout-plan" in {paper.code for paper in request.papers}
    assert (await lower.paper(case.id, FOOD, "layout-plan")).content

    await _reviews(upper, case, "reviewed", refused=True, document="初审1号")
    await _reviews(lower, case, "reported", refused=True)
    await _reviews(lower, case, "reviewed", document="初审1号", says="符合条件")
    await _reviews(lower, case, "reported")
    await until(case, FOOD, State.IN_REVIEW)
    lodged = await item(case, FOOD)
    assert lodged.lodged_at
    assert not find(await case.progress(), FOOD).procedures[0].under_way
    once_more = LAYOUT.model_copy(update={"flaw": Flaw.MISSING})
    with pytest.raises(Unanswerable, match="第三十五条"):
        await upper.ask(case.id, FOOD, [once_more], reason="再次提交")
    await _reviews(lower, case, "reported", refused=True)


async def _reviews(desk: Officer, case: Case, step: str, *, refused: bool = False, **says: Any) -> None:
    if not refused:
        await desk.take_step(case.id, FOOD, procedure="first-review", step=step, **says)
        return
    with pytest.raises(Mend):
        await desk.take_step(case.id, FOOD, procedure="first-review", step=step, **says)


async def test_a_decision_that_is_not_served(parts: Parts) -> None:
    """Its department is warned before the ten days are over; they are explained, and shown."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": False})
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    today = await parts.today(case.id)
    last = _due(today, law.DELIVERY_LIMIT)
    assert (await item(case, FOOD)).deliver_by == last
    await parts.forward_to(case.id, end_of(last) - timedelta(hours=2))
    rows = [row for row in await parts.told(case) if "送达" in row.says]
    assert ("department", "warning") in {(row.addressee, row.kind) for row in rows}
    explained = {one.subject: one for one in (await case.explain()).clocks}
    [delivery] = [one for subject, one in explained.items() if subject.endswith("决定的颁发、送达")]
    assert (delivery.due_on, delivery.limit) == (last, f"10个工作日，{law.DELIVERY}")
