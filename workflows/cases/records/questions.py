"""What is asked in the course of a case: an answer of which more items may follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from client.messages.cases.choice import AskedQuestion
from client.messages.cases.explanation import Reckoning
from client.messages.cases.progress import State
from matters import clock
from matters.plan.plan import PlannedQuestion
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.legal_clock import reckoning


def unanswered(file: CaseFile) -> Iterator[PlannedQuestion]:
    """Those that are put, or may be put now, for the item before them is granted."""
    if file.withdrawal or file.terminated:
        return
    for planned in file.plan.later if file.is_open else ():
        item = file.items.get(planned.asked_after)
        if item and item.state is State.GRANTED and planned.field not in file.questions.closed:
            yield planned


def to_put(file: CaseFile) -> Iterator[PlannedQuestion]:
    """Those of which the applicant does not know yet."""
    return (planned for planned in unanswered(file) if planned.field not in file.questions.put_on)


def asked(file: CaseFile) -> tuple[AskedQuestion, ...]:
    """As the applicant sees them."""
    return tuple(
        AskedQuestion(
            field=planned.field,
            asks=planned.asks,
            answers=planned.answers,
            asked_after=planned.asked_after,
            by=_by(planned, file),
            if_silent=planned.silently,
        )
        for planned in unanswered(file)
        if planned.field in file.questions.put_on
    )


def _by(planned: PlannedQuestion, file: CaseFile) -> date:
    """The last day: a rest day on which offices work meanwhile takes nothing from what was told."""
    put_on = file.questions.put_on[planned.field]
    last = clock.due(put_on, planned.within, file.plan.calendar).on
    return max(last, file.questions.no_sooner.get(planned.field, last))


def reckonings(file: CaseFile) -> Iterator[Reckoning]:
    """How the last day for each answer comes about."""
    for planned in unanswered(file):
        if put_on := file.questions.put_on.get(planned.field):
            explained = clock.explain_since("询问", put_on, planned.within, file.plan.calendar)
            yield reckoning(f"申请人答复：{planned.asks}", planned.within, explained)
