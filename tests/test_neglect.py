"""What nobody attends to: procedures without end, papers that do not come, bills over holidays."""

from datetime import timedelta

from activities.ledger import notices
from activities.notices import NoticeKind
from client import Case, ItemProgress
from client.answers import Demand, Wanting
from client.messages import Colour
from matters import clock
from tests.parts import Parts
from tests.states import DEPARTMENTS, HYGIENE, WAYS, arrive

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
    assert case.id in {task.case for task in await parts.supervisor.stuck()}
    assert await _told(parts, case, NoticeKind.OVERDUE) == [HYGIENE]

    resumed = await parts.desk(DEPARTMENTS[HYGIENE]).resume(case.id, HYGIENE)

    assert resumed.due_on
    assert (await _item(case, HYGIENE)).colour is Colour.GREEN


async def _suspend(parts: Parts, case: Case, item: str, *, days: int) -> None:
    expected = clock.day_in_china(case.receipt.received_at) + timedelta(days=days)
    desk = parts.desk(DEPARTMENTS[item])
    await desk.suspend(case.id, item, procedure="testing", expected_end=expected, notice="2026-6")


async def _item(case: Case, code: str) -> ItemProgress:
    return next(item for item in (await case.progress()).items if item.code == code)


async def _told(parts: Parts, case: Case, kind: NoticeKind) -> list[str]:
    with parts.ledger.transaction() as books:
        return [row.item for row in notices.told(books, str(case.id)) if row.kind == kind]
