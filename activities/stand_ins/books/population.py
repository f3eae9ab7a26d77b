"""The registers of persons and firms: read in pages by key, written by events.

The columns are the fields of `Person` and `Firm`, but for two: an account's number stands where the rules
ask only whether it is known, and what was enjoyed before is in the grants.
"""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Field

from activities.database import Encrypted, Key, Transaction, table_of
from activities.database.encryption import all_encrypted, plain, register_owner
from activities.errors import RegistersNotEmpty
from activities.ports.population_register import ACCOUNT, Row, RowKind
from matters.language import Bound, Firm, Narrowing, Op, Payee, Period, Person, Work

from .district import DistrictTable


class PersonRow(DistrictTable, table=True):
    """A resident, as `matters.language.Person` says."""

    __tablename__ = "persons"

    key: str = Field(primary_key=True, sa_type=Key)
    born_on: date
    died_on: date | None = None
    registered_in: str | None = None
    guardian: str | None = Field(default=None, index=True)
    lawful_birth: bool | None = None
    disability_grade: int | None = None
    disability: str | None = None
    disability_since: date | None = None
    minimum_living: bool = False
    destitute_support: bool = False
    work: str
    employer: str | None = None
    employed_since: date | None = None
    insured_months: int = 0
    graduated_on: date | None = None
    unemployed_since: date | None = None
    hard_to_employ: bool = False
    flexible_since: date | None = None
    own_premium: int | None = Field(default=None, sa_type=BigInteger)
    registered_since: date | None = None
    minimum_living_since: date | None = None
    destitute_support_since: date | None = None
    hard_to_employ_since: date | None = None
    retires_on: date | None = None
    injury_care_since: date | None = None
    orphan_since: date | None = None
    account: str | None = Field(default=None, sa_type=Encrypted)
    discredited: bool = False


class FirmRow(DistrictTable, table=True):
    """An insured unit, as `matters.language.Firm` says."""

    __tablename__ = "firms"

    key: str = Field(primary_key=True, sa_type=Key)
    kind: str
    size: str | None = None
    registered_in: str | None = None
    insured: int = 0
    layoffs: int = 0
    premium: int = Field(default=0, sa_type=BigInteger)
    months_paid: int = 0
    deregistered_on: date | None = None
    account: str | None = Field(default=None, sa_type=Encrypted)
    discredited: bool = False


PERSONS: Final = table_of(PersonRow)
FIRMS: Final = table_of(FirmRow)
_OWNER: Final = register_owner("population")
_GUARDIANS: Final = PERSONS.alias("guardians")

TABLES: Final[Mapping[type, Table]] = {Person: PERSONS, Firm: FIRMS}

_EVERYBODY: Final = text("SELECT * FROM persons ORDER BY key")  # bare: nothing is made of what is read
_PART: Final = 5_000
_COMPARES: Final[Mapping[Op, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]]] = {
    Op.AT_MOST: operator.le,
    Op.AT_LEAST: operator.ge,
    Op.EQUALS: operator.eq,
    Op.IN: lambda column, values: column.in_(values),
    Op.IS_NULL: lambda column, _: column.is_(None),
    Op.NOT_NULL: lambda column, _: column.is_not(None),
}


def require_empty(books: Transaction) -> None:
    """Raises `RegistersNotEmpty` if anybody is in them."""
    if books.execute(select(PERSONS.c.key).limit(1)).first():
        raise RegistersNotEmpty("the registers of this district hold people already; name another --district")


def page(
    books: Transaction, kind: RowKind, *, narrowing: Narrowing, period: Period, after: str, size: int
) -> Sequence[Row]:
    """So many of those whom the narrowing leaves, in the order of their keys, behind `after`.

    Accounts as they stand: whoever reads pages asks only whether there is one.
    """
    table = TABLES[kind.beneficiary]
    wanted = [_condition(table, bound, period) for bound in narrowing.bounds]
    statement = _columns(kind).where(table.c.key > after, *wanted).order_by(table.c.key).limit(size)
    return books.execute(statement).fetchall()


