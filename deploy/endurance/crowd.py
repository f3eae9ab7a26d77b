"""Many cases that wait for their applicants, on one worker, which keeps the last ones in its memory."""

import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

from rich.table import Table

from client import Case, Platform
from client.messages.cases.submission import Submission
from deploy import demonstration, engine
from deploy.bench.company import UNMENDED
from deploy.bench.measure import Load, load, memory
from deploy.endurance.patient_client import file_all, patient
from deploy.engine import Engine

STEPS: Final = 5
"""At so many points of the way it is measured."""

ASKED: Final = 100

HOUSEHOLDS: Final = 20_000
"""Nobody of the district: numbers below those of its households, which are all of days that exist."""

KEPT: Final = 1_000
"""Runs that a worker keeps in its memory (`max_cached_workflows` of Temporal's SDK)."""


async def bench(folder: Path, number: int) -> Table:
    """Open them, and ask some of the first: the worker has let go of these long ago, if there are enough."""
    table = Table("open cases", "worker, MB", "server, MB", "of them a second", title=_title(number))
    async with engine.running(folder) as running:
        platform = await patient(running)
        cases: list[Case] = []
        for step in range(STEPS):
            first, last = number * step // STEPS, number * (step + 1) // STEPS
            began = time.perf_counter()
            cases += await file_all(platform, map(unmended, range(first, last)))
            table.add_row(
                f"{last:,}", *_memory(running), f"{(last - first) / (time.perf_counter() - began):.1f}"
            )
        await _ask(table, platform, cases, running)
    return table


def unmended(number: int) -> Submission:
    """Without the paper that comes with it; households return with another child."""
    lap, household = divmod(number, HOUSEHOLDS)
    whole = demonstration.submission(UNMENDED, household=-1 - household)
    form = {**whole.form, "child_name": f"{whole.form['child_name']}{'一二三四五六七八九十'[lap % 10]}"}
    return whole.model_copy(update={"papers": (), "form": form if lap else whole.form})


async def _ask(table: Table, platform: Platform, cases: Sequence[Case], running: Engine) -> None:
    some = Random(1).sample(cases[: max(len(cases) - KEPT, ASKED)], min(ASKED, len(cases)))  # noqa: S311
    table.add_section()
    for says in ("first answer", "second answer"):
        took = await _asked(platform, some)
        table.add_row(
            f"{says} of {len(some)}, p50 and p99 in ms",
            f"{1000 * took.median:.0f}",
            f"{1000 * took.p99:.0f}",
            "",
        )
    table.add_row("afterwards", *_memory(running), "")


async def _asked(platform: Platform, some: Sequence[Case]) -> Load:
    turn = cycle(some)

    async def ask() -> None:
        await (await platform.case(next(turn).id)).progress()

    return await load(ask, jobs=len(some), in_flight=1, processes={})


def _memory(running: Engine) -> tuple[str, str]:
    return f"{memory(running.worker.pid):.0f}", f"{memory(running.server.process.pid):.0f}"


def _title(number: int) -> str:
    kept = "" if number > KEPT else f" (all of them in its memory: {KEPT:,} fit)"
    return f"{number:,} open cases on one worker{kept}"
