"""Whoever reaches the server with a plain client, or with an identity, does nothing that is not his."""

import io
import json
import time
import zipfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import select
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import ActivityFailureError, Client, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from activities.trust.gatekeeper import Evidence
from client import Case, OutcomeKind, Platform, State, names
from client.errors import NotAllowed, NotProven, OneMatterError
from client.messages.campaigns.campaign import CampaignOrder, CampaignProgress
from client.messages.cases.answers import Retraction
from client.messages.grants.events import Birthday, RegistryEvent
from client.messages.message import Message
from client.messages.money.payment import Payment
from client.messages.officers.commands import GrantItem
from client.messages.officers.docket import Inbox
from client.offices.campaigns import Campaigns
from client.offices.officer import Officer
from client.offices.registers import Registers
from client.offices.supervisor import Supervisor
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.said import purpose, say
from tests.support.campaigns import CODE
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts, item
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger

pytestmark = on_one_ledger

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
GHOST: Final = GrantItem(item=FOOD, department=MARKET, officer="ghost-1")


async def _refusal(call: Awaitable[Any]) -> str:
    """By which error a plain client is refused."""
    with pytest.raises((WorkflowUpdateFailedError, WorkflowFailureError)) as refused:
        await call
    cause = refused.value.cause
    assert isinstance(cause, ApplicationError)
    return cause.type or ""


async def test_unsigned_words(parts: Parts) -> None:
    """A plain client grants nothing and pays nothing, and the case goes on as if nobody had spoken (T1)."""
    case = await in_review(parts)
    await parts.written(case.id)
    handle, before = parts.handle(case.id), await case.progress()
    events = len((await parts.history(case.id)).events)
    paid = Payment(key="1", fen=1, paid_at=await parts.now(case.id))
    assert await _refusal(handle.execute_update(names.GRANT, GHOST)) == "NotProven"
    assert await _refusal(handle.execute_update(names.PAY, paid)) == "NotProven"
    assert await _refusal(handle.execute_update(names.RECEIPT)) == "NotProven"
    assert await case.progress() == before
    assert len((await parts.history(case.id)).events) == events
    await parts.desk(MARKET).grant(case.id, FOOD)


async def test_unsigned_signals(parts: Parts) -> None:
    """No case begins a new run, asks or ends because of one, nor because it is cancelled at the server."""
    case = await in_review(parts)
    handle = parts.handle(case.id)
    run = (await handle.describe()).run_id
    for signal in (names.RENEW, names.LOOK_AGAIN, "anything"):
        await handle.signal(signal, "rubbish")
    await handle.cancel()
    await parts.written(case.id)
    steps = [event for event in (await parts.history(case.id)).events if _is_step(event)]
    plain = await Client.connect(
        parts.client.service_client.config.target_host, namespace=parts.client.namespace
    )
    await plain.get_workflow_handle(names.case_id(case.id)).signal(names.LOOK_AGAIN, {"nudged_by": "x"})
    await parts.written(case.id)
    assert steps == [event for event in (await parts.history(case.id)).events if _is_step(event)]
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert (await handle.describe()).run_id == run


def _is_step(event: HistoryEvent) -> bool:
    """Whether something was done."""
    return event.HasField("activity_task_scheduled_event_attributes")


async def test_an_unsigned_start(parts: Parts) -> None:
    """A submission, an event and a campaign that nobody has signed end with nothing done (T2, T4)."""
    filed = submission(SMALL_SHOP)
    event = RegistryEvent(id=str(uuid4()), person="1", fact=Birthday())
    forged = {
        "policy": CODE,
        "prepared_by": "x",
        "progress": CampaignProgress(released_by="y").model_dump(mode="json"),
    }
    starts = ((names.CASE, filed), (names.REGISTRY_EVENT, event), (names.CAMPAIGN, forged))
    for kind, says in starts:
        run = parts.client.execute_workflow(kind, says, id=f"{kind}/{uuid4()}", task_queue=names.QUEUE)
        assert await _refusal(run) == "NotProven", kind


async def test_a_word_of_another_command(parts: Parts) -> None:
    """A word that was captured says nothing under another id, in another case or message, or later."""
    case, other = await in_review(parts), await in_review(parts)
    officer = identity_of(Role.OFFICER, actor="officer-1", department=MARKET)
    order = GHOST.model_copy(update={"officer": "officer-1"})
    run = names.case_id(case.id)
    line = line_of(parts, officer)
    word = line.said(officer, order, run=run, message=names.GRANT, command="1")
    for handle, message, command in (
        (parts.handle(case.id), names.GRANT, "2"),
        (parts.handle(other.id), names.GRANT, "1"),
        (parts.handle(case.id), names.RESUME, "1"),
    ):
        assert await _refusal(handle.execute_update(message, word, id=command)) == "NotProven"
    to = purpose(parts.client.namespace, run, names.GRANT)
    for at, life in ((time.time(), 86_400), (1, 10**10)):  # for whoever finds it some day
        lasting = say(officer, order, to=to, command="3", at=at, life=life)
        assert (
            await _refusal(parts.handle(case.id).execute_update(names.GRANT, lasting, id="3")) == "NotProven"
        )


