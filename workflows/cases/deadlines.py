"""Deadlines are watched: what comes close or is overdue is told upwards, and never waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client.messages.cases.answers import Decided
from client.messages.cases.progress import Colour, State
from matters.clock import Due
from matters.clock.calendar import Calendar
from matters.language import Otherwise
from matters.plan.plan import PlannedPaper
from workflows import calls
from workflows.cases.item_handling import ItemHandling
from workflows.cases.keepers import Keepers
from workflows.cases.records import procedures, prospects, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.procedures import Duty

HAS_A_CLOCK: Final = (State.LODGED, State.IN_REVIEW, State.SUSPENDED, State.CORRECTION)
"""A limit that has begun runs, or stands, until there is a decision."""

WITH_ITS_DEPARTMENT: Final = (State.LODGED, State.IN_REVIEW)
"""Whose silence speaks."""


class Deadlines:
    """One timer for all clocks of a case: it is set anew only if something comes before it."""

    def __init__(self, file: CaseFile, keepers: Keepers) -> None:
        self._file = file
        self._keepers = keepers
        self._seen = 0
        self._calendar: Calendar | None = None

    async def keep(self) -> None:
        """Look whenever something is due, and whenever other dates follow from what is recorded."""
        while True:
            await self._let_people_finish()
            self._look()
            await self._until_next_look()

    async def _let_people_finish(self) -> None:
        """What was said before the clock struck is carried out first; but no system holds up the watch."""
        async with self._file.mending:
            pass
        await calls.until(
            lambda: not any(item.decision for item in self._running()),
            workflow.now() + calls.DESK_TIME,
            summary="登记决定",
        )

    async def _until_next_look(self) -> None:
        at = self._next()
        if at is None:
            await workflow.wait_condition(lambda: self._is_stale() or self._next() is not None)
            return
        await calls.until(lambda: self._is_stale() or self._is_before(at), at, summary="办理期限")

    def _is_stale(self) -> bool:
        """Whether a clock has been stopped, started or extended since, or the calendar amended."""
        return self._file.plan.calendar is not self._calendar or self._changes() != self._seen

    def _changes(self) -> int:
        """How often anything was recorded of any clock; a new one starts at nothing."""
        clocks = (self._file.clock, *(item.clock for item in self._file.items.values()))
        taken = (len(one.taken) for item in self._file.items.values() for one in item.courses.values())
        return sum(clock.changes for clock in clocks if clock) + sum(taken)

    def _is_before(self, at: datetime) -> bool:
        sooner = self._next()
        return sooner is not None and sooner < at

    def _next(self) -> datetime | None:
        return min(self._dates(), default=None)

    def _dates(self) -> Iterator[datetime]:
        file, now = self._file, workflow.now()
        clocks = ((item.clock, file.calendar_of(item)) for item in self._running())
        for clock, calendar in ((file.clock, file.plan.calendar), *clocks):
            change = clock.next_change(now, calendar) if clock else None
            if change:
                yield change
        for _, _, by in self._awaited_papers():
            yield by.at
        for _, by in (*self._to_be_served(), *self._left_undecided()):
            yield by.at
        percent = file.plan.timetable.warn_percent
        for _, duty in self._duties():
            yield from (change for change in duty.changes(percent=percent) if now < change)

    def _running(self) -> Iterator[ItemRecord]:
        for item in self._file.items.values():
            if item.state in HAS_A_CLOCK:
                yield item

    def _look(self) -> None:
        now, calendar = workflow.now(), self._file.plan.calendar
        self._file.clock.stand_with(
            tuple(
                suspension
                for item in self._file.items.values()
                if item.clock
                for suspension in item.clock.proceedings.suspensions
            )
        )
        self._file.colour = self._file.clock.colour(now, calendar)
        for item in self._running():
            colour = item.clock.colour(now, self._file.calendar_of(item)) if item.clock else Colour.GREEN
            if colour is not item.colour:
                item.colour = colour
                self._escalate(item)
        for item, paper, by in tuple(self._awaited_papers()):
            if by.at <= now:
                self._miss(item, paper)
        for item, by in tuple(self._to_be_served()):
            if by.at <= now:
                self._overdue_service(item)
        for item, by in tuple(self._left_undecided()):
            if by.at <= now:
                self._deem(item)
        for item, duty in tuple(self._duties()):
            self._remind(item, duty)
        self._seen, self._calendar = self._changes(), calendar

    def _escalate(self, item: ItemRecord) -> None:
        """First the department is told, then its supervisor; whoever may have lost it is asked again."""
        planned = item.planned
        if item.colour is Colour.GREEN:
            return
        overdue = item.colour is Colour.RED
        addressee = Addressee.SUPERVISOR if overdue else Addressee.DEPARTMENT
        kind = NoticeKind.OVERDUE if overdue else NoticeKind.WARNING
        says = f"{planned.name}（{planned.department_name}）{'已逾期' if overdue else '临近到期'}"
        self._file.tell(addressee, kind, says, item=planned.code)
        if item.state is State.IN_REVIEW:
            self._keepers.start(ItemHandling(item, self._file).reask())
        elif item.state is State.LODGED and overdue:
            item.handed_over = True  # people may decide from now on

    def _duties(self) -> Iterator[tuple[ItemRecord, Duty]]:
        """What is next of procedures, and decisions to be served."""
        for item in self._file.items.values():
            for duty in procedures.duties(item, self._file):
                yield item, duty

    def _remind(self, item: ItemRecord, duty: Duty) -> None:
        """Of a step: once when it comes close, its owner; once when it is overdue, those above."""
        percent = self._file.plan.timetable.warn_percent
        colour = duty.colour(workflow.now(), percent=percent)
        if colour is item.alarms.get(duty.code, Colour.GREEN):
            return
        item.alarms[duty.code] = colour
        overdue = colour is Colour.RED
        if duty.code == procedures.DELIVERY and overdue:
            return  # told by `_overdue_service`
        if colour is not Colour.GREEN:
            addressee = Addressee.SUPERVISOR if overdue else Addressee.DEPARTMENT
            kind = NoticeKind.OVERDUE if overdue else NoticeKind.WARNING
            stands = "已逾期" if overdue else "临近到期"
            says = f"{item.planned.name}的{duty.name}（{duty.owner}）{stands}"
            self._file.tell(addressee, kind, says, item=item.planned.code)

    def _awaited_papers(self) -> Iterator[tuple[ItemRecord, PlannedPaper, Due]]:
        for item in self._file.items.values():
            for paper in prospects.lacking(item, self._file):
                if paper.follows_by:
                    yield item, paper, Due(on=paper.follows_by)

    def _to_be_served(self) -> Iterator[tuple[ItemRecord, Due]]:
        """Decisions that nobody has served yet, and nobody has been told of for that."""
        for item in service.unserved(self._file):
            by = service.due(item, self._file)
            if by and not item.service_overdue:
                yield item, by

    def _left_undecided(self) -> Iterator[tuple[ItemRecord, Due]]:
        """What counts as granted if nobody decides it in time; whom the applicant keeps waiting is nobody."""
        for item in self._running():
            by = item.clock.deemed_due(self._file.calendar_of(item)) if item.clock else None
            if by and item.state in WITH_ITS_DEPARTMENT and not item.deemed:
                yield item, by

    def _deem(self, item: ItemRecord) -> None:
        """The last day is over: the law has decided, and the department enters it."""
        if item.request:
            item.deemed, item.handed_over = True, True
            because = item.planned.clock.deemed
            item.remarks = (*item.remarks, f"法定期限届满未作决定，视为准予（{because}）")
            item.decision = Decided(request=item.request, officers=(), at=workflow.now(), deemed=because)

    def _overdue_service(self, item: ItemRecord) -> None:
        item.service_overdue = True
        says = f"{item.planned.name}的决定逾期未送达（{item.planned.department_name}）"
        self._file.tell(Addressee.SUPERVISOR, NoticeKind.OVERDUE, says, item=item.planned.code)

    def _miss(self, item: ItemRecord, paper: PlannedPaper) -> None:
        """The day is over: what follows is what the definition says."""
        item.waive(paper)
        says = f"容缺材料“{paper.name}”未在 {paper.follows_by} 前补交"
        if paper.otherwise is Otherwise.LAPSE:
            item.drop(State.LAPSED, because=says)
        else:
            item.remarks = (*item.remarks, says)
            if item.started and item.state is not State.CORRECTION:  # else it is lodged anyway
                item.again = "容缺材料逾期未补"
        says = f"{item.planned.name}的{says}"
        self._file.tell(Addressee.APPLICANT, NoticeKind.REMINDER, says, item=item.planned.code)
