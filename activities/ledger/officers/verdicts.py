"""What rules said, and how often officers agreed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import DateTime, bindparam, text
from sqlmodel import col, select

from activities.database import Transaction

from .tables import VerdictRow

_DECIDED = bindparam("decided_at", type_=DateTime(timezone=True))
_ENTER = text(
    "INSERT INTO verdicts "
    "(key, rule, one_matter, edition, item, verdict, shadow, judged_at, decided, agrees, decided_at) VALUES "
    "(:key, :rule, :one_matter, :edition, :item, :verdict, :shadow, :judged_at, :decided, :agrees, "
    ":decided_at) "
    "ON CONFLICT (key, rule) DO UPDATE SET verdict = :verdict, judged_at = :judged_at "
    "WHERE verdicts.decided IS NULL"
).bindparams(bindparam("judged_at", type_=DateTime(timezone=True)), _DECIDED)
_SAID = select(VerdictRow.rule, VerdictRow.verdict, VerdictRow.shadow).order_by(col(VerdictRow.rule))
_PAIR = text(
    "UPDATE verdicts SET decided = :decided, agrees = :agrees, decided_at = :decided_at "
    "WHERE key = :key AND rule = :rule"
).bindparams(_DECIDED)
_AGREEMENT = text(
    "SELECT COUNT(*), COUNT(*) FILTER (WHERE agrees) FROM (SELECT agrees FROM verdicts "
    "WHERE one_matter = :one_matter AND edition = :edition AND rule = :rule AND agrees IS NOT NULL "
    "ORDER BY decided_at DESC, key DESC LIMIT :latest) AS latest"
)
_COUNT = text(
    "SELECT one_matter, edition, item, rule, COUNT(*), COUNT(*) FILTER (WHERE verdict = 'holds') "
    "FROM verdicts GROUP BY one_matter, edition, item, rule"
)


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


def enter(books: Transaction, entries: Sequence[VerdictEntry]) -> None:
    """Write down what rules said last; what an officer has decided since stays with what was said before."""
    books.execute(_ENTER, [entry._asdict() for entry in entries])


def said(books: Transaction, key: str) -> list[RuleSaid]:
    """What all rules said of an item."""
    return [RuleSaid(*row) for row in books.execute(_SAID.where(col(VerdictRow.key) == key))]


def pair(
    books: Transaction, key: str, agreements: dict[str, bool | None], *, decided: str, at: datetime
) -> None:
    """Write down what an officer said, and with which rules that agrees."""
    for rule, agrees in agreements.items():
        row = {"key": key, "rule": rule, "decided": decided, "agrees": agrees, "decided_at": at}
        books.execute(_PAIR, row)


def agreement(
    books: Transaction, *, one_matter: str, edition: str, rule: str, latest: int
) -> tuple[int, int]:
    """Of the latest cases in which an officer's word says something of a rule: how many, how many agree."""
    asked = {"one_matter": one_matter, "edition": edition, "rule": rule, "latest": latest}
    cases, agreed = books.execute(_AGREEMENT, asked).one()
    return cases, agreed


def count(books: Transaction) -> list[Count]:
    """Of every rule."""
    return [Count(*row) for row in books.execute(_COUNT)]
