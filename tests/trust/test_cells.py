"""Whoever has the identity of one role says and learns nothing that is another's: each message, by each."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ActivityError, ApplicationError

from client import Case, Platform, names
from client.errors import CaseNotFound, DraftNotFound, NotAllowed, NotPossible, UnknownItem
from client.messages.cases.sequel import SequelProgress
from client.messages.documents.document import OfUpload
from client.messages.enquiries.draft import DraftSearch
from client.messages.grants.offers import Confirmation, Deed
from client.messages.lists.search import CaseSearch, ClosedCaseQuestion
from client.messages.message import Message, Nothing
from client.messages.money.payment_release import PaymentRelease
from client.offices.sequels import Sequels
from client.transport.reading import look_up
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.rights import RIGHTS
from matters.clock import CHINA
from tests.support.campaigns import prepared
from tests.support.cases.every_word import (
    FOOD,
    MARKET,
    ME,
    OF_A_CAMPAIGN,
    OF_A_CASE,
    OF_A_SEQUEL,
    OF_LISTS,
    REASONS,
    REFERENCE,
    STARTS,
)
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, said, sign_ins_at
from tests.support.states import in_review, on_one_ledger
from workflows.roster import WORKFLOWS


def _foreign(role: Role, workflow: str, said: Mapping[str, object]) -> list[tuple[str, object]]:
    """What the role may not say to such a run, in any relation."""
    return [
        (message, says)
        for message, says in said.items()
        if all(right.role is not role for right in RIGHTS[workflow, message])
    ]


MadeT = TypeVar("MadeT")


class MadeOnce:
    """What is there for every role to try itself on, made once for each engine."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, object], Any] = {}

    async def made(self, parts: Parts, make: Callable[[Parts], Awaitable[MadeT]]) -> MadeT:
        """By the first that asks: whoever comes here changes nothing."""
        key = (parts.client.namespace, make)
        if key not in self._made:
            self._made[key] = await make(parts)
        made: MadeT = self._made[key]
        return made


@pytest.fixture(scope="module")
def once() -> MadeOnce:
    """For all roles."""
    return MadeOnce()


@pytest.mark.parametrize("role", Role)
@on_one_ledger
async def test_a_case(parts: Parts, once: MadeOnce, role: Role) -> None:
    """Its history has not an event more, and it stands as before."""
    case = await once.made(parts, in_review)
    await parts.written(case.id)
    before, events = await case.progress(), len((await parts.history(case.id)).events)
    foreign = _foreign(role, names.CASE, OF_A_CASE)
    assert foreign
    await _refused_each(parts, names.case_id(case.id), _me(role), foreign, queries=_queries(names.CASE))
    assert await case.progress() == before
    assert len((await parts.history(case.id)).events) == events


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CAMPAIGN_OFFICER])
@on_one_ledger
async def test_a_campaign(town: Parts, role: Role) -> None:
    """It waits for its release as before."""
    campaign = await prepared(town, "2026-Q2")
    before, run = await campaign.progress(), names.campaign_id(campaign.id)
    foreign = _foreign(role, names.CAMPAIGN, OF_A_CAMPAIGN)
    await _refused_each(town, run, _me(role), foreign, queries=_queries(names.CAMPAIGN))
    assert await campaign.progress() == before
    await campaign.stop(ME, "仅预览")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICER, Role.HEAD}])
@on_one_ledger
async def test_a_sequel(parts: Parts, once: MadeOnce, role: Role) -> None:
    """What becomes of a decision is its department's to say, and to see for it and for who has applied."""
    begun = await once.made(parts, _begun)
    run = names.sequel_id(begun.id)
    foreign = _foreign(role, names.SEQUEL, OF_A_SEQUEL)
    await _refused_each(parts, run, _me(role), foreign, queries=_queries(names.SEQUEL))
    assert await _office(parts).show(begun.id) == begun


async def _begun(parts: Parts) -> SequelProgress:
    case = await parts.platform.submit(submission(SMALL_SHOP))
    await case.outcome()
    today = datetime.now(CHINA).date()
    return await _office(parts).begin(case.id, FOOD, "cancelled", on=today, reasons=REASONS)


def _office(parts: Parts) -> Sequels:
    return Sequels(line_of(parts, _me(Role.OFFICER)), department=MARKET, officer=ME)


