"""Asked while no worker is there, and while something happens: an answer, and a history that replays."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from temporalio.client import WorkflowQueryFailedError
from temporalio.worker import Replayer

import worker
from activities.stand_ins.behaviour import Reviewing
from client import Case, State, names
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import KEYS, LOOK, Parts, until
from tests.support.states import on_the_other_ledger
from workflows.roster import WORKFLOWS

pytestmark = on_the_other_ledger

DAY: Final = timedelta(days=1)
REGISTER: Final = "household-registration"
ON_THE_WAY: Final = 0.1
"""Seconds that a question has to reach the server; with one that takes longer it is tried again."""


async def test_asked_while_a_timer_ends(at_rest: Parts) -> None:
    """The question comes too early, and is refused; what then comes with the timer replays in its order."""
    refused = None
    while refused is None:
        case = await _waiting(at_rest)
        question = asyncio.create_task(at_rest.handle(case.id).query(names.PROGRESS))
        async with _meanwhile(at_rest, case):
            refused = await _fault(question)
        await _replays(at_rest, case)
    assert refused == names.ASK_AGAIN


async def test_the_sdk_asks_again(at_rest: Parts) -> None:
    """Whoever asks by the SDK is answered, as a case stands after all that has happened to it."""
    case = await _waiting(at_rest)
    question = asyncio.create_task(case.progress())
    async with _meanwhile(at_rest, case):
        assert (await question).case == case.id
        assert (await case.progress()).outcome
    await _replays(at_rest, case)


async def _fault(question: asyncio.Task[object]) -> str | None:
    """What is said to a question that is refused."""
    try:
        await question
    except WorkflowQueryFailedError as error:
        return error.message
    return None


async def _waiting(parts: Parts) -> Case:
    """A case that waits for an officer and for its timers, and whose workers have gone."""
    async with parts.working():
        filed = submission(MARRIED)
        parts.behave(filed.id, REGISTER, Reviewing())
        case = await parts.platform.submit(filed)
        await until(case, REGISTER, State.IN_REVIEW)
        await parts.written(case.id)
    return case


@asynccontextmanager
async def _meanwhile(parts: Parts, case: Case) -> AsyncGenerator[None]:
    """While no worker is there, a timer ends, and then the applicant says something."""
    await asyncio.sleep(ON_THE_WAY)
    forward = asyncio.create_task(parts.forward(case.id, DAY))
    while not await _something_happens(parts, case):  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(LOOK)
    await _replays(parts, case)
    word = asyncio.create_task(case.withdraw("不办了"))
    await asyncio.sleep(ON_THE_WAY)
    async with parts.working():
        await asyncio.gather(forward, word)
        yield


async def _something_happens(parts: Parts, case: Case) -> bool:
    now = await parts.handle(case.id).describe()
    return now.raw_description.HasField("pending_workflow_task")


async def _replays(parts: Parts, case: Case) -> None:
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    await replayer.replay_workflow(await parts.history(case.id))
