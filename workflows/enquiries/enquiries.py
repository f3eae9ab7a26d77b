"""Questions that are answered without filing anything: each a workflow of one local activity."""

from temporalio import workflow

from activities.cases.reception import Window
from activities.enquiries.enquiries import EnquiryWindow, ToPrefill, ToReview
from activities.officers.docket import Docket, Waiting
from activities.review.rule_table import Rules
from client import names
from client.messages.cases.submission import Submission
from client.messages.enquiries.catalogue import Catalogue
from client.messages.enquiries.guidance import Guidance, GuideRequest
from client.messages.enquiries.pre_review import PreReview
from client.messages.enquiries.prefill import Prefilling, PrefillRequest
from client.messages.message import Nothing
from client.messages.officers.docket import Inbox
from client.messages.officers.rule_table import RuleTable
from matters import clock
from workflows import calls
from workflows.trust.gate import NOTHING


@workflow.defn(name=names.CATALOGUE)
class OneMatters:
    """Which one-matters can be applied for."""

    @workflow.run
    async def run(self, _: Nothing = NOTHING) -> Catalogue:
        """A local activity: short, read only, on the engine's own queue. Who asks may say for which key."""
        return await workflow.execute_local_activity_method(
            Window.list_one_matters, start_to_close_timeout=calls.ANSWER, summary="事项目录"
        )


@workflow.defn(name=names.INBOX)
class Inboxes:
    """What waits for a department."""

    @workflow.run
    async def run(self, department: str) -> Inbox:
        """See `calls.enquiry`."""
        asked = Waiting(department=department, on=clock.day_in_china(workflow.now()))
        return await calls.enquiry(Docket.inbox, asked, summary="部门待办")


@workflow.defn(name=names.STUCK)
class Stuck:
    """What waits too long, wherever it is."""

    @workflow.run
    async def run(self, _: Nothing = NOTHING) -> Inbox:
        """See `calls.enquiry`."""
        asked = Waiting(on=clock.day_in_china(workflow.now()))
        return await calls.enquiry(Docket.stuck, asked, summary="超期清单")


@workflow.defn(name=names.RULES)
class RulesInForce:
    """How the rules upon which machines decide have done."""

    @workflow.run
    async def run(self, _: Nothing = NOTHING) -> RuleTable:
        """See `calls.enquiry`."""
        return await workflow.execute_local_activity_method(
            Rules.rule_table, start_to_close_timeout=calls.ANSWER, summary="规则可信度"
        )


@workflow.defn(name=names.GUIDE)
class Guide:
    """What some answers lead to, and what to ask next."""

    @workflow.run
    async def run(self, request: GuideRequest) -> Guidance:
        """See `calls.enquiry`."""
        return await calls.enquiry(EnquiryWindow.guide, request, summary="智能引导")


@workflow.defn(name=names.PREFILL)
class PrefillForm:
    """What registers and e-licences already answer."""

    @workflow.run
    async def run(self, request: PrefillRequest) -> Prefilling:
        """See `calls.enquiry`."""
        asked = ToPrefill(request=request, at=workflow.now())
        return await calls.enquiry(EnquiryWindow.prefill, asked, summary="智能申报")


@workflow.defn(name=names.PRE_REVIEW)
class ReviewForm:
    """What the one window would find in a submission."""

    @workflow.run
    async def run(self, submission: Submission) -> PreReview:
        """See `calls.enquiry`."""
        asked = ToReview(submission=submission, at=workflow.now())
        return await calls.enquiry(EnquiryWindow.pre_review, asked, summary="智能预审")
