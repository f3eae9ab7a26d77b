"""Engine and floor in turns on one server, so that a machine that slows down slows both."""

import statistics
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from rich.console import Console
from rich.progress import track
from temporalio.client import Client

from activities.ledger.cases import case_objects
from client import Platform, names
from client.messages.cases.submission import Submission
from client.transport.connection import connect, plugin
from client.transport.ring_of_keys import ENVIRONMENT
from deploy import demonstration, engine, process
from deploy.bench import floor
from deploy.bench.measure import Load, load, size, together
from deploy.engine import Engine
from deploy.neighbours import HOUSEHOLDS

CASE: Final = "newborn-married-with-mother"

PATIENCE: Final = timedelta(minutes=2)
"""Of the benchmark, which finds out how long it takes."""

console: Final = Console(highlight=False)
_FILED: Final = count()
_GRANTED: Final[list[UUID]] = []


@dataclass(frozen=True, kw_only=True)
class Pair:
    """All rounds of each together; `rates` are the engine's in those of the floor, round by round."""

    engine: Load
    floor: Load
    rates: tuple[float, ...]

    @property
    def rate(self) -> float:
        """The median of them."""
        return statistics.median(self.rates)

    def processor(self, name: str) -> float:
        """The engine's time in that of the floor."""
        return self.engine.processor[name] / self.floor.processor[name]


@dataclass(frozen=True, kw_only=True)
class Contest:
    """A running engine, and the process of the floor's worker beside it."""

    running: Engine
    platform: Platform
    client: Client
    floor: int

    async def rounds(self, title: str, *, rounds: int, jobs: int, in_flight: int) -> Pair:
        """Take turns; the processor time of either's worker and of the server counts."""
        with self.running.ledger.transaction() as books:  # no child is granted twice, and households return
            while _GRANTED:
                case_objects.free(books, _GRANTED.pop())
        temporal = self.running.server.process.pid
        ours, bare = ({"worker": pid, "server": temporal} for pid in (self.running.worker.pid, self.floor))
        turns: list[tuple[Load, Load]] = []
        for _ in track(range(rounds), title, console=console):
            of_engine = await load(self._case, jobs=jobs, in_flight=in_flight, processes=ours)
            of_floor = await load(self.bare, jobs=jobs, in_flight=in_flight, processes=bare)
            turns.append((of_engine, of_floor))
        return Pair(
            engine=together([of_engine for of_engine, _ in turns]),
            floor=together([of_floor for _, of_floor in turns]),
            rates=tuple(of_engine.rate / of_floor.rate for of_engine, of_floor in turns),
        )

    async def size(self) -> tuple[int, int, int]:
        """Activities, events and bytes of one case more."""
        case = await self.platform.submit(_submission())
        await case.outcome()
        return size(await self.client.get_workflow_handle(names.case_id(case.id)).fetch_history())

    async def _case(self) -> None:
        case = await self.platform.submit(_submission())
        await case.outcome()
        _GRANTED.append(case.id)

    async def bare(self) -> None:
        """What the floor does for a case."""
        workflow = f"floor/{uuid4()}"
        await self.client.execute_workflow("Floor", "x", id=workflow, task_queue=floor.QUEUE, result_type=str)


@asynccontextmanager
async def contest(folder: Path) -> AsyncGenerator[Contest]:
    """Both at work while the block lasts."""
    async with engine.running(folder, households=HOUSEHOLDS) as running:
        address, keys = running.server.address, running.keys
        bare = await process.start(
            [sys.executable, "-m", "deploy.bench.floor_worker"],
            environment={"TEMPORAL_ADDRESS": address, ENVIRONMENT: keys.text()},
        )
        try:
            yield Contest(
                running=running,
                platform=await Platform.connect(
                    address,
                    namespace=names.NAMESPACE,
                    keys=keys,
                    identities=running.identities,
                    patience=PATIENCE,
                ),
                client=await connect(plugin(keys), address=address),
                floor=bare.pid,
            )
        finally:
            await process.stop(bare)


def _submission() -> Submission:
    """Of the next household: somebody with another case under way is not served by a machine."""
    return demonstration.submission(CASE, household=next(_FILED) % HOUSEHOLDS)
