"""What the ledger has and nobody has finished: the server should have a run for each."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from activities.database import Transaction, table_of
from client.messages.grants.offers import GrantState

from .campaigns.campaigns import CAMPAIGNS
from .cases.cases import CASES
from .cases.sequels import SequelRow
from .grants.grants import GRANTS


class BegunCampaign(NamedTuple):
    """As it was ordered."""

    id: str
    policy: str
    period: str
    prepared_by: str


SEEN_TO: Final = (GrantState.GRANTED, GrantState.OBJECTED)
"""States in which a grant of its own waits for a day or an officer."""

_SEQUELS: Final = table_of(SequelRow)

_CASES: Final = select(CASES.c.id).where(CASES.c.outcome.is_(None)).order_by(CASES.c.id)
_CLOSED: Final = select(CASES.c.id).where(
    CASES.c.outcome.is_not(None), CASES.c.id.in_(bindparam("ids", expanding=True))
)
_GRANTS: Final = (
    select(GRANTS.c.reference)
    .where(GRANTS.c.apart.is_(True), GRANTS.c.state.in_(SEEN_TO))
    .order_by(GRANTS.c.reference)
)
_CAMPAIGNS: Final = (
    select(*(CAMPAIGNS.c[name] for name in BegunCampaign._fields))
    .where(CAMPAIGNS.c.report.is_(None))
    .order_by(CAMPAIGNS.c.id)
)
_PENDING: Final = select(_SEQUELS.c.id).where(_SEQUELS.c.stands.is_(None)).order_by(_SEQUELS.c.id)


def cases(books: Transaction) -> list[UUID]:
    """Cases that are not closed."""
    return [UUID(case) for case in books.execute(_CASES).scalars()]


def closed(books: Transaction, of: Iterable[UUID]) -> list[UUID]:
    """Of these cases, those that are."""
    found = books.execute(_CLOSED, {"ids": [str(case) for case in of]})
    return [UUID(case) for case in found.scalars()]


def grants(books: Transaction) -> list[str]:
    """References of grants upon which somebody has acted."""
    return list(books.execute(_GRANTS).scalars())


def campaigns(books: Transaction) -> list[BegunCampaign]:
    """Campaigns without a report."""
    return [BegunCampaign._make(row) for row in books.execute(_CAMPAIGNS)]


def sequels(books: Transaction) -> list[UUID]:
    """Proceedings about decisions."""
    return [UUID(sequel) for sequel in books.execute(_PENDING).scalars()]
