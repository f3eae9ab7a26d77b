"""Cases at rest, whole."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String

from activities.database import Encrypted

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """A case that rests from now on is there."""
    op.create_table(
        "case_states",
        Column("case", String(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("state", Encrypted(), nullable=False),
        PrimaryKeyConstraint("case"),
    )
