"""What of a grant is claimed back, and in which case."""

from typing import Final, NamedTuple

from sqlalchemy import select

from activities.database import Transaction
from activities.ledger.grants.tables import ClawbackRow

CLAWBACKS: Final = ClawbackRow.metadata.tables["clawbacks"]


class Claim(NamedTuple):
    """So many fen are claimed back in a case; the claims of a grant are numbered from one."""

    case: str
    number: int
    fen: int


def enter(books: Transaction, reference: str, claim: Claim) -> None:
    """Enter a claim, whose case is not filed yet."""
    books.execute(CLAWBACKS.insert().values(reference=reference, **claim._asdict()))


def of(books: Transaction, reference: str) -> list[Claim]:
    """All claims of a grant, the first one first."""
    wanted = select(*(CLAWBACKS.c[name] for name in Claim._fields)).where(CLAWBACKS.c.reference == reference)
    return [Claim(*row) for row in books.execute(wanted.order_by(CLAWBACKS.c.number))]
