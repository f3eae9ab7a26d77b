"""Cases as they were when they came to rest last, whole: the engine alone reads what is in there."""

import json
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_or_replace, table_of
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.ledger.ledger import LedgerTable
from client.messages.cases.answers import Request


class CaseStateRow(LedgerTable, table=True):
    """A case at rest, as JSON, for the `version`th time."""

    __tablename__ = "case_states"

    case: str = Field(primary_key=True)
    version: int
    state: str = Field(sa_type=Encrypted)


_STATES: Final = table_of(CaseStateRow)
_KEEP: Final = insert_or_replace(_STATES)
_FIND: Final = select(_STATES.c.state).where(_STATES.c.case == bindparam("of"))
_NEWER: Final = _FIND.where(_STATES.c.version > bindparam("than"))


def keep(books: Transaction, case: UUID, state: str, *, version: int) -> None:
    """A case as it has come to rest, in one transaction with its line, which says that this is news."""
    row = {"case": str(case), "version": version, "state": state}
    books.execute(_KEEP, encrypted(books, _STATES, row, owner=case_owner(case)))


def asked_of(books: Transaction, case: UUID, item: str) -> Request | None:
    """What the department of an item was asked last, as far as the case has come to rest since."""
    state = of_case(books, case)
    asked = json.loads(state)["file"]["items"].get(item, {}).get("request") if state else None
    return Request.model_validate(asked) if asked else None


def of_case(books: Transaction, case: UUID) -> str | None:
    """As it came to rest last; nothing of one closed before 2026-12, or turned away as it came in."""
    found = decrypted(books, _FIND, {"of": str(case)})
    return str(found[0]["state"]) if found else None


def newer(books: Transaction, case: UUID, *, than: int) -> str:
    """As it came to rest last, if that was after the `than`th time."""
    found = decrypted(books, _NEWER, {"of": str(case), "than": than})
    return str(found[0]["state"]) if found else ""
