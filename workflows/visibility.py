"""What operators see and search by. Search attributes are never encrypted: opaque values only."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

with workflow.unsafe.imports_passed_through():
    from activities.reception import Received
    from client.messages import ItemProgress, Progress, State
    from client.submission import Submission
    from client.words import STAGES, STATES
    from matters import clock

ONE_MATTER: Final = SearchAttributeKey.for_keyword("OneMatter")
STAGE: Final = SearchAttributeKey.for_keyword("Stage")
OUTCOME: Final = SearchAttributeKey.for_keyword("Outcome")
REGION: Final = SearchAttributeKey.for_keyword("Region")
CHANNEL: Final = SearchAttributeKey.for_keyword("Channel")
CLOCK: Final = SearchAttributeKey.for_keyword("Clock")
APPLICANT_KEY: Final = SearchAttributeKey.for_keyword("ApplicantKey")
WAITING_ON: Final = SearchAttributeKey.for_keyword_list("WaitingOn")
ACCEPTED_AT: Final = SearchAttributeKey.for_datetime("AcceptedAt")
DUE_AT: Final = SearchAttributeKey.for_datetime("DueAt")

SEARCH_ATTRIBUTES: Final[tuple[SearchAttributeKey[Any], ...]] = (
    ONE_MATTER,
    STAGE,
    OUTCOME,
    REGION,
    CHANNEL,
    CLOCK,
    APPLICANT_KEY,
    WAITING_ON,
    ACCEPTED_AT,
    DUE_AT,
)
"""The only list: the server registers these, the engine writes these."""

RUNNING: Final = "running"
STOPPED: Final = "stopped"
"""Of the clock: it runs from acceptance until the case is closed."""

Key = SearchAttributeKey[Any]
Attributes = Mapping[Key, Any]

REST: Final = timedelta(seconds=10)
"""Between two writings of search attributes: what comes and goes faster is not worth a write."""


def attributes(submission: Submission, received: Received, progress: Progress) -> Attributes:
    """Everything that can be said of a received case without saying whose it is."""
    plan = received.plan
    waiting_on = {
        item.department: None for item in progress.items if item.state in {State.LODGED, State.CORRECTION}
    }
    shown: dict[SearchAttributeKey[Any], Any] = {
        ONE_MATTER: submission.one_matter,
        REGION: submission.region,
        CHANNEL: submission.channel,
        APPLICANT_KEY: received.applicant_key,
        STAGE: progress.stage,
        WAITING_ON: tuple(waiting_on),
    }
    if progress.outcome:
        shown[OUTCOME] = progress.outcome
    if plan:
        shown |= {
            ACCEPTED_AT: received.receipt.received_at,
            DUE_AT: plan.due.at,
            CLOCK: STOPPED if progress.outcome else RUNNING,
        }
    return shown


def changes(before: Attributes, now: Attributes) -> tuple[SearchAttributeUpdate[Any], ...]:
    """What must be written so that the server shows `now`."""
    return tuple(key.value_set(value) for key, value in now.items() if before.get(key) != value)


def details(progress: Progress, today: date) -> str:
    """The case as a Markdown table; it is brought up to date whenever something happens."""
    return "\n".join(
        (
            f"**{progress.one_matter}** {STAGES[progress.stage]}",
            f"受理编号 `{progress.acceptance_number or '尚未受理'}`，以下截至 {today}",
            "",
            "| 事项 | 部门 | 状态 | 承诺办结日 | 剩余工作日 |",
            "|---|---|---|---|---|",
            *_rows(progress.items, today),
        )
    )


def _rows(items: tuple[ItemProgress, ...], today: date) -> Iterator[str]:
    for item in items:
        left = "" if item.decided_at else str(clock.working_days_left(today, item.due_on))
        yield f"| {item.name} | {item.department} | {STATES[item.state]} | {item.due_on} | {left} |"
