"""Campaigns: who prepared them, and how they ended."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from activities.database import Transaction

_ENTER = text(
    "INSERT INTO campaigns (id, policy, edition, period, prepared_by) "
    "VALUES (:id, :policy, :edition, :period, :prepared_by) ON CONFLICT (id) DO NOTHING"
)
_CLOSE = text("UPDATE campaigns SET report = :report WHERE id = :id AND report IS NULL")


def enter(books: Transaction, row: Mapping[str, Any]) -> None:
    """Enter a campaign; a repeat changes nothing."""
    books.execute(_ENTER, row)


def close(books: Transaction, campaign: str, report: str) -> None:
    """Enter the closing report; the first one stays."""
    books.execute(_CLOSE, {"id": campaign, "report": report})
