"""Cases as they were when they came to rest last, whole: the engine alone reads what is in there."""

import json
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_or_replace, table_of, turn
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.ledger.ledger import LedgerTable
from client.messages.cases.answers import Request


class CaseStateRow(LedgerTable, table=True):
    """A case at rest, as JSON, for the `version`th time; likewise one of its sequels, as `case/sequel`."""

    __tablename__ = "case_states"

    case: str = Field(primary_key=True)
    version: int
    state: str = Field(sa_type=Encrypted)


_STATES: Final = table_of(CaseStateRow)
_KEEP: Final = insert_or_replace(_STATES)
_FIND: Final = select(_STATES.c.state).where(_STATES.c.case == bindparam("of"))
_VERSION: Final = select(_STATES.c.version).where(_STATES.c.case == bindparam("of"))
_NEWER: Final = _FIND.where(_STATES.c.version > bindparam("than"))


def keep(books: Transaction, case: UUID, state: str, *, version: int) -> None:
    """A case as it has come to rest, in one transaction with its line, which says that this is news."""
    row = {"case": str(case), "version": version, "state": state}
    books.execute(_KEEP, encrypted(books, _STATES, row, owner=case_owner(case)))


def keep_sequel(books: Transaction, case: UUID, sequel: UUID, state: str, *, version: int) -> None:
    """One as it is now; what is older than what is on file is no news."""
    key = f"{case}/{sequel}"
    turn.take(books, f"sequel-state/{sequel}")
    known = books.execute(_VERSION, {"of": key}).scalar_one_or_none()
    if known is None or known < version:
        row = {"case": key, "version": version, "state": state}
        books.execute(_KEEP, encrypted(books, _STATES, row, owner=case_owner(key)))


def of_sequel(books: Transaction, case: UUID, sequel: UUID) -> str:
    """As it was last; nothing of one that was never kept."""
    found = decrypted(books, _FIND, {"of": f"{case}/{sequel}"})
    return str(found[0]["state"]) if found else ""


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
