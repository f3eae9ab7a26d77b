"""What somebody has said of himself where a register holds nothing: on record for good, beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Encrypted, Key, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import decrypted, encrypted, person_owner
from activities.ledger.grants.grants import beneficiary
from activities.ledger.ledger import LedgerTable


class DeclarationRow(LedgerTable, table=True):
    """For one grant: the datum of a `field` as JSON, and which `party` has said so. The last one counts."""

    __tablename__ = "declarations"

    id: str = Field(primary_key=True, sa_type=Key)
    reference: str = Field(index=True, sa_type=Key)
    field: str
    value: str = Field(sa_type=Encrypted)
    party: str
    said_at: datetime = Field(sa_type=Timestamp)


_DECLARATIONS: Final = table_of(DeclarationRow)

_ENTER: Final = insert_new(_DECLARATIONS)
_OF: Final = (
    select(_DECLARATIONS.c.reference, _DECLARATIONS.c.field, _DECLARATIONS.c.value)
    .where(_DECLARATIONS.c.reference.in_(bindparam("these", expanding=True)))
    .order_by(_DECLARATIONS.c.said_at, _DECLARATIONS.c.id)
)


def enter(books: Transaction, said: DeclarationRow) -> None:
    """Put it on record; a repeat changes nothing."""
    owner = person_owner(books, beneficiary(said.reference))
    books.execute(_ENTER, encrypted(books, _DECLARATIONS, said.model_dump(), owner=owner))


def of(books: Transaction, references: Sequence[str]) -> dict[str, dict[str, str]]:
    """What was said for these grants, field by field, as JSON."""
    said: dict[str, dict[str, str]] = {}
    if references:
        for row in decrypted(books, _OF, {"these": references}):
            said.setdefault(row["reference"], {})[row["field"]] = row["value"]
    return said
