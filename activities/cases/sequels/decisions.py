"""The decision of an item as it stands now: that of its closed case, or what has become of it since."""

from collections.abc import Iterator
from uuid import UUID

from activities.cases.arrivals import Received, Returned
from activities.database import Transaction
from activities.ledger.cases import cases, sequels
from activities.ledger.lists import case_lines
from client.errors import Mend, NotPending, UnknownItem, WrongDepartment
from client.messages.cases.answers import IssuedLicence
from client.messages.cases.progress import Outcome, State
from client.messages.cases.sequel import APPLICANT, BeginSequel
from client.messages.message import Message
from matters.plan.plan import Plan, PlannedItem


class StandingDecision(Message):
    """Granted or refused; withdrawn, where nothing is decided any more. `round` is that of the decision."""

    state: State
    round: int
    licence: IssuedLicence | None = None


class CaseItem(Message):
    """An item of a case, which may be open, and the plan that its case follows."""

    plan: Plan
    item: PlannedItem


class ClosedItem(CaseItem):
    """An item of a closed case, and what stands of it."""

    stands: StandingDecision


def find(books: Transaction, order: BeginSequel) -> ClosedItem | Returned:
    """What an order is about, if that is its department's, and decided; its case may be open."""
    found = look_up(books, order)
    if isinstance(found, ClosedItem | Returned):
        return found
    stands = _since(books, order.case, order.item) or _in_open_case(books, order)
    if stands:
        return ClosedItem(plan=found.plan, item=found.item, stands=stands)
    about = f"办件 {order.case} 的 {order.item}"
    return returned(NotPending, f"{about}：办件尚未办结，请在办件中办理")


def look_up(books: Transaction, order: BeginSequel) -> CaseItem | Returned:
    """The same, closed or not."""
    about = f"办件 {order.case} 的 {order.item}"
    known = cases.find(books, order.case)
    plan = Received.model_validate_json(known.reception).plan if known else None
    item = next((one for one in plan.items if one.code == order.item), None) if plan else None
    if known is None or plan is None or item is None:
        return returned(UnknownItem, f"{about}：没有这个事项")
    if order.department not in {item.department, APPLICANT}:
        return returned(WrongDepartment, f"{about} 由 {item.department!r} 办理")
    if known.outcome is None:
        return CaseItem(plan=plan, item=item)
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


def ended(books: Transaction, case: UUID) -> Iterator[tuple[str, int]]:
    """Items whose decision was ended from above, and the rounds in which that was."""
    for item, text in sequels.settled(books, str(case)):
        stands = StandingDecision.model_validate_json(text)
        if stands.state is State.WITHDRAWN:
            yield item, stands.round


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


def _in_open_case(books: Transaction, order: BeginSequel) -> StandingDecision | None:
    """As the case was when it came to rest last; its licence is the library's to tell."""
    line = case_lines.find(books, str(order.case))
    item = next((one for one in line.items if one.code == order.item), None) if line else None
    if item is None or item.state not in {State.GRANTED, State.REFUSED}:
        return None
    return StandingDecision(state=item.state, round=item.rounds)


def _since(books: Transaction, case: UUID, item: str) -> StandingDecision | None:
    done = [one.stands for one in sequels.steps(books, case=str(case), item=item) if one.stands]
    return StandingDecision.model_validate_json(done[-1]) if done else None
