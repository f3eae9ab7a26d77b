"""Every history replays: of cases of every kind, asked all the time, their engine stopped and killed by dice.

A small load is tried with the other tests, a large one by `make load`: `ONEMATTER_LOAD` cases, by the dice of
`ONEMATTER_LOAD_SEED`.
"""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

import pytest

import worker
from activities.stand_ins.books import entries
from client import names
from client.transport.connection import connect
from deploy import engine, process
from deploy.engine import Engine
from deploy.replay import Replay
from tests.durability.load import lives
from tests.durability.load.lives import Life
from tests.durability.load.observer import Observer
from tests.support.cases.submissions import HOUSEHOLDS, SEEN
from tests.support.parts import KEYS, Parts
from tests.support.town import settle_town

LOAD: Final = int(os.environ.get("ONEMATTER_LOAD", "12"))
SEED: Final = int(os.environ.get("ONEMATTER_LOAD_SEED", "1"))

PATIENCE: Final = timedelta(seconds=5)
AT_WORK: Final = 8.0
"""Seconds until the first stop: departments are about to answer, search attributes to be written again."""

SHORT: Final = 6.0
STICKY: Final = 10.0
"""Seconds after which the server gives a case to any worker, with its whole history."""

ASKED: Final = 0.7
"""Seconds before it goes on at which an engine that stands still is asked by everybody."""

ARRIVALS: Final = 0.1
ASKING: Final = 0.5
STUCK: Final = 60.0
"""Seconds in which everything comes to where it ends or waits, and one more for every case."""


@dataclass
class Engines:
    """The worker of the engine: one process at a time, apart from the departments' workers."""

    running: Engine
    stack: AsyncExitStack
    now: asyncio.subprocess.Process

    async def stop(self, seconds: float, observer: Observer) -> None:
        """Stand still and go on, as a machine that is suspended does, while people ask."""
        os.killpg(self.now.pid, signal.SIGSTOP)
        await asyncio.sleep(seconds - ASKED)
        asking = asyncio.create_task(observer.ask_at_once())
        await asyncio.sleep(ASKED)
        os.killpg(self.now.pid, signal.SIGCONT)
        await asking

    async def kill(self) -> None:
        """End it without warning, and start another one."""
        process.kill(self.now)
        self.now = await self.stack.enter_async_context(self.running.another_worker(names.QUEUE))


@asynccontextmanager
async def _apart(folder: Path) -> AsyncGenerator[Engines]:
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(
            engine.running(folder, keys=KEYS, households=HOUSEHOLDS, queues=[names.QUEUE])
        )
        settle_town(running.district)
        with running.district.transaction() as books:
            entries.enter(books, [SEEN])
        await stack.enter_async_context(running.another_worker(*worker.DESK_QUEUES))
        yield Engines(running, stack, running.worker)


async def _parts(running: Engine) -> Parts:
    client = await connect(
        worker.engine_plugin(KEYS), address=running.server.address, namespace=names.NAMESPACE
    )
    return Parts.over(client, running.ledger, running.district, patience=PATIENCE)


async def _live(parts: Parts) -> list[str]:
    """Let everything happen; tells which lives have not come to where they end or wait."""
    everybody = [_lived(lives.campaign, parts, after=0)]
    for number, life in enumerate(islice(cycle(lives.CASES), LOAD)):
        everybody.append(_lived(life, parts, after=number * ARRIVALS))
    return [*filter(None, await asyncio.gather(*everybody))]


async def _lived(life: Life, parts: Parts, *, after: float) -> str:
    await asyncio.sleep(after)
    try:
        async with asyncio.timeout(STUCK + LOAD):
            await life(parts)
    except TimeoutError:
        return life.__name__
    return ""


async def _disturb(engines: Engines, observer: Observer, dice: Random) -> None:
    """Stops, some longer than the server waits for a worker that it knows, and kills in between."""
    await asyncio.sleep(AT_WORK)
    for _ in range(max(1, LOAD // 60)):
        await engines.stop(SHORT + dice.uniform(0, 2), observer)
        await asyncio.sleep(dice.uniform(0, 2))
        await engines.kill()
        await engines.stop(STICKY + dice.uniform(0.5, 2), observer)
        await asyncio.sleep(dice.uniform(1, 4))


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_every_history_replays(folder: Path) -> None:
    """None fails, nobody is stuck, and whoever is asked after the replay says what was said before."""
    async with _apart(folder) as engines:
        parts = await _parts(engines.running)
        observer = Observer(parts.client)
        asking = asyncio.create_task(observer.keep_asking(ASKING))
        questions = asyncio.create_task(lives.questions(parts))
        stuck, _ = await asyncio.gather(_live(parts), _disturb(engines, observer, Random(SEED)))  # noqa: S311
        for task in (asking, questions):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        before = await observer.answers()
        await engines.kill()
        after = await observer.answers()
        replay = Replay(parts.client, KEYS)
        faults = await replay.faults()
        assert not faults, f"{len(faults)} of {replay.replayed} histories do not replay: {faults}"
        assert not stuck
        changed = {key: (was, after[key]) for key, was in before.items() if not was or after[key] != was}
        assert not changed
        moved = {instant: told for instant, told in observer.instants.items() if len(told) > 1}
        assert not moved
