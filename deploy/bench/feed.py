"""A hundred thousand open cases on one connection: the feed read from its beginning, then as it grows."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psutil
from rich.table import Table

from activities.database import table_of
from activities.database.bulk import fill
from activities.ledger import Ledger
from activities.ledger.lists import events
from activities.ledger.lists.events import EventRow, FeedRow
from client import Platform
from client.messages.cases.progress import Stage
from client.messages.lists.case_line import CaseLine
from client.messages.lists.event import CaseEvent, EventKind
from client.trust.actor import Role
from deploy import engine
from deploy.bench.lists import BEGINNING, DEPARTMENTS, REGIONS
from deploy.bench.measure import memory

CASES: Final = int(os.environ.get("ONEMATTER_FEED", "100000"))
KINDS: Final = (EventKind.RECEIVED, EventKind.MOVED, EventKind.MOVED)
"""What has come about in each by now: it came in, and then its ball has moved twice."""

NEW: Final = 200
"""Events that come about while somebody follows."""

AT_ONCE: Final = 10_000


class OutOfOrder(Exception):
    """An event was missed, or came before one that was before it."""


def event(number: int, round_: int) -> CaseEvent:
    """One of an open case, the same for the same number."""
    at = BEGINNING + timedelta(seconds=number)
    holder = DEPARTMENTS[(number + round_) % len(DEPARTMENTS)]
    line = CaseLine(
        case=UUID(int=number),
        one_matter="restaurant",
        edition="2026-11",
        platform="",
        region=REGIONS[number % len(REGIONS)],
        channel="portal",
        number=f"99{number:020}",
        stage=Stage.HANDLING,
        received_at=at,
        holders=(holder,),
    )
    return CaseEvent(kind=KINDS[round_], case=line.case, at=at + timedelta(hours=round_), line=line)


def furnish(ledger: Ledger, platform: str) -> int:
    """Enter what has come about in all of them, round by round; tells how much that is."""
    with ledger.transaction() as books:
        dialect, table = books.dialect, table_of(EventRow)
        bound = [(column.name, column.type.bind_processor(dialect)) for column in table.columns]
        rows = _rows(platform)
        fill(books, table, ([of(row[name]) if of else row[name] for name, of in bound] for row in rows))
        books.execute(table_of(FeedRow).insert(), {"platform": platform, "last": CASES * len(KINDS)})
    return CASES * len(KINDS)


def _rows(platform: str) -> Iterator[dict[str, Any]]:
    for position in range(1, CASES * len(KINDS) + 1):
        round_, number = divmod(position - 1, CASES)
        one = event(number, round_)
        yield {
            "platform": platform,
            "position": position,
            "case": str(one.case),
            "mark": f"{round_}",
            "at": one.at,
            "says": one.model_dump_json(exclude={"position"}),
        }


async def _read(platform: Platform, until: int) -> AsyncGenerator[int]:
    """Position after position.  Raises `OutOfOrder`."""
    last = 0
    async with aclosing(platform.events()) as told:
        async for one in told:
            if one.position != last + 1:
                raise OutOfOrder(f"{one.position} came behind {last}")
            last = one.position
            yield last
            if last == until:
                return


async def bench(folder: Path) -> Table:
    """Read it all, with the memory of reader and worker on the way; then tell how late what is new comes."""
    async with engine.running(folder) as running:
        own = running.identities.of(Role.PLATFORM).speaker.actor
        there = furnish(running.ledger, own)
        began = time.perf_counter()
        async with await running.connect() as platform:
            reading = _read(platform, there)
            held = [_held(running.worker.pid) async for position in reading if position % AT_ONCE == 0]
        took = time.perf_counter() - began
        following = _followed(running.ledger, own, await running.connect(), there)
        late = sorted([each async for each in following])
    table = Table("", "", title=f"{CASES:,} open cases, one connection")
    table.add_row("events read, in order, none missed", f"{there:,}")
    table.add_row("events a second", f"{there / took:,.0f}")
    for who, values in zip(("reader", "worker"), zip(*held, strict=True), strict=True):
        table.add_row(f"MB of the {who}, first and last", f"{values[0]:.0f}, {values[-1]:.0f}")
    says = f"seconds until {len(late)} new ones are told, p50 and last"
    table.add_row(says, f"{late[len(late) // 2]:.2f}, {late[-1]:.2f}")
    return table


def _held(worker: int) -> tuple[float, float]:
    """Megabytes of this process, without the server that it has started, and of the worker."""
    return psutil.Process().memory_info().rss / 2**20, memory(worker)


async def _followed(ledger: Ledger, own: str, platform: Platform, after: int) -> AsyncGenerator[float]:
    """How late each new event comes, while one after the other comes about."""
    entered: dict[UUID, float] = {}
    telling = asyncio.create_task(asyncio.to_thread(_tell, ledger, own, entered))
    async with platform, aclosing(platform.events(after=after)) as told:
        async for one in told:
            yield time.perf_counter() - entered[one.case]
            if one.position == after + NEW:
                break
    await telling


def _tell(ledger: Ledger, own: str, entered: dict[UUID, float]) -> None:
    for number in range(NEW):
        new = event(CASES + number, 0)
        entered[new.case] = time.perf_counter()
        with ledger.transaction() as books:
            events.tell(books, own, str(new.case), {"0": new})
        time.sleep(0.05)
