"""Single payments that wait until two persons let them go."""

from datetime import date
from typing import Final

from sqlalchemy import BigInteger, bindparam, delete, select
from sqlmodel import Field

from activities.database import Encrypted, Key, Transaction, insert_or_replace, table_of
from activities.database.encryption import decrypted, encrypted, person_owner
from activities.ledger.ledger import LedgerTable


class ProposalRow(LedgerTable, table=True):
    """A payment as it would be made; `digest` is what its releases are signed over. Money is in fen."""

    __tablename__ = "payment_proposals"

    payment: str = Field(primary_key=True, sa_type=Key)
    digest: str
    reference: str
    policy: str
    payee: str
    account: str = Field(sa_type=Encrypted)
    fen: int = Field(sa_type=BigInteger)
    proposed_on: date


_PROPOSALS: Final = table_of(ProposalRow)
_THIS: Final = _PROPOSALS.c.payment == bindparam("of")

_PUT: Final = insert_or_replace(_PROPOSALS)
_FIND: Final = select(_PROPOSALS).where(_THIS)
_DROP: Final = delete(_PROPOSALS).where(_THIS)
_PAGE: Final = (
    select(_PROPOSALS)
    .where(_PROPOSALS.c.payment > bindparam("after"))
    .order_by(_PROPOSALS.c.payment)
    .limit(bindparam("size"))
)


def put(books: Transaction, proposed: ProposalRow) -> None:
    """Propose a payment; with another sum or account it takes the place of what was proposed before."""
    owner = person_owner(books, proposed.payee)
    books.execute(_PUT, encrypted(books, _PROPOSALS, proposed.model_dump(), owner=owner))


def find(books: Transaction, payment: str) -> ProposalRow | None:
    """What is proposed."""
    found = decrypted(books, _FIND, {"of": payment})
    return ProposalRow(**found[0]) if found else None


def drop(books: Transaction, payment: str) -> None:
    """It is made, or will not be."""
    books.execute(_DROP, {"of": payment})


def page(books: Transaction, *, after: str = "", size: int) -> list[ProposalRow]:
    """So many of those that wait, behind a payment."""
    return [ProposalRow(**row) for row in decrypted(books, _PAGE, {"after": after, "size": size})]
