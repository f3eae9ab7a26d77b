"""What nobody attends to: procedures without end, papers that do not come, bills over holidays."""

from datetime import timedelta

from activities.cases.notices import NoticeKind
from activities.ledger.cases import notices
from activities.stand_ins.behaviour import Asking, Reviewing
from client import Case, ItemProgress, State
from client.messages.cases.answers import Demand, Wanting
from client.messages.cases.progress import Colour
from client.messages.officers.commands import Amendment
from matters import clock
from matters.definitions.law import TIMETABLE
from tests.support.parts import Parts
from tests.support.states import (
    DEPARTMENTS,
    FIRE,
    FOOD,
    HYGIENE,
    REGISTRATION,
    SIGN,
    TOBACCO,
    WAYS,
    Way,
    arrive,
    on_the_other_ledger,
    reaches,
)

pytestmark = on_the_other_ledger

ON_THE_SPOT = Wanting(points=(Demand(path="现场", says="后厨未分区", mend="请分区后告知"),))
"""What no paper answers."""


async def test_a_procedure_that_nobody_ends(parts: Parts) -> None:
    """Once it takes longer than was told in writing, the supervisor is told, and it is in the stuck list."""
    case = await arrive(parts, WAYS["in-review"])
    await _suspend(parts, case, HYGIENE, days=6)
    await parts.forward(case.id, timedelta(days=6))
    assert (await _item(case, HYGIENE)).colour is Colour.GREEN
    await parts.forward(case.id, timedelta(days=1))
    assert (await _item(case, HYGIENE)).colour is Colour.RED
    await parts.written(case.id)
    assert case.id in {task.case for task in await parts.supervisor.stuck()}
    assert await _told(parts, case, NoticeKind.OVERDUE) == [HYGIENE]

    resumed = await parts.desk(DEPARTMENTS[HYGIENE]).resume(case.id, HYGIENE)

    assert resumed.due_on
    assert (await _item(case, HYGIENE)).colour is Colour.GREEN


async def test_the_case_stands_with_an_item_that_was_lodged_later(parts: Parts) -> None:
    """A clock stops that of the case also if nothing of it was due before what was watched already."""
    behaviours = {REGISTRATION: Reviewing(promised=True), SIGN: Reviewing(), TOBACCO: Reviewing()}
    case = await arrive(parts, Way(item=SIGN, state=State.IN_REVIEW, behaviours=behaviours))
    await parts.desk(DEPARTMENTS[REGISTRATION]).grant(case.id, REGISTRATION)
    await reaches(case, TOBACCO, State.IN_REVIEW)
    await _suspend(parts, case, TOBACCO, days=30)
    assert (await case.progress()).due_on is None


async def test_a_late_paper_of_an_item_that_still_waits(parts: Parts) -> None:
    """The day by which a paper may follow counts from receipt, whether its item has started or not."""
    way = Way(
        item=FIRE,
        state=State.WAITING,
        papers_without=("fire-plan", "safety-rules"),
        behaviours={REGISTRATION: Reviewing(), FOOD: Reviewing()},
    )
    case = await arrive(parts, way)
    await parts.forward(case.id, timedelta(days=12))
    await reaches(case, FIRE, State.LAPSED)
    await parts.desk(DEPARTMENTS[REGISTRATION]).grant(case.id, REGISTRATION)
    await reaches(case, FOOD, State.IN_REVIEW)
    sheet = await parts.desk(DEPARTMENTS[FOOD]).show(case.id, FOOD)
    assert sheet.progress.round == 1
    assert any("食品安全管理制度" in remark for remark in sheet.progress.remarks)


async def test_a_late_paper_of_an_item_that_is_being_mended(parts: Parts) -> None:
    """Its day does not take the item from the applicant, who still has time to answer the notice."""
    way = Way(
        item=FOOD,
        state=State.CORRECTION,
        papers_without=("safety-rules",),
        behaviours={FOOD: Asking(wants=ON_THE_SPOT, then="reviewing")},
    )
    case = await arrive(parts, way)
    await parts.forward(case.id, timedelta(days=12))
    food = await _item(case, FOOD)
    assert (food.state, food.round) == (State.CORRECTION, 1)
    assert any("食品安全管理制度" in remark for remark in food.remarks)


async def test_a_grace_by_the_calendar_of_its_day(parts: Parts) -> None:
    """A reminder to pay gives as many working days as there are by the arrangement then in force."""
    case = await arrive(parts, WAYS["payment"])
    bill = (await case.progress()).bill
    assert bill
    holidays = tuple(bill.pay_by + timedelta(days=days) for days in range(1, 8))
    order = Amendment(number="放假〔2026〕9号", by="办公厅", reason="放假", holidays=holidays)
    await parts.amend(case.id, order)
    received = clock.day_in_china(case.receipt.received_at)
    await parts.forward(case.id, timedelta(days=(bill.pay_by - received).days + 1))
    reminded = (await case.progress()).bill
    assert reminded
    assert reminded.reminded
    assert reminded.pay_by > holidays[-1] + timedelta(days=TIMETABLE.grace.count - 1)


async def _suspend(parts: Parts, case: Case, item: str, *, days: int) -> None:
    expected = clock.day_in_china(case.receipt.received_at) + timedelta(days=days)
    desk = parts.desk(DEPARTMENTS[item])
    await desk.suspend(case.id, item, procedure="testing", expected_end=expected, notice="2026-6")


async def _item(case: Case, code: str) -> ItemProgress:
    return next(item for item in (await case.progress()).items if item.code == code)


async def _told(parts: Parts, case: Case, kind: NoticeKind) -> list[str]:
    await parts.written(case.id)
    with parts.ledger.transaction() as books:
        return [row.item for row in notices.told(books, str(case.id)) if row.kind == kind]
