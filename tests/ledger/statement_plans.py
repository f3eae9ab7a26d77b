"""How a database goes about a statement: which tables it reads from end to end."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, event, select, text
from sqlalchemy.dialects.postgresql import insert
from temporalio import activity, workflow

from activities.database import Books

MAY_SCAN: Final[Mapping[str, str]] = {
    r"FROM outbox ORDER BY": "holds only what has not gone out yet; looked through by pages, once a day",
    r"FROM actor_keys$": "the directory, which each worker has a copy of; read where a platform is misspelt",
    r"FROM payload_keys$": "a handful, read when a worker starts",
    r"FROM verdicts GROUP BY": "the rule table tells how often every rule was asked, and is seldom read",
    r"FROM calendar_orders ORDER BY": "a few in a year, each of which every case is reckoned by",
    r"FROM accounts\s+WHERE accounts.usable_from >": "by an order of the calendar: few in a year",
    r"FROM objections\s+WHERE objections.upheld IS NULL ORDER": "by an order of the calendar: few in a year",
}
"""Statements that may read a table from end to end, and why."""

_LIST: Final = re.compile(r"IN \([^()]*\)")
_GROWN: Final = text(
    "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', CAST(:of AS text), "
    "'reltuples', 1e6::real, 'relpages', "
    "(pg_relation_size(CAST(:of AS regclass)) / current_setting('block_size')::integer)::integer)"
)
_SCANNED: Final = re.compile(r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?")


class Statements:
    """All that the engine sends from now on, each statement once, with the values of its first time."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, str], tuple[str, Any]] = {}
        event.listen(Engine, "before_cursor_execute", self._hear)

    def _hear(
        self, connection: Connection, _cursor: Any, sql: str, values: Any, *_context_and_many: Any
    ) -> None:
        # what tests look up for themselves is their own affair
        if activity.in_activity() or workflow.in_workflow():
            same = (str(connection.engine.url), _LIST.sub("IN (…)", sql))
            rows = type(values).__name__ == "list"
            self._sent.setdefault(same, (sql, values[0] if rows else values))

    def to(self, books: Books) -> Iterator[tuple[str, Any]]:
        """Those that went to these books."""
        with books.reading() as connection:
            url = str(connection.engine.url)
        return (sent for (to, _), sent in self._sent.items() if to == url)


def grow(connection: Connection, metadata: MetaData) -> None:
    """Until the end of the transaction, have PostgreSQL take each table for one of a million rows.

    Tests have little in theirs: to read it through, to merge or to hash it, is the quickest way now and then.
    What has no index to go by has no other way, and is found all the same.
    """
    if connection.dialect.name != "postgresql":
        return
    for way in ("seqscan", "mergejoin", "hashjoin"):
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    for table in metadata.sorted_tables:
        kinds = [column.type.compile(connection.dialect) for column in table.columns]
        row = [text("'epoch'" if kind.startswith(("DATE", "TIMESTAMP")) else "'0'") for kind in kinds]
        # an empty one has no page that rows could be on
        connection.execute(
            insert(table).from_select(list(table.columns), select(*row)).on_conflict_do_nothing()
        )
        connection.execute(_GROWN, {"of": table.name})


def scans(connection: Connection, metadata: MetaData, sql: str, values: Any) -> list[str]:
    """The tables that a statement reads from end to end, or by an index of all their rows."""
    ways = _on_postgresql if connection.dialect.name == "postgresql" else _on_sqlite
    parts = {
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    return [
        table
        for table, index in ways(connection, sql, values)
        if table in metadata.tables and index not in parts
    ]


def unexpected(books: Books, statements: Statements) -> list[str]:
    """What was sent to these books, may scan nothing, and would."""
    sent = [
        (sql, values)
        for sql, values in statements.to(books)
        if sql.startswith(("SELECT", "UPDATE", "DELETE"))
        and not any(re.search(pattern, sql) for pattern in MAY_SCAN)
    ]
    with books.reading() as connection:
        grow(connection, books.metadata)
        return [
            f"{connection.dialect.name} reads all of {table}: {' '.join(sql.split())}"
            for sql, values in sent
            for table in scans(connection, books.metadata, sql, values)
        ]


def _on_sqlite(connection: Connection, sql: str, values: Any) -> Iterator[tuple[str, str | None]]:
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values):
        if scanned := _SCANNED.match(row.detail):
            yield scanned["table"], scanned["index"]


def _on_postgresql(connection: Connection, sql: str, values: Any) -> Iterator[tuple[str, str | None]]:
    plan: Any = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", values).scalar_one()
    yield from _whole(plan[0]["Plan"])


def _whole(node: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Nodes of a plan that read whole tables."""
    kind = node["Node Type"]
    if kind == "Seq Scan" or ("Index" in kind and "Index Cond" not in node):
        yield node.get("Relation Name", ""), node.get("Index Name")
    for part in node.get("Plans", ()):
        yield from _whole(part)
