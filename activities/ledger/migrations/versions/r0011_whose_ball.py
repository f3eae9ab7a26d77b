"""Of whoever has the ball it is kept what exactly he has to do, and until when."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, String, inspect

revision: Final = "0011"
down_revision: Final = "0010"


def upgrade() -> None:
    """What was kept before says neither. A ledger may have the columns, and say that it has not."""
    known = {column["name"] for column in inspect(op.get_bind()).get_columns("holds")}
    for column in (Column("says", String(), nullable=False, server_default=""), Column("due_on", Date())):
        if column.name not in known:
            op.add_column("holds", column)
