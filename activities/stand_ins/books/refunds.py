"""Orders to give money back."""

from typing import Final

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of

from .district import DistrictTable


class RefundRow(DistrictTable, table=True):
    """Money that the payment system was told to give back, in fen."""

    __tablename__ = "refunds"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    item: str
    account: str
    fen: int
    because: str


_REFUNDS: Final = table_of(RefundRow)

_ENTER: Final = insert_new(_REFUNDS)
_ORDERED: Final = (
    select(_REFUNDS.c.key, _REFUNDS.c.fen)
    .where(_REFUNDS.c.case == bindparam("case"))
    .order_by(_REFUNDS.c.key)
)


def enter(books: Transaction, row: RefundRow) -> None:
    """Order a refund; the same key is the same money."""
    books.execute(_ENTER, row.model_dump())


def ordered(books: Transaction, case: str) -> dict[str, int]:
    """What was ordered for a case, in fen by key."""
    return dict(books.execute(_ORDERED, {"case": case}).all())
