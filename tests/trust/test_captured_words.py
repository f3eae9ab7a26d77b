"""Whoever reads the server's history begins nothing anew with the words that he finds in it."""

import hashlib
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.ledger import Ledger
from activities.ledger.grants import opt_outs
from activities.ledger.trust import spent_words
from activities.ledger.trust.spent_words import KEPT
from activities.trust.spent_words import ASKS, HEARD_WITHIN, SWEPT_EVERY, SpentWords
from client import names
from client.errors import DraftNotFound
from client.messages.enquiries.draft import Draft, DraftWanted
from client.messages.grants.offers import Wish
from client.trust.actor import Role
from client.trust.jws import line, read, unsigned
from client.trust.proof import SKEW
from client.trust.rights import OPEN, RIGHTS
from client.trust.said import LIFE
from tests.durability.histories.replays import STRANGERS
from tests.support.cases.renewals import renewed
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import Parts
from tests.support.speakers import identity_of, line_of, sign_ins_at
from tests.support.states import FOOD, in_review, on_one_ledger
from workflows.trust.gate import BY_THEIR_FIRST_STEP, BY_WHAT_FOLLOWS

MARKET: Final = "market-regulation"
NOW: Final = datetime.now(UTC)


async def _carried_out(parts: Parts, kind: str, says: object, *, of: str) -> str:
    """Said as the SDK does; the run that has heard it."""
    run, platform = names.enquiry_id(kind, uuid4()), identity_of(Role.PLATFORM)
    word = line_of(parts, platform, sign_ins_at(platform)).said(
        platform, says, run=run, message=kind, command=run, of=of
    )
    await parts.client.execute_workflow(kind, word, id=run, task_queue=names.QUEUE)
    return run


async def _plain(parts: Parts) -> Client:
    """Of whoever reaches the server."""
    address = parts.client.service_client.config.target_host
    return await Client.connect(address, namespace=parts.client.namespace)


async def _begun_anew(parts: Parts, run: str) -> str:
    """By what the history shows: why it comes to nothing."""
    first = (await parts.client.get_workflow_handle(run).fetch_history()).events[0]
    about = first.workflow_execution_started_event_attributes
    plain, captured = await _plain(parts), RawValue(about.input.payloads[0])
    with pytest.raises(WorkflowFailureError) as refused:
        await plain.execute_workflow(about.workflow_type.name, captured, id=run, task_queue=names.QUEUE)
    cause = refused.value.cause
    assert isinstance(cause, ApplicationError)
    return cause.type or ""


@on_one_ledger
async def test_a_start_that_was_captured(parts: Parts) -> None:
    """Under its own id and in time it drops no draft that was written anew, and takes back no wish."""
    filed = submission(MARRIED)
    draft = Draft(
        id=filed.id, one_matter=filed.one_matter, region=filed.region, applicant=filed.applicant, form={}
    )
    person = draft.applicant.identity_number
    await _carried_out(parts, names.SAVE_DRAFT, draft, of=person)
    wanted = DraftWanted(id=draft.id, applicant=person)
    dropped = await _carried_out(parts, names.DROP_DRAFT, wanted, of=person)
    with pytest.raises(DraftNotFound):
        await parts.platform.draft(draft.id, applicant=person)
    await parts.platform.save_draft(draft)
    out = Wish(beneficiary=f"t{uuid4().hex}", policy="x", period="", wanted=False)
    wished = await _carried_out(parts, names.WISH, out, of=out.beneficiary)
    back = out.model_copy(update={"wanted": True})
    await _carried_out(parts, names.WISH, back, of=out.beneficiary)
    for run in (dropped, wished):
        assert await _begun_anew(parts, run) == "NotProven"
    assert (await parts.platform.draft(draft.id, applicant=person)).version == 1
    with parts.ledger.reading() as books:
        assert not opt_outs.opted_out(books, [out.beneficiary], policy="x", period="y")


@pytest.fixture(params=["sqlite", "postgres"])
def spent(request: pytest.FixtureRequest, ledger_urls: dict[str, str]) -> Generator[SpentWords]:
    """Over a ledger of each kind."""
    opened = Ledger(ledger_urls[request.param])
    yield SpentWords(opened)
    opened.close()


