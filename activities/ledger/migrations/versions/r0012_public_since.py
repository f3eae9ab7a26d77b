"""Of what is public it is kept since when, so that an order of the calendar can lengthen it."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Date, inspect

revision: Final = "0012"
down_revision: Final = "0011"


def upgrade() -> None:
    """What was public before does not say, and ends on the day that was told."""
    if "public_since" not in {known["name"] for known in inspect(op.get_bind()).get_columns("grants")}:
        op.add_column("grants", Column("public_since", Date()))
