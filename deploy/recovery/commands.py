"""What an operator does so that nothing is lost: bind, migrate, back up, put back, bring together."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from temporalio.plugin import SimplePlugin

from activities.database import BookKeys, copies
from activities.ledger import Ledger, bond
from activities.ledger.ledger import SHAPE
from activities.ledger.migrations import MigratedLedger
from activities.stand_ins import documents
from client.cli.command_line import DONE
from client.transport.connection import connect
from client.transport.ring_of_keys import KeyRing
from deploy.archive.own_partners import document_store, own_partners
from deploy.faults import told
from deploy.recovery import reconciliation
from deploy.recovery.report import Reconciled
from deploy.serve import VAR, ServeSettings, only_one
from worker import Settings, open_ledger

Moved = Annotated[bool, Parameter(help="the ledger's server is lost for good, and this is a new one")]


def bind() -> int:
    """Bind ONEMATTER_LEDGER_URL and the namespace to each other, once; workers take no other pair."""
    with told():
        ledger = open_ledger(Settings(), KeyRing.load())
        asyncio.run(_bind(ledger))
        ledger.close()
    print("台账与命名空间已绑定")
    return DONE


async def _bind(ledger: Ledger) -> None:
    await bond.bind(ledger, await connect(SimplePlugin("operator")))


def migrate() -> int:
    """Bring the ledger to the tables of this release, while workers of the one before go on."""
    settings = ServeSettings()
    with told():
        MigratedLedger(settings.ledger_url, BookKeys(settings.book_keys)).close()
    print(f"台账的表已是本版（{SHAPE}）")
    return DONE


def backup(to: Path, /) -> int:
    """Copy server, ledger and large files of this folder while they are at work; the keys are not among it.

    :param to: a new folder
    """
    with told():
        listed = copies.make(VAR, to, ledger_url=ServeSettings().ledger_url, documents=_documents())
    for name, digest in listed.sha256.items():
        print(f"{digest}  {to / name}")
    if own_partners():
        print("大文件在本地自有的文件存储中：请在台账之后立即备份")
    return DONE


def restore(made: Path, /) -> int:
    """Put a backup in place of what is in this folder, where nobody is at work; then reconcile.

    :param made: the folder of a backup
    """
    with told(), only_one(VAR):
        aside = copies.put_back(made, VAR, ledger_url=ServeSettings().ledger_url, documents=_documents())
    print(f"已恢复；原有内容移至 {aside}。请接着执行：onematter ops reconcile")
    return DONE


def reconcile(*, moved: Moved = False) -> int:
    """Bring server and ledger together that were put back; a second call finds nothing to do.

    The server of this folder, or the one that TEMPORAL_ADDRESS names.
    """
    with told():
        report = asyncio.run(_reconcile(moved=moved))
    print("\n".join(report.lines()))
    return DONE


async def _reconcile(*, moved: bool) -> Reconciled:
    settings, elsewhere = ServeSettings(), "TEMPORAL_ADDRESS" in os.environ
    keys = KeyRing.load()
    ledger = open_ledger(settings, keys)
    try:
        async with reconciliation.server_of(VAR, settings, keys, elsewhere=elsewhere) as client:
            return await reconciliation.reconcile(ledger, client, keys, document_store(), moved=moved)
    finally:
        ledger.close()


def _documents() -> Path | None:
    """The folder of the stand-in; a document store of a city's own is not copied here."""
    return None if own_partners() else documents.own_folder()
