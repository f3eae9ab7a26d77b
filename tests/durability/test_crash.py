"""Processes killed in the middle (SIGKILL): nothing is lost, nothing is done twice."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from activities.ledger.officers import bulk_orders
from activities.stand_ins.behaviour import Reviewing, Slow
from activities.stand_ins.departments import behave
from client import Case, OutcomeKind, State, names
from client.errors import NoAnswer
from client.messages.cases.progress import ProcedureProgress
from client.messages.lists.bulk_order import BulkOrder, BulkReport, BulkSearch, ReassignAll
from client.messages.lists.search import CaseSearch
from client.offices.officer import Officer
from deploy import demonstration, engine, process, server
from deploy.engine import Engine
from tests.support.cases.submissions import MARRIED, SMALL_SHOP
from tests.support.parts import item, until
from tests.support.states import DEPARTMENTS

pytestmark = pytest.mark.slow

CASES = 3
SHOPS = 12
FOOD = "food-licence"


async def test_worker_killed(folder: Path) -> None:
    """The next one brings every case to its end, and goes on with a hearing upon what was told before.

    Whoever asks just after a kill is answered within patience.
    """
    async with engine.running(folder, households=CASES + 1) as running:
        cases = await _in_the_middle(running)
        heard = await _a_hearing(running)
        before = await _hearing(heard)
        process.kill(running.worker)
        async with running.another_worker() as next_one:
            await _all_granted_once(cases)
            await _goes_on(running, heard, before)
            async with _another(running):
                process.kill(next_one)
                assert (await heard.progress()).case == heard.id


@asynccontextmanager
async def _another(running: Engine) -> AsyncGenerator[None]:
    """A worker that is known to work itself: what a platform asks, another one may answer meanwhile."""
    own = running.folder / "other"
    own.mkdir()
    async with engine.working(own, running.server, running.keys, running.settings):
        log = own / "worker.log"
        while '"event": "working"' not in log.read_text():  # noqa: ASYNC110 (another process writes it)
            await asyncio.sleep(0.1)
        yield


async def _a_hearing(running: Engine) -> Case:
    """A case of which a hearing was told, and asked for."""
    behave(running.district, Reviewing(), matter=FOOD)
    case = await (await running.connect()).submit(demonstration.submission(SMALL_SHOP))
    await until(case, FOOD, State.IN_REVIEW)
    await (await _desk(running)).begin(case.id, FOOD, procedure="hearing")
    await case.ask_for(FOOD, "hearing")
    while (await _hearing(case)).steps[0].due_on is None:  # noqa: ASYNC110 (until what told of it is served)
        await asyncio.sleep(0.1)
    return case


async def _goes_on(running: Engine, case: Case, before: ProcedureProgress) -> None:
    """It is fixed for its last day, and what was before is as it was."""
    held_by = before.steps[2].due_on
    fixed = await (await _desk(running)).take_step(
        case.id,
        FOOD,
        procedure="hearing",
        step="notice",
        day=held_by,
        place="二楼听证室",
        officers=("officer-3",),
    )
    after = await _hearing(case)
    assert after.steps[0] == before.steps[0]
    assert (after.steps[1].taken_on, after.steps[2].day) == (before.steps[0].taken_on, held_by)
    assert fixed.state is State.SUSPENDED


async def _hearing(case: Case) -> ProcedureProgress:
    [hearing] = [one for one in (await item(case, FOOD)).procedures if one.code == "hearing"]
    return hearing


async def _desk(running: Engine, officer: str = "officer-1") -> Officer:
    return await Officer.connect(
        running.server.address,
        department="market-regulation",
        officer=officer,
        namespace=names.NAMESPACE,
        keys=running.keys,
        identities=running.identities,
    )


async def test_server_killed(folder: Path) -> None:
    """The server dies while cases are open; when it is back on its file, they go on where they were."""
    async with engine.running(folder, households=CASES + 1) as running:
        cases = await _in_the_middle(running)
        process.kill(running.server.process)
        await running.server.process.wait()
        async with server.running(
            port=running.server.port,
            ui_port=running.server.ui_port,
            database=folder / "temporal.db",
        ):
            await _all_granted_once(cases)


async def test_everything_killed(folder: Path) -> None:
    """Server and worker die together; the engine started again on the same folder finishes the cases."""
    port, ui_port = server.free_port(), server.free_port()
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(
            engine.running(folder, port=port, ui_port=ui_port, households=CASES + 1)
        )
        cases = await _in_the_middle(running)
        process.kill(running.server.process)
        process.kill(running.worker)
    async with engine.running(folder, port=port, ui_port=ui_port, households=CASES + 1) as again:
        platform = await again.connect()
        await _all_granted_once([await platform.case(case.id) for case in cases])


async def test_killed_in_the_middle_of_an_order(folder: Path) -> None:
    """An order upon many cases goes on with the next worker: each case has it once, and it is on record."""
    async with engine.running(folder, households=SHOPS) as running:
        behave(running.district, Reviewing(), matter=FOOD)
        platform, head = await running.connect(), await _desk(running, "head-1")
        filed = [demonstration.submission(SMALL_SHOP, household=number) for number in range(SHOPS)]
        cases = await asyncio.gather(*map(platform.submit, filed))
        await asyncio.gather(*(until(case, FOOD, State.IN_REVIEW) for case in cases))
        act = ReassignAll(to="officer-2", reason="分工调整")
        order = BulkOrder(id=uuid4(), act=act, search=CaseSearch(department=DEPARTMENTS[FOOD]))
        while (seen := await head.preview_bulk(order)).due < SHOPS:  # noqa: ASYNC110 (until lists have them)
            await asyncio.sleep(0.5)
        order = order.model_copy(update={"seen": seen.seen})
        carrying_out = asyncio.create_task(_carried_out(head, order))
        while not (taken := _taken(running, order)):  # noqa: ASYNC110 (another process notes them)
            await asyncio.sleep(0)
        process.kill(running.worker)
        async with running.another_worker():
            done = await carrying_out
            assert (taken < SHOPS, done.due, done.done) == (True, 0, SHOPS)
            assert await head.bulk_orders(order.id) == (done,)
            for case in cases:
                assert [given.officer for given in (await head.show(case.id, FOOD)).assignments] == [
                    "officer-2"
                ]


async def _carried_out(head: Officer, order: BulkOrder) -> BulkReport:
    """However long nobody is there who would."""
    while True:
        with suppress(NoAnswer):
            return await head.carry_out_bulk(order)


def _taken(running: Engine, order: BulkOrder) -> int:
    """How many of its steps are noted as done."""
    with running.ledger.reading() as books:
        found = bulk_orders.find(books, BulkSearch(id=order.id), steps=0)
    return found[0].done if found else 0


async def _in_the_middle(running: Engine) -> list[Case]:
    """Cases of which one department is at work and others have decided."""
    behave(running.district, Slow(seconds=2), matter="household-registration")
    platform = await running.connect()
    filed = [demonstration.submission(MARRIED, household=number) for number in range(1, CASES + 1)]
    cases = [await platform.submit(one) for one in filed]
    await asyncio.gather(*(until(case, "household-registration", State.LODGED) for case in cases))
    return cases


async def _all_granted_once(cases: list[Case]) -> None:
    outcomes = await asyncio.gather(*(case.outcome() for case in cases))
    assert {outcome.kind for outcome in outcomes} == {OutcomeKind.GRANTED}
    given = [item.licence.identifier for out in outcomes for item in out.items if item.licence]
    assert len(given) == len(set(given)) == CASES * 5
