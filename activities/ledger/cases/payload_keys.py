"""Which payload keys the cases of this ledger were written with."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.errors import ForeignKey
from activities.ledger.ledger import LedgerTable


class PayloadKeyRow(LedgerTable, table=True):
    """A payload key that cases were written with: its id, and a check value from which it cannot be found."""

    __tablename__ = "payload_keys"

    id: str = Field(primary_key=True)
    check_value: str


SEALING: Final = "the one that seals"
"""In place of an id, none of which has blanks: the oldest of the ring, see `KeyRing.seal`."""

_KEYS: Final = table_of(PayloadKeyRow)

_KNOWN: Final = select(_KEYS.c.id, _KEYS.c.check_value)
_FILE: Final = insert_new(_KEYS)


def recognise(books: Transaction, checks: Mapping[str, str]) -> None:
    """Compare the keys' check values, the newest first, with those on file, and file new ones.

    A worker with a wrong key could read no case and would hold them all up; better that it does not
    start. Without the key that seals, the ids of runs and whose data is whose would be others from one start
    to the next, and what was written under the old ones would be found by nobody. Raises `ForeignKey`.
    """
    known = dict(books.execute(_KNOWN).all())
    *_, sealing = checks.values()
    seals = known.pop(SEALING, sealing)
    if known and not known.keys() & checks.keys():
        raise ForeignKey(
            f"this ledger's cases were written with payload keys {', '.join(sorted(known))}, and none of "
            "them is in ONEMATTER_KEYS; add them behind the new key"
        )
    for name, check in checks.items():
        if known.get(name, check) != check:
            raise ForeignKey(
                f"payload key {name!r} is not the one that this ledger's cases were written with; "
                "put the right key into ONEMATTER_KEYS, or give the new key a new id"
            )
        books.execute(_FILE, {"id": name, "check_value": check})
    if seals != sealing:
        raise ForeignKey(
            "the last of the payload keys is not the one with which this ledger's seals were made; put that "
            "one back, as the last in ONEMATTER_KEYS: it stays for ever"
        )
    books.execute(_FILE, {"id": SEALING, "check_value": sealing})
