"""Why a limit ends when it does: every day from receipt on, counted or not, with the article for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from pydantic import BaseModel, ConfigDict

from ..definitions import law
from .calendar import Calendar
from .deadlines import (
    Due,
    accepted_on,
    counted_days,
    day_used_up,
    days_after,
    deadline,
    notice_due,
    running_days,
)
from .proceedings import Proceedings, Suspension, Term, Unit


class DaySpan(BaseModel):
    """Days from `first` to `last` inclusive that are all counted, or all not, for one reason."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    counted: bool
    days: int
    why: str
    basis: str


class Explanation(BaseModel):
    """The spans from receipt to the last day of the limit, or to today while there is none.

    They follow one another without gap or overlap; the days counted sum to the limit, extension included.
    """

    model_config = ConfigDict(frozen=True)

    spans: tuple[DaySpan, ...]
    accepted_on: date | None
    due: Due | None

    def rows(self) -> Iterator[tuple[str, ...]]:
        """First and last day, days, counted or not, counted so far, why, basis."""
        sofar = 0
        for span in self.spans:
            sofar += span.days * span.counted
            counted = "是" if span.counted else "否"
            yield str(span.first), str(span.last), str(span.days), counted, str(sofar), span.why, span.basis


def explain(proceedings: Proceedings, term: Term, calendar: Calendar, *, today: date) -> Explanation:
    """How `deadline` comes about, for anyone to check by hand."""
    due = deadline(proceedings, term, calendar)
    account = _Account(proceedings=proceedings, term=term, calendar=calendar)
    last = due.on if due else today
    days = (proceedings.received_on, *days_after(proceedings.received_on, last))
    spans = tuple(_span(reason, tuple(group)) for reason, group in groupby(days, key=account.reason))
    return Explanation(spans=spans, accepted_on=account.accepted, due=due)


@dataclass(frozen=True)
class _Reason:
    why: str
    basis: str
    counted: bool = False


def _span(reason: _Reason, days: tuple[date, ...]) -> DaySpan:
    return DaySpan(
        first=days[0],
        last=days[-1],
        counted=reason.counted,
        days=len(days),
        why=reason.why,
        basis=reason.basis,
    )


@dataclass(frozen=True, kw_only=True)
class _Account:
    """What is said of each day of one clock."""

    proceedings: Proceedings
    term: Term
    calendar: Calendar

    def reason(self, day: date) -> _Reason:
        if self.accepted is None or day < self.accepted:
            return self._not_accepted(day)
        if day == self.accepted:
            return self._acceptance()
        if standing := self._standing(day):
            return _Reason(f"{'、'.join(map(_told, standing))}所需时间", _basis(standing))
        return self._counted(day) if day in self.ordinals else self._at_rest(day)

    @cached_property
    def accepted(self) -> date | None:
        return accepted_on(self.proceedings, self.calendar)

    @cached_property
    def ordinals(self) -> dict[date, int]:
        """The days counted, numbered from one."""
        if self.accepted is None:
            return {}
        running = running_days(self.accepted, self.proceedings.suspensions)
        counted = counted_days(running, self.proceedings.terms(self.term), self.calendar)
        return {day: number for number, day in enumerate(counted, 1)}

    @cached_property
    def used_up(self) -> Due | None:
        """The day that uses up the limit, which ends later if that is a rest day."""
        total = sum(term.count for term in self.proceedings.terms(self.term))
        return day_used_up(self.proceedings, self.term, self.calendar, used=total)

    def _not_accepted(self, day: date) -> _Reason:
        told_on = self.proceedings.told_on
        if told_on is None or day <= told_on:
            return _Reason("收到申请材料，尚未受理", str(law.NOTICE))
        return _Reason("已一次性告知补正，等待补正材料交齐，尚未受理", str(law.ACCEPTANCE))

    def _acceptance(self) -> _Reason:
        return _Reason(f"{self._accepted_how()}，期间开始当日不计入", str(law.PERIOD_BEGINS))

    def _accepted_how(self) -> str:
        if self.proceedings.told_on is None:
            return "收到申请材料即受理"
        if self.accepted == self.proceedings.answered_on:
            return "补正材料交齐，受理"
        last = notice_due(self.proceedings, self.calendar).on
        return f"补正告知晚于{last}，依{law.NOTICE}自收到申请材料之日起即为受理"

    def _standing(self, day: date) -> tuple[Suspension, ...]:
        """The procedures that keep the clock from running, in one order however they were recorded."""
        going_on = (
            suspension
            for suspension in self.proceedings.suspensions
            if suspension.since < day and (suspension.until is None or day <= suspension.until)
        )
        return tuple(sorted(going_on, key=lambda each: (each.since, each.model_dump_json())))

    def _counted(self, day: date) -> _Reason:
        extension = self.proceedings.extension
        if extension is None or self.ordinals[day] <= self.term.count:
            return _Reason(self._kind(day, self.term), self.term.basis, counted=True)
        why = f"延长期限内的{self._kind(day, extension.term)}（{extension.approver}批准）"
        return _Reason(why, extension.term.basis, counted=True)

    def _kind(self, day: date, term: Term) -> str:
        if term.unit is Unit.CALENDAR_DAYS:
            return "自然日"
        return self._known("调休工作日" if day in self.calendar.exceptions else "工作日", day)

    def _at_rest(self, day: date) -> _Reason:
        if self.used_up and self.used_up.on < day:
            return _Reason(
                self._known("期限最后一日逢休息日，顺延至休息日结束的次日", day), str(law.PERIOD_ENDS)
            )
        if day in self.calendar.exceptions:
            return _Reason("节假日安排放假", str(law.HOLIDAYS))
        return _Reason(self._known("周末", day), str(law.WEEKEND))

    def _known(self, why: str, day: date) -> str:
        return why if self.calendar.is_published(day) else f"{why}（暂定：节假日安排尚未公布）"


def _basis(standing: tuple[Suspension, ...]) -> str:
    return "、".join(dict.fromkeys(suspension.procedure.basis for suspension in standing))


def _told(suspension: Suspension) -> str:
    """The procedure and the notice of it, with the end that was announced while it goes on."""
    awaited = suspension.until is None and suspension.expected_end
    announced = f"，预计{suspension.expected_end}结束" if awaited else ""
    return f"{suspension.procedure.word}（书面告知：{suspension.notice}{announced}）"
