"""Orders upon many cases are kept as they were signed, with what each case is told by them."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String, inspect

revision: Final = "0009"
down_revision: Final = "0008"


def upgrade() -> None:
    """What is under way was entered without: what is left of it is to be ordered anew.

    Ledgers made on 2026-11-29 may have the columns, and say that they have not.
    """
    for table, column in (("bulk_orders", "word"), ("bulk_steps", "told")):
        if column not in {known["name"] for known in inspect(op.get_bind()).get_columns(table)}:
            op.add_column(table, Column(column, String(), nullable=False, server_default=""))
    op.create_index("ix_bulk_steps_told", "bulk_steps", ["told"], if_not_exists=True)
