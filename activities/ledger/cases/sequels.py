"""What has become of decisions after their cases were closed: each step is a round of its item."""

from typing import Final, NamedTuple

from sqlalchemy import UniqueConstraint, bindparam, insert, select, update
from sqlmodel import Field

from activities.database import Encrypted, Transaction, table_of
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.ledger.ledger import LedgerTable


class SequelRow(LedgerTable, table=True):
    """A step of a sequel, in a `round` that no other one has; `stands` is the decision after it, as JSON."""

    __tablename__ = "sequels"
    __table_args__ = (UniqueConstraint("case", "item", "round"),)

    id: str = Field(primary_key=True)
    case: str
    item: str
    round: int
    stands: str | None = Field(default=None, sa_type=Encrypted)


class SequelStep(NamedTuple):
    """In which round, and what stands after it, once that is known."""

    id: str
    round: int
    stands: str | None


_SEQUELS: Final = table_of(SequelRow)
_OF_ITEM: Final = (
    select(*(_SEQUELS.c[name] for name in SequelStep._fields))
    .where(_SEQUELS.c.case == bindparam("of_case"), _SEQUELS.c.item == bindparam("of_item"))
    .order_by(_SEQUELS.c.round)
)
_UNDER_WAY: Final = select(_SEQUELS.c.id).where(
    _SEQUELS.c.case == bindparam("of_case"), _SEQUELS.c.stands.is_(None)
)
_SETTLED: Final = (
    select(_SEQUELS.c.item, _SEQUELS.c.stands)
    .where(_SEQUELS.c.case == bindparam("of_case"), _SEQUELS.c.stands.is_not(None))
    .order_by(_SEQUELS.c.round)
)
_ENTER: Final = insert(_SEQUELS)
_CASE: Final = select(_SEQUELS.c.case).where(_SEQUELS.c.id == bindparam("step"))
_SETTLE: Final = update(_SEQUELS).where(_SEQUELS.c.id == bindparam("step"))


def steps(books: Transaction, *, case: str, item: str) -> list[SequelStep]:
    """All about the decision of an item, in their order."""
    asked = {"of_case": case, "of_item": item}
    return [SequelStep(**row) for row in decrypted(books, _OF_ITEM, asked)]


def settled(books: Transaction, case: str) -> list[tuple[str, str]]:
    """What stands after each step about decisions of a case that is over, as JSON, by its item."""
    return [(row["item"], row["stands"]) for row in decrypted(books, _SETTLED, {"of_case": case})]


def under_way(books: Transaction, case: str) -> bool:
    """Whether anything is being done about a decision of a case."""
    return books.execute(_UNDER_WAY, {"of_case": case}).first() is not None


def enter(books: Transaction, row: SequelRow) -> None:
    """Take a round for a step that is about to be carried out."""
    books.execute(_ENTER, encrypted(books, _SEQUELS, row.model_dump(), owner=case_owner(row.case)))


def settle(books: Transaction, *, step: str, stands: str) -> None:
    """What stands after a step."""
    case = books.execute(_CASE, {"step": step}).scalar_one()
    after = encrypted(books, _SEQUELS, {"stands": stands}, owner=case_owner(case))
    books.execute(_SETTLE, {"step": step, **after})
