"""What happens elsewhere (公告、派位): a case asks the registers that hold it, and goes on or ends by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from temporalio import workflow

from activities.registers.outside_events import AwaitedEvent, Awaiting, EventWatch, HappenedEvent
from matters.clock import Course, PlannedStep, StepTaken
from matters.language import Stops
from workflows import calls
from workflows.cases.officers.procedures import Taking
from workflows.cases.records import procedures
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

Awaited = tuple[ItemRecord, Course, PlannedStep]
"""An item, and the step of a procedure that happens outside."""


class OutsideEvents:
    """Asks when an item begins to wait, when a register tells of news, and when the time is over."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file

    async def keep(self) -> None:
        """One question for all that is awaited; what has happened is entered, and what has not may end."""
        while True:
            await self._until_there_is_a_question()
            self._file.news = False
            awaited = tuple(self._awaited())
            seen = await calls.own(EventWatch.look_out, self._asking(awaited), summary="查询外部事件")
            for one in awaited:
                self._note(*one, happened=seen.of(_asked(*one)))

    async def _until_there_is_a_question(self) -> None:
        while not self._is_to_ask():
            at = self._next()
            if at is None:
                await workflow.wait_condition(lambda: self._is_to_ask() or self._next() is not None)
            else:
                await calls.until(self._is_to_ask, at, summary="公告或等待期满")

    def _is_to_ask(self) -> bool:
        file, awaited = self._file, tuple(self._awaited())
        return any(
            file.news or item.must_ask(course, step, today=file.today, calendar=file.calendar_of(item))
            for item, course, step in awaited
        )

    def _next(self) -> datetime | None:
        """When the time of something is over that has not happened."""
        dues = (course.due(step, self._file.calendar_of(item)) for item, course, step in self._awaited())
        return min((due.at for due in dues if due and workflow.now() < due.at), default=None)

    def _awaited(self) -> Iterator[Awaited]:
        for item in self._file.items.values():
            for course in () if item.settled or item.end else procedures.unfinished(item, self._file):
                step = course.next_step
                if step and step.event:
                    yield item, course, step

    def _asking(self, awaited: tuple[Awaited, ...]) -> Awaiting:
        return Awaiting(case=self._file.id, events=tuple(_asked(*one) for one in awaited))

    def _note(
        self, item: ItemRecord, course: Course, step: PlannedStep, *, happened: HappenedEvent | None
    ) -> None:
        """What lapses counts as not happened if it came too late; anything else is late, and has happened."""
        file, calendar = self._file, self._file.calendar_of(item)
        item.asked_on[course.code_of(step)] = file.today
        on = happened.on if happened else file.today
        taking = Taking(on=on, step=step, course=course, item=item, file=file)
        void = (step.lapses or step.stops is Stops.MISSED) and course.late(step, on, calendar=calendar)
        if happened and not void:
            taking.enter(StepTaken(step=step.code, on=on, says=happened.says))
        elif course.missed(file.today, calendar):
            last = course.due(step, calendar)
            taking.stop(f"{course.procedure.name}：至 {last.on if last else on} 未{step.name}")


def _asked(item: ItemRecord, course: Course, step: PlannedStep) -> AwaitedEvent:
    """By the item as it is planned now: an answer may have been mended since the procedure began."""
    known = (
        one.event
        for procedure in item.planned.procedures
        for one in procedure.steps
        if (procedure.code, one.code) == (course.procedure.code, step.code)
    )
    event = next(filter(None, known), step.event)
    if event is None:
        raise AssertionError("only what happens outside is awaited so")
    return AwaitedEvent(register_code=event.register_code, key=event.key, on=event.on, says=event.says)
