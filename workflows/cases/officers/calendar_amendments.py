"""Working days that are arranged anew while a case is open: what follows for every time that runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client.messages.officers.commands import Amendment
from matters import clock
from matters.clock import Course, Term
from matters.plan.plan import PlannedItem, PlannedPaper
from workflows.cases.records import demands, questions, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

ENDS: Final = "amended-ends"
"""Whatever the applicant was told an end of ends later by a day off, and no sooner by a day of work."""


def carry_out(amendment: Amendment, file: CaseFile) -> None:
    """The calendar of the case is another one from now on."""
    moves = workflow.patched(ENDS)
    if moves:
        _keep_what_was_told(file)
    calendar = file.plan.calendar.amended(
        holidays=amendment.holidays, workdays=amendment.workdays, until=amendment.until
    )
    file.plan = file.plan.model_copy(update={"calendar": calendar})
    if moves:
        _put_off(file)
    says = f"工作日安排调整，由{amendment.by}决定，理由：{amendment.reason}；办理期限随之重新计算"
    file.tell(Addressee.APPLICANT, NoticeKind.CALENDAR, says)


def _keep_what_was_told(file: CaseFile) -> None:
    """The days on which rights and questions end whose last day is reckoned wherever it is asked for."""
    file.questions.no_sooner |= {asked.field: asked.by for asked in questions.asked(file)}
    for item in file.items.values():
        for code, course in tuple(item.courses.items()):
            if told := dict(_told(course, item, file)):
                no_sooner = {**course.no_sooner, **told}
                item.courses[code] = course.model_copy(update={"no_sooner": no_sooner})


def _told(course: Course, item: ItemRecord, file: CaseFile) -> Iterator[tuple[str, date]]:
    for step in course.procedure.steps:
        for party in ("", *course.parties) if step.lapses else ():
            own = service.towards(party, course, step, item=item, file=file)
            if last := own.due(step, file.calendar_of(item)):
                yield own.time_of(step), last.on


def _put_off(file: CaseFile) -> None:
    """What ends on a day that is on record; every other end is reckoned anew wherever it is asked for."""
    bill, choice, timetable = file.bill, file.choice, file.plan.timetable
    if bill.pay_by and bill.pay_since:
        term = timetable.grace if bill.reminded else timetable.pay
        later = clock.due(bill.pay_since, term, file.plan.calendar)
        bill.pay_by = max(bill.pay_by, later, key=lambda due: due.on)
    if choice.open and choice.offered_on:
        by = _later(choice.open.by, choice.offered_on, timetable.choose, file)
        choice.open = choice.open.model_copy(update={"by": by})
    for number in file.correction.followed:
        notice = file.correction.notices[number - 1]
        after = file.correction.reminded_after.get(number)
        if after is None:
            continue
        by = _later(notice.answer_by, after, demands.term(notice, file), file)
        file.correction.notices[number - 1] = notice.model_copy(update={"answer_by": by})
    for item in file.items.values():
        item.planned = _with_more_time(item.planned, file)


def _later(by: date, since: date, term: Term, file: CaseFile) -> date:
    """Never sooner than was told."""
    return max(by, clock.due(since, term, file.plan.calendar).on)


def _with_more_time(planned: PlannedItem, file: CaseFile) -> PlannedItem:
    """For papers that follow."""
    papers = tuple(_put_off_paper(paper, file) for paper in planned.papers)
    return planned if papers == planned.papers else planned.model_copy(update={"papers": papers})


def _put_off_paper(paper: PlannedPaper, file: CaseFile) -> PlannedPaper:
    since = file.clock.accepted_on(file.plan.calendar)
    if not (paper.follows_by and paper.within and since):
        return paper
    return paper.model_copy(update={"follows_by": _later(paper.follows_by, since, paper.within, file)})
