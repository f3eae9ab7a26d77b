"""What of a grant is claimed back, and in which case."""

from typing import Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, insert, select
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.ledger.ledger import LedgerTable


class ClawbackRow(LedgerTable, table=True):
    """A case in which so many fen of a grant are claimed back; what is claimed by one is not by another."""

    __tablename__ = "clawbacks"

    case: str = Field(primary_key=True)
    reference: str = Field(index=True, sa_type=Key)
    number: int
    fen: int = Field(sa_type=BigInteger)


class Claim(NamedTuple):
    """So many fen are claimed back in a case; the claims of a grant are numbered from one."""

    case: str
    number: int
    fen: int


_CLAWBACKS: Final = table_of(ClawbackRow)

_ENTER: Final = insert(_CLAWBACKS)
_OF: Final = (
    select(*(_CLAWBACKS.c[name] for name in Claim._fields))
    .where(_CLAWBACKS.c.reference == bindparam("of"))
    .order_by(_CLAWBACKS.c.number)
)
_FILED: Final = select(_CLAWBACKS.c.case).where(_CLAWBACKS.c.case == bindparam("of"))


def enter(books: Transaction, reference: str, claim: Claim) -> None:
    """Enter a claim, whose case is not filed yet."""
    books.execute(_ENTER, {"reference": reference, **claim._asdict()})


def claims(books: Transaction, case: str) -> bool:
    """Whether something is claimed back in this case, which nobody but the engine files."""
    return books.execute(_FILED, {"of": case}).one_or_none() is not None


def of(books: Transaction, reference: str) -> list[Claim]:
    """All claims of a grant, the first one first."""
    return [Claim(*row) for row in books.execute(_OF, {"of": reference})]
