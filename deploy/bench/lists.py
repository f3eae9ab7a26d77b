"""How soon lists answer, over the wire, when a million cases are closed and ten thousand are open."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from rich.progress import track
from rich.table import Table

from activities.database import Transaction, table_of
from activities.database.bulk import fill
from activities.ledger import CaseLineRow, HeldRow, ItemLineRow, Ledger
from activities.ledger.officers import tasks
from client import Officer, State, names
from client.messages.cases.progress import Colour, OutcomeKind, Stage
from client.messages.lists.search import CaseSearch
from client.messages.officers.docket import Task
from client.offices.supervisor import Supervisor
from client.transport.connection import connect, plugin
from client.transport.engine_line import PATIENCE, EngineLine
from deploy import engine
from deploy.bench.contest import console
from deploy.bench.measure import load
from deploy.engine import Engine

CLOSED: Final = 1_000_000
OPEN: Final = 10_000
ITEMS: Final = 3
ASKED: Final = 100
SOON: Final = 50
"""Milliseconds that a p50 may be."""

DEPARTMENTS: Final = ("market-regulation", "fire-rescue", "urban-management", "health", "public-security")
PLATFORMS: Final = ("portal", "app", "counter")
REGIONS: Final = tuple(f"9901{district:02}" for district in range(1, 11))
BEGINNING: Final = datetime(2025, 11, 1, tzinfo=UTC)
APART: Final = timedelta(seconds=30)
LASTS: Final = timedelta(days=3)


def case_lines(number: int) -> dict[str, Any]:
    """One of them, the same for the same number."""
    received, is_open = BEGINNING + number * APART, number >= CLOSED
    return {
        "case": str(UUID(int=number)),
        "version": 1,
        "one_matter": "restaurant" if number % 2 else "newborn",
        "edition": "2026-11",
        "platform": PLATFORMS[number % len(PLATFORMS)],
        "region": REGIONS[number % len(REGIONS)],
        "channel": "web",
        "number": f"99{number:020}",
        "stage": Stage.HANDLING if is_open else Stage.CLOSED,
        "outcome": None if is_open else OutcomeKind.GRANTED,
        "colour": Colour.GREEN,
        "received_at": received,
        "closed_at": None if is_open else received + LASTS,
        "due_on": (received + 2 * LASTS).date(),
        "holders": f'["{DEPARTMENTS[number % len(DEPARTMENTS)]}"]',
        "corrections": number % 5 == 0,
        "spared": 4,
        "is_late": False,
        "granted": ITEMS,
        "automatic": 0,
    }


def item_lines(number: int) -> Iterator[dict[str, Any]]:
    """Its items."""
    received, is_open = BEGINNING + number * APART, number >= CLOSED
    for position in range(ITEMS):
        yield {
            "case": str(UUID(int=number)),
            "code": f"item-{position}",
            "position": position,
            "name": "事项",
            "department": DEPARTMENTS[(number + position) % len(DEPARTMENTS)],
            "number": f"98{number:018}{position}",
            "state": State.IN_REVIEW if is_open else State.GRANTED,
            "colour": Colour.GREEN,
            "officer": f"officer-{number % 40}",
            "lodged_at": received,
            "decided_at": None if is_open else received + LASTS,
            "due_on": (received + LASTS).date(),
            "automatic": False,
            "rounds": 1,
            "is_late": False,
        }


def held_times(number: int) -> Iterator[dict[str, Any]]:
    """Whose its time was."""
    closed_at = BEGINNING + number * APART + LASTS
    for holder in ("applicant", "engine"):
        yield {"case": str(UUID(int=number)), "holder": holder, "seconds": 9_000, "closed_at": closed_at}


def furnish(ledger: Ledger) -> None:
    """Enter them all."""
    numbers = range(CLOSED + OPEN)
    with ledger.transaction() as books:
        _fill(books, CaseLineRow, map(case_lines, numbers))
        _fill(books, ItemLineRow, (item for number in numbers for item in item_lines(number)))
        _fill(books, HeldRow, (held for number in range(CLOSED) for held in held_times(number)))
    for number in range(CLOSED, CLOSED + OPEN):
        with ledger.transaction() as books:
            tasks.replace(books, str(UUID(int=number)), [tasks.row(_task(number))])


def _fill(books: Transaction, kind: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    table = table_of(kind)
    columns = [(column.name, column.type.bind_processor(books.dialect)) for column in table.columns]
    fill(
        books,
        table,
        ([process(row[name]) if process else row[name] for name, process in columns] for row in rows),
    )


def _task(number: int) -> Task:
    received = BEGINNING + number * APART
    return Task(
        case=UUID(int=number),
        item="item-0",
        name="事项",
        one_matter="一件事",
        number=f"98{number:018}0",
        department=DEPARTMENTS[number % len(DEPARTMENTS)],
        state=State.IN_REVIEW,
        since=received,
        due_on=(received + LASTS).date(),
        colour=Colour.GREEN,
        stuck=number % 100 == 0,
    )


Ask = Callable[[], Awaitable[object]]


async def questions(running: Engine) -> dict[str, Ask]:
    """What is looked up, by whoever may."""
    client = await connect(plugin(running.keys), address=running.server.address, namespace=names.NAMESPACE)
    line = EngineLine(client, PATIENCE, running.identities)
    supervisor, officer = Supervisor(line), Officer(line, department=DEPARTMENTS[0], officer="officer-1")
    closed = BEGINNING + CLOSED // 2 * APART
    searches = {
        "my cases, open and closed": CaseSearch(platform=PLATFORMS[0], is_open=None),
        "open cases of a department": CaseSearch(department=DEPARTMENTS[1]),
        "open cases of a region": CaseSearch(region=REGIONS[3]),
        "overdue cases": CaseSearch(overdue=True),
        "one day of closed cases": CaseSearch(is_open=False, since=closed.date(), until=closed.date()),
        "one case by the number of an item": CaseSearch(number=f"98{CLOSED // 3:018}1", is_open=None),
    }
    return {
        **{says: partial(supervisor.cases, search) for says, search in searches.items()},
        "an inbox, first page": officer.inbox_page,
        "what is stuck, first page": supervisor.stuck_page,
        "what departments have in hand": supervisor.departments,
        "delays of a month": partial(supervisor.delays, f"{closed:%Y-%m}"),
        "figures of a month": partial(supervisor.figures, f"{closed:%Y-%m}"),
    }


async def bench(folder: Path) -> Table:
    """Measure, with what a p50 may be."""
    title = f"lists, {CLOSED:,} cases closed, {OPEN:,} open"
    table = Table("", "p50, ms", "p99, ms", "goal", title=title)
    async with engine.running(folder) as running:
        furnish(running.ledger)
        for says, ask in track((await questions(running)).items(), "lists", console=console):
            await load(ask, jobs=10, in_flight=1, processes={})
            took = await load(ask, jobs=ASKED, in_flight=1, processes={})
            table.add_row(says, f"{1000 * took.median:.1f}", f"{1000 * took.p99:.1f}", f"at most {SOON}")
    return table
