"""An employer takes people on: an item for each, with papers, corrections and ends of their own."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
from pydantic import JsonValue

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import Case, InvalidForm, OnRefusal, OutcomeKind, State, Supplement
from client.messages.cases.answers import Demand, Refused, Wanting
from tests.support.cases.submissions import paper, submission
from tests.support.parts import Parts, find, item, until
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger

TWO: Final = "recruitment-two"
THIRD: Final[dict[str, Any]] = {
    "employee_id": "99010119850606005X",
    "employee_name": "员工壬",
    "post": "洗碗工",
    "hired_on": "2026-11-20",
    "contract_term": "固定期限",
    "contract_signed": True,
    "wage": "4200",
    "insured_before": False,
    "wants_card": False,
    "brings_file": False,
    "fund_account": False,
}


def states(progress: Any) -> dict[str, str]:
    return {one.code: one.state.value for one in progress.items}


def asked(path: str) -> Wanting:
    return Wanting(points=(Demand(path=path, says="请核对", mend="请更正"),))


async def test_every_employee_has_items_of_his_own(parts: Parts) -> None:
    """In their order, under numbers of their own; what one does not want is not there."""
    filed = submission(TWO)
    case = await parts.platform.submit(filed)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    progress = await case.progress()
    assert set(states(progress)) == {
        "fund-unit",
        *(f"{code}[{place}]" for code in EACH for place in (0, 1)),
        *("personnel-file[0]", "social-card[1]"),
    }
    assert len({one.number for one in progress.items}) == len(progress.items)
    card = find(progress, "social-card[1]")
    assert (card.name, card.about) == ("社会保障卡申领（员工2）", "员工辛")
    assert find(progress, "employment[0]").licence is None
    assert card.licence
    sheet = await parts.desk("human-resources").show(case.id, "social-card[1]")
    assert sheet.request
    assert sheet.request.gives
    employees: Any = filed.form["employees"]
    assert sheet.request.gives.holder == employees[1]["employee_id"]
    assert sheet.request.gives.face == {"name": "员工辛"}


EACH: Final = ("employment", "social-insurance", "medical-insurance", "housing-fund")


async def test_one_is_refused_and_the_other_is_not(parts: Parts) -> None:
    """What waits for the one refused is impossible; the other employee has all that he wants."""
    filed = submission(TWO)
    refusal = Refused(
        reasons=("不属于就业登记范围",),
        basis="示范规则",
        remedies="可以申请行政复议",
        officers=("officer-1",),
    )
    parts.behave(filed.id, "employment[0]", Refusing(refusal=refusal))
    case = await parts.platform.submit(filed)
    await until(case, "employment[0]", State.REFUSED)
    await case.choose(OnRefusal.GO_ON)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    ended = {one.code: one.state for one in outcome.items}
    assert ended["employment[0]"] is State.REFUSED
    assert ended["social-insurance[0]"] is State.IMPOSSIBLE
    assert all(ended[f"{code}[1]"] is State.GRANTED for code in EACH)


async def test_one_answer_of_one_employee_is_mended(parts: Parts) -> None:
    """A department asks in words of its own item; the applicant is told where that stands in his form."""
    filed = submission(TWO)
    parts.behave(filed.id, "housing-fund[1]", Asking(wants=asked("form.fund_account")))
    case = await parts.platform.submit(filed)
    [notice] = await notices_of(case)
    [point] = notice.points
    assert (point.path, point.items) == ("form.employees[1].fund_account", ("housing-fund[1]",))
    answer = await case.supplement(Supplement(form={"employees[1].fund_account": True}))
    assert answer.accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    sheets = [one async for one in sheets_of(parts, case)]
    assert [sheet["fund_account"] for sheet in sheets] == [True, True]


async def test_one_leaves_and_one_joins(parts: Parts) -> None:
    """Whoever stays keeps his items, with their numbers; whoever joins has new ones in a place of his own."""
    filed = submission(TWO)
    parts.behave(filed.id, "employment[0]", Asking(wants=asked("form.post")))
    case = await parts.platform.submit(filed)
    await notices_of(case)
    before = await case.progress()
    supplement = Supplement(
        form={"employees[0]": None, "employees[2]": THIRD},
        papers=(paper("labour-contract[2]"),),
        committed=True,
    )
    assert (await case.supplement(supplement)).accepted
    await until(case, "employment[2]", State.GRANTED)
    after = await case.progress()
    assert after.plan == 2
    assert find(after, "employment[0]").state is State.NOT_REQUIRED
    assert find(after, "employment[1]").number == find(before, "employment[1]").number
    assert find(after, "social-insurance[2]").name == "职工社会保险参保登记（员工3）"
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_list_is_not_replaced_as_a_whole(parts: Parts) -> None:
    """Nobody could tell any more whose items are whose; what is told says how."""
    filed = submission(TWO)
    parts.behave(filed.id, "employment[0]", Asking(wants=asked("form.post")))
    case = await parts.platform.submit(filed)
    await notices_of(case)
    with pytest.raises(InvalidForm) as caught:
        await case.supplement(Supplement(form={"employees": [THIRD]}))
    assert [(one.path, one.says[:14]) for one in caught.value.wrong_fields] == [
        ("form.employees", "请逐项更正，如 employ")
    ]
    await case.withdraw("不再办理")


async def test_what_is_granted_to_one_is_not_changed_for_him(parts: Parts) -> None:
    """And may still be changed for another."""
    filed = submission(TWO)
    parts.behave(filed.id, "housing-fund[0]", Asking(wants=asked("form.fund_account")))
    case = await parts.platform.submit(filed)
    await notices_of(case)
    await until(case, "housing-fund[1]", State.GRANTED)
    with pytest.raises(InvalidForm):
        await case.supplement(Supplement(form={"employees[1].fund_account": True}))
    with pytest.raises(InvalidForm):
        await case.supplement(Supplement(form={"employees[1]": None}))
    await case.withdraw("不再办理")


async def test_all_is_taken_back(parts: Parts) -> None:
    """On withdrawal what was registered is undone, for each employee."""
    filed = submission(TWO)
    parts.behave(filed.id, "housing-fund[1]", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, "housing-fund[1]", State.IN_REVIEW)
    await until(case, "social-insurance[0]", State.GRANTED)
    await case.withdraw("员工未到岗")
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.WITHDRAWN
    ended = {one.code: one.state for one in outcome.items}
    assert ended["social-insurance[0]"] is ended["employment[1]"] is State.WITHDRAWN


async def test_what_pre_review_finds_of_one_is_told_of_him(parts: Parts) -> None:
    """By the path of his answer; mended there, the case is accepted."""
    filed = submission(TWO)
    employees: Any = filed.form["employees"]
    late = [employees[0], {**employees[1], "hired_on": "2030-01-07"}]
    case = await parts.platform.submit(filed.model_copy(update={"form": {**filed.form, "employees": late}}))
    assert not case.receipt.accepted
    [notice] = await notices_of(case)
    assert [(one.path, one.rule) for one in notice.points] == [
        ("form.employees[1].hired_on", "recruitment.begun")
    ]
    assert (await case.supplement(Supplement(form={"employees[1].hired_on": "2026-11-20"}))).accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def notices_of(case: Case) -> Any:
    async for progress in case.watch():
        if progress.notices:
            return progress.notices
    return ()


async def sheets_of(parts: Parts, case: Case) -> AsyncIterator[dict[str, JsonValue]]:
    """What the department was told of each employee."""
    officer = parts.desk("housing-fund")
    for place in (0, 1):
        sheet = await officer.show(case.id, f"housing-fund[{place}]")
        assert sheet.request
        assert "employees" not in sheet.request.fields
        yield sheet.request.fields


async def test_items_wait_each_for_his_own(parts: Parts) -> None:
    """One employee's registration that takes its time holds up nobody else."""
    filed = submission(TWO)
    parts.behave(filed.id, "employment[0]", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, "social-card[1]", State.GRANTED)
    waiting = await item(case, "social-insurance[0]")
    assert waiting.waiting_for == ("employment[0]",)
    await case.withdraw("测试结束")
