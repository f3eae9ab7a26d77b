"""What a case costs beside the floor, by itself and in company."""

import os
from pathlib import Path
from typing import Final

from rich.table import Table

from deploy.bench import company
from deploy.bench.contest import Contest, Pair, contest

IN_FLIGHT: Final = 50
ROUNDS: Final = 5
JOBS: Final = 150
ALONE: Final = 10
"""Cases one after the other, in each round."""

FEWER: Final = 2
"""Rounds in company."""

CLOSED: Final = 1_000_000
OPEN: Final = 10_000

GROWS: Final = 1.1
"""More than this, a case in company may not cost: so much two measurements of the same differ."""


async def bench(folder: Path, *, in_company: bool) -> Table:
    """Measure; the goal in brackets is the least that is asked for."""
    table = Table("", "engine", "floor", "engine / floor", "goal", title=_title())
    async with contest(folder) as running:
        await running.rounds("warming up", rounds=1, jobs=IN_FLIGHT, in_flight=IN_FLIGHT)
        many = await running.rounds(f"{IN_FLIGHT} in flight", rounds=ROUNDS, jobs=JOBS, in_flight=IN_FLIGHT)
        alone = await running.rounds("one alone", rounds=ROUNDS, jobs=ALONE, in_flight=1)
        _add_rates(table, many, alone)
        _add_size(table, *await running.size())
        if in_company:
            await _add_company(table, running, many)
    return table


def _title() -> str:
    return f"a newborn case of six items, {os.cpu_count()} cores; processor time and latency in ms"


def _add_rates(table: Table, many: Pair, alone: Pair) -> None:
    table.add_row(
        f"cases per second, {IN_FLIGHT} in flight, median of {ROUNDS} rounds",
        f"{many.engine.rate:.1f}",
        f"{many.floor.rate:.1f}",
        f"{many.rate:.2f} ({min(many.rates):.2f} to {max(many.rates):.2f})",
        "at least 0.95 (0.88)",
    )
    table.add_row("p50", *_in_milliseconds(many.engine.median, many.floor.median), "")
    table.add_row("p99", *_in_milliseconds(many.engine.p99, many.floor.p99), "")
    for name, goal in {"worker": "at most 1.30 (1.60)", "server": ""}.items():
        table.add_row(f"processor time of the {name}, a case", *_processor(many, name), goal)
    table.add_row(
        "a case alone, p50",
        *_in_milliseconds(alone.engine.median, alone.floor.median),
        "at most 1.15 (1.20)",
    )


def _add_size(table: Table, activities: int, events: int, size: int) -> None:
    table.add_row("activities of a case", str(activities), "8", "", "")
    table.add_row("events of its history", str(events), "", "", "")
    table.add_row("bytes of its history, encrypted", f"{size:,}", "", "", "at most 38,000")


async def _add_company(table: Table, running: Contest, by_itself: Pair) -> None:
    """In the same rows: what the worker's time is then, beside the floor's of the same minute."""
    goal = f"at most {by_itself.processor('worker') * GROWS:.2f}"
    company.fill_books(running, CLOSED)
    closed = await _in_company(running)
    table.add_row(f"worker, with {CLOSED:,} closed cases in the books", *_processor(closed, "worker"), goal)
    kilobytes = await company.open_cases(running, OPEN)
    opened = await _in_company(running)
    table.add_row(f"worker, with {OPEN:,} open cases besides", *_processor(opened, "worker"), goal)
    table.add_row("kilobytes of its memory, an open case", f"{kilobytes:.0f}", "", "", "")


async def _in_company(running: Contest) -> Pair:
    return await running.rounds("in company", rounds=FEWER, jobs=JOBS, in_flight=IN_FLIGHT)


def _processor(pair: Pair, name: str) -> tuple[str, str, str]:
    ours, bare = pair.engine.processor[name], pair.floor.processor[name]
    return f"{ours:.0f}", f"{bare:.0f}", f"{pair.processor(name):.2f}"


def _in_milliseconds(ours: float, bare: float) -> tuple[str, str, str]:
    return f"{1000 * ours:.0f}", f"{1000 * bare:.0f}", f"{ours / bare:.2f}"
