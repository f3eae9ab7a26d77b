"""Whoever has the identity of one role says and learns nothing that is another's: each message, by each."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ActivityError, ApplicationError

from client import Case, Platform, names
from client.errors import CaseNotFound, DraftNotFound, NotAllowed, NotPossible, UnknownItem
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.cases.choice import Chosen, OnRefusal
from client.messages.cases.correction import Supplement
from client.messages.cases.plan_order import PlanOrder
from client.messages.cases.progress import AskFor
from client.messages.cases.rating import AnswerRating, Rating, RatingOutcome
from client.messages.cases.register_news import RegisterNews
from client.messages.cases.sequel import BeginSequel, ConcludeSequel, MendSequel, SequelWord
from client.messages.cases.submission import ServiceConsent, Withdrawal
from client.messages.documents.document import Chunk, OfUpload, UploadOrder
from client.messages.enquiries.authorisation import Authorisation
from client.messages.enquiries.draft import Draft, DraftSearch, DraftWanted
from client.messages.enquiries.guidance import GuideRequest
from client.messages.enquiries.prefill import PrefillRequest
from client.messages.grants.events import Birthday, RegistryEvent
from client.messages.grants.offers import Confirmation, Deed, Objection, Wish
from client.messages.grants.publicity import PublicNumber, PublicRequest
from client.messages.lists.bulk_order import BulkOrder, BulkSearch, RemindAll
from client.messages.lists.event import EventSearch
from client.messages.lists.figures import FiguresSearch
from client.messages.lists.reminder import Reminder
from client.messages.lists.search import CaseSearch, ClosedCaseQuestion
from client.messages.message import Message, Nothing
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment import Payment
from client.messages.money.payment_release import PaymentRelease
from client.messages.officers.commands import (
    Amendment,
    ApproveExtension,
    Ask,
    Begin,
    ChunkWanted,
    Extend,
    GrantItem,
    PaperWanted,
    Reassign,
    Refuse,
    Resume,
    ReturnTo,
    ServeDecision,
    Suspend,
    TakeStep,
)
from client.messages.officers.docket import InboxSearch
from client.messages.officers.operators_word import OperatorsWord
from client.messages.officers.second_look import SecondLook
from client.offices.sequels import Sequels
from client.transport.reading import look_up
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.rights import RIGHTS
from matters.clock import CHINA
from tests.support.campaigns import CODE, prepared
from tests.support.cases.submissions import SMALL_SHOP, paper, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, said, sign_ins_at
from tests.support.states import in_review, on_one_ledger
from workflows.roster import WORKFLOWS

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
ME: Final = "officer-1"
"""The account that has the item, and prepared the campaign: only the role is another."""

BY: Final[dict[str, Any]] = {"item": FOOD, "department": MARKET, "officer": ME}
DAY: Final = date(2027, 1, 8)
REFERENCE: Final = f"{CODE}/2026-Q3/1"
REASONS: Final = ("理由",)
FILED: Final = submission(SMALL_SHOP)
UPLOADED: Final[dict[str, Any]] = {
    "applicant": FILED.applicant.identity_number,
    "case": FILED.id,
    "document": uuid4(),
}
PLAN: Final = PlanOrder(number="1", by=ME, reason="1", one_matter="restaurant", edition="1", text="0" * 64)

OF_A_CASE: Final[Mapping[str, object]] = {
    names.RECEIPT: Nothing(),
    names.PROGRESS: Nothing(),
    names.OUTCOME: Nothing(),
    names.EXPLAIN: Nothing(),
    names.SHEET: FOOD,
    names.BUNDLE: FOOD,
    names.WITHDRAW: Withdrawal(reason="不办了"),
    names.SUPPLEMENT: Supplement(papers=(paper("layout-plan"),)),
    names.ASK_FOR: AskFor(item="food-licence", procedure="hearing"),
    names.CONSENT: ServiceConsent(electronic=True),
    names.CHOOSE: Chosen(choice=OnRefusal.GO_ON),
    names.PAY: Payment(key="1", fen=1, paid_at="2026-11-28T00:00:00Z"),
    names.GRANT: GrantItem(**BY),
    names.REFUSE: Refuse(**BY, reasons=REASONS, basis="依据"),
    names.ASK: Ask(**BY, points=()),
    names.SUSPEND: Suspend(**BY, procedure="testing", expected_end=DAY, notice="1"),
    names.RESUME: Resume(**BY),
    names.EXTEND: Extend(**BY, approver="head", reasons=REASONS),
    names.APPROVE: ApproveExtension(**BY),
    names.REASSIGN: Reassign(**BY, to="officer-2", reason="休假"),
    names.RETURN_TO: ReturnTo(**BY, to="officer-2"),
    names.BEGIN: Begin(**BY, procedure="hearing"),
    names.TAKE_STEP: TakeStep(**BY, procedure="hearing", step="held"),
    names.SERVE: ServeDecision(**BY, mode="post", on=DAY),
    names.RETRY: Nothing(),
    **dict.fromkeys((names.RENEW, names.END), OperatorsWord(reason="系统迁移")),
    names.AMEND_CALENDAR: Amendment(number="1", by="办公厅", reason="调休", holidays=(DAY,)),
    names.REPLAN: PLAN,
}
OF_A_CAMPAIGN: Final[Mapping[str, object]] = {
    names.PROGRESS: Nothing(),
    **dict.fromkeys((names.RELEASE, names.PAUSE, names.RESUME, names.STOP), Word(by=ME)),
}
OF_A_SEQUEL: Final[Mapping[str, object]] = {
    names.RECEIPT: MARKET,
    names.SHEET: MARKET,
    names.CONCLUDE: ConcludeSequel(**BY, word=SequelWord.DROP),
    names.MEND: MendSequel(says="已附"),
    names.SERVE: ServeDecision(**BY, mode="post", on=DAY),
}
OF_LISTS: Final[Mapping[str, Message]] = {
    names.CASES: CaseSearch(platform=ME, department=MARKET),
    names.INBOX: InboxSearch(department=MARKET),
    names.STUCK: InboxSearch(),
    names.EVENTS: EventSearch(platform=ME),
    names.BULK_ORDERS: BulkSearch(department=MARKET),
    names.SILENT: Nothing(),
    names.DEPARTMENTS: Nothing(),
    names.DELAYS: FiguresSearch(month="2026-11"),
    names.FIGURES: FiguresSearch(month="2026-11"),
    names.COURSES: CaseSearch(is_open=False, size=1),
    names.DRAFTS: DraftSearch(applicant=FILED.applicant.identity_number),
    names.DRAFT: DraftWanted(id=uuid4(), applicant=FILED.applicant.identity_number),
    names.CHUNK: Chunk(**UPLOADED, number=0, sealed=b""),
    names.OPEN_CHUNK: ChunkWanted(**BY, case=uuid4(), code="layout-plan", number=0),
}
STARTS: Final[Mapping[str, object]] = {
    names.CASE: FILED,
    names.GUIDE: GuideRequest(one_matter=FILED.one_matter, answers={}),
    names.PREFILL: PrefillRequest(one_matter=FILED.one_matter, applicant=FILED.applicant, answers={}),
    names.PRE_REVIEW: FILED,
    names.AUTHORISATION: Authorisation(
        grantor=FILED.applicant, grantee="990101199203120021", one_matter=FILED.one_matter, until=DAY
    ),
    names.SAVE_DRAFT: Draft(
        id=FILED.id, one_matter=FILED.one_matter, region=FILED.region, applicant=FILED.applicant, form={}
    ),
    names.DROP_DRAFT: DraftWanted(id=FILED.id, applicant=FILED.applicant.identity_number),
    names.UPLOAD: UploadOrder(**UPLOADED, size=1),
    names.OFFERS: "1",
    names.WISH: Wish(beneficiary="1"),
    names.PUBLICITY: PublicRequest(policy=CODE, period="2026-Q3"),
    names.PUBLIC_NUMBER: PublicNumber(number="1", objection=Objection(id="1", grounds="x")),
    names.INBOX: MARKET,
    names.SECOND_LOOK: SecondLook(**BY, case=uuid4(), agrees=True),
    names.RATING: Rating(platform=ME, case=uuid4(), item=BY["item"], stars=5),
    names.RATING_ANSWER: AnswerRating(**BY, case=uuid4(), outcome=RatingOutcome.EXPLAINED, says="已电话说明"),
    names.SEQUEL: BeginSequel(**BY, id=uuid4(), case=uuid4(), sequel="cancelled", on=DAY, reasons=REASONS),
    names.PAPER: PaperWanted(**BY, case=uuid4(), code="layout-plan"),
    names.CALENDAR_ORDER: Amendment(number="1", by="办公厅", reason="调休", holidays=(DAY,)),
    names.PLAN_ORDER: PLAN,
    names.STUCK: Nothing(),
    names.REMIND: Reminder(id=uuid4(), search=CaseSearch(), reason="临近到期"),
    names.BULK: BulkOrder(id=uuid4(), act=RemindAll(reason="临近到期"), search=CaseSearch()),
    names.PROPOSED_PAYMENTS: Nothing(),
    names.RULES: Nothing(),
    names.REGISTRY_EVENT: RegistryEvent(id="1", person="1", fact=Birthday()),
    names.REGISTER_NEWS: RegisterNews(id="1", register_code="publicity-system", key="1"),
    names.CAMPAIGN: CampaignOrder(policy=CODE, prepared_by=ME),
    names.BUDGET: BudgetOrder(policy=CODE, period="2026-Q3", fen=1, by=ME),
    names.RECONCILE: ReconciliationOrder(of="1", by=ME),
}


def _foreign(role: Role, workflow: str, said: Mapping[str, object]) -> list[tuple[str, object]]:
    """What the role may not say to such a run, in any relation."""
    return [
        (message, says)
        for message, says in said.items()
        if all(right.role is not role for right in RIGHTS[workflow, message])
    ]


@pytest.fixture
async def case(parts: Parts) -> Case:
    """A case with an item in officers' hands."""
    return await in_review(parts)


