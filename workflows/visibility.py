"""What operators see and search by. Search attributes are never encrypted: opaque values only."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from activities.cases.arrivals import Received
from client.labels import COLOURS, NOT_RUNNING, STAGES, STATES
from client.messages.cases.progress import Colour, ItemProgress, Progress, Stage, State
from client.messages.cases.submission import Submission
from matters import clock
from matters.clock.calendar import Calendar

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
"""Of the clock where no colour has more to say: it runs from acceptance until the case is closed."""

Key = SearchAttributeKey[Any]
Attributes = Mapping[Key, Any]

REST: Final = timedelta(seconds=10)
"""Between two writings of search attributes: what comes and goes faster is not worth a write."""

APPLICANT: Final = "申请人"
WITH_DEPARTMENT: Final = (State.LODGED, State.IN_REVIEW, State.SUSPENDED)
WITH_APPLICANT: Final = (State.CORRECTION, State.PAYMENT)


def attributes(submission: Submission, received: Received, progress: Progress) -> Attributes:
    """Everything that can be said of a received case without saying whose it is."""
    shown: dict[SearchAttributeKey[Any], Any] = {
        ONE_MATTER: submission.one_matter,
        REGION: submission.region,
        CHANNEL: submission.channel,
        APPLICANT_KEY: received.applicant_key,
        STAGE: progress.stage,
        WAITING_ON: tuple(dict.fromkeys(_waiting_on(progress))),
        CLOCK: _clock(progress),
    }
    if progress.outcome:
        shown[OUTCOME] = progress.outcome
    if received.receipt.accepted:
        shown[ACCEPTED_AT] = received.receipt.received_at
    if progress.due_on:
        shown[DUE_AT] = clock.Due(on=progress.due_on).at
    return shown


def changes(before: Attributes, now: Attributes) -> tuple[SearchAttributeUpdate[Any], ...]:
    """What must be written so that the server shows `now`."""
    gone = (key.value_unset() for key in before if key not in now)
    return (*(key.value_set(value) for key, value in now.items() if before.get(key) != value), *gone)


def details(progress: Progress, today: date, calendar: Calendar) -> str:
    """The case as a Markdown table; it is brought up to date whenever something happens."""
    return "\n".join(
        (
            f"**{progress.one_matter}** {STAGES[progress.stage]}",
            f"受理编号 `{progress.acceptance_number or '尚未受理'}`，以下截至 {today}",
            "",
            "| 事项 | 部门 | 状态 | 承诺办结日 | 剩余工作日 | 提示 |",
            "|---|---|---|---|---|---|",
            *_rows(progress.items, today, calendar),
        )
    )


def _rows(items: tuple[ItemProgress, ...], today: date, calendar: Calendar) -> Iterator[str]:
    for item in items:
        due = item.due_on
        left = clock.working_days_left(today, due, calendar) if due and not item.decided_at else ""
        hint = "" if item.decided_at else COLOURS[item.colour]
        yield (
            f"| {item.name} | {item.department} | {STATES[item.state]} | {due or NOT_RUNNING} "
            f"| {left} | {hint} |"
        )


def _waiting_on(progress: Progress) -> Iterator[str]:
    """Who has the ball."""
    if progress.stage is Stage.CORRECTION:
        yield APPLICANT
    for item in progress.items:
        if item.state in WITH_DEPARTMENT:
            yield item.department
        elif item.state in WITH_APPLICANT:
            yield APPLICANT


def _clock(progress: Progress) -> str:
    """The worst of all clocks of the case."""
    if progress.outcome or progress.stage is Stage.CORRECTION:
        return STOPPED
    colours = (progress.colour, *(item.colour for item in progress.items if not item.decided_at))
    worst = max(colours, key=SEVERITY.index)
    return RUNNING if worst is Colour.GREEN else worst


SEVERITY: Final = (Colour.GREEN, Colour.YELLOW, Colour.RED)
