"""A day that was fixed holds if everybody was told of it as long before as the law wants (Art. 48)."""

from collections.abc import Iterator
from datetime import date

from activities.cases.notices import ELECTRONICALLY
from client.errors import DayPassed, NotPending
from matters.clock import Course, PlannedStep
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


def require_told(step: PlannedStep, fixed: date, *, course: Course, item: ItemRecord, file: CaseFile) -> None:
    """Whether what was fixed for a day may be held on it.  Raises `NotPending`, `DayPassed`."""
    notice = next(one for one in course.procedure.steps if one.before == step.code)
    about = f"{item.planned.code}：{course.procedure.code} {step.code}"
    days = [*_told_on(notice, course, item, file)]
    if None in days:
        raise NotPending(f"{about}：{notice.name}尚未全部送达，请先登记送达")
    served_on = max(filter(None, days), default=None)
    if served_on and fixed < course.earliest(served_on, notice, file.calendar_of(item)):
        raise DayPassed(
            f"{about}：{notice.name}于 {served_on} 送达，距 {fixed} 不足{notice.term}（{notice.basis}）；"
            "请另定日期，重新通知"
        )


def _told_on(notice: PlannedStep, course: Course, item: ItemRecord, file: CaseFile) -> Iterator[date | None]:
    """When each of its letters was served: of an electronic one, the day on which it has arrived.

    In cases from before everything was served, that was the day on which the step was taken.
    """
    record = course.record_of(notice.code)
    for key in item.announced.get(course.code_of(notice), ()):
        service = file.services.get(key)
        at_once = service is not None and service.mode == ELECTRONICALLY and not file.serves_all
        yield record.on if at_once and record else file.served_on(key)
