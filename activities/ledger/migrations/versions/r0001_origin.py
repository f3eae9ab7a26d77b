"""The tables of the release of 2026-11-28, the last one that noted no steps."""

from typing import Final

from alembic import op
from sqlalchemy import inspect

from activities.errors import OutdatedBooks

revision: Final = "0001"
down_revision: Final = None

NEWEST: Final = ("actor_keys", "endorsements", "mandates")
"""The tables that came in last."""


def upgrade() -> None:
    """They are there.  Raises `OutdatedBooks`."""
    there = inspect(op.get_bind()).get_table_names()
    if missing := [table for table in NEWEST if table not in there]:
        raise OutdatedBooks(
            f"the ledger has no {', '.join(missing)}: it is of a release before 2026-11-28, of which nothing "
            "was in use; let ONEMATTER_LEDGER_URL name a new one"
        )
