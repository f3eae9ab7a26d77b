"""Of a key of an actor it is kept which one ends when it is approved."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String, inspect

revision: Final = "0015"
down_revision: Final = "0014"


def upgrade() -> None:
    """What was rotated before has ended the old key already."""
    if "replaces" not in {known["name"] for known in inspect(op.get_bind()).get_columns("actor_keys")}:
        op.add_column("actor_keys", Column("replaces", String(), nullable=False, server_default=""))
