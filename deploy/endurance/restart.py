"""The only worker is killed while cases are filed without a pause, and another one is started at once."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rich.table import Table

from client import Platform, Submission, names
from client.transport.connection import connect, plugin
from deploy import demonstration, engine, process
from deploy.chaos.filer import insist
from deploy.chaos.losses import Losses, count
from deploy.endurance.crowd import unmended
from deploy.endurance.patient_client import AT_ONCE, file_all, patient

FILED: Final = "newborn-married-with-mother"
OPEN: Final = 4
"""One in so many of the cases is open besides, and waits for its applicant."""


class ReceiptWait(NamedTuple):
    """For a receipt."""

    began: float
    ended: float


class FilingStream:
    """Submissions without a pause; `is_half` of them have their receipt."""

    def __init__(self, platform: Platform, filed: Sequence[Submission]) -> None:
        self._platform = platform
        self._filed = filed
        self._places = asyncio.Semaphore(AT_ONCE)
        self.waits: list[ReceiptWait] = []
        self.is_half = asyncio.Event()

    async def run(self) -> None:
        """Until each has its receipt."""
        await asyncio.gather(*map(self._submit, self._filed))

    async def _submit(self, one: Submission) -> None:
        async with self._places:
            began = time.perf_counter()
            await insist(lambda: self._platform.submit(one))
            self.waits.append(ReceiptWait(began, time.perf_counter()))
            if 2 * len(self.waits) >= len(self._filed):
                self.is_half.set()


async def bench(folder: Path, number: int) -> Table:
    """Kill it half-way; then count."""
    async with engine.running(folder, households=number + 1) as running:
        platform = await patient(running)
        await file_all(platform, map(unmended, range(number // OPEN)))
        filed = [demonstration.submission(FILED, household=one) for one in range(number)]
        stream = FilingStream(platform, filed)
        filing = asyncio.create_task(stream.run())
        await stream.is_half.wait()
        killed = time.perf_counter()
        process.kill(running.worker)
        async with running.another_worker():
            back = time.perf_counter()
            await filing
            client = await connect(
                plugin(running.keys), address=running.server.address, namespace=names.NAMESPACE
            )
            losses = await count(running, client, filed)
    return _table(stream.waits, killed=killed, back=back, losses=losses)


def _table(waits: Sequence[ReceiptWait], *, killed: float, back: float, losses: Losses) -> Table:
    before = [wait for wait in waits if wait.ended <= killed]
    after = [wait for wait in waits if wait.began >= back]
    between = [wait for wait in waits if wait not in before and wait not in after]
    table = Table(
        "", "", title=f"a worker is killed while {len(waits):,} cases are filed, {AT_ONCE} at a time"
    )
    table.add_row("until another one works", f"{back - killed:.1f} s")
    for says, some in (("before", before), ("meanwhile", between), ("afterwards", after)):
        table.add_row(f"receipts {says}", _told(some))
    table.add_row("granted", f"{losses.granted:,} of {losses.filed:,}")
    for what in ("lost", "twice", "stuck", "otherwise"):
        table.add_row(what, f"{len(getattr(losses, what))}")
    return table


def _told(some: Sequence[ReceiptWait]) -> str:
    if not some:
        return "none"
    took = [wait.ended - wait.began for wait in some]
    return f"{len(some):,}; p50 {1000 * statistics.median(took):.0f} ms, longest {max(took):.1f} s"
