"""Drafts of applications: of whom, here a seal, and what he has written, under his own data key."""

from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import decrypted, encrypted, person_owner, seal, seals
from activities.ledger.ledger import LedgerTable


class DraftRow(LedgerTable, table=True):
    """A draft as it was saved for the `version`th time; `content` is its JSON."""

    __tablename__ = "drafts"

    id: str = Field(primary_key=True)
    applicant_key: str = Field(index=True)
    version: int
    saved_at: datetime = Field(sa_type=Timestamp)
    kept_until: date = Field(index=True)
    content: str = Field(sa_type=Encrypted)


class KeptDraft(NamedTuple):
    """As it is on file."""

    version: int
    saved_at: datetime
    kept_until: date
    content: str


_DRAFTS: Final = table_of(DraftRow)
_BY_WHOM: Final = _DRAFTS.c.applicant_key.in_(bindparam("applicant_keys", expanding=True))
_THIS: Final = (_DRAFTS.c.id == bindparam("draft"), _BY_WHOM)
_KEPT: Final[ColumnElement[bool]] = _DRAFTS.c.kept_until >= bindparam("on")
_SHOWN: Final = select(*(_DRAFTS.c[name] for name in KeptDraft._fields))

_ENTER: Final = insert_new(_DRAFTS)
_REPLACE: Final = update(_DRAFTS).where(*_THIS, _DRAFTS.c.version == bindparam("read"))
_FIND: Final = _SHOWN.where(*_THIS, _KEPT)
_OF_APPLICANT: Final = _SHOWN.where(_BY_WHOM, _KEPT).order_by(_DRAFTS.c.saved_at.desc())
_DROP: Final = delete(_DRAFTS).where(*_THIS)
_FORGET: Final = delete(_DRAFTS).where(_BY_WHOM)
_DROP_OVER: Final = delete(_DRAFTS).where(_DRAFTS.c.kept_until < bindparam("on"))


def enter(books: Transaction, draft: UUID, kept: KeptDraft, *, applicant: str) -> bool:
    """A new one; whether its id was free."""
    row = {"id": str(draft), "applicant_key": seal(books, applicant), **_row(books, kept, applicant)}
    return books.execute(_ENTER, row).rowcount == 1


def replace(books: Transaction, draft: UUID, kept: KeptDraft, *, applicant: str) -> bool:
    """The next version; whether nobody has written one before."""
    row = {**_this(books, draft, applicant), "read": kept.version - 1, **_row(books, kept, applicant)}
    return books.execute(_REPLACE, row).rowcount == 1


def find(books: Transaction, draft: UUID, *, applicant: str, on: date) -> KeptDraft | None:
    """One of somebody's, if it is kept on that day."""
    found = decrypted(books, _FIND, {**_this(books, draft, applicant), "on": on})
    return KeptDraft(**found[0]) if found else None


def of_applicant(books: Transaction, applicant: str, *, on: date) -> tuple[KeptDraft, ...]:
    """All that are kept on that day, the latest first."""
    asked = {"applicant_keys": seals(books, applicant), "on": on}
    return tuple(KeptDraft(**row) for row in decrypted(books, _OF_APPLICANT, asked))


def drop(books: Transaction, draft: UUID, *, applicant: str) -> None:
    """If it is there, and is his."""
    books.execute(_DROP, _this(books, draft, applicant))


def drop_over(books: Transaction, *, on: date) -> None:
    """Those whose time is over on that day."""
    books.execute(_DROP_OVER, {"on": on})


def forget(books: Transaction, applicant: str) -> None:
    """All of somebody's."""
    books.execute(_FORGET, {"applicant_keys": seals(books, applicant)})


def _this(books: Transaction, draft: UUID, applicant: str) -> dict[str, Any]:
    return {"draft": str(draft), "applicant_keys": seals(books, applicant)}


def _row(books: Transaction, kept: KeptDraft, applicant: str) -> dict[str, Any]:
    return encrypted(books, _DRAFTS, kept._asdict(), owner=person_owner(books, applicant))
