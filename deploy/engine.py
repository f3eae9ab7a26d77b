"""A whole engine on this machine: server, codec for its UI, and a worker, with their state in one folder."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from temporalio.client import Client

from activities import versions
from activities.database import book_keys
from activities.database.book_keys import make_book_keys
from activities.ledger import Ledger, bond
from activities.stand_ins import documents
from activities.stand_ins.books import District
from activities.trust.key_directory import KeyDirectory
from client import Platform, names
from client.errors import Again
from client.transport.ring_of_keys import ENVIRONMENT, KeyRing, make_development_key
from client.trust import identity, key_pair
from client.trust.actor import Role
from client.trust.identity import Identities, make_development_identities
from deploy import codec_server, demonstration, server
from deploy.faults import OperatorFault
from deploy.process import keep_private, start, stop
from deploy.server import Server
from worker import Settings, open_district, open_ledger

WORKER: Final = ("-m", "worker")
WORKER_WITHIN: Final = 600.0
"""Seconds that a worker has to begin: on a machine with much else to do it takes minutes."""
TELL_EVERY: Final = 20.0
TRY: Final = timedelta(seconds=2)
PAUSE: Final = 0.2


class WorkerFault(OperatorFault):
    """The worker does not start, or has ended; its log says why."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A running engine. Its cases stay in `folder`, and go on when it is started there again."""

    folder: Path
    server: Server
    worker: asyncio.subprocess.Process
    keys: KeyRing
    ledger: Ledger
    district: District
    settings: Settings

    @property
    def log(self) -> Path:
        """What the worker says."""
        return self.folder / "worker.log"

    async def connect(self) -> Platform:
        """A platform's connection to this engine."""
        return await Platform.connect(
            self.server.address, namespace=names.NAMESPACE, keys=self.keys, identities=self.identities
        )

    @property
    def identities(self) -> Identities:
        """Of whoever speaks to it here."""
        return identity.load(identity_file(self.folder))

    def another_worker(self, *queues: str) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
        """Of all queues or the named ones, while the block lasts.  Raises `WorkerFault`."""
        return working(self.folder, self.server, self.keys, self.settings, queues=queues)


@asynccontextmanager
async def running(
    folder: Path,
    *,
    port: int = 0,
    ui_port: int = 0,
    keys: KeyRing | None = None,
    ledger_url: str = "",
    district_url: str = "",
    households: int = 1,
    queues: Sequence[str] = (),
    program: Sequence[str] = WORKER,
) -> AsyncGenerator[Engine]:
    """An engine while the block lasts, with the demonstration district's licences on file.

    Keys and books are the folder's own, and ports any free ones, unless they are given. Ledger and server
    are bound to each other: what was put there from elsewhere is refused. See `working`.
    Raises `ServerFault`, `WorkerFault`, `WorldError` (the books), `WrongKey`.
    """
    port, ui_port = port or server.free_port(), ui_port or server.free_port()
    keep_private(folder)
    keys = keys or _own_keys(folder)
    make_development_identities(identity_file(folder))
    settings, file = _settings(folder, ledger_url, district_url), folder / "temporal.db"
    with _furnished(settings, keys, households) as (ledger, district):
        async with (
            _codec(folder, keys, ledger, ui_port=ui_port) as codec,
            server.running(port=port, ui_port=ui_port, database=file, codec_endpoint=codec) as temporal,
        ):
            await bond.bind(ledger, await Client.connect(temporal.address, namespace=names.NAMESPACE))
            async with working(folder, temporal, keys, settings, queues=queues, program=program) as worker:
                yield Engine(
                    folder=folder,
                    server=temporal,
                    worker=worker,
                    keys=keys,
                    ledger=ledger,
                    district=district,
                    settings=settings,
                )


@asynccontextmanager
async def _codec(folder: Path, keys: KeyRing, ledger: Ledger, *, ui_port: int) -> AsyncGenerator[str]:
    """What shows operators in the UI what they may read; at this address."""
    own = identity_file(folder)
    directory = KeyDirectory(ledger, identity.development(own))
    operator, port = identity.load(own).of(Role.OPERATOR), server.free_port()
    async with (
        directory.kept_current(),
        codec_server.running(keys, directory, operator, port=port, ui_port=ui_port, folder=folder) as codec,
    ):
        yield codec


