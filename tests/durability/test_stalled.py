"""A case whose steps fail again and again is found, and the command that is printed sets it going again."""

import asyncio
import shlex
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from temporalio.worker import Worker

from client import names
from client.cli.operators import stuck
from client.messages.officers.stalled_run import AGAIN, StalledRun, StuckList
from deploy import server
from tests.durability.broken_workflows import (
    SOMEBODY,
    CaseWithoutLedger,
    FaultyCase,
    OlderCase,
    SequelWithoutLedger,
    keep,
)
from tests.support.cases.submissions import ELSEWHERE, submission
from tests.support.parts import Parts
from tests.support.speakers import said, speaker
from tests.support.states import on_the_other_ledger
from tests.support.terminal import Terminal, environment

pytestmark = on_the_other_ledger

LOOK = 0.2


@pytest.mark.slow
async def test_a_case_that_does_not_replay(
    apart: Parts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on the list of what is stuck with its cause, and is answered once it has been reset."""
    for name, value in environment(apart).items():
        monkeypatch.setenv(name, value)
    async with _working(apart, OlderCase):
        case = await _begun(apart)
    async with apart.working():
        stalled = await _stalled(apart, case)
        assert stalled.cause == "NON_DETERMINISTIC_ERROR"
        assert stalled.attempts > 1
        assert stalled.mend in await Terminal(capsys).done("ops", "stuck")
        told = StuckList.model_validate_json(await Terminal(capsys).done("ops", "stuck", "--json"))
        assert [run.workflow for run in told.stalled] == [stalled.workflow]
        await _run(stalled.mend)
        await _goes_on(apart, case)


async def test_a_case_that_hits_a_fault(apart: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list tells the kind of error and nothing of what it says; a mended worker and a reset help."""
    for name, value in environment(apart).items():
        monkeypatch.setenv(name, value)
    async with _working(apart, FaultyCase):
        case = await _begun(apart)
        stalled = await _stalled(apart, case)
    assert stalled.failure == KeyError.__name__
    assert SOMEBODY not in str(stalled)
    async with apart.working():
        await _run(stalled.mend)
        await _goes_on(apart, case)


async def test_runs_whose_ledger_is_away(apart: Parts) -> None:
    """What the engine tries again and again is listed, whoever has the ball, and no word of what it says."""
    sequel = names.sequel_id(uuid4())
    async with _working(apart, CaseWithoutLedger, SequelWithoutLedger):
        case = await _begun(apart)
        await apart.client.start_workflow(names.SEQUEL, id=sequel, task_queue=names.QUEUE)
        while len(failing := await apart.supervisor.failing()) < 2:  # noqa: ASYNC110 (the server tells nobody)
            await asyncio.sleep(LOOK)
    assert [run.workflow for run in failing] == [names.case_id(case), sequel]
    assert [run.region for run in failing] == ["990101", ""]
    rows = stuck.stuck(StuckList(tasks=(), stalled=(), failing=failing), {}).rows
    for run, row in zip(failing, rows, strict=True):
        [call] = run.calls
        assert (call.call, call.failure) == ("keep", "LedgerAway")
        assert call.attempts >= AGAIN
        assert f"onematter ops retry {run.workflow}" in str(row[-1])
        assert SOMEBODY not in f"{run}{row}"
        await apart.client.get_workflow_handle(run.workflow).terminate()


def _working(parts: Parts, *broken: type) -> Worker:
    return Worker(parts.client, task_queue=names.QUEUE, workflows=broken, activities=[keep])


async def _begun(parts: Parts) -> UUID:
    """A case whose first step is over, well or not; a second passes between two tries of the next."""
    filed = submission(ELSEWHERE)
    run = names.case_id(filed.id)
    running = await parts.client.start_workflow(
        names.CASE,
        said(parts.client, run, names.CASE, filed, by=speaker(names.CASE, filed)),
        id=run,
        task_queue=names.QUEUE,
        task_timeout=timedelta(seconds=1),
    )
    while (await running.describe()).history_length <= 3:  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(LOOK)
    return filed.id


async def _stalled(parts: Parts, case: UUID) -> StalledRun:
    """The case, once it is found; nothing else is."""
    while not (found := await parts.supervisor.stalled()):  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(LOOK)
    assert [run.workflow for run in found] == [names.case_id(case)]
    return found[0]


async def _goes_on(parts: Parts, case: UUID) -> None:
    """It is answered, comes to its end, and then nothing stands still any more."""
    mended = await parts.platform.case(case)
    assert mended.receipt.accepted
    await mended.outcome()
    while await parts.supervisor.stalled():  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(LOOK)


async def _run(command: str) -> None:
    """As an operator would, with the environment that names the engine."""
    _, *arguments = shlex.split(command)
    running = await asyncio.create_subprocess_exec(
        server.binary(), *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert await running.wait() == 0
