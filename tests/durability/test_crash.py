"""Processes killed in the middle (SIGKILL): nothing is lost, nothing is done twice."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from activities.stand_ins.behaviour import Reviewing, Slow
from activities.stand_ins.departments import behave
from client import Case, OutcomeKind, State, names
from client.offices.officer import Officer
from deploy import demonstration, engine, process, server
from deploy.engine import Engine
from tests.support.parts import MARRIED, SMALL_SHOP, item, until

CASES = 3
FOOD = "food-licence"


async def test_worker_killed(folder: Path) -> None:
    """A worker dies while departments are at work; the next one brings every case to its end."""
    async with engine.running(folder, households=CASES + 1) as running:
        cases = await _in_the_middle(running)
        process.kill(running.worker)
        async with engine.working(folder, running.server, running.keys, running.settings):
            await _all_granted_once(cases)


async def test_asked_after_a_kill(folder: Path) -> None:
    """Whoever asks about a case of a worker that has just been killed is answered within patience."""
    other = folder / "other"
    async with engine.running(folder) as running:
        behave(running.district, Reviewing(), matter="household-registration")
        case = await (await running.connect()).submit(demonstration.submission(MARRIED))
        await until(case, "household-registration", State.IN_REVIEW)
        other.mkdir()
        async with engine.working(other, running.server, running.keys, running.settings):
            await _works(other / "worker.log")
            process.kill(running.worker)
            assert (await case.progress()).case == case.id


async def _works(log: Path) -> None:
    """Until this very worker does: what a platform asks, another one may answer meanwhile."""
    while not _says_so(log):  # noqa: ASYNC110 (another process writes it)
        await asyncio.sleep(0.1)


def _says_so(log: Path) -> bool:
    return '"event": "working"' in log.read_text()


async def test_killed_in_the_middle_of_a_hearing(folder: Path) -> None:
    """What was told, asked for and fixed is so for the next worker, which takes the next step."""
    async with engine.running(folder) as running:
        behave(running.district, Reviewing(), matter=FOOD)
        case = await (await running.connect()).submit(demonstration.submission(SMALL_SHOP))
        await until(case, FOOD, State.IN_REVIEW)
        desk = await Officer.connect(
            running.server.address,
            department="market-regulation",
            officer="officer-1",
            namespace=names.NAMESPACE,
            keys=running.keys,
            identities=running.identities,
        )
        await desk.begin(case.id, FOOD, procedure="hearing")
        await case.ask_for(FOOD, "hearing")
        [before] = [one for one in (await item(case, FOOD)).procedures if one.code == "hearing"]
        process.kill(running.worker)
        async with engine.working(folder, running.server, running.keys, running.settings):
            held_by = before.steps[2].due_on
            fixed = await desk.take_step(
                case.id,
                FOOD,
                procedure="hearing",
                step="notice",
                day=held_by,
                place="二楼听证室",
                officers=("officer-3",),
            )
            [after] = [one for one in fixed.procedures if one.code == "hearing"]
            assert after.steps[0] == before.steps[0]
            assert (after.steps[1].taken_on, after.steps[2].day) == (before.steps[0].taken_on, held_by)
            assert fixed.state is State.SUSPENDED


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
