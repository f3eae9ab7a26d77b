"""Lists from the ledger, feeds and webhooks, places of a quota, the bond with a namespace, submissions."""

from typing import Any, Final

from alembic import op
from sqlalchemy import Boolean, Column, Date, Integer, PrimaryKeyConstraint, String, UniqueConstraint, text

from activities.database import Encrypted, Key, Timestamp

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """What is there stays."""
    _lists()
    _feeds()
    _waits()
    _bonds()


def _lists() -> None:
    """Cases and items as they stand, and who has them."""
    op.create_table(
        "case_lines",
        _told("case", String()),
        _told("version", Integer()),
        _told("one_matter", String()),
        _told("edition", String()),
        _told("platform", String()),
        _told("region", String()),
        _told("channel", String()),
        _told("number", String()),
        _told("stage", String()),
        Column("outcome", String()),
        _told("colour", String()),
        _told("received_at", Timestamp()),
        Column("closed_at", Timestamp()),
        Column("due_on", Date()),
        _told("holders", String()),
        _told("corrections", Integer()),
        _told("spared", Integer()),
        _told("is_late", Boolean()),
        _told("granted", Integer()),
        _told("automatic", Integer()),
        PrimaryKeyConstraint("case"),
    )
    op.create_index("case_lines_closed", "case_lines", ["closed_at"])
    op.create_index("case_lines_of_platform", "case_lines", ["platform", "received_at", "case"])
    op.create_index("case_lines_open", "case_lines", ["received_at", "case"], **_where("closed_at IS NULL"))
    op.create_index("case_lines_received", "case_lines", ["received_at", "case"])
    op.create_index("ix_case_lines_number", "case_lines", ["number"])
    op.create_table(
        "item_lines",
        _told("case", String()),
        _told("code", String()),
        _told("position", Integer()),
        _told("name", String()),
        _told("department", String()),
        _told("number", String()),
        _told("state", String()),
        _told("colour", String()),
        _told("officer", String()),
        Column("lodged_at", Timestamp()),
        Column("decided_at", Timestamp()),
        Column("due_on", Date()),
        _told("automatic", Boolean()),
        _told("rounds", Integer()),
        _told("is_late", Boolean()),
        PrimaryKeyConstraint("case", "code"),
    )
    op.create_index("item_lines_decided", "item_lines", ["department", "decided_at"])
    op.create_index(
        "item_lines_undecided", "item_lines", ["department", "due_on", "case"], **_where("decided_at IS NULL")
    )
    op.create_index("ix_item_lines_number", "item_lines", ["number"])
    op.create_table(
        "held",
        _told("case", String()),
        _told("holder", String()),
        _told("seconds", Integer()),
        _told("closed_at", Timestamp()),
        PrimaryKeyConstraint("case", "holder"),
    )
    op.create_index("held_of_closed", "held", ["closed_at", "holder", "seconds", "case"])
    op.create_table(
        "holds",
        _told("case", String()),
        _told("position", Integer()),
        _told("holder", String()),
        _told("does", String()),
        _told("item", String()),
        _told("since", Timestamp()),
        Column("until", Timestamp()),
        PrimaryKeyConstraint("case", "position"),
    )


def _feeds() -> None:
    """What platforms are told, by feed or by webhook."""
    op.create_table(
        "feeds", _told("platform", String()), _told("last", Integer()), PrimaryKeyConstraint("platform")
    )
    op.create_table(
        "events",
        _told("platform", String()),
        _told("position", Integer()),
        _told("case", String()),
        _told("mark", String()),
        _told("at", Timestamp()),
        _told("says", String()),
        PrimaryKeyConstraint("platform", "position"),
        UniqueConstraint("case", "mark"),
    )
    op.create_table(
        "hooks",
        _told("platform", String()),
        _told("url", String()),
        _told("position", Integer()),
        _told("failures", Integer()),
        _told("fault", String()),
        _told("try_at", Timestamp()),
        _told("held_until", Timestamp()),
        PrimaryKeyConstraint("platform"),
    )
    op.create_table(
        "dead_letters",
        _told("platform", String()),
        _told("position", Integer()),
        _told("fault", String()),
        _told("at", Timestamp()),
        PrimaryKeyConstraint("platform", "position"),
    )


def _waits() -> None:
    """Places of a quota, entries that cases wait for, reminders."""
    op.create_table(
        "places",
        _told("case", String()),
        _told("item", String()),
        _told("pool", String()),
        _told("rank", Integer()),
        _told("accepted_on", Date()),
        _told("state", String()),
        Column("until", Date()),
        PrimaryKeyConstraint("case", "item"),
    )
    op.create_index("places_in_order", "places", ["pool", "rank"], unique=True)
    op.create_table(
        "awaited_entries", _told("seal", Key()), _told("case", String()), PrimaryKeyConstraint("seal", "case")
    )
    op.create_index("ix_awaited_entries_case", "awaited_entries", ["case"])
    op.create_table(
        "reminders",
        _told("id", String()),
        _told("by", String()),
        _told("at", Timestamp()),
        _told("search", String()),
        _told("cases", Integer()),
        _told("items", Integer()),
        PrimaryKeyConstraint("id"),
    )


def _bonds() -> None:
    """Ledger and namespace, words as they came, and columns of keys and mandates."""
    op.create_table(
        "bond", _told("ledger", String()), _told("namespace", String()), PrimaryKeyConstraint("ledger")
    )
    op.create_table(
        "submissions",
        _told("case", String()),
        _told("word", String()),
        _told("raw", Encrypted()),
        PrimaryKeyConstraint("case"),
    )
    op.add_column("actor_keys", _told("seals", String(), server_default=""))
    op.create_index("ix_fee_payments_case", "fee_payments", ["case"])
    op.add_column("mandates", _told("shown", String(), server_default=""))


def _told(name: str, kind: Any, **more: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **more)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
