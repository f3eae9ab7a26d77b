"""How notices to applicants are served, and on which day they were."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class ServiceRow(LedgerTable, table=True):
    """A notice that is to be served; `served_on` is known when it was."""

    __tablename__ = "services"

    key: str = Field(primary_key=True)
    mode: str
    served_on: date | None = None
    witness: str = ""


class ServedNotice(NamedTuple):
    """How a notice is or was served."""

    key: str
    mode: str
    served_on: date | None
    witness: str


_SERVICES: Final = table_of(ServiceRow)

_BEGIN: Final = insert_new(_SERVICES)
_SERVE: Final = update(_SERVICES).where(_SERVICES.c.key == bindparam("notice"))
_THESE: Final = select(*(_SERVICES.c[name] for name in ServedNotice._fields)).where(
    _SERVICES.c.key.in_(bindparam("keys", expanding=True))
)


def begin(books: Transaction, *, key: str, mode: str) -> None:
    """A notice is to be served by that mode; a repeat changes nothing."""
    books.execute(_BEGIN, {"key": key, "mode": mode, "served_on": None, "witness": ""})


def serve(books: Transaction, *, key: str, mode: str, served_on: date | None, witness: str = "") -> None:
    """How it went, and when it was served; the last word counts."""
    books.execute(_SERVE, {"notice": key, "mode": mode, "served_on": served_on, "witness": witness})


def of(books: Transaction, keys: Iterable[str]) -> Sequence[ServedNotice]:
    """How each of these notices is or was served; those that nobody serves are left out."""
    wanted = [*keys]
    return [ServedNotice(*row) for row in books.execute(_THESE, {"keys": wanted})] if wanted else []