@pytest.mark.parametrize("role", Role)
@on_one_ledger
async def test_a_case(parts: Parts, case: Case, role: Role) -> None:
    """Its history has not an event more, and it stands as before."""
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
async def test_a_sequel(parts: Parts, role: Role) -> None:
    """What becomes of a decision is its department's to say, and to see for it and for who has applied."""
    case = await parts.platform.submit(submission(SMALL_SHOP))
    await case.outcome()
    office = Sequels(line_of(parts, _me(Role.OFFICER)), department=MARKET, officer=ME)
    today = datetime.now(CHINA).date()
    begun = await office.begin(case.id, FOOD, "cancelled", on=today, reasons=REASONS)
    run = names.sequel_id(begun.id)
    foreign = _foreign(role, names.SEQUEL, OF_A_SEQUEL)
    await _refused_each(parts, run, _me(role), foreign, queries=_queries(names.SEQUEL))
    assert await office.show(begun.id) == begun


@pytest.mark.parametrize("role", Role)
@on_one_ledger
async def test_lists(parts: Parts, role: Role) -> None:
    """Whoever has no right to look is told so, and who has one is answered."""
    me = _me(role)
    line = line_of(parts, me, sign_ins_at(me))
    case = await Platform(line_of(parts, _me(Role.PLATFORM)), KEYS).submit(submission(SMALL_SHOP))
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
    """Nobody acts upon it but its beneficiary, through a platform, and the office."""
    run = f"grant/{uuid4()}"
    handle = await parts.client.start_workflow(
        names.ONE_GRANT, {"reference": REFERENCE}, id=run, task_queue=names.QUEUE
    )
    deed = Deed(reference=REFERENCE, act=Confirmation())
    letting_go = PaymentRelease(payment=f"{REFERENCE}/1", by=ME)
    foreign: list[tuple[str, object]] = [(names.ACT, deed), (names.RELEASE, letting_go)]
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
        *((names.ONE_GRANT, message) for message in (names.ACT, names.RELEASE)),
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