def some(books: Transaction, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
    """Those of these keys."""
    key = TABLES[kind.beneficiary].c.key
    found = books.execute(_columns(kind).where(key.in_(sorted(keys))).order_by(key))
    return plain(books, ["account"] * len(found.keys()), found.all())


def scan(books: Transaction) -> int:
    """Read every person and do nothing with it: what matching is measured beside."""
    rows = books.execution_options(stream_results=True).execute(_EVERYBODY)
    return sum(len(part) for part in rows.partitions(_PART))


def change(books: Transaction, person: str, values: Mapping[str, Any]) -> bool:
    """Write what an event says; tells whether the person is in the register."""
    same = PERSONS.c.key == person
    if not values:
        return books.execute(select(PERSONS.c.key).where(same)).first() is not None
    return bool(books.execute(update(PERSONS).where(same).values(**values)).rowcount)


def died_on(books: Transaction, person: str) -> date | None:
    """The day, if somebody is held to have died."""
    return books.execute(select(PERSONS.c.died_on).where(PERSONS.c.key == person)).scalar_one_or_none()


def is_still_so(books: Transaction, person: str, to: str, *, city: Collection[str]) -> bool:
    """Whether somebody who moves there stays in the city, or outside it."""
    held = select(PERSONS.c.registered_in).where(PERSONS.c.key == person)
    return (books.execute(held).scalar_one_or_none() in city) is (to in city)


def strike_out(books: Transaction, person: str) -> bool:
    """Somebody who never was; tells whether he was in the register."""
    return bool(books.execute(delete(PERSONS).where(PERSONS.c.key == person)).rowcount)


def bear(books: Transaction, person: str, values: Mapping[str, Any]) -> None:
    """Enter somebody who was born; a repeat changes nothing."""
    if not books.execute(select(PERSONS.c.key).where(PERSONS.c.key == person)).first():
        blank = {"minimum_living": False, "destitute_support": False, "work": str(Work.NONE)}
        blank |= {"insured_months": 0, "hard_to_employ": False, "discredited": False}
        books.execute(insert(PERSONS).values(key=person, **blank, **values))


def rows(books: Transaction, table: Table, given: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """As they stand in a table of persons or firms, of values in the order of its columns."""
    names = [column.name for column in table.columns]
    owned = [(_OWNER, dict(zip(names, row, strict=True))) for row in given]
    return [[*row.values()] for row in all_encrypted(books, table, owned)]


@cache
def _columns(kind: RowKind) -> Select[Any]:
    table = TABLES[kind.beneficiary]
    payee, account = _payee(table, kind.payee)
    names = [field.name for field in fields(kind.beneficiary) if field.name != "enjoyed"]
    return select(*(account if name == ACCOUNT else table.c[name] for name in names), payee)


def _payee(table: Table, payee: Payee) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Whose money it is, and the account."""
    match payee:
        case Payee.BENEFICIARY:
            return table.c.key, table.c.account
        case Payee.GUARDIAN:
            account = select(_GUARDIANS.c.account).where(_GUARDIANS.c.key == table.c.guardian)
            return table.c.guardian, account.scalar_subquery()
        case Payee.EMPLOYER:
            account = select(FIRMS.c.account).where(FIRMS.c.key == table.c.employer)
            return table.c.employer, account.scalar_subquery()


def _condition(table: Table, bound: Bound, period: Period) -> ColumnElement[bool]:
    """A bound in SQL. As in SQL, an empty column compares with nothing."""
    column = table.c[bound.column]
    value: Any = bound.value(period)
    compared = _COMPARES[bound.op](column, value)
    passes = or_(column.is_(None), compared) if bound.or_null else and_(compared)
    return or_(passes, _condition(table, bound.otherwise, period)) if bound.otherwise else passes
