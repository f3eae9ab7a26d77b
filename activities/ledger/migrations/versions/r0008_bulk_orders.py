"""Orders upon many cases, and what came of each."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, String

from activities.database import Timestamp

revision: Final = "0008"
down_revision: Final = "0007"


def upgrade() -> None:
    """Nobody has given any yet; ledgers made on 2026-11-29 have the tables, and say that they have not."""
    op.create_table(
        "bulk_orders",
        *(Column(name, String(), nullable=False) for name in ("id", "kind", "by", "department")),
        Column("at", Timestamp(), nullable=False),
        *(Column(name, String(), nullable=False) for name in ("seen", "search")),
        PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    op.create_index("ix_bulk_orders_at", "bulk_orders", ["at"], if_not_exists=True)
    op.create_table(
        "bulk_steps",
        Column("order", String(), nullable=False),
        Column("place", Integer(), nullable=False),
        *(Column(name, String(), nullable=False) for name in ("case", "item", "name", "department")),
        Column("due_on", Date()),
        *(Column(name, String(), nullable=False) for name in ("state", "says")),
        PrimaryKeyConstraint("order", "place"),
        if_not_exists=True,
    )
