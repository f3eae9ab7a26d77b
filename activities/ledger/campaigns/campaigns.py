"""Campaigns: who prepared them, and how they ended."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class CampaignRow(LedgerTable, table=True):
    """A campaign, who prepared it, and its closing report as JSON."""

    __tablename__ = "campaigns"

    id: str = Field(primary_key=True)
    policy: str
    edition: str
    period: str
    prepared_by: str
    report: str | None = None


CAMPAIGNS: Final = table_of(CampaignRow)

_KNOWN: Final = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.id == bindparam("campaign"))
_POLICY: Final = select(CAMPAIGNS.c.policy, CAMPAIGNS.c.edition, CAMPAIGNS.c.period).where(
    CAMPAIGNS.c.id == bindparam("campaign")
)
_ENTER: Final = insert_new(CAMPAIGNS)
_CLOSE: Final = update(CAMPAIGNS).where(CAMPAIGNS.c.id == bindparam("campaign"), CAMPAIGNS.c.report.is_(None))
_REPORT: Final = select(CAMPAIGNS.c.report).where(CAMPAIGNS.c.id == bindparam("campaign"))


def enter(books: Transaction, row: Mapping[str, Any]) -> None:
    """Enter a campaign; a repeat changes nothing."""
    books.execute(_ENTER, row)


def is_of(books: Transaction, campaign: str, *, policy: str, edition: str, period: str) -> bool:
    """Whether a campaign was entered for this policy and period."""
    return chosen(books, campaign) == (policy, edition, period)


def chosen(books: Transaction, campaign: str) -> tuple[str, str, str] | None:
    """Its policy, edition and period, if it was ever entered."""
    known = books.execute(_POLICY, {"campaign": campaign}).one_or_none()
    return known and (str(known[0]), str(known[1]), str(known[2]))


def report(books: Transaction, campaign: str) -> str | None:
    """The closing report as JSON, if it has ended."""
    found: str | None = books.execute(_REPORT, {"campaign": campaign}).scalar_one_or_none()
    return found


def is_known(books: Transaction, campaign: str) -> bool:
    """Whether it was ever entered."""
    return books.execute(_KNOWN, {"campaign": campaign}).first() is not None


def close(books: Transaction, campaign: str, report: str) -> str:
    """Enter the closing report; the first one stays, and is what comes back."""
    books.execute(_CLOSE, {"campaign": campaign, "report": report})
    return str(books.execute(_REPORT, {"campaign": campaign}).scalar_one())
