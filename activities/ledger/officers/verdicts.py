"""What rules said, and how often officers agreed: by this a machine earns trust."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Index,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Timestamp, Transaction, table_of
from activities.ledger.ledger import LedgerTable


class VerdictRow(LedgerTable, table=True):
    """What a rule said of an item (`key` is that of its request), and whether an officer agreed later.

    `decided` is what the officer said, `agrees` is nothing where that says nothing of this rule.
    """

    __tablename__ = "verdicts"

    key: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    one_matter: str
    edition: str
    item: str
    verdict: str
    shadow: bool
    judged_at: datetime = Field(sa_type=Timestamp)
    decided: str | None = None
    agrees: bool | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Timestamp)


class VerdictEntry(NamedTuple):
    """A verdict; with `decided` also what an officer said of the item."""

    key: str
    rule: str
    one_matter: str
    edition: str
    item: str
    verdict: str
    shadow: bool
    judged_at: datetime
    decided: str | None = None
    agrees: bool | None = None
    decided_at: datetime | None = None


class RuleSaid(NamedTuple):
    """What one rule said of an item."""

    rule: str
    verdict: str
    shadow: bool


class Count(NamedTuple):
    """How often a rule was asked about an item, and how often it held."""

    one_matter: str
    edition: str
    item: str
    rule: str
    judged: int
    held: int


_VERDICTS: Final = table_of(VerdictRow)
_AGREES: Final = _VERDICTS.c.agrees
_SAYS_SOMETHING: Final = _AGREES.is_not(None)
Index(
    "verdicts_that_count",
    _VERDICTS.c.one_matter,
    _VERDICTS.c.edition,
    _VERDICTS.c.rule,
    _VERDICTS.c.decided_at,
    _VERDICTS.c.key,
    _AGREES,
    sqlite_where=_SAYS_SOMETHING,
    postgresql_where=_SAYS_SOMETHING,
)

_NEW: Final = insert(_VERDICTS)
_ENTER: Final = _NEW.on_conflict_do_update(
    index_elements=_VERDICTS.primary_key.columns,
    set_={_VERDICTS.c.verdict: _NEW.excluded.verdict, _VERDICTS.c.judged_at: _NEW.excluded.judged_at},
    where=_VERDICTS.c.decided.is_(None),
)
_SAID: Final = (
    select(*(_VERDICTS.c[name] for name in RuleSaid._fields))
    .where(_VERDICTS.c.key == bindparam("of"))
    .order_by(_VERDICTS.c.rule)
)
_PAIR: Final = update(_VERDICTS).where(
    _VERDICTS.c.key == bindparam("of"), _VERDICTS.c.rule == bindparam("by")
)
_OF_ITEM: Final = (_VERDICTS.c.one_matter, _VERDICTS.c.edition, _VERDICTS.c.item, _VERDICTS.c.rule)
_COUNT: Final = select(*_OF_ITEM, func.count(), func.count().filter(_VERDICTS.c.verdict == "holds")).group_by(
    *_OF_ITEM
)


def enter(books: Transaction, entries: Sequence[VerdictEntry]) -> None:
    """Write down what rules said last; what an officer has decided since stays with what was said before."""
    books.execute(_ENTER, [entry._asdict() for entry in entries])


def said(books: Transaction, key: str) -> list[RuleSaid]:
    """What all rules said of an item."""
    return [RuleSaid(*row) for row in books.execute(_SAID, {"of": key})]


def pair(
    books: Transaction, key: str, agreements: Mapping[str, bool | None], *, decided: str, at: datetime
) -> None:
    """Write down what an officer said, and with which rules that agrees."""
    for rule, agrees in agreements.items():
        row = {"of": key, "by": rule, "decided": decided, "agrees": agrees, "decided_at": at}
        books.execute(_PAIR, row)


def agreements(
    books: Transaction, *, one_matter: str, edition: str, latest: Mapping[str, int]
) -> Mapping[str, tuple[int, int]]:
    """Of so many of the `latest` cases in which an officer's word says something of a rule, by its id.

    Tells how many there are, and how many agree.
    """
    if not latest:
        return {}
    asked: dict[str, str | int] = {"one_matter": one_matter, "edition": edition}
    for place, (rule, cases) in enumerate(latest.items()):
        asked |= {f"rule_{place}": rule, f"latest_{place}": cases}
    rules = [*latest]
    found = books.execute(_agreements(len(rules)), asked)
    return {rules[place]: (cases, agreed) for place, cases, agreed in found}


def count(books: Transaction) -> list[Count]:
    """Of every rule."""
    return [Count(*row) for row in books.execute(_COUNT)]


@cache
def _agreements(rules: int) -> CompoundSelect[int, int, int]:
    """Of so many rules in one go, each by its own walk through the index."""
    return union_all(*map(_agreement, range(rules)))


def _agreement(place: int) -> Select[int, int, int]:
    latest = (
        select(_AGREES)
        .where(
            _VERDICTS.c.one_matter == bindparam("one_matter"),
            _VERDICTS.c.edition == bindparam("edition"),
            _VERDICTS.c.rule == bindparam(f"rule_{place}"),
            _SAYS_SOMETHING,
        )
        .order_by(_VERDICTS.c.decided_at.desc(), _VERDICTS.c.key.desc())
        .limit(bindparam(f"latest_{place}"))
        .subquery()
    )
    counts = (func.count(), func.count().filter(latest.c.agrees))
    return select(literal_column(str(place), Integer), *counts).select_from(latest)
