"""The registers of persons and firms: read in pages by key, written by events."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, Table, and_, insert, or_, select, text, update

from activities.database import Transaction
from activities.errors import RegistersNotEmpty
from activities.stand_ins.books.tables import BankRow, FirmRow, PersonRow
from matters.language import (
    Bound,
    Disability,
    Enjoyed,
    Firm,
    FirmKind,
    FirmSize,
    Grant,
    Op,
    Payee,
    Period,
    Person,
    Work,
)

PERSONS: Final = PersonRow.metadata.tables["persons"]
FIRMS: Final = FirmRow.metadata.tables["firms"]
BANK: Final = BankRow.metadata.tables["bank_faults"]
_GUARDIANS: Final = PERSONS.alias("guardians")

TABLES: Final[Mapping[type, Table]] = {Person: PERSONS, Firm: FIRMS}

ACCOUNT: Final = "account_known"
"""The one field that is no column: the rules need not know the number."""

_EVERYBODY: Final = text("SELECT * FROM persons ORDER BY key")
_PART: Final = 5_000
_ACCOUNT_NUMBER: Final = re.compile(r"\d{12,19}")
_WORDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "disability": Disability,
    "work": Work,
    "kind": FirmKind,
    "size": FirmSize,
}
_COMPARES: Final[Mapping[Op, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]]] = {
    Op.AT_MOST: operator.le,
    Op.AT_LEAST: operator.ge,
    Op.EQUALS: operator.eq,
    Op.IN: lambda column, values: column.in_(values),
    Op.IS_NULL: lambda column, _: column.is_(None),
    Op.NOT_NULL: lambda column, _: column.is_not(None),
}


class HeldRow(NamedTuple):
    """A beneficiary as the registers hold it, who is paid for it, and onto which account if it is known."""

    beneficiary: Any
    payee: str
    account: str | None


Row = Sequence[Any]
"""The columns of a beneficiary, the account where its field stands, and the payee's key at the end."""


def require_empty(books: Transaction) -> None:
    """Raises `RegistersNotEmpty` if anybody is in them."""
    if books.execute(select(PERSONS.c.key).limit(1)).first():
        raise RegistersNotEmpty("the registers of this ledger hold people already; name another --ledger")


def page(books: Transaction, grant: Grant[Any], period: Period, *, after: str, size: int) -> Sequence[Row]:
    """So many of those whom the narrowing leaves, in the order of their keys, behind `after`."""
    key = TABLES[grant.beneficiary].c.key
    wanted = [_condition(TABLES[grant.beneficiary], bound, period) for bound in grant.narrowing.bounds]
    statement = _columns(grant).where(key > after, *wanted).order_by(key).limit(size)
    return books.execute(statement).fetchall()


def some(books: Transaction, grant: Grant[Any], keys: Iterable[str], *, lock: bool = False) -> Sequence[Row]:
    """Those of these keys; with `lock` nobody else changes them before the transaction ends."""
    table = TABLES[grant.beneficiary]
    statement = _columns(grant).where(table.c.key.in_(sorted(keys))).order_by(table.c.key)
    return books.execute(statement.with_for_update(of=table) if lock else statement).fetchall()


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
    """When somebody died, if that is known."""
    return books.execute(select(PERSONS.c.died_on).where(PERSONS.c.key == person)).scalar_one_or_none()


def bereave(books: Transaction, guardian: str) -> None:
    """The children of somebody who has died need another guardian."""
    books.execute(update(PERSONS).where(PERSONS.c.guardian == guardian).values(guardian=None))


def bear(books: Transaction, person: str, values: Mapping[str, Any]) -> None:
    """Enter somebody who was born; a repeat changes nothing."""
    if not books.execute(select(PERSONS.c.key).where(PERSONS.c.key == person)).first():
        blank = {"minimum_living": False, "destitute_support": False, "work": str(Work.NONE)}
        blank |= {"insured_months": 0, "hard_to_employ": False, "discredited": False}
        books.execute(insert(PERSONS).values(key=person, **blank, **values))


def answer(books: Transaction, grant: Grant[Any], held: HeldRow, *, field: str, value: str) -> None:
    """Write the one datum that was asked for.  Raises `ValueError` if it cannot be that."""
    of_payee = field == ACCOUNT
    table = _payees(grant) if of_payee else TABLES[grant.beneficiary]
    column = table.c["account" if of_payee else field]
    key = held.payee if of_payee else held.beneficiary.key
    parsed = _parsed(column, value)
    books.execute(update(table).where(table.c.key == key).values({column: parsed}))


def _payees(grant: Grant[Any]) -> Table:
    match grant.payee:
        case Payee.BENEFICIARY:
            return TABLES[grant.beneficiary]
        case Payee.GUARDIAN:
            return PERSONS
        case Payee.EMPLOYER:
            return FIRMS


def _parsed(column: ColumnElement[Any], value: str) -> Any:
    if column.key == "account" and not _ACCOUNT_NUMBER.fullmatch(value):
        raise ValueError("账号须为12至19位数字")
    word = _WORDS.get(column.key or "")
    return str(word(value)) if word else TypeAdapter(column.type.python_type).validate_python(value)


def read(grant: Grant[Any], row: Row, enjoyed: tuple[Enjoyed, ...]) -> HeldRow:
    """A row as the rules see it."""
    account_at, words = _layout(grant)
    values, account = list(row), row[account_at]
    payee = values.pop()
    values[account_at] = account is not None
    for index, word in words:
        if values[index] is not None:
            values[index] = word(values[index])
    return HeldRow(grant.beneficiary(*values, enjoyed), payee or "", account)


@cache
def _columns(grant: Grant[Any]) -> Select[Any]:
    table = TABLES[grant.beneficiary]
    payee, account = _payee(table, grant.payee)
    names = [field.name for field in fields(grant.beneficiary) if field.name != "enjoyed"]
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


@cache
def _layout(grant: Grant[Any]) -> tuple[int, tuple[tuple[int, Callable[[str], Any]], ...]]:
    """Where the account stands, and the columns whose text is one of a list of words."""
    names = [field.name for field in fields(grant.beneficiary)]
    words = tuple((names.index(name), word) for name, word in _WORDS.items() if name in names)
    return names.index(ACCOUNT), words


def _condition(table: Table, bound: Bound, period: Period) -> ColumnElement[bool]:
    """A bound in SQL. As in SQL, an empty column compares with nothing."""
    column = table.c[bound.column]
    value: Any = bound.value(period)
    compared = _COMPARES[bound.op](column, value)
    return or_(column.is_(None), compared) if bound.or_null else and_(compared)
