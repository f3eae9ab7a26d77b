"""Timestamps: whatever a database makes of zones, what is kept and what is read is in UTC."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class Timestamp(TypeDecorator[datetime]):
    """A column of instants. SQLite forgets zones, PostgreSQL tells them in the session's own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To be kept."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As it was kept."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))
