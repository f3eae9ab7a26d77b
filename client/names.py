"""Names on the wire: workflows, messages, queues and ids.  Never a word about a person in any of them."""

from uuid import UUID

NAMESPACE = "one-matter"
TIME_ZONE = "Asia/Shanghai"
"""In which days are counted."""

ADDRESS = "127.0.0.1:7233"

QUEUE = "one-matter"
"""The engine's own queue; every department has one beside it."""

CASE = "one-matter"
"""The workflow that follows one case from submission to its end."""

CATALOGUE = "catalogue"
"""The workflow that answers which one-matters there are."""

CAMPAIGN = "campaign"
"""The workflow that pays one policy for one period to everybody whom it is due to."""

ONE_GRANT = "grant"
"""The workflow that sees to one grant, from the day on which somebody acts until it waits for nothing."""

OFFERS = "offers"
WISH = "wish"
REGISTRY_EVENT = "registry-event"
PUBLICITY = "publicity"
PUBLIC_NUMBER = "public-number"
PROPOSED_PAYMENTS = "proposed-payments"
"""Short workflows: what somebody is offered or wants, what a register tells, what is public, and whose."""

REGISTER_NEWS = "register-news"
"""The short workflow by which a register tells that an entry has changed, and cases may wait for that."""

LOOK_AGAIN = "look-again"
"""A signal, and the only one: the engine itself tells a case to ask a register, or a sequel that its case is
closed. Nobody else's is heard.
"""

BUDGET = "budget"
RECONCILE = "reconcile"
"""Short workflows: what may be paid of a policy in a period, and what was in doubt with the treasury."""

GUIDE = "guide"
PREFILL = "prefill"
PRE_REVIEW = "pre-review"
"""Workflows that answer a question without filing anything."""

AUTHORISATION = "authorisation"
"""The workflow that records by whom an applicant is authorised."""

SAVE_DRAFT = "save-draft"
DROP_DRAFT = "drop-draft"
"""The workflows by which somebody's draft is kept, and forgotten."""

UPLOAD = "upload"
CHUNK = "chunk"
OPEN_CHUNK = "open-chunk"
"""The workflow by which the upload of a large file begins, or goes on; what the lists are given of it, chunk
by chunk, and what they give an officer.
"""

RENEW = "renew"
END = "end"
"""What operators order: that a run begins a new history when it is at rest, as by itself when it has written
much; and, two of them, that a case ends.
"""

RECEIPT = "receipt"
"""Update and query: what the one window answers to a submission."""

WITHDRAW = "withdraw"
PROGRESS = "progress"
OUTCOME = "outcome"
ASK_AGAIN = "asked in the very moment in which something happens to it; ask again"
"""What a run answers to a question that it cannot answer as its history would."""
UNOPENED = "this does not open with any key of the engine"
UNREADABLE = "this cannot be read"
"""And to what it cannot make out, in clear: whoever has asked may have no key to read it with."""
UNHEARD_OF = "expected but not found"
"""What Temporal's SDK says in a worker of a word or a question for which there is nobody, likewise."""
FAILED = "the engine has failed in this"
"""And in clear of all else that fails: an engine of the first release says `SEALED_FAILURE` of that, and of
what it has never heard of."""
SEALED_FAILURE = "Encoded failure"

SUPPLEMENT = "supplement"
CHOOSE = "choose"
PAY = "pay"
ASK_FOR = "ask-for"
CONSENT = "consent"
EXPLAIN = "explain"
"""What an applicant may say and ask besides."""

GRANT = "grant"
REFUSE = "refuse"
ASK = "ask"
SUSPEND = "suspend"
RESUME = "resume"
EXTEND = "extend"
RETURN_TO = "return-to"
SHEET = "sheet"
BUNDLE = "bundle"
SERVE = "serve"
APPROVE = "approve-extension"
REASSIGN = "reassign"
BEGIN = "begin"
TAKE_STEP = "take-step"
PARTY_CONSENT = "party-consent"
"""What an officer may order, and see."""

RETRY = "retry"
AMEND_CALENDAR = "amend-calendar"
CALENDAR_ORDER = "calendar-order"
"""What a supervisor may order: of one case, and of all that are still to come."""

