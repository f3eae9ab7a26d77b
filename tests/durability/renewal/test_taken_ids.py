"""Whoever begins something else under the id of an open case hides nothing of it, and it goes on."""

import asyncio
import shlex
from datetime import timedelta
from typing import Final

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy

from activities.stand_ins.behaviour import Reviewing
from client import Case, OutcomeKind, Stage, State, Submission, names
from client.errors import NotAllowed, OneMatterError
from client.messages.officers.stalled_run import REPLACED
from client.offices.officer import Officer
from client.transport.engine_line import EngineLine
from client.trust.actor import Role
from deploy import server
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger, reaches
from tests.support.terminal import Terminal, environment
from workflows.visibility import REST

pytestmark = on_one_ledger

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"


async def test_an_open_case_that_is_begun_again(parts: Parts) -> None:
    """By a start that ends its run: that ends, too, and the case goes on once its platform files it again."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await reaches(case, FOOD, State.IN_REVIEW)
    await _is_kept(parts, case)
    run = await _begun_by_a_stranger(parts, filed)
    await _is_told_from_file(parts, await parts.platform.case(case.id))
    [lost] = [lost for lost in await parts.supervisor.stalled() if lost.workflow == run]
    assert lost.cause == REPLACED
    assert (await parts.platform.submit(filed)).receipt == case.receipt
    assert run not in {lost.workflow for lost in await parts.supervisor.stalled()}
    assert not (await case.progress()).on_file
    await reaches(case, FOOD, State.IN_REVIEW)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_case_that_waits_for_its_applicant(parts: Parts) -> None:
    """It is told as it came in, with what is to be mended until when, and goes on once it is filed again."""
    filed = submission(SMALL_SHOP).model_copy(update={"papers": ()})
    case = await parts.platform.submit(filed)
    before, explained = await case.progress(), await case.explain()
    assert before.stage is Stage.CORRECTION
    await _begun_by_a_stranger(parts, filed)
    now = await (await parts.platform.case(case.id)).progress()
    assert now.on_file
    assert (now.stage, now.due_on, now.items) == (before.stage, before.due_on, before.items)
    [told], [known] = now.notices, before.notices
    assert (told.points, told.answer_by) == (known.points, known.answer_by)
    assert await case.explain() == explained
    assert await case.bundle()
    assert (await parts.platform.submit(filed)).receipt == case.receipt
    assert not (await case.progress()).on_file


async def test_an_open_case_that_is_put_off(
    parts: Parts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a start with a delay, which answers nobody: the file tells; the reset that is printed mends it."""
    for name, value in environment(parts).items():
        monkeypatch.setenv(name, value)
    case = await in_review(parts)
    await _is_kept(parts, case)
    plain = await _plain(parts)
    run, delay = names.case_id(case.id), timedelta(days=1)
    end = WorkflowIDConflictPolicy.TERMINATE_EXISTING
    await plain.start_workflow(
        names.CASE, "x", id=run, task_queue=names.QUEUE, id_conflict_policy=end, start_delay=delay
    )
    hasty = Case(EngineLine(parts.client, timedelta(seconds=3)), case.receipt)
    assert (await hasty.progress()).on_file
    [lost] = [lost for lost in await parts.supervisor.stalled() if lost.workflow == run]
    assert lost.mend in await Terminal(capsys).done("ops", "stuck")
    _, *arguments = shlex.split(lost.mend)
    mending = await asyncio.create_subprocess_exec(
        server.binary(), *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert await mending.wait() == 0
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert run not in {lost.workflow for lost in await parts.supervisor.stalled()}


async def _begun_by_a_stranger(parts: Parts, filed: Submission) -> str:
    """Who has no key, so that the run fails."""
    plain, run = await _plain(parts), names.case_id(filed.id)
    end = WorkflowIDConflictPolicy.TERMINATE_EXISTING
    forged = filed.model_dump(mode="json")
    await plain.start_workflow(names.CASE, forged, id=run, task_queue=names.QUEUE, id_conflict_policy=end)
    with pytest.raises(WorkflowFailureError):
        await parts.handle(filed.id).result()
    return run


async def _is_kept(parts: Parts, case: Case) -> None:
    """At rest."""
    await parts.forward(case.id, REST)
    await parts.written(case.id)


async def _is_told_from_file(parts: Parts, case: Case) -> None:
    """To whoever may read it, as it came to rest last, and with that said; to nobody else."""
    now, sheet = await case.progress(), await parts.desk(MARKET).show(case.id, FOOD)
    assert now.on_file
    assert sheet.on_file
    assert State.IN_REVIEW in {item.state for item in now.items}
    assert (await case.explain()).clocks
    assert await case.bundle()
    other = identity_of(Role.PLATFORM, actor="other-platform")
    fire = identity_of(Role.OFFICER, actor="officer-1", department="fire-rescue")
    with pytest.raises(NotAllowed):
        await Case(line_of(parts, other), case.receipt).progress()
    with pytest.raises(OneMatterError):
        await Officer(line_of(parts, fire), department="fire-rescue", officer="officer-1").show(case.id, FOOD)


async def _plain(parts: Parts) -> Client:
    """Of whoever reaches the server, and has no key."""
    address = parts.client.service_client.config.target_host
    return await Client.connect(address, namespace=parts.client.namespace)