async def test_the_identity_of_another(parts: Parts) -> None:
    """Another department, role or platform neither orders nor sees anything, and is told so (T1, T10)."""
    case = await in_review(parts)
    other = line_of(parts, identity_of(Role.PLATFORM, actor="other-platform"))
    fire = line_of(parts, identity_of(Role.OFFICER, actor="officer-1", department="fire-rescue"))
    strange = Case(other, case.receipt)
    attempts: tuple[Callable[[], Awaitable[Any]], ...] = (
        strange.progress,
        strange.explain,
        lambda: strange.withdraw("x"),
        lambda: Platform(other, KEYS).case(case.id),
        lambda: Officer(fire, department="fire-rescue", officer="officer-1").show(case.id, FOOD),
        lambda: Officer(fire, department="fire-rescue", officer="officer-1").grant(case.id, FOOD),
        lambda: Supervisor(fire).stuck(),
        lambda: Platform(fire, KEYS).offers("1"),
        lambda: Registers(fire, KEYS).tell(RegistryEvent(id="1", person="1", fact=Birthday())),
        lambda: Campaigns(fire, KEYS).prepare(CampaignOrder(policy=CODE, prepared_by="officer-1")),
    )
    for attempt in attempts:
        with pytest.raises(OneMatterError):
            await attempt()
    assert (await item(case, FOOD)).state is State.IN_REVIEW


async def test_an_inbox_of_another_department(parts: Parts) -> None:
    """It answers nothing, whatever department an officer names (T10)."""
    fire = identity_of(Role.OFFICER, actor="officer-1", department="fire-rescue")
    line = line_of(parts, fire)
    with pytest.raises(NotAllowed, match="本部门的内容"):
        await line.ask(names.INBOX, Inbox, MARKET, by=fire)


async def test_an_officer_in_a_role_that_is_not_his(parts: Parts) -> None:
    """A register's word is no officer's, though both are in the directory."""
    officer = identity_of(Role.OFFICER, actor="officer-1", department=MARKET)
    line = line_of(parts, officer)
    case = await in_review(parts)
    paid = Payment(key="1", fen=1, paid_at=await parts.now(case.id))
    with pytest.raises(NotAllowed, match="officer"):
        async with line.patiently("a payment"):
            await line.tell(names.case_id(case.id), names.PAY, paid, type(None), by=officer, command="1")


async def test_a_key_that_was_revoked(parts: Parts) -> None:
    """Of no use any more, for words as for questions."""
    stranger = Identity.make(identity_of(Role.PLATFORM).speaker)
    with pytest.raises(NotProven, match="directory"):
        await Platform(line_of(parts, stranger), KEYS).offers("1")


@pytest.mark.parametrize(
    ("queue", "step", "asked"),
    [
        (names.QUEUE, "prove", Evidence(word="", digest="", to="")),
        (
            names.desk_queue(MARKET),
            names.RETRACT,
            Retraction(key="1", department=MARKET, undo=True, reason=""),
        ),
    ],
    ids=["engine", "department"],
)
async def test_a_step_without_a_run(parts: Parts, queue: str, step: str, asked: Message) -> None:
    """Who calls a step itself, past the runs and so past the gate, has nothing done (T1)."""
    with pytest.raises(ActivityFailureError) as refused:
        await parts.client.execute_activity(
            step,
            asked,
            id=str(uuid4()),
            task_queue=queue,
            schedule_to_close_timeout=timedelta(seconds=20),
        )
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == "NotAllowed"


async def test_a_closed_case_that_is_begun_again(parts: Parts) -> None:
    """By its own first message, or one that nobody has signed: nothing comes of it; it tells as before."""
    case = await in_review(parts)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    await case.outcome()
    before, books = await _told(parts, case), _on_file(parts, case)
    run = names.case_id(case.id)
    [own] = (
        (await parts.history(case.id)).events[0].workflow_execution_started_event_attributes.input.payloads
    )
    address = parts.client.service_client.config.target_host
    plain = await Client.connect(address, namespace=parts.client.namespace)
    for says in (
        RawValue(own),
        submission(SMALL_SHOP).model_copy(update={"id": case.id}).model_dump(mode="json"),
    ):
        await plain.start_workflow(names.CASE, says, id=run, task_queue=names.QUEUE)
        with suppress(WorkflowFailureError):
            await parts.handle(case.id).result()
        assert await _told(parts, case) == before
        assert _on_file(parts, case) == books


async def _told(parts: Parts, case: Case) -> tuple[object, ...]:
    """All that its platform and its department read; a bundle is salted and signed anew each time."""
    desk = parts.desk(MARKET)
    bundles = _leaves(await case.bundle()), _leaves(await desk.bundle(case.id, FOOD))
    sheet = await desk.show(case.id, FOOD)
    return (await case.progress(), await case.outcome(), await case.explain(), sheet, *bundles)


def _leaves(bundle: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        leaves = [json.loads(opened.read(name)) for name in opened.namelist() if name.startswith("leaves/")]
    return sorted(f"{leaf['name']} {leaf['content']}" for leaf in leaves)


def _on_file(parts: Parts, case: Case) -> list[str]:
    """Whatever stands of it in any table, as it is written."""
    found: list[str] = []
    for book in (parts.ledger, parts.district):
        with book.reading() as books:
            for table in book.metadata.sorted_tables:
                found += [str(row) for row in books.execute(select(table)) if str(case.id) in str(row)]
    return sorted(found)
