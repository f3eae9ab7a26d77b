"""Ratings of items (好差评)."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, String, text

from activities.database import Encrypted, Timestamp

revision: Final = "0004"
down_revision: Final = "0003"

_WAITS: Final = text("answer_by IS NOT NULL AND answered_at IS NULL")


def upgrade() -> None:
    """Whoever was rated before was rated elsewhere."""
    op.create_table(
        "ratings",
        Column("case", String(), nullable=False),
        Column("item", String(), nullable=False),
        Column("department", String(), nullable=False),
        Column("stars", Integer(), nullable=False),
        Column("rated_at", Timestamp(), nullable=False),
        Column("answer_by", Date()),
        Column("task", Encrypted(), nullable=False),
        Column("officer", String()),
        Column("outcome", String()),
        Column("answer", Encrypted()),
        Column("answered_at", Timestamp()),
        PrimaryKeyConstraint("case", "item"),
    )
    op.create_index(
        "ratings_waiting",
        "ratings",
        ["department", "answer_by"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
