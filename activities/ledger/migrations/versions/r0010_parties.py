"""Which interested party was told something stands beside the words, and not in them alone."""

import re
from typing import Final

from alembic import op
from sqlalchemy import Column, MetaData, String, Table, bindparam, inspect, select

from activities.database import Encrypted
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.errors import Erased

revision: Final = "0010"
down_revision: Final = "0009"

_NOTICES: Final = Table(
    "notices",
    MetaData(),
    Column("key", String(), primary_key=True),
    Column("case", String()),
    Column("addressee", String()),
    Column("says", Encrypted()),
    Column("party", Encrypted()),
)
_TOLD: Final = select(_NOTICES.c.key, _NOTICES.c.case).where(_NOTICES.c.addressee == "interested-party")
_WORDS: Final = select(_NOTICES.c.says).where(_NOTICES.c.key == bindparam("of"))
_FILL: Final = _NOTICES.update().where(_NOTICES.c.key == bindparam("of"))
_PARTY: Final = re.compile("致利害关系人〔(.+?)〕：")
"""With which every such notice began."""


def upgrade() -> None:
    """What was told before has it filled in, unless it was erased."""
    books = op.get_bind()
    if "party" not in {known["name"] for known in inspect(books).get_columns("notices")}:
        op.add_column("notices", Column("party", Encrypted()))
    for key, case in books.execute(_TOLD).all():
        if party := _party(key):
            values = encrypted(books, _NOTICES, {"party": party}, owner=case_owner(case))
            books.execute(_FILL.values(party=values["party"]), {"of": key})


def _party(key: str) -> str:
    try:
        (row,) = decrypted(op.get_bind(), _WORDS, {"of": key})
    except Erased:
        return ""
    found = _PARTY.match(row["says"] or "")
    return found.group(1) if found else ""