REPLAN = "replan"
PLAN_ORDER = "plan-order"
"""Likewise: that a case is planned anew, and that a release may count on that."""

PAPER = "paper"
"""The workflow that opens a paper for an officer."""

SEQUEL = "sequel"
"""The workflow that follows what becomes of a decision after its case is closed."""

CONCLUDE = "conclude"
MEND = "mend"
"""What an officer says of a sequel: carry it out, drop it, grant or refuse it."""

SECOND_LOOK = "second-look"
"""The workflow that takes an officer's word on what a machine has granted."""

RATING = "rating"
"""The workflow that takes an applicant's word on how an item was handled."""

RATING_ANSWER = "rating-answer"
"""The workflow that takes what its department has answered to a bad one."""

LATE_SERVICE = "late-service"
"""The workflow that enters that a letter was served, once its case has ended."""

ROUND = "morning-round"
"""The workflow, and the schedule, by which departments are reminded of grants that wait for officers."""

REMIND = "remind"
"""The workflow that reminds departments, by order of a supervisor, of all that a search finds."""

BULK = "bulk-order"
"""The workflow that shows what an order upon many cases would do, and does it."""

LISTS = "lists"
"""The workflow that stands by for whoever looks something up: it never takes a step, so nothing is stored."""

CASES = "cases"
HISTORY = "history"
EVENTS = "events"
DEPARTMENTS = "departments"
SILENT = "silent"
DELAYS = "delays"
FIGURES = "figures"
COURSES = "courses"
BULK_ORDERS = "bulk-orders"
SINCE_FIRST = (BULK_ORDERS, CHUNK, OPEN_CHUNK)
"""Questions that an engine of the first release has never heard of."""
CLOSED_CASE = "closed-case"
"""What it is asked, beside inboxes and what is stuck; the last for a case of which the server has no run."""

RULES = "rules"
INBOX = "inbox"
STUCK = "stuck"
"""The workflows that answer how rules have done, what waits for a department, and what waits too long; the
last two for SDKs from before 2026-12. Newer ones ask the lists.
"""

DRAFT = "draft"
DRAFTS = "drafts"
"""What the lists are asked of somebody who is signed in: one of his drafts, and all of them."""

ACT = "act"
RELEASE = "release"
PAUSE = "pause"
STOP = "stop"
"""Updates of a grant and of a campaign."""

LODGE = "lodge"
DECIDE = "decide"
RETRACT = "retract"
REFUND = "refund"
REVISE = "revise"

INVALID_FORM = "InvalidForm"
INVALID_ORDER = "InvalidOrder"
UNKNOWN_ONE_MATTER = "UnknownOneMatter"
DIFFERENT_SUBMISSION = "DifferentSubmission"
NOT_PROVEN = "NotProven"
NOT_ALLOWED = "NotAllowed"
SAME_PERSON = "SamePerson"
"""Types of the failures by which the engine answers what it cannot take."""


def case_id(submission: UUID) -> str:
    """The workflow id of a case."""
    return f"case/{submission}"


def campaign_id(campaign: str) -> str:
    """The workflow id of a campaign."""
    return f"campaign/{campaign}"


def grant_id(seal: str) -> str:
    """The workflow id of a grant; `seal` stands for its reference, which tells of whom it is."""
    return f"grant/{seal}"


def sequel_id(sequel: UUID) -> str:
    """The workflow id of what becomes of a decision."""
    return f"{SEQUEL}/{sequel}"


def event_id(seal: str) -> str:
    """The workflow id of a registry event; `seal` stands for the register's own id of it."""
    return f"{REGISTRY_EVENT}/{seal}"


def news_id(seal: str) -> str:
    """The workflow id of news of a register; `seal` stands for the register's own id of them."""
    return f"{REGISTER_NEWS}/{seal}"


def enquiry_id(kind: str, enquiry: UUID) -> str:
    """The workflow id of a question."""
    return f"{kind}/{enquiry}"


def desk_queue(department: str) -> str:
    """The task queue of a department."""
    return f"desk.{department}"


def department_at(queue: str) -> str:
    """The department whose queue it is."""
    return queue.removeprefix(desk_queue(""))
