"""`make bench`: the engine beside the floor, in turns on one server, and what a case costs."""

import asyncio
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4

from rich.console import Console
from rich.progress import track
from rich.table import Table
from temporalio.client import Client

from client import Platform, names
from client.messages.cases.submission import Submission
from client.transport.codec import ENVIRONMENT
from client.transport.connection import connect, plugin
from deploy import demonstration, engine, process
from deploy.bench import campaign, enquiries, floor
from deploy.bench.measure import Job, Load, load, memory, size, together
from deploy.engine import Engine
from deploy.neighbours import HOUSEHOLDS

CASE: Final = "newborn-married-with-mother"
IN_FLIGHT: Final = 50
ROUNDS: Final = 5
JOBS: Final = 150
ALONE: Final = 30
WARM_UP: Final = 50
WAITING: Final = 2000

_FILED: Final = count()

console = Console(highlight=False)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Engine and floor, each with the processes whose time counts."""

    ours: Job
    floor: Job
    engine_processes: dict[str, int]
    floor_processes: dict[str, int]

    async def rounds(self, title: str, *, rounds: int, jobs: int, in_flight: int) -> list[tuple[Load, Load]]:
        """In turns, so that a machine that slows down slows both."""
        results: list[tuple[Load, Load]] = []
        for _ in track(range(rounds), title, console=console):
            ours = await load(self.ours, jobs=jobs, in_flight=in_flight, processes=self.engine_processes)
            bare = await load(self.floor, jobs=jobs, in_flight=in_flight, processes=self.floor_processes)
            results.append((ours, bare))
        return results


async def bench(folder: Path) -> None:
    """Measure, and print one table."""
    async with engine.running(folder / "contest", households=HOUSEHOLDS) as running:
        bare = await process.start(
            [sys.executable, "-m", "deploy.bench.floor_worker"],
            environment={"TEMPORAL_ADDRESS": running.server.address, ENVIRONMENT: running.keys.text()},
        )
        try:
            contest = await _contest(running, bare.pid)
            await contest.rounds("warming up", rounds=1, jobs=WARM_UP, in_flight=IN_FLIGHT)
            many = await contest.rounds("50 in flight", rounds=ROUNDS, jobs=JOBS, in_flight=IN_FLIGHT)
            alone = await contest.rounds("one alone", rounds=1, jobs=ALONE, in_flight=1)
        finally:
            await process.stop(bare)
        sizes = await _size(running)
    waiting = await _waiting(folder / "waiting")
    console.print(_rates(many, alone))
    console.print(_costs(sizes, waiting))


async def _contest(running: Engine, floor_pid: int) -> Contest:
    platform = await running.connect()
    client = await connect(plugin(running.keys), address=running.server.address)
    await platform.one_matters()
    temporal = running.server.process.pid
    return Contest(
        ours=lambda: _case(platform),
        floor=lambda: _floor(client),
        engine_processes={"worker": running.worker.pid, "server": temporal},
        floor_processes={"worker": floor_pid, "server": temporal},
    )


async def _case(platform: Platform) -> None:
    case = await platform.submit(_submission())
    await case.outcome()


def _submission() -> Submission:
    """Of the next household: somebody with another case under way is not served by a machine."""
    return demonstration.submission(CASE, household=next(_FILED) % HOUSEHOLDS)


async def _floor(client: Client) -> None:
    await client.execute_workflow(
        "Floor", "x", id=f"floor/{uuid4()}", task_queue=floor.QUEUE, result_type=str
    )


async def _size(running: Engine) -> tuple[int, int, int]:
    platform = await running.connect()
    case = await platform.submit(_submission())
    await case.outcome()
    client = await connect(plugin(running.keys), address=running.server.address)
    return size(await client.get_workflow_handle(names.case_id(case.id)).fetch_history())


async def _waiting(folder: Path) -> float:
    """Kilobytes of worker memory per open case, with many that wait for departments that are away."""
    async with engine.running(folder, households=HOUSEHOLDS) as running:
        await process.stop(running.worker)
        async with engine.working(
            folder, running.server, running.keys, running.settings, queues=[names.QUEUE]
        ) as alone:
            platform = await running.connect()
            await platform.submit(_submission())
            before = memory(alone.pid)
            places = asyncio.Semaphore(IN_FLIGHT)

            async def submit() -> None:
                async with places:
                    await platform.submit(_submission())

            tasks = [asyncio.create_task(submit()) for _ in range(WAITING)]
            for task in track(tasks, f"{WAITING} waiting", console=console):
                await task
            return 1024 * (memory(alone.pid) - before) / WAITING


def _rates(many: list[tuple[Load, Load]], alone: list[tuple[Load, Load]]) -> Table:
    ratios = [ours.rate / bare.rate for ours, bare in many]
    table = Table(
        "", "engine", "floor", "engine / floor", title=f"newborn with six items, {os.cpu_count()} cores"
    )
    ours, bare = (together(list(side)) for side in zip(*many, strict=True))
    table.add_row(
        f"cases per second, {IN_FLIGHT} in flight (median of {len(many)} rounds)",
        f"{ours.rate:.1f}",
        f"{bare.rate:.1f}",
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
    )
    table.add_row("p50, ms", *_pair(ours.median, bare.median))
    table.add_row("p99, ms", *_pair(ours.p99, bare.p99))
    for name in ours.processor:
        table.add_row(
            f"processor time of the {name} per case, ms",
            *_pair(ours.processor[name] / 1000, bare.processor[name] / 1000),
        )
    one, one_bare = (together(list(side)) for side in zip(*alone, strict=True))
    table.add_row("one case alone, p50, ms", *_pair(one.median, one_bare.median))
    return table


def _pair(ours: float, bare: float) -> tuple[str, str, str]:
    return f"{1000 * ours:.0f}", f"{1000 * bare:.0f}", f"{ours / bare:.2f}"


def _costs(sizes: tuple[int, int, int], waiting: float) -> Table:
    activities, events, bytes_ = sizes
    table = Table("of one case", "", title="what a case leaves behind")
    table.add_row("activities (items + 2), two of them at hand", str(activities))
    table.add_row("history events", str(events))
    table.add_row("history bytes, encrypted", f"{bytes_:,}")
    table.add_row(f"worker memory per open case, {WAITING} waiting", f"{waiting:.0f} KB")
    return table


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="one-matter-bench-") as folder:
        asyncio.run(bench(Path(folder)))
    enquiries.main()
    campaign.main()


if __name__ == "__main__":
    main()
