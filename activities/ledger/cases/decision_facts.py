"""The facts on which decisions rest: the entries of registers, as they were then, and their digests."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, table_of
from activities.database.encryption import all_encrypted, case_owner, decrypted
from activities.ledger.cases.cases import Said
from activities.ledger.ledger import LedgerTable

_SALT: Final = 16
"""Bytes. Without them whoever guesses an entry could find out by its digest whether he is right."""


class DecisionStep(StrEnum):
    """By whom an item was looked at: rules judged it, or somebody decided it upon facts that were checked."""

    JUDGED = "judged"
    CHECKED = "checked"


class DecisionFactRow(LedgerTable, table=True):
    """An entry of a register, upon which the round of an item (`key` of its request) was decided.

    `content` is JSON of register, key, entry and a salt; `sha256` is the digest of its very bytes.
    """

    __tablename__ = "decision_facts"

    key: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    case: str = Field(index=True)
    sha256: str
    content: str = Field(sa_type=Encrypted)
    told_at: datetime = Field(sa_type=Timestamp)


class DecisionFact(NamedTuple):
    """An entry as it was told, word for word, and its digest."""

    key: str
    step: str
    place: int
    sha256: str
    content: str
    told_at: datetime


class DecisionDigest(NamedTuple):
    """What is left of an entry when its case is erased."""

    key: str
    step: str
    place: int
    sha256: str
    told_at: datetime


_FACTS: Final = table_of(DecisionFactRow)
_OF_CASE: Final = _FACTS.c.case == bindparam("of_case")
_ORDER: Final = (_FACTS.c.key, _FACTS.c.step, _FACTS.c.place)

_FORGET: Final = delete(_FACTS).where(
    _FACTS.c.key == bindparam("of_key"), _FACTS.c.step == bindparam("of_step")
)
_ENTER: Final = insert(_FACTS)
_ALL: Final = select(*(_FACTS.c[name] for name in DecisionFact._fields)).where(_OF_CASE).order_by(*_ORDER)
_DIGESTS: Final = (
    select(*(_FACTS.c[name] for name in DecisionDigest._fields)).where(_OF_CASE).order_by(*_ORDER)
)


def keep(
    books: Transaction, key: str, step: DecisionStep, said: Said, *, at: datetime
) -> Mapping[tuple[str, str], str]:
    """Enter what was told at this step of a round, in place of what was told before.

    Tells the digests, as `said` is keyed.
    """
    return keep_all(books, step, {key: said}, at=at)[key]


def keep_all(
    books: Transaction, step: DecisionStep, said: Mapping[str, Said], *, at: datetime
) -> Mapping[str, Mapping[tuple[str, str], str]]:
    """The same of several rounds at once, by their keys."""
    told = {key: {asked: _content(asked, one[asked]) for asked in one} for key, one in said.items()}
    books.execute(_FORGET, [{"of_key": key, "of_step": step} for key in told])
    if rows := [row for key, contents in told.items() for row in _rows(key, step, contents.values(), at=at)]:
        owned = [(case_owner(row["case"]), row) for row in rows]
        books.execute(_ENTER, all_encrypted(books, _FACTS, owned))
    return {
        key: {asked: _digest(content) for asked, content in contents.items()}
        for key, contents in told.items()
    }


def of_case(books: Transaction, case: str) -> list[DecisionFact]:
    """All of a case, in the order of its rounds.  Raises `Erased`."""
    return [DecisionFact(**row) for row in decrypted(books, _ALL, {"of_case": case})]


def digests(books: Transaction, case: str) -> list[DecisionDigest]:
    """Likewise, also of a case that was erased."""
    return [DecisionDigest(*row) for row in books.execute(_DIGESTS, {"of_case": case})]


def _rows(key: str, step: DecisionStep, contents: Iterable[str], *, at: datetime) -> Iterator[dict[str, Any]]:
    for place, content in enumerate(contents):
        yield {
            "key": key,
            "step": step,
            "place": place,
            "case": key.partition("/")[0],
            "sha256": _digest(content),
            "content": content,
            "told_at": at,
        }


def _content(asked: tuple[str, str], entry: Mapping[str, Any] | None) -> str:
    register, key = asked
    told = {"register": register, "key": key, "entry": entry, "salt": os.urandom(_SALT).hex()}
    return json.dumps(told, ensure_ascii=False)


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()
