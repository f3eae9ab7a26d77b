"""The decision of an item as it stands now: that of its case, or what has become of it since.

An open case hands an item over to whatever is ordered about it: from then on, its decision is kept here.
"""

from collections.abc import Iterator
from uuid import UUID

from activities.cases.arrivals import Received, Returned
from activities.database import Transaction
from activities.ledger.cases import cases, sequels
from client.errors import Mend, NotPending, UnknownItem, WrongDepartment
from client.messages.cases.answers import IssuedLicence
from client.messages.cases.progress import Outcome, State
from client.messages.cases.sequel import APPLICANT, BeginSequel
from client.messages.message import Message
from matters.plan.plan import Plan, PlannedItem


class StandingDecision(Message):
    """Granted or refused; withdrawn, where nothing is decided any more. `round` is that of the decision.

    Where a step has left it as it was, its department knows it by the round in which it was `lodged`.
    """

    state: State
    round: int
    licence: IssuedLicence | None = None
    lodged: int = 0

    @property
    def lodged_in(self) -> int:
        """The round that its department knows."""
        return self.lodged or self.round

    def left(self, *, round: int) -> "StandingDecision":  # noqa: A002 (of the step that has left it)
        """The same, after a step that changes nothing."""
        return self.model_copy(update={"round": round, "lodged": self.lodged_in})


class CaseItem(Message):
    """An item of a case, which may be open, and the plan that its case follows."""

    plan: Plan
    item: PlannedItem


class ClosedItem(CaseItem):
    """An item of a closed case, or one that its case has handed over, and what stands of it.

    Its case `goes_on`, with other items.
    """

    stands: StandingDecision
    goes_on: bool = False


def find(books: Transaction, order: BeginSequel) -> ClosedItem | Returned:
    """What an order is about, if that is its department's, and its case decides it no more."""
    found = look_up(books, order)
    if isinstance(found, ClosedItem | Returned):
        return found
    about = f"办件 {order.case} 的 {order.item}"
    return returned(NotPending, f"{about}：办件尚未办结，请在办件中办理")


def look_up(books: Transaction, order: BeginSequel) -> CaseItem | Returned:
    """The same, or as an item that its open case decides."""
    about = f"办件 {order.case} 的 {order.item}"
    known = cases.find(books, order.case)
    plan = Received.model_validate_json(known.reception).plan if known else None
    item = next((one for one in plan.items if one.code == order.item), None) if plan else None
    if known is None or plan is None or item is None:
        return returned(UnknownItem, f"{about}：没有这个事项")
    if order.department not in {item.department, APPLICANT}:
        return returned(WrongDepartment, f"{about} 由{item.department_name}办理")
    if known.outcome is None:
        handed_over = _since(books, order.case, order.item)
        if handed_over is None:
            return CaseItem(plan=plan, item=item)
        return ClosedItem(plan=plan, item=item, stands=handed_over, goes_on=True)
    stands = _stands(books, known.outcome, order)
    if stands is None:
        return returned(NotPending, f"{about}：办件办结时没有办理该事项")
    return ClosedItem(plan=plan, item=item, stands=stands)


def granted(books: Transaction, case: UUID) -> Iterator[str]:
    """Items of a closed case that are granted as things stand."""
    outcome = Outcome.model_validate_json(cases.get(books, case).outcome or "")
    for item in outcome.items:
        since = _since(books, case, item.code)
        later = since if since and item.round < since.round else None
        if (later.state if later else item.state) is State.GRANTED:
            yield item.code


def settled(books: Transaction, case: UUID) -> dict[str, StandingDecision]:
    """What stands of items about which something was carried out."""
    steps = sequels.settled(books, str(case))
    return {item: StandingDecision.model_validate_json(text) for item, text in steps}


def returned(kind: type[Mend], says: str) -> Returned:
    """Why it cannot be."""
    return Returned(failure=kind.__name__, says=says)


def _stands(books: Transaction, outcome: str, order: BeginSequel) -> StandingDecision | None:
    items = Outcome.model_validate_json(outcome).items
    ended = next((one for one in items if one.code == order.item), None)
    since = _since(books, order.case, order.item)
    if since and (ended is None or ended.round < since.round):
        return since
    if ended is None:
        return None
    return StandingDecision(state=ended.state, round=ended.round, licence=ended.licence)


def _since(books: Transaction, case: UUID, item: str) -> StandingDecision | None:
    done = [one.stands for one in sequels.steps(books, case=str(case), item=item) if one.stands]
    return StandingDecision.model_validate_json(done[-1]) if done else None
