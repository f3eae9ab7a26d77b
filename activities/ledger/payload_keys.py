"""Which payload keys the cases of this ledger were written with."""

from collections.abc import Mapping

from sqlmodel import Session, select

from activities.errors import ForeignKey

from .tables import PayloadKeyRow


def recognise(session: Session, checks: Mapping[str, str]) -> None:
    """Compare the keys' check values with those on file, and file new ones.

    A worker with a wrong key could read no case and would hold them all up; better that it does not
    start. Raises `ForeignKey`.
    """
    known = {row.id: row.check_value for row in session.exec(select(PayloadKeyRow))}
    for name, check in checks.items():
        if known.get(name, check) != check:
            raise ForeignKey(
                f"payload key {name!r} is not the one that this ledger's cases were written with; "
                "put the right key into ONEMATTER_KEYS, or give the new key a new id"
            )
        if name not in known:
            session.add(PayloadKeyRow(id=name, check_value=check))
