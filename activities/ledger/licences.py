"""The e-licence library's table."""

from sqlmodel import Session, col, select

from .tables import LicenceRow


def issued(session: Session, issue_key: str) -> LicenceRow | None:
    """The licence that an item gave, revoked or not."""
    return session.exec(select(LicenceRow).where(LicenceRow.issue_key == issue_key)).first()


def enter(session: Session, row: LicenceRow) -> None:
    """File a new licence."""
    session.add(row)
    session.flush()


def in_force(session: Session, *, code: str, holder: str) -> LicenceRow | None:
    """The latest licence of a kind that a holder has and nobody revoked."""
    held = select(LicenceRow).where(
        LicenceRow.holder == holder,
        LicenceRow.code == code,
        col(LicenceRow.revoked_because).is_(None),
    )
    return session.exec(held.order_by(col(LicenceRow.issued_at).desc())).first()


def revoke(session: Session, row: LicenceRow, *, because: str) -> None:
    """Take a licence out of force; it stays on file."""
    row.revoked_because = because
    session.add(row)
