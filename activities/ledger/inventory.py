"""Stocktaking: what the server shows of cases and campaigns must be on file.

The ledger writes first, so it lacks nothing that the server shows. A ledger that was put back from an older
backup does, and so does an empty one, or another city's: it would give numbers a second time, and pay again.
"""

from typing import Final, NamedTuple

from sqlalchemy import String, TextClause, bindparam, text
from temporalio.client import Client

from activities.database import Transaction
from activities.errors import LedgerOlder
from client import names
from client.transport.engine_line import translated

from .ledger import Ledger

NEWEST: Final = 200
"""Of the open and of the closed ones: what an older copy lacks are the last ones."""


class _Fact(NamedTuple):
    """What a server shows of the workflows of a kind, and where the ledger has it of these ids."""

    kind: str
    what: str
    shown: str
    on_file: TextClause


def _ids(where: str) -> TextClause:
    found = text(f"SELECT id FROM {where} AND id IN :ids")  # noqa: S608 (our own tables)
    return found.bindparams(bindparam("ids", type_=String(), expanding=True))


FACTS: Final = (
    _Fact(names.CASE, "received", "Stage IS NOT NULL", _ids("cases WHERE 1 = 1")),
    _Fact(names.CASE, "accepted", "AcceptedAt IS NOT NULL", _ids("cases WHERE acceptance_number <> ''")),
    _Fact(names.CASE, "closed", "ExecutionStatus = 'Completed'", _ids("cases WHERE outcome <> ''")),
    _Fact(names.CAMPAIGN, "begun", "Stage IS NOT NULL", _ids("campaigns WHERE 1 = 1")),
    _Fact(names.CAMPAIGN, "closed", "ExecutionStatus = 'Completed'", _ids("campaigns WHERE report <> ''")),
)


async def compare(ledger: Ledger, client: Client) -> None:
    """Hold the newest of what a namespace has against the ledger.  Raises `LedgerOlder`."""
    for fact in FACTS:
        query = f"WorkflowType = '{fact.kind}' AND {fact.shown}"
        with translated(fact.kind):
            runs = client.list_workflows(query, limit=NEWEST, page_size=NEWEST)
            shown = [run.id async for run in runs]
        with ledger.opening() as books:
            lost = _lost(books, fact, shown)
        if lost:
            raise LedgerOlder(
                f"{len(lost)} of those that namespace {client.namespace!r} shows as {fact.what} are not so "
                f"in this ledger (the newest: {lost[0]}): it is an older copy, or another, and would give "
                "their numbers again; let ONEMATTER_LEDGER_URL name the ledger that they are in"
            )


def _lost(books: Transaction, fact: _Fact, shown: list[str]) -> list[str]:
    """Of these workflows, those that are not on file."""
    filed = {row.id for row in books.execute(fact.on_file, {"ids": [_own(run) for run in shown]})}
    return [run for run in shown if _own(run) not in filed]


def _own(workflow: str) -> str:
    return workflow.partition("/")[2]
