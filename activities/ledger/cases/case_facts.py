"""What registers said when a case was reviewed: a decision rests on it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Transaction, insert_or_replace, table_of
from activities.errors import CaseMissing
from activities.ledger.cases.cases import CASES
from activities.ledger.ledger import LedgerTable

Said = Mapping[tuple[str, str], Mapping[str, Any] | None]


class CaseFactsRow(LedgerTable, table=True):
    """Of the latest review of a case; `said` is a JSON list of register, key and entry."""

    __tablename__ = "case_facts"

    case: str = Field(primary_key=True)
    said: str


class KnownFacts(NamedTuple):
    """When a case came in, and what registers said; nothing of cases from before 2026-12."""

    received_at: datetime
    said: Said


_FACTS: Final = table_of(CaseFactsRow)

_KEEP: Final = insert_or_replace(_FACTS)
_FIND: Final = (
    select(CASES.c.received_at, _FACTS.c.said)
    .select_from(CASES)
    .join(_FACTS, _FACTS.c.case == CASES.c.id, isouter=True)
    .where(CASES.c.id == bindparam("of"))
)


def keep(books: Transaction, case: UUID, said: Said) -> None:
    """What was said of a case, in place of what was said before."""
    told = [(register, key, entry) for (register, key), entry in said.items()]
    books.execute(_KEEP, {"case": str(case), "said": json.dumps(told, ensure_ascii=False)})


def get(books: Transaction, case: UUID) -> KnownFacts:
    """Of a case that must be there.  Raises `CaseMissing`."""
    row = books.execute(_FIND, {"of": str(case)}).one_or_none()
    if row is None:
        raise CaseMissing(f"case {case} is not in the ledger; was it restored from an older backup?")
    received_at, said = row
    told: list[tuple[str, str, dict[str, Any] | None]] = json.loads(said or "[]")
    return KnownFacts(received_at, {(register, key): entry for register, key, entry in told})
