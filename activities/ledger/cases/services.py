"""How notices to applicants are served, and on which day they were."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Date, bindparam, or_, select, update
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.message import Message


class ServiceRow(LedgerTable, table=True):
    """A notice that is to be served; `served_on` is known when it was."""

    __tablename__ = "services"

    key: str = Field(primary_key=True)
    mode: str
    served_on: date | None = None
    witness: str = ""


class Service(Message):
    """How the notice of a `key` is served, and on which day it was, if it was yet."""

    key: str
    mode: str
    served_on: date | None = None
    witness: str = ""


_SERVICES: Final = table_of(ServiceRow)

_BEGIN: Final = insert_new(_SERVICES)
_SERVE: Final = update(_SERVICES).where(
    _SERVICES.c.key == bindparam("notice"),
    or_(_SERVICES.c.served_on.is_(None), _SERVICES.c.served_on > bindparam("sooner", type_=Date)),
)
_THESE: Final = select(*(_SERVICES.c[name] for name in Service.model_fields)).where(
    _SERVICES.c.key.in_(bindparam("keys", expanding=True))
)


def begin(books: Transaction, modes: Mapping[str, str]) -> None:
    """Notices are to be served, each key by its mode; a repeat changes nothing."""
    if modes:
        books.execute(_BEGIN, [Service(key=key, mode=mode).model_dump() for key, mode in modes.items()])


def serve(books: Transaction, served: Sequence[Service]) -> None:
    """How it went, and when they were served; the first day counts, whatever is said later.

    Of a public notice that day is to come: whoever takes his letter before is served with that.
    """
    if served:
        books.execute(_SERVE, [_entry(one) for one in served])


def _entry(one: Service) -> dict[str, object]:
    return {"notice": one.key, "sooner": one.served_on, **one.model_dump(exclude={"key"})}


def of(books: Transaction, keys: Iterable[str]) -> tuple[Service, ...]:
    """How each of these notices is or was served; those that nobody serves are left out."""
    wanted = [*keys]
    found = books.execute(_THESE, {"keys": wanted}).mappings() if wanted else ()
    return tuple(Service(**row) for row in found)
