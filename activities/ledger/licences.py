"""The e-licence library's table."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from .tables import LicenceRow


def issued(session: Session, issue_key: str) -> LicenceRow | None:
    """The licence that an item gave, revoked or not."""
    return session.exec(select(LicenceRow).where(LicenceRow.issue_key == issue_key)).first()


def enter(session: Session, row: LicenceRow) -> None:
    """File a new licence."""
    session.add(row)


def in_force(session: Session, *, codes: Iterable[str], holders: Iterable[str]) -> list[LicenceRow]:
    """Licences of these kinds that these holders have and nobody revoked, the oldest first."""
    held = select(LicenceRow).where(
        col(LicenceRow.holder).in_(sorted(holders)),
        col(LicenceRow.code).in_(sorted(codes)),
        col(LicenceRow.revoked_because).is_(None),
    )
    return list(session.exec(held.order_by(col(LicenceRow.issued_at))))


def revoke(session: Session, row: LicenceRow, *, because: str) -> None:
    """Take a licence out of force; it stays on file."""
    row.revoked_because = because
    session.add(row)