@pytest.mark.parametrize("role", Role)
@on_one_ledger
async def test_lists(parts: Parts, once: MadeOnce, role: Role) -> None:
    """Whoever has no right to look is told so, and who has one is answered."""
    me = _me(role)
    line = line_of(parts, me, sign_ins_at(me))
    case = await once.made(parts, _filed)
    own = CaseSearch(case=case.id, platform=ME, is_open=None)
    nobodys = ClosedCaseQuestion(case=uuid4(), question=names.PROGRESS)
    for question, asked in {**OF_LISTS, names.HISTORY: own, names.CLOSED_CASE: nobodys}.items():
        of = asked.applicant if isinstance(asked, DraftSearch | OfUpload) else ""
        looking = look_up(line, question, Message, asked, by=me, of=of)
        if all(right.role is not role for right in RIGHTS[names.LISTS, question]):
            with pytest.raises(NotAllowed):
                await looking
        elif question in {names.CLOSED_CASE, names.DRAFT, names.CHUNK, names.OPEN_CHUNK}:
            with pytest.raises((CaseNotFound, DraftNotFound, NotPossible, UnknownItem)):
                await looking
        else:
            await looking


async def _filed(parts: Parts) -> Case:
    return await Platform(line_of(parts, _me(Role.PLATFORM)), KEYS).submit(submission(SMALL_SHOP))


@pytest.mark.parametrize("role", Role)
@on_one_ledger
async def test_a_start(parts: Parts, role: Role) -> None:
    """What begins by such a word ends at once, and says why."""
    me = _me(role)
    for kind, says in STARTS.items():
        if all(right.role is not role for right in RIGHTS[kind, kind]):
            run = names.enquiry_id(kind, uuid4())
            word = said(parts.client, run, kind, says, by=me, command=run)
            with pytest.raises(WorkflowFailureError) as ended:
                await parts.client.execute_workflow(kind, word, id=run, task_queue=names.QUEUE)
            assert _failure(ended.value.cause) == names.NOT_ALLOWED, kind


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.PLATFORM, Role.CAMPAIGN_OFFICER}]
)
@on_one_ledger
async def test_a_grant(parts: Parts, role: Role) -> None:
    """Nobody acts upon it but its beneficiary, through a platform, and the office; supervisors retry it."""
    run = f"grant/{uuid4()}"
    handle = await parts.client.start_workflow(
        names.ONE_GRANT, {"reference": REFERENCE}, id=run, task_queue=names.QUEUE
    )
    deed = Deed(reference=REFERENCE, act=Confirmation())
    letting_go = PaymentRelease(payment=f"{REFERENCE}/1", by=ME)
    said_of_it = {names.ACT: deed, names.RELEASE: letting_go, names.RETRY: Nothing()}
    rights = {message: RIGHTS[names.ONE_GRANT, message] for message in said_of_it}
    foreign: list[tuple[str, object]] = [
        (message, says)
        for message, says in said_of_it.items()
        if all(right.role is not role for right in rights[message])
    ]
    await _refused_each(parts, run, _me(role), foreign, queries=frozenset())
    await handle.terminate()


def test_no_message_is_forgotten() -> None:
    """Every cell of the table is tried."""
    tried = {
        *((names.CASE, message) for message in OF_A_CASE),
        *((names.CAMPAIGN, message) for message in OF_A_CAMPAIGN),
        *((names.SEQUEL, message) for message in OF_A_SEQUEL),
        *((names.LISTS, question) for question in (*OF_LISTS, names.HISTORY, names.CLOSED_CASE)),
        *((kind, kind) for kind in STARTS),
        *((names.ONE_GRANT, message) for message in (names.ACT, names.RELEASE, names.RETRY)),
    }
    assert tried == {*RIGHTS}


def _me(role: Role) -> Identity:
    return identity_of(role, actor=ME, department=MARKET)


async def _refused_each(
    parts: Parts, run: str, me: Identity, foreign: list[tuple[str, object]], *, queries: frozenset[str]
) -> None:
    line, handle = line_of(parts, me), parts.client.get_workflow_handle(run)
    for message, says in foreign:
        if message in queries:
            with pytest.raises(NotAllowed):
                await line.look(run, message, Nothing, by=me, about=says)
        if message not in queries or message == names.RECEIPT:
            word = said(parts.client, run, message, says, by=me, command=(command := str(uuid4())))
            with pytest.raises(WorkflowUpdateFailedError) as refused:
                await handle.execute_update(message, word, id=command)
            assert _failure(refused.value.cause) == names.NOT_ALLOWED, message


def _queries(kind: str) -> frozenset[str]:
    [found] = [one for one in map(workflow._Definition.must_from_class, WORKFLOWS) if one.name == kind]
    return frozenset(filter(None, found.queries))


def _failure(cause: BaseException | None) -> str | None:
    cause = cause.cause if isinstance(cause, ActivityError) else cause
    assert isinstance(cause, ApplicationError)
    return cause.type
