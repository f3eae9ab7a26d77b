"""Workers say of which runs the engine's own calls fail again and again."""

from typing import Final

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, String

from activities.database import Timestamp

revision: Final = "0013"
down_revision: Final = "0012"


def upgrade() -> None:
    """Workers of the release before say nothing; of them the server is asked, as it was before."""
    op.create_table(
        "failing_runs",
        Column("workflow", String(), nullable=False),
        Column("at", Timestamp(), nullable=False),
        PrimaryKeyConstraint("workflow"),
        if_not_exists=True,
    )
    op.create_index("ix_failing_runs_at", "failing_runs", ["at"], if_not_exists=True)
