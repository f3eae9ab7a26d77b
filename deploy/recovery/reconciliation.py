"""Reconciliation: server and ledger were put back from different moments, and are brought together again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from temporalio.client import Client

import worker
from activities.ledger import Ledger, bond
from activities.ports.document_store import DocumentStore
from client import names
from client.transport.connection import connect
from client.transport.ring_of_keys import KeyRing
from deploy.recovery import stored_files
from deploy.recovery.entries import Entries
from deploy.recovery.report import Reconciled
from deploy.recovery.runs import Runs
from deploy.replay import temporal_of
from deploy.serve import ServeSettings


async def reconcile(
    ledger: Ledger, client: Client, keys: KeyRing, store: DocumentStore, *, moved: bool = False
) -> Reconciled:
    """First what the ledger lacks, then what the server lacks. A second time, nothing is to be done.

    Then it is looked whether the store of large files has what the ledger says.

    A ledger that has `moved` has lost its server for good, and gets this new one. Raises `ForeignLedger`.
    """
    if moved:
        await bond.bind(ledger, client, moved=True)
    await bond.require_pair(ledger, client)
    report = Reconciled()
    await Entries(ledger, client, report).enter_again()
    await Runs(ledger, client, keys.seal, report).begin_again()
    stored_files.compare(ledger, store, report)
    return report


@asynccontextmanager
async def server_of(
    folder: Path, settings: ServeSettings, keys: KeyRing, *, elsewhere: bool
) -> AsyncGenerator[Client]:
    """That of the folder, which is started if nobody has; or the one that the environment names."""
    plugin = worker.engine_plugin(keys)
    if elsewhere:
        yield await connect(plugin)
        return
    async with temporal_of(folder, settings) as address:
        yield await connect(plugin, address=address, namespace=names.NAMESPACE)
