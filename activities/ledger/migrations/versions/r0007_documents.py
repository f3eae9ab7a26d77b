"""Large files that are uploaded before the submission that refers to them."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, String

from activities.database import Encrypted

revision: Final = "0007"
down_revision: Final = "0006"


def upgrade() -> None:
    """Nobody has uploaded anything yet, and no paper says where its file is."""
    op.create_table(
        "documents",
        Column("id", String(), nullable=False),
        Column("case", String(), nullable=False),
        Column("applicant_key", String(), nullable=False),
        Column("size", Integer(), nullable=False),
        Column("paper", String(), nullable=False),
        Column("kept_until", Date(), nullable=True),
        PrimaryKeyConstraint("id"),
    )
    for column in ("case", "applicant_key", "kept_until"):
        op.create_index(f"ix_documents_{column}", "documents", [column])
    op.add_column("papers", Column("document", Encrypted(), nullable=True))
