"""What holds at every step of every walk, whatever the clerk's book says."""

from collections.abc import Callable
from datetime import date

from client import ItemProgress, Progress, State
from client.messages.cases.progress import Colour
from tests.walks.item import REVIEWED, SETTLED


def require_continuity(before: Progress | None, now: Progress) -> None:
    """No item is decided twice, unless it was lodged again; nothing comes after a refusal."""
    earlier = {item.code: item for item in before.items} if before else {}
    for item in now.items:
        was = earlier.get(item.code, item)
        assert item.round >= was.round
        if was.state in SETTLED and item.state is not was.state:
            assert was.state is State.GRANTED
            assert item.round > was.round or item.state in {State.WITHDRAWN, State.LAPSED}
        if was.state is item.state is State.GRANTED and item.round == was.round:
            assert (item.decided_at, item.licence) == (was.decided_at, was.licence)


def require_owners(
    progress: Progress, tasks: dict[str, bool], today: date, *, told_until: Callable[[date], date]
) -> None:
    """Every wait has an owner, and an end that lies ahead or has been told upwards."""
    for item in progress.items:
        if item.state not in SETTLED:
            _require_owner(item, progress, tasks, today)
    if choice := progress.choice:
        assert choice.by >= today
        assert choice.refused in {item.code for item in progress.items if item.state is State.REFUSED}
    if (bill := progress.bill) and bill.due:
        assert today <= (told_until(bill.pay_by) if bill.reminded else bill.pay_by)


def _require_owner(item: ItemProgress, progress: Progress, tasks: dict[str, bool], today: date) -> None:
    match item.state:
        case State.WAITING:
            assert item.waiting_for
        case State.PAYMENT:
            assert progress.bill
            assert progress.bill.due
        case State.CORRECTION:
            asked = [one for one in progress.notices if any(item.code in point.items for point in one.points)]
            gathering = any(other.state is State.IN_REVIEW for other in progress.items)
            assert gathering or asked
            assert gathering or asked[-1].answer_by >= today
        case _:
            assert item.code in tasks
            assert tasks[item.code] is (item.colour is Colour.RED)
    if item.state in REVIEWED:
        _require_end(item, tasks, today)


def _require_end(item: ItemProgress, tasks: dict[str, bool], today: date) -> None:
    """A clock that runs has a day; one that stands is shown as standing."""
    overdue = item.due_on is not None and item.due_on < today
    assert not overdue or tasks[item.code]
    assert item.state is State.SUSPENDED or item.due_on
