"""Places after a case is closed: what is granted anew needs one, what ends gives its own up.

Who is to be decided about once more is where he was in the order of acceptance.
"""

from datetime import date, datetime
from uuid import UUID

from activities.cases.arrivals import Received, Returned
from activities.cases.notices import Notice
from activities.cases.places import is_in_turn
from activities.cases.sequels.decisions import ClosedItem, StandingDecision, returned
from activities.database import Transaction
from activities.ledger.cases import cases, places
from activities.ledger.cases.places import PlaceOf
from client.errors import OutOfTurn
from client.messages.cases.places import PlaceState
from client.messages.cases.progress import State
from matters import clock
from matters.plan.plan import Plan, PlannedItem


def hold(books: Transaction, found: ClosedItem, case: UUID, *, at: datetime) -> Returned | None:
    """A place for what is to be granted; why there is none."""
    of = _place_of(case, found.item, found.plan, at=at)
    if of is None or found.stands.state is State.GRANTED:
        return None
    place = places.claim(books, of, PlaceState.HELD)
    if is_in_turn(place):
        return None
    says = (
        f"{found.item.code}：{place.says}，已准予 {place.given} 件，另有 {place.ahead} 件先受理的尚未决定"
        f"（{of.quota.order}）；有名额空出后方可准予"
    )
    return returned(OutOfTurn, says)


def settle(
    books: Transaction, notice: Notice, stands: StandingDecision, *, until: date | None, anew: bool
) -> None:
    """What a step has made of the place; what is granted ends on that day."""
    plan = Received.model_validate_json(cases.get(books, notice.case).reception).plan
    item = next(one for one in plan.items if one.code == notice.item)
    of = _place_of(notice.case, item, plan, at=notice.told_at)
    if of is None:
        return
    if stands.state is State.GRANTED:
        places.claim(books, of, PlaceState.GRANTED, until=until)
    else:
        places.claim(books, of, PlaceState.PENDING if anew else PlaceState.GIVEN_UP)


def _place_of(case: UUID, item: PlannedItem, plan: Plan, *, at: datetime) -> PlaceOf | None:
    if item.quota is None:
        return None
    on, calendar = clock.day_in_china(at), plan.calendar
    return PlaceOf(case=str(case), item=item.code, quota=item.quota, calendar=calendar, on=on)
