"""Places of which there are only so many, by declared rank and in the order of acceptance.

All that is done to one pool is done one after the other, so that no place is given twice.
"""

from datetime import date
from typing import Final

from sqlalchemy import Index, and_, bindparam, func, or_, select, update
from sqlmodel import Field

from activities.database import Transaction, insert_or_replace, table_of, turn
from activities.ledger.ledger import LedgerTable
from client.messages.cases.places import PlaceStanding, PlaceState, QuotaPlace
from client.messages.message import Message
from matters import clock
from matters.clock.calendar import Calendar
from matters.plan.plan import PlannedQuota


class PlaceRow(LedgerTable, table=True):
    """An application for a place of a `pool`, by its `rank` there; each declared rank has a `BAND`.

    What is granted until a day is free again after it.
    """

    __tablename__ = "places"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    pool: str
    rank: int
    accepted_on: date
    state: str
    until: date | None = None


class PlaceOf(Message):
    """The place of an item of a case, looked at on a day; how long it waits is reckoned by the calendar."""

    case: str
    item: str
    quota: PlannedQuota
    calendar: Calendar
    on: date


BAND: Final = 10_000_000
"""More than ever apply for one pool; a rank is an integer of the database."""

_PLACES: Final = table_of(PlaceRow)
Index("places_in_order", _PLACES.c.pool, _PLACES.c.rank, unique=True)
_THIS: Final = and_(_PLACES.c.case == bindparam("of_case"), _PLACES.c.item == bindparam("of_item"))
_POOL: Final = _PLACES.c.pool == bindparam("of_pool")
_EARLIER: Final = _PLACES.c.rank < bindparam("own_rank")
_OTHER: Final = _PLACES.c.rank != bindparam("own_rank")
_IN_FORCE: Final = and_(
    _PLACES.c.state == PlaceState.GRANTED, or_(_PLACES.c.until.is_(None), _PLACES.c.until >= bindparam("on"))
)

_OWN: Final = select(_PLACES).where(_THIS)
_LAST: Final = select(func.coalesce(func.max(_PLACES.c.rank), bindparam("least"))).where(
    _POOL, _PLACES.c.rank.between(bindparam("least"), bindparam("most"))
)
_ENTER: Final = insert_or_replace(_PLACES)
_CLAIM: Final = update(_PLACES).where(_THIS)
_OTHERS: Final = select(
    func.count().filter(_EARLIER),
    func.count().filter(_PLACES.c.state == PlaceState.PENDING, _EARLIER),
    func.count().filter(_PLACES.c.state == PlaceState.HELD),
    func.count().filter(_IN_FORCE),
).where(_POOL, _OTHER)


def enter(books: Transaction, of: PlaceOf) -> QuotaPlace:
    """A place behind all of its rank that are there; who has one keeps it, unless he ranks otherwise now."""
    turn.take(books, f"places/{of.quota.pool}")
    own = _own(books, of)
    least = of.quota.rank * BAND
    moved = own is not None and (own.pool != of.quota.pool or own.rank // BAND != of.quota.rank)
    if own is None or moved or own.state == PlaceState.GIVEN_UP:
        band = {"of_pool": of.quota.pool, "least": least, "most": least + BAND - 1}
        rank = int(books.execute(_LAST, band).scalar_one()) + 1
        own = PlaceRow(
            case=of.case,
            item=of.item,
            pool=of.quota.pool,
            rank=rank,
            accepted_on=of.on,
            state=PlaceState.PENDING,
        )
        books.execute(_ENTER, own.model_dump())
    return _place(books, of, own)


def claim(books: Transaction, of: PlaceOf, wanted: PlaceState, *, until: date | None = None) -> QuotaPlace:
    """Where it stands once it is granted, given up, or waits again; it is `HELD` only in its turn."""
    turn.take(books, f"places/{of.quota.pool}")
    own = _own(books, of)
    if own is None:
        raise LookupError(f"case {of.case}, {of.item}: was accepted, and has no place in {of.quota.pool}")
    place = _place(books, of, own)
    if wanted is PlaceState.HELD and place.standing is not PlaceStanding.IN_TURN:
        return place
    if wanted is PlaceState.GRANTED and place.standing is PlaceStanding.ELSEWHERE:
        wanted = PlaceState.ELSEWHERE
    books.execute(_CLAIM, {"of_case": of.case, "of_item": of.item, "state": wanted, "until": until})
    return _place(books, of, own.model_copy(update={"state": wanted}))


def _own(books: Transaction, of: PlaceOf) -> PlaceRow | None:
    found = books.execute(_OWN, {"of_case": of.case, "of_item": of.item}).mappings().first()
    return PlaceRow(**found) if found else None


def _place(books: Transaction, of: PlaceOf, own: PlaceRow) -> QuotaPlace:
    """What is granted counts against everybody, what is undecided against those accepted after it."""
    asked = {"of_pool": own.pool, "own_rank": own.rank, "on": of.on}
    earlier, ahead, held, given = books.execute(_OTHERS, asked).one()
    return QuotaPlace(
        order=earlier + 1,
        places=of.quota.places,
        ahead=ahead + held,
        given=given,
        standing=_standing(PlaceState(own.state), of.quota, ahead + held, given),
        state=PlaceState(own.state),
        says=of.quota.says,
        basis=of.quota.basis,
        waits_until=of.quota.waits and clock.due(own.accepted_on, of.quota.waits, of.calendar).on,
    )


def _standing(own: PlaceState, quota: PlannedQuota, ahead: int, given: int) -> PlaceStanding:
    places = quota.places
    has_one = own in {PlaceState.HELD, PlaceState.GRANTED} or ahead + given < places
    if own is not PlaceState.ELSEWHERE and has_one:
        return PlaceStanding.IN_TURN
    if quota.otherwise:
        return PlaceStanding.ELSEWHERE
    return PlaceStanding.USED_UP if given >= places else PlaceStanding.BEHIND
