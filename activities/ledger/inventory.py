"""Stocktaking: what the server shows of cases and campaigns must be on file.

The ledger writes first, so it lacks nothing that the server shows. A ledger that was put back from an older
backup does, and so does an empty one, or another city's: it would give numbers a second time, and pay again.
"""

from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, bindparam, select, true
from temporalio.client import Client

from activities.database import Transaction
from activities.errors import LedgerOlder
from client import names
from client.transport.failures import translated

from .campaigns.campaigns import CAMPAIGNS
from .cases.cases import CASES
from .ledger import Ledger

NEWEST: Final = 200
"""Of the open and of the closed ones: what an older copy lacks are the last ones."""


class _Fact(NamedTuple):
    """What a server shows of the workflows of a kind, and where the ledger has it of these ids."""

    kind: str
    what: str
    shown: str
    on_file: Select[str]


def _ids(table: Table, where: ColumnElement[bool]) -> Select[str]:
    return select(table.c.id).where(where, table.c.id.in_(bindparam("ids", expanding=True)))


FACTS: Final = (
    _Fact(names.CASE, "received", "Stage IS NOT NULL", _ids(CASES, true())),
    _Fact(names.CASE, "accepted", "AcceptedAt IS NOT NULL", _ids(CASES, CASES.c.acceptance_number != "")),
    _Fact(names.CASE, "closed", "ExecutionStatus = 'Completed'", _ids(CASES, CASES.c.outcome.is_not(None))),
    _Fact(names.CAMPAIGN, "begun", "Stage IS NOT NULL", _ids(CAMPAIGNS, true())),
    _Fact(
        names.CAMPAIGN, "closed", "ExecutionStatus = 'Completed'", _ids(CAMPAIGNS, CAMPAIGNS.c.report != "")
    ),
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
    filed = set(books.execute(fact.on_file, {"ids": [_own(run) for run in shown]}).scalars())
    return [run for run in shown if _own(run) not in filed]


def _own(workflow: str) -> str:
    return workflow.partition("/")[2]
