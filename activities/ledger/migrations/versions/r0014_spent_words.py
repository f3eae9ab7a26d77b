"""Words that were said and carried out: nobody begins the same anew with one that he has captured."""

from typing import Final

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, String

from activities.database import Timestamp

revision: Final = "0014"
down_revision: Final = "0013"


def upgrade() -> None:
    """Of what was said before, none is kept. A ledger may have the table, and say that it has not."""
    op.create_table(
        "spent_words",
        *(Column(name, String(), nullable=False) for name in ("mark", "by")),
        Column("kept_until", Timestamp(), nullable=False),
        PrimaryKeyConstraint("mark"),
        if_not_exists=True,
    )
    op.create_index("ix_spent_words_kept_until", "spent_words", ["kept_until"], if_not_exists=True)
