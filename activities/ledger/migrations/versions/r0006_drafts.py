"""Drafts of applications."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, String

from activities.database import Encrypted, Timestamp

revision: Final = "0006"
down_revision: Final = "0005"


def upgrade() -> None:
    """Nobody has any yet."""
    op.create_table(
        "drafts",
        Column("id", String(), nullable=False),
        Column("applicant_key", String(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("saved_at", Timestamp(), nullable=False),
        Column("kept_until", Date(), nullable=False),
        Column("content", Encrypted(), nullable=False),
        PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_drafts_applicant_key", "drafts", ["applicant_key"])
    op.create_index("ix_drafts_kept_until", "drafts", ["kept_until"])