def _settings(folder: Path, ledger_url: str, district_url: str) -> Settings:
    """With books and their keys in the folder, which are made, unless others are named."""
    settings = Settings(
        ledger_url=ledger_url or f"sqlite:///{folder / 'ledger.db'}",
        district_url=district_url or f"sqlite:///{folder / 'district.db'}",
        book_keys=Path(os.environ.get(book_keys.ENVIRONMENT) or folder / book_keys.DEVELOPMENT.name),
    )
    if not os.environ.get(book_keys.ENVIRONMENT):
        make_book_keys(settings.book_keys)
    return settings


def _own_keys(folder: Path) -> KeyRing:
    make_development_key(folder / "payload.keys")
    keys = KeyRing.parse((folder / "payload.keys").read_text())
    (folder / key_pair.DEVELOPMENT_ENGINE.name).write_text(keys.public.text(), encoding="utf-8")
    return keys


@contextmanager
def _furnished(settings: Settings, keys: KeyRing, households: int) -> Generator[tuple[Ledger, District]]:
    """The books of both sides, with what the demonstration district holds."""
    ledger, district = open_ledger(settings, keys), open_district(settings)
    try:
        demonstration.furnish(ledger, district, households=households)
        yield ledger, district
    finally:
        ledger.close()
        district.close()


@asynccontextmanager
async def working(
    folder: Path,
    temporal: Server,
    keys: KeyRing,
    settings: Settings,
    *,
    queues: Sequence[str] = (),
    program: Sequence[str] = WORKER,
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """A worker, of all queues or the named ones, while the block lasts; its log is in `folder`.

    `program` is what Python runs where a city has partners of its own.
    """
    log = folder / "worker.log"
    before = log.stat().st_size if log.exists() else 0  # of an earlier one, whose end is none of this one's
    worker = await start(
        [sys.executable, *program, *queues],
        log=log,
        environment={
            "TEMPORAL_ADDRESS": temporal.address,
            "TEMPORAL_NAMESPACE": names.NAMESPACE,
            versions.BUILD: "",  # of one without a version all is taken here
            ENVIRONMENT: keys.text(),
            identity.ENVIRONMENT: str(identity_file(folder)),
            "ONEMATTER_LEDGER_URL": settings.ledger_url,
            "ONEMATTER_DISTRICT_URL": settings.district_url,
            documents.ENVIRONMENT: os.environ.get(documents.ENVIRONMENT) or str(folder / "documents"),
            book_keys.ENVIRONMENT: str(settings.book_keys),
        },
    )
    try:
        await _until_working(worker, temporal, keys, log, before=before)
        yield worker
    finally:
        await stop(worker)


def identity_file(folder: Path) -> Path:
    """That of the environment, or the folder's own, in which everybody is who he says he is."""
    return Path(os.environ.get(identity.ENVIRONMENT) or folder / identity.DEVELOPMENT.name)


async def _until_working(
    worker: asyncio.subprocess.Process, temporal: Server, keys: KeyRing, log: Path, *, before: int
) -> None:
    """It works when it answers which one-matters there are; who waits for that is told what it does."""
    platform = await Platform.connect(
        temporal.address,
        namespace=names.NAMESPACE,
        keys=keys,
        identities=identity.load(identity_file(log.parent)),
        patience=TRY,
    )
    begun = told = time.monotonic()
    while worker.returncode is None and time.monotonic() < begun + WORKER_WITHIN:
        try:
            await platform.one_matters()
        except Again:
            await asyncio.sleep(PAUSE)
        else:
            return
        if time.monotonic() > told + TELL_EVERY:
            told = time.monotonic()
            print(f"the worker is beginning for {told - begun:.0f} s: {_last(log, before)}", file=sys.stderr)
    raise WorkerFault(f"the worker does not work, see the end of {log}: {_last(log, before)}")


def _last(log: Path, before: int) -> str:
    """What it has said last, of what stands behind `before`."""
    said = log.read_bytes()[before:].decode(errors="replace").splitlines()
    return said[-1] if said else "it says nothing yet"
