"""The books of the department stand-ins, and how each of them is set to behave."""

from typing import Final, NamedTuple

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_or_replace, table_of
from activities.database.encryption import case_owner, decrypted, encrypted

from .district import DistrictTable

EVERY_CASE = "*"


class LodgingRow(DistrictTable, table=True):
    """A department stand-in's own book: what was lodged, how often it was called, what it answered."""

    __tablename__ = "lodgings"

    key: str = Field(primary_key=True)
    department: str = Field(index=True)
    request: str | None = Field(default=None, sa_type=Encrypted)
    calls: int = 0
    answer: str | None = Field(default=None, sa_type=Encrypted)


class BehaviourRow(DistrictTable, table=True):
    """How a stand-in behaves towards one item; `case` is `*` where it is meant for all cases."""

    __tablename__ = "behaviours"

    case: str = Field(primary_key=True)
    matter: str = Field(primary_key=True)
    behaviour: str


class Lodging(NamedTuple):
    """How often an item was asked for, and what was answered, as JSON."""

    calls: int
    answer: str | None


_LODGINGS: Final = table_of(LodgingRow)
_BEHAVIOURS: Final = table_of(BehaviourRow)
_THIS: Final = _LODGINGS.c.key == bindparam("lodging")
_LODGED: Final = (_LODGINGS.c.calls, _LODGINGS.c.answer)

_ENTER: Final = (
    insert(_LODGINGS)
    .on_conflict_do_update(
        index_elements=_LODGINGS.primary_key.columns, set_={_LODGINGS.c.calls: _LODGINGS.c.calls + 1}
    )
    .returning(*_LODGED)
)
_LOCK: Final = update(_LODGINGS).where(_THIS).values(calls=_LODGINGS.c.calls).returning(*_LODGED)
_REQUEST: Final = select(_LODGINGS.c.request).where(_THIS)
_CALLS: Final = select(_LODGINGS.c.key, _LODGINGS.c.calls)
_ANSWER: Final = update(_LODGINGS).where(_THIS)
_BEHAVIOUR: Final = select(_BEHAVIOURS.c.case, _BEHAVIOURS.c.behaviour).where(
    _BEHAVIOURS.c.matter == bindparam("matter"),
    or_(_BEHAVIOURS.c.case == bindparam("case"), _BEHAVIOURS.c.case == EVERY_CASE),
)
_FOR_EVERY_CASE: Final = select(_BEHAVIOURS.c.matter, _BEHAVIOURS.c.behaviour).where(
    _BEHAVIOURS.c.case == EVERY_CASE
)
_BEHAVE: Final = insert_or_replace(_BEHAVIOURS)


def enter(books: Transaction, *, key: str, department: str, request: str | None = None) -> Lodging:
    """Count a call; the first one makes the entry. It stays locked until the transaction ends."""
    entry = {"key": key, "department": department, "request": request, "calls": 1}
    (lodged,) = decrypted(books, _ENTER, encrypted(books, _LODGINGS, entry, owner=case_owner(key)))
    return Lodging(**lodged)


def get(books: Transaction, key: str) -> Lodging:
    """The entry that an earlier call made, locked likewise."""
    (lodged,) = decrypted(books, _LOCK, {"lodging": key})
    return Lodging(**lodged)


def request(books: Transaction, key: str) -> str:
    """What was lodged under a key, as JSON; empty if only its end was told."""
    (lodged,) = decrypted(books, _REQUEST, {"lodging": key})
    return lodged["request"] or ""


def answer(books: Transaction, *, key: str, answer: str) -> None:
    """Write down what the department says."""
    said = encrypted(books, _LODGINGS, {"answer": answer}, owner=case_owner(key))
    books.execute(_ANSWER, {"lodging": key, **said})


def calls(books: Transaction) -> dict[str, int]:
    """How often each item was asked for."""
    return {row.key: row.calls for row in books.execute(_CALLS)}


def behaviour(books: Transaction, *, case: str, matter: str) -> str | None:
    """How the stand-in is set for this case, else for every case."""
    by_case = dict(books.execute(_BEHAVIOUR, {"case": case, "matter": matter}).all())
    return by_case.get(case, by_case.get(EVERY_CASE))


def behaviours(books: Transaction) -> dict[str, str]:
    """How stand-ins, of registers too, are set for every case."""
    return dict(books.execute(_FOR_EVERY_CASE).all())


def set_behaviour(books: Transaction, *, case: str, matter: str, behaviour: str) -> None:
    """Set a stand-in, in place of what was set before."""
    books.execute(_BEHAVE, {"case": case, "matter": matter, "behaviour": behaviour})
