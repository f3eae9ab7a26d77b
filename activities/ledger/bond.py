"""The bond: a ledger and a namespace name each other, so that no worker writes into another city's books.

The ledger's side is a row with its own id and the namespace's; the namespace's side is its data. Operators
bind (`make serve`, `onematter ops bind`); workers only look.
"""

import asyncio
from typing import Final
from uuid import uuid4

from sqlalchemy import select, update
from sqlmodel import Field
from temporalio.api.namespace.v1 import UpdateNamespaceInfo
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client

from activities.database import Transaction, insert_new, table_of
from activities.database.turn import take
from activities.errors import ForeignLedger
from client.transport.failures import translated

from . import inventory
from .ledger import Ledger, LedgerTable

DATA: Final = "onematter-ledger"
"""Under which a namespace holds the id of its ledger."""


class BondRow(LedgerTable, table=True):
    """The one row of its table: which ledger this is, and the namespace to which it belongs."""

    __tablename__ = "bond"

    ledger: str = Field(primary_key=True)
    namespace: str


_BOND: Final = table_of(BondRow)

_FIND: Final = select(_BOND.c.ledger, _BOND.c.namespace)
_ENTER: Final = insert_new(_BOND)
_MOVE: Final = update(_BOND)

NONE: Final = ("", "")
"""Of a ledger that is bound to nothing."""


async def require(ledger: Ledger, client: Client) -> None:
    """The pair, and what both have on file.  Raises `ForeignLedger`, `LedgerOlder`."""
    await require_pair(ledger, client)
    await inventory.compare(ledger, client)


async def bind(ledger: Ledger, client: Client, *, moved: bool = False) -> None:
    """Bind what is free on both sides, or was bound by halves; again, nothing changes.

    A ledger that has `moved` leaves a namespace that is lost for good. Raises `ForeignLedger`, `LedgerOlder`.
    """
    await inventory.compare(ledger, client)
    namespace, bound = await _described(client)
    if not bound:
        own, of = await asyncio.to_thread(_claim, ledger, namespace, moved=moved)
        if of == namespace:
            await _name(client, own)
    await require_pair(ledger, client)


async def require_pair(ledger: Ledger, client: Client) -> None:
    """Hold the two against each other, whatever they have on file.  Raises `ForeignLedger`."""
    namespace, bound = await _described(client)
    own, of = await asyncio.to_thread(_own, ledger)
    if (own, of) == (bound, namespace):
        return
    where = f"namespace {client.namespace!r}"
    if bound:
        ours = "this ledger is another" if own else "this ledger is new and empty"
        raise ForeignLedger(
            f"{where} has its own ledger ({bound}), and {ours}; let ONEMATTER_LEDGER_URL name that one"
        )
    if of in {"", namespace}:
        raise ForeignLedger(
            f"{where} and this ledger are not bound to each other; if they belong together, call once: "
            "onematter ops bind"
        )
    raise ForeignLedger(
        f"this ledger belongs to another namespace, and {where} is new; let TEMPORAL_ADDRESS and "
        "TEMPORAL_NAMESPACE name its own, or, if that is lost for good, call: onematter ops reconcile --moved"
    )


async def _described(client: Client) -> tuple[str, str]:
    """The namespace's own id, and that of its ledger if it has one."""
    request = DescribeNamespaceRequest(namespace=client.namespace)
    with translated("the namespace"):
        found = (await client.workflow_service.describe_namespace(request)).namespace_info
    return found.id, found.data.get(DATA, "")


async def _name(client: Client, ledger: str) -> None:
    request = UpdateNamespaceRequest(
        namespace=client.namespace, update_info=UpdateNamespaceInfo(data={DATA: ledger})
    )
    with translated("the namespace"):
        await client.workflow_service.update_namespace(request)


def _own(ledger: Ledger) -> tuple[str, str]:
    """The ledger's id, and that of its namespace."""
    with ledger.opening() as books:
        return _find(books)


def _claim(ledger: Ledger, namespace: str, *, moved: bool) -> tuple[str, str]:
    """The ledger's side, which comes first: a namespace that nobody has is claimed by the next call."""
    with ledger.opening() as books:
        take(books, "bond")
        if _find(books) == NONE:
            books.execute(_ENTER, {"ledger": str(uuid4()), "namespace": namespace})
        if moved:
            books.execute(_MOVE, {"namespace": namespace})
        return _find(books)


def _find(books: Transaction) -> tuple[str, str]:
    found = books.execute(_FIND).first()
    return (found.ledger, found.namespace) if found else NONE
