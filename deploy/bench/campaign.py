"""Grants: matching beside a bare scan, memory, and a campaign from its pages to its payment files."""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import psutil
from rich.progress import track
from rich.table import Table

from activities.database import book_keys
from activities.database.book_keys import make_book_keys
from activities.ledger import Ledger
from activities.ledger.campaigns import campaign_grants
from activities.stand_ins.books import District
from activities.stand_ins.population import generate
from client import CampaignOrder, Campaigns, CampaignStage, names
from client.transport.connection import connect, plugin
from deploy import engine
from deploy.bench import postgres
from deploy.bench.contest import console
from deploy.bench.measure import memory
from deploy.bench.reading import CAMPAIGN, order
from deploy.demonstration import ALLOWANCE, DAY, PERIOD

PEOPLE: Final = 1_000_000
FEWER: Final = 100_000
"""For what grows with the number of people: memory, which must not, and history, which may a little."""

ROUNDS: Final = 3
LOOK: Final = 0.05
"""Seconds between two looks at a process's memory."""

LEAST_SHARE: Final = 0.67
MOST_EVENTS: Final = 2_000


class BooksOf(NamedTuple):
    """An engine and its stage set: where their databases are."""

    ledger: str
    district: str


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Persons per second, and peaks of memory in megabytes."""

    scan: float
    match: float
    memory: float


@dataclass(frozen=True, kw_only=True)
class Paid:
    """A whole campaign: what it granted, how long that took from its release, and its history."""

    payments: int
    seconds: float
    events: int


async def bench(folder: Path) -> Table:
    """On both kinds of database."""
    table = Table(
        "",
        "SQLite",
        "PostgreSQL",
        "goal",
        title=f"grants, {PEOPLE:,} people ({ALLOWANCE}, {PERIOD})",
    )
    columns: list[tuple[str, ...]] = []
    _share_keys(folder / book_keys.DEVELOPMENT.name)
    for kind in ("sqlite", "postgres"):
        with _databases(kind, folder) as (many, few):
            columns.append(await _column(kind, folder, many, few))
    labels = (
        "bare scan, persons/s",
        "matching, persons/s",
        "matching to scan",
        f"memory, MB, {PEOPLE:,} people",
        f"memory, MB, {FEWER:,} people",
        f"payments/s, from release to reconciled, {FEWER:,} people",
        f"history events, {FEWER:,} people",
    )
    goals = ("", "", f"at least {LEAST_SHARE:.2f}", "flat", "", "", f"at most {MOST_EVENTS:,}")
    for row in zip(labels, *columns, goals, strict=True):
        table.add_row(*row)
    return table


def _share_keys(file: Path) -> None:
    """Readings, in processes of their own, and the engine open the same books."""
    make_book_keys(file)
    os.environ[book_keys.ENVIRONMENT] = str(file)


async def _column(kind: str, folder: Path, many: BooksOf, few: BooksOf) -> tuple[str, ...]:
    whole = await _readings(many, PEOPLE, f"{kind}: {PEOPLE:,} people")
    part = await _readings(few, FEWER, f"{kind}: {FEWER:,} people")
    paid = await _campaign(folder / f"engine-{kind}", few)
    return (
        f"{whole.scan:,.0f}",
        f"{whole.match:,.0f}",
        f"{whole.match / whole.scan:.2f}",
        f"{whole.memory:.0f}",
        f"{part.memory:.0f}",
        f"{paid.payments / paid.seconds:,.0f}",
        f"{paid.events:,}",
    )


async def _readings(urls: BooksOf, people: int, title: str) -> Readings:
    """Scan and match in turns, each in a process of its own; what was matched is let go in between."""
    ledger, district = Ledger(urls.ledger), District(urls.district)
    for _ in track(generate(district, count=people, seed=1, on=DAY), f"{title}, made up", total=None):
        pass
    order(ledger)
    scans: list[tuple[float, float]] = []
    matches: list[tuple[float, float]] = []
    for _ in track(range(ROUNDS), title, console=console):
        scans.append(await _reading("scan", urls, people))
        matches.append(await _reading("match", urls, people))
        with ledger.transaction() as books:
            campaign_grants.free(books, CAMPAIGN)
    ledger.close()
    district.close()
    return Readings(
        scan=statistics.median(rate for rate, _ in scans),
        match=statistics.median(rate for rate, _ in matches),
        memory=max(peak for _, peak in matches),
    )


async def _reading(reading: str, urls: BooksOf, people: int) -> tuple[float, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deploy.bench.reading",
        reading,
        *urls,
        str(people),
        stdout=asyncio.subprocess.PIPE,
    )
    ending, peak = asyncio.create_task(process.communicate()), 0.0
    while not ending.done():  # looked at from here: a process's own record begins with its parent's peak
        with suppress(psutil.NoSuchProcess):
            peak = max(peak, memory(process.pid))
        await asyncio.wait({ending}, timeout=LOOK)
    rate, _ = await ending
    return float(rate), peak


async def _campaign(folder: Path, urls: BooksOf) -> Paid:
    """One campaign on an engine of its own."""
    async with engine.running(folder, ledger_url=urls.ledger, district_url=urls.district) as running:
        office = await Campaigns.connect(
            running.server.address, keys=running.keys, identities=running.identities
        )
        campaign = await office.prepare(CampaignOrder(policy=ALLOWANCE, period=PERIOD, prepared_by="bench-1"))
        await campaign.until(CampaignStage.PREVIEW)
        started = time.perf_counter()
        await campaign.release("bench-2")
        report = await campaign.report()
        seconds = time.perf_counter() - started
        if not report.reconciled:
            raise AssertionError("ledger and treasury do not say the same")
        client = await connect(plugin(running.keys), address=running.server.address)
        query = f"WorkflowId = '{names.campaign_id(campaign.id)}'"
        events = [run.history_length or 0 async for run in client.list_workflows(query)]
    return Paid(payments=report.counts.filed, seconds=seconds, events=sum(events))


@contextmanager
def _databases(kind: str, folder: Path) -> Generator[tuple[BooksOf, BooksOf]]:
    """Empty databases, for many people and for fewer."""
    if kind == "sqlite":
        yield _two(f"sqlite:///{folder}/{{}}.db")
        return
    databases = (f"{size}_{name}" for size in ("many", "few") for name in BooksOf._fields)
    with postgres.running(folder, *databases) as server:
        yield _two(postgres.url(server, "{}"))


def _two(url: str) -> tuple[BooksOf, BooksOf]:
    many, few = (
        BooksOf(*(url.format(f"{size}_{name}") for name in BooksOf._fields)) for size in ("many", "few")
    )
    return many, few
