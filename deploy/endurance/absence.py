"""A department is away: nobody works for its queue while items gather there; then it is back.

The week itself is not waited for, in which nothing else happens to them: what counts is how many there are.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Final

from rich.table import Table

from activities.stand_ins.behaviour import Instant
from activities.stand_ins.books import licences
from activities.stand_ins.departments import behave
from client import Case, OutcomeKind, names
from client.messages.cases.submission import Submission
from client.offices.supervisor import Supervisor
from client.transport.connection import connect, plugin
from client.transport.engine_line import PATIENCE, EngineLine
from deploy import demonstration, engine
from deploy.bench.measure import load, memory
from deploy.endurance.patient_client import file_all, patient
from deploy.engine import Engine
from matters.definitions import departments
from worker import DESK_QUEUES

AWAY: Final = departments.PUBLIC_SECURITY
ITEM: Final = "household-registration"
FILED: Final = "newborn-married-with-mother"

ASKED: Final = 50
NEW: Final = 20
"""Cases that come in while the others wait."""

LOOK: Final = 1.0


async def bench(folder: Path, number: int) -> Table:
    """Each case files an item with it; lists are asked, and others come in; then it works them off."""
    at_work = [queue for queue in DESK_QUEUES if queue != names.desk_queue(AWAY.code)]
    table = Table("", "", title=f"{AWAY.name} is away, {number:,} items wait for it")
    households = number + NEW + 1
    async with engine.running(folder, households=households, queues=[names.QUEUE, *at_work]) as running:
        behave(running.district, Instant(), matter=ITEM)
        platform, supervisor = await patient(running), await _supervisor(running)
        began = time.perf_counter()
        cases = await file_all(platform, map(_filed, range(number)))
        await _until(supervisor, number)
        table.add_row("until they wait for it", f"{time.perf_counter() - began:.0f} s")
        await _meanwhile(table, running, supervisor)
        more, fresh = count(number), list[Case]()

        async def come_in() -> None:
            fresh.append(await platform.submit(_filed(next(more))))

        took = await load(come_in, jobs=NEW, in_flight=1, processes={})
        table.add_row("a receipt meanwhile, p50", f"{1000 * took.median:.0f} ms")
        await _back(table, running, [*cases, *fresh])
    return table


async def _meanwhile(table: Table, running: Engine, supervisor: Supervisor) -> None:
    table.add_row("the engine's worker", f"{memory(running.worker.pid):.0f} MB")
    questions: dict[str, Callable[[], Awaitable[object]]] = {
        "what departments have in hand": supervisor.departments,
        "what is stuck, first page": supervisor.stuck_page,
    }
    for says, ask in questions.items():
        took = await load(ask, jobs=ASKED, in_flight=1, processes={})
        table.add_row(f"{says}, p50", f"{1000 * took.median:.1f} ms")


async def _back(table: Table, running: Engine, cases: list[Case]) -> None:
    began = time.perf_counter()
    async with running.another_worker(names.desk_queue(AWAY.code)):
        ends = await asyncio.gather(*(case.outcome() for case in cases))
    seconds = time.perf_counter() - began
    with running.district.reading() as books:
        items = ["/".join(key.split("/")[:2]) for key in licences.given(books).values()]
    table.add_section()
    table.add_row(
        "until all are closed, once it is back", f"{seconds:.0f} s, {len(ends) / seconds:.1f} a second"
    )
    table.add_row("granted", f"{sum(end.kind is OutcomeKind.GRANTED for end in ends):,} of {len(cases):,}")
    table.add_row("licences given twice", f"{len(items) - len({*items})}")


async def _until(supervisor: Supervisor, number: int) -> None:
    """All of them are with it; lists know it some seconds later."""
    while True:
        lines = {line.department: line.undecided for line in await supervisor.departments()}
        if lines.get(AWAY.code, 0) >= number:
            return
        await asyncio.sleep(LOOK)


async def _supervisor(running: Engine) -> Supervisor:
    own = plugin(running.keys)
    client = await connect(own, address=running.server.address, namespace=names.NAMESPACE)
    return Supervisor(EngineLine(client, PATIENCE, running.identities))


def _filed(household: int) -> Submission:
    return demonstration.submission(FILED, household=household)
