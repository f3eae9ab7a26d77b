"""Which payload keys the cases of this ledger were written with."""

from collections.abc import Mapping

from sqlalchemy import text

from activities.database import Transaction
from activities.errors import ForeignKey

_KNOWN = text("SELECT id, check_value FROM payload_keys")
_FILE = text("INSERT INTO payload_keys (id, check_value) VALUES (:id, :check) ON CONFLICT (id) DO NOTHING")


def recognise(books: Transaction, checks: Mapping[str, str]) -> None:
    """Compare the keys' check values with those on file, and file new ones.

    A worker with a wrong key could read no case and would hold them all up; better that it does not
    start. Raises `ForeignKey`.
    """
    known = {row.id: row.check_value for row in books.execute(_KNOWN)}
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
        books.execute(_FILE, {"id": name, "check": check})
