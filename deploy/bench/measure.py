"""Loads and what they cost: rates, latencies, processor time, memory, and the size of a case."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import psutil
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

Job = Callable[[], Awaitable[object]]


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a number of jobs took, so many of them in flight at a time. Times in seconds."""

    rate: float
    latencies: tuple[float, ...]
    processor: Mapping[str, float]
    """Milliseconds of processor time per job, by process."""

    @property
    def median(self) -> float:
        """p50 of the latencies."""
        return statistics.median(self.latencies)

    @property
    def p99(self) -> float:
        """p99 of the latencies."""
        return sorted(self.latencies)[int(0.99 * (len(self.latencies) - 1))]


async def load(job: Job, *, jobs: int, in_flight: int, processes: Mapping[str, int]) -> Load:
    """Run `job` so many times. `processes` are the ids of those whose time counts, each with its children."""
    places = asyncio.Semaphore(in_flight)

    async def run() -> float:
        async with places:
            started = time.perf_counter()
            await job()
            return time.perf_counter() - started

    before = {name: _processor_seconds(pid) for name, pid in processes.items()}
    started = time.perf_counter()
    latencies = await asyncio.gather(*(run() for _ in range(jobs)))
    elapsed = time.perf_counter() - started
    return Load(
        rate=jobs / elapsed,
        latencies=tuple(latencies),
        processor={
            name: 1000 * (_processor_seconds(pid) - before[name]) / jobs for name, pid in processes.items()
        },
    )


def together(loads: list[Load]) -> Load:
    """Several rounds as one: the median rate, all latencies, the mean processor time."""
    return Load(
        rate=statistics.median(load.rate for load in loads),
        latencies=tuple(latency for load in loads for latency in load.latencies),
        processor={
            name: statistics.mean(load.processor[name] for load in loads) for name in loads[0].processor
        },
    )


def memory(pid: int) -> float:
    """Resident megabytes of a process and its children."""
    return sum(process.memory_info().rss for process in _family(pid)) / 2**20


def size(history: WorkflowHistory) -> tuple[int, int, int]:
    """Activities (those called at hand leave a marker), events and bytes of a case."""
    called = {EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EventType.EVENT_TYPE_MARKER_RECORDED}
    return (
        sum(event.event_type in called for event in history.events),
        len(history.events),
        sum(event.ByteSize() for event in history.events),
    )


def _processor_seconds(pid: int) -> float:
    times = [process.cpu_times() for process in _family(pid)]
    return sum(time.user + time.system for time in times)


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]