def test_one_run_hears_a_word(spent: SpentWords) -> None:
    """Its own run may ask again, as after a crash; no other one, however the signature is written."""
    word = line(unsigned({"alg": "Ed25519"}, uuid4().hex.encode()), b"signature")
    bent = line(read(word).signed.decode(), b"another")
    for run, says, heard in (("1", word, True), ("1", word, True), ("2", word, False), ("2", bent, False)):
        assert (spent.refuse(says, kind=names.WISH, run=run, begun=NOW) == "") is heard
    assert spent.refuse(word, kind=names.OFFERS, run="3", begun=NOW) == ""


def test_a_run_that_is_reset(spent: SpentWords) -> None:
    """An order that goes on is heard again by what the server takes it back to; what is short is not."""
    for kind, again in ((names.BULK, True), (names.REGISTRY_EVENT, True), (names.WISH, False)):
        word = line(unsigned({}, uuid4().hex.encode()), b"")
        for run, first, heard in (("1", "1", True), ("2", "1", again), ("3", "3", False)):
            assert (spent.refuse(word, kind=kind, run=run, begun=NOW, first=first) == "") is heard


def test_a_word_whose_time_is_over(spent: SpentWords) -> None:
    """It is forgotten; what was begun in time, and seen by nobody until then, is not heard any more."""
    late, long_ago = (line(unsigned({}, uuid4().hex.encode()), b"") for _ in range(2))
    assert spent.refuse(late, kind=names.WISH, run="1", begun=NOW - HEARD_WITHIN - timedelta(seconds=1)) != ""
    latest = timedelta(seconds=LIFE) + 2 * SKEW
    assert HEARD_WITHIN + latest < KEPT, (
        "its mark goes before a run that a captured word has begun is heard no more"
    )
    with spent.ledger.transaction() as books:
        mark = hashlib.sha256(read(long_ago).content).hexdigest()
        assert spent_words.spend(books, mark, by="1", at=NOW - KEPT - SWEPT_EVERY) is None
    SpentWords(spent.ledger).refuse(late, kind=names.WISH, run="1", begun=NOW)
    with spent.ledger.transaction() as books:
        assert spent_words.spend(books, mark, by="2", at=NOW) is None
        assert spent_words.spend(books, mark, by="3", at=NOW) == "2"


def test_whatever_writes_is_known() -> None:
    """Each workflow that is begun by a word is one that only asks, is known by its id, or spends the word."""
    begun = {workflow for workflow, message in RIGHTS if workflow == message}
    assert {*ASKS, *BY_THEIR_FIRST_STEP} <= begun
    assert not {*BY_THEIR_FIRST_STEP, *BY_WHAT_FOLLOWS, *OPEN} & {*ASKS}


@workflow.defn(name=STRANGERS)
class Strangers:
    """Of nobody here: it goes on as a case, with what it was given."""

    @workflow.run
    async def run(self, captured: RawValue) -> None:
        """See there."""
        workflow.continue_as_new(captured, workflow=cast("Any", names.CASE), task_queue=names.QUEUE)


@on_one_ledger
async def test_what_a_run_has_handed_on(parts: Parts) -> None:
    """It is for the run that came of it: no other takes it up, though it has its id, and goes on for one."""
    case = await in_review(parts)
    await renewed(parts, case)
    [handed] = (
        (await parts.history(case.id)).events[0].workflow_execution_started_event_attributes.input.payloads
    )
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    ended = await case.outcome()
    plain, queue = await _plain(parts), str(uuid4())
    async with Worker(
        plain, task_queue=queue, workflows=[Strangers], workflow_runner=UnsandboxedWorkflowRunner()
    ):
        with pytest.raises(WorkflowFailureError) as refused:
            await plain.execute_workflow(
                STRANGERS,
                RawValue(handed),
                id=names.case_id(case.id),
                task_queue=queue,
                execution_timeout=timedelta(seconds=15),
            )
    assert isinstance(refused.value.cause, ApplicationError), refused.value.cause
    assert refused.value.cause.type == names.NOT_PROVEN
    assert await case.outcome() == ended
