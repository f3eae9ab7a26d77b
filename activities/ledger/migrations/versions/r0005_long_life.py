"""Words that cases have heard, and what was handed over to the archive."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String

from activities.database import Encrypted, Timestamp

revision: Final = "0005"
down_revision: Final = "0004"


def upgrade() -> None:
    """A word that is kept from now on is there, and a package that is handed over."""
    op.create_table(
        "heard_words",
        Column("case", String(), nullable=False),
        Column("number", Integer(), nullable=False),
        Column("message", String(), nullable=False),
        Column("item", String(), nullable=False),
        Column("word", String(), nullable=False),
        Column("raw", Encrypted(), nullable=True),
        Column("kid", String(), nullable=False),
        PrimaryKeyConstraint("case", "number"),
    )
    op.create_table(
        "archived_cases",
        Column("case", String(), nullable=False),
        Column("sha256", String(), nullable=False),
        Column("size", Integer(), nullable=False),
        Column("archived_at", Timestamp(), nullable=False),
        Column("erased_at", Timestamp(), nullable=True),
        PrimaryKeyConstraint("case"),
    )
