"""A word of every kind: what there is to be said to each kind of run, and asked of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from client import names
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.cases.choice import Chosen, OnRefusal
from client.messages.cases.correction import Supplement
from client.messages.cases.plan_order import PlanOrder
from client.messages.cases.progress import AskFor
from client.messages.cases.rating import AnswerRating, Rating, RatingOutcome
from client.messages.cases.register_news import RegisterNews
from client.messages.cases.sequel import BeginSequel, ConcludeSequel, MendSequel, SequelWord
from client.messages.cases.submission import ServiceConsent, Withdrawal
from client.messages.documents.document import Chunk, UploadOrder
from client.messages.enquiries.authorisation import Authorisation
from client.messages.enquiries.draft import Draft, DraftSearch, DraftWanted
from client.messages.enquiries.guidance import GuideRequest
from client.messages.enquiries.prefill import PrefillRequest
from client.messages.grants.events import Birthday, RegistryEvent
from client.messages.grants.offers import Objection, Wish
from client.messages.grants.publicity import PublicNumber, PublicRequest
from client.messages.lists.bulk_order import BulkOrder, BulkSearch, RemindAll
from client.messages.lists.event import EventSearch
from client.messages.lists.figures import FiguresSearch
from client.messages.lists.reminder import Reminder
from client.messages.lists.search import CaseSearch
from client.messages.message import Message, Nothing
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment import Payment
from client.messages.officers.commands import (
    Amendment,
    ApproveExtension,
    Ask,
    Begin,
    ChunkWanted,
    Extend,
    GrantItem,
    PaperWanted,
    PartyConsent,
    Reassign,
    Refuse,
    Resume,
    ReturnTo,
    ServeDecision,
    ServeLate,
    Suspend,
    TakeStep,
)
from client.messages.officers.docket import InboxSearch
from client.messages.officers.operators_word import OperatorsWord
from client.messages.officers.second_look import SecondLook
from tests.support.campaigns import CODE
from tests.support.cases.submissions import SMALL_SHOP, paper, submission

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
    names.PARTY_CONSENT: PartyConsent(**BY, party="邻户-1", electronic=True),
    names.RETRY: Nothing(),
    **dict.fromkeys((names.RENEW, names.END), OperatorsWord(reason="系统迁移")),
    names.AMEND_CALENDAR: Amendment(number="1", by="办公厅", reason="调休", holidays=(DAY,)),
    names.REPLAN: PLAN,
}
OF_A_CAMPAIGN: Final[Mapping[str, object]] = {
    names.PROGRESS: Nothing(),
    **dict.fromkeys((names.RELEASE, names.PAUSE, names.RESUME, names.STOP), Word(by=ME)),
    names.RETRY: Nothing(),
}
OF_A_SEQUEL: Final[Mapping[str, object]] = {
    names.RECEIPT: MARKET,
    names.SHEET: MARKET,
    names.CONCLUDE: ConcludeSequel(**BY, word=SequelWord.DROP),
    names.MEND: MendSequel(says="已附"),
    names.AMEND_CALENDAR: Amendment(number="1", by="办公厅", reason="调休", holidays=(DAY,)),
    names.RETRY: Nothing(),
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
    names.LATE_SERVICE: ServeLate(**BY, case=uuid4(), mode="signed", on=DAY, witness="回证1号"),
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
