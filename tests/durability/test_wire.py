"""The wire when something is wrong with it: no worker, another key, rubbish, a leaky sandbox."""

import asyncio
import os
from contextlib import aclosing
from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from activities.stand_ins.behaviour import Asking
from client import (
    Case,
    CaseNotFound,
    KeyRing,
    NotAllowed,
    NoWorker,
    OtherEdition,
    Platform,
    Refused,
    State,
    Submission,
    Terminated,
    WrongKey,
    names,
)
from client.messages.cases.answers import Granted, Wanting
from client.messages.message import Nothing
from client.messages.officers.docket import InboxPage
from client.transport.codec import RefusingCodec
from client.transport.connection import connect, plugin
from client.transport.converter import converter
from client.transport.engine_line import EngineLine
from client.transport.reading import look_up
from client.trust.actor import Role
from tests.support.cases.submissions import ELSEWHERE, SMALL_SHOP, submission
from tests.support.forgetful_workflow import Forgetful
from tests.support.parts import KEYS, LAYOUT, LOOK, PATIENCE, Parts
from tests.support.services import ADDRESS
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger, on_the_other_ledger

SOON = timedelta(seconds=2)
AT_ONCE = timedelta(seconds=0.5)


async def test_no_worker(idle_namespace: str) -> None:
    """A server without a worker of the engine is told apart from a server that is not there."""
    address = os.environ[ADDRESS]
    platform = await Platform.connect(address, namespace=idle_namespace, keys=KEYS, patience=SOON)
    with pytest.raises(NoWorker, match="make serve"):
        await platform.submit(submission(ELSEWHERE))


async def test_no_namespace() -> None:
    """A server that knows no such namespace is told as such, with the variable to set."""
    address = os.environ[ADDRESS]
    platform = await Platform.connect(address, namespace="nowhere", keys=KEYS, patience=PATIENCE)
    with pytest.raises(NotAllowed, match="TEMPORAL_NAMESPACE"):
        await platform.one_matters()


@on_one_ledger
async def test_another_key(parts: Parts) -> None:
    """A platform whose key is not the engine's learns it before any case is started."""
    other = KeyRing({"other": b"o" * 32})
    platform = await Platform.connect(
        os.environ[ADDRESS], namespace=parts.client.namespace, keys=other, patience=PATIENCE
    )
    filed = submission(ELSEWHERE)
    with pytest.raises(WrongKey, match="ONEMATTER_KEYS"):
        await platform.submit(filed)
    with pytest.raises(CaseNotFound):
        await parts.platform.case(filed.id)


@on_one_ledger
async def test_another_engines_key(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is outside and has the public key of another engine is told so, whatever he says or asks."""
    case = await in_review(parts)
    address, other = os.environ[ADDRESS], KeyRing({KEYS.active: b"o" * 32}).public
    client = await connect(plugin(other), address=address, namespace=parts.client.namespace)
    platform = Platform(EngineLine(client, PATIENCE), other)
    stranger = Case(EngineLine(client, PATIENCE), case.receipt)
    monkeypatch.setattr(platform, "_entries", await parts.platform.one_matters())  # as asked for earlier
    for ask in (
        stranger.progress,
        lambda: stranger.withdraw("x"),
        lambda: platform.case(case.id),
        lambda: platform.submit(submission(ELSEWHERE)),
        platform.one_matters,
    ):
        with pytest.raises(WrongKey, match="ONEMATTER_ENGINE"):
            await ask()


@on_one_ledger
async def test_rubbish_fails_at_once(parts: Parts) -> None:
    """A start that is no submission ends its run at once, and its error tells no value of it."""
    number = "990101199203120021"
    running = await parts.client.start_workflow(
        names.CASE, {"id": number}, id=names.case_id(uuid4()), task_queue=names.QUEUE
    )
    with pytest.raises(WorkflowFailureError) as caught:
        await running.result()
    cause = caught.value.cause
    assert isinstance(cause, ApplicationError)
    assert cause.type == names.INVALID_FORM
    assert number not in str(cause.details)


def test_an_unreadable_answer_holds_the_case() -> None:
    """What a department or another edition wrote fails a step, to be tried again; what comes in, the run."""
    rubbish = Payload(metadata={"encoding": b"json/plain"}, data=b'{"kind": "nonsense"}')
    read = converter(RefusingCodec(KEYS), is_engine=True).payload_converter.from_payload
    with pytest.raises(ApplicationError, match="cannot be read"):
        read(rubbish, Submission)
    with pytest.raises(ValidationError):
        read(rubbish, Granted | Refused)  # type: ignore[arg-type]


@on_the_other_ledger
async def test_a_terminated_case_is_told(forgetful: Parts) -> None:
    """Whoever watches or awaits a case that an operator ended by force is told so, not kept waiting."""
    filed = submission(SMALL_SHOP)
    forgetful.behave(filed.id, "food-licence", Asking(wants=Wanting(points=(LAYOUT,))))
    case = await forgetful.platform.submit(filed)
    await forgetful.handle(filed.id).terminate()
    with pytest.raises(Terminated):
        _ = [progress async for progress in case.watch()]
    with pytest.raises(Terminated):
        await case.outcome()


@on_one_ledger
async def test_a_question_of_a_later_release(parts: Parts) -> None:
    """An engine that does not know it says so, and nobody asks it again and again."""
    own = identity_of(Role.PLATFORM)
    with pytest.raises(OtherEdition, match="earlier release"):
        await look_up(line_of(parts, own), "horoscope", InboxPage, Nothing(), by=own)


@on_one_ledger
async def test_whoever_watches_waits_from_the_first_look_on(
    at_rest: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    """A worker that is away is waited for, which is logged once; then the case is told as it stands."""
    async with at_rest.working():
        filed = (await in_review(at_rest)).receipt
    case = Case(EngineLine(at_rest.client, AT_ONCE), filed)
    async with aclosing(case.watch()) as seen:
        first = asyncio.create_task(anext(seen))
        await _told_to_wait(caplog)
        async with at_rest.working():
            assert [item.state for item in (await first).items] == [State.IN_REVIEW]


async def _told_to_wait(log: pytest.LogCaptureFixture) -> None:
    while True:
        if any("waits for an answer" in record.message for record in log.records):
            return
        await asyncio.sleep(LOOK)


@on_the_other_ledger
async def test_a_forgotten_pass_through(parts: Parts) -> None:
    """A workflow that imports what the sandbox does not pass through is refused before it works."""
    with pytest.raises(RuntimeError, match="Forgetful"):
        Worker(parts.client, task_queue="forgetful", workflows=[Forgetful])
