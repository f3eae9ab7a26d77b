"""What is said of each day of one clock."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..definitions import law
from .calendar import Calendar
from .day_count import DayCount, Stretch
from .day_names import Why, at_rest, at_work
from .deadlines import accepted_on, day_count, notice_due
from .proceedings import Deemed, Proceedings, Suspension, Term, Unit


@dataclass(frozen=True, kw_only=True)
class Account:
    """Reasons, day by day, as far as they are known `today`."""

    proceedings: Proceedings
    term: Term
    calendar: Calendar
    today: date

    def reason(self, day: date) -> Why:
        if self.accepted is None or day < self.accepted:
            return self._not_accepted(day)
        if day == self.accepted:
            return Why(f"{self._accepted_how()}，期间开始当日不计入", str(law.PERIOD_BEGINS))
        if standing := self._standing(day):
            return Why(f"{'、'.join(map(_told, standing))}所需时间", self._basis(standing))
        if day in self._counted:
            return self._counted_in(day, self._counted[day])
        return self._not_counted(day)

    @cached_property
    def accepted(self) -> date | None:
        return accepted_on(self.proceedings, self.calendar)

    @cached_property
    def count(self) -> DayCount | None:
        return day_count(self.proceedings, self.term, self.calendar)

    @cached_property
    def _suspensions(self) -> tuple[Suspension, ...]:
        """In one order, however they were recorded."""
        recorded = self.proceedings.suspensions
        return tuple(sorted(recorded, key=lambda each: (each.since, each.model_dump_json())))

    @cached_property
    def _counted(self) -> dict[date, Stretch]:
        stretches = self.count.stretches if self.count else ()
        return {day: stretch for stretch in stretches for day in stretch.days}

    @cached_property
    def _notice_due(self) -> date:
        return notice_due(self.proceedings, self.calendar).on

    def _not_accepted(self, day: date) -> Why:
        told_on = self.proceedings.told_on
        if told_on is None or day <= told_on:
            return Why("收到申请材料（收件），尚未受理", self.proceedings.notice_within.basis)
        acceptance = law.governing(law.ACCEPTANCE, licensed=self.proceedings.licensed)
        return Why("已一次性告知补正，等待补正材料交齐，尚未受理", str(acceptance))

    def _accepted_how(self) -> str:
        if self.accepted == self.proceedings.accepted_on:
            return "受理"
        if self.accepted == self.proceedings.answered_on:
            return "补正材料交齐，受理"
        told_on, basis = self.proceedings.told_on, self.proceedings.notice_within.basis
        if self.proceedings.deemed is Deemed.AT_THE_END:
            return f"至{self._notice_due}未作处理，依{basis}自期满之日起视为受理"
        if told_on:
            return f"补正告知晚于{self._notice_due}，依{basis}自收到申请材料之日起即为受理"
        if self.today <= self._notice_due:
            return f"收到申请材料（收件），{self._notice_due}前未告知补正的，依{basis}自当日起即为受理"
        return f"至{self._notice_due}未告知补正，依{basis}自收到申请材料之日起即为受理"

    def _standing(self, day: date) -> tuple[Suspension, ...]:
        """The procedures that keep the clock from running."""
        return tuple(each for each in self._suspensions if each.stops(day))

    def _counted_in(self, day: date, stretch: Stretch) -> Why:
        kind, extension = at_work(day, stretch.term, self.calendar), self.proceedings.extension
        if extension is None or self.count is None or stretch is self.count.stretches[0]:
            return Why(kind, stretch.term.basis, counted=True)
        says = f"延长期限内的{kind}（{extension.approver}批准）"
        return Why(says, stretch.term.basis, counted=True)

    def _not_counted(self, day: date) -> Why:
        works = self.calendar.is_working_day(day)
        begun = tuple(each for each in self._suspensions if each.since == day)
        if begun and (works or self.term.unit is not Unit.WORKING_DAYS):
            return Why(f"{'、'.join(map(_told, begun))}自期限最后一日开始，该日不计入", self._basis(begun))
        rest = None if works else at_rest(day, self.calendar)
        if rest is None or self._used_up_before(day):
            return _put_off(rest)
        return rest

    def _basis(self, suspensions: tuple[Suspension, ...]) -> str:
        licensed = self.proceedings.licensed
        return "、".join(dict.fromkeys(each.procedure.basis_for(licensed=licensed) for each in suspensions))

    def _used_up_before(self, day: date) -> bool:
        used_up = self.count.used_up if self.count else None
        return used_up is not None and used_up < day


def reason_since(day: date, event: str, count: DayCount) -> Why:
    """The same of a limit that nothing stops; `event` is what has happened on the day before its first."""
    if day == count.after:
        return Why(f"{event}，期间开始当日不计入", str(law.PERIOD_BEGINS))
    term = count.stretches[0].term
    if day in count.days:
        return Why(at_work(day, term, count.calendar), term.basis, counted=True)
    if count.used_up and count.used_up < day:
        return _put_off(None if count.calendar.is_working_day(day) else at_rest(day, count.calendar))
    return at_rest(day, count.calendar)


def reason_before(day: date, event: date, term: Term, calendar: Calendar) -> Why:
    """The same of a limit that is reckoned back from an event."""
    if day == event:
        return Why("事件当日不计入", str(law.PERIOD_BEGINS))
    if term.unit is Unit.WORKING_DAYS and not calendar.is_working_day(day):
        return at_rest(day, calendar)
    return Why(f"倒算的{at_work(day, term, calendar)}", term.basis, counted=True)


def _put_off(rest: Why | None) -> Why:
    """A day by which the end is put off, and what it is called; the last of them is a working day."""
    named = f"（{rest.says}）" if rest else ""
    return Why(f"期限最后一日逢休息日，顺延至休息日结束的次日{named}", str(law.PERIOD_ENDS))


def _told(suspension: Suspension) -> str:
    """The procedure and the notice of it, with the end that was announced while it goes on."""
    awaited = suspension.until is None and suspension.expected_end
    announced = f"，预计{suspension.expected_end}结束" if awaited else ""
    return f"{suspension.procedure.word}（书面告知：{suspension.notice}{announced}）"
