"""The one correction notice (一次性告知): gathered, told once, answered, or left unanswered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client.messages.cases.answers import Demand, Flaw, Wanting
from client.messages.cases.correction import CorrectionNotice, Point, Supplement
from client.messages.cases.findings import Finding
from client.messages.cases.progress import State
from matters import clock
from matters.clock import Due
from matters.language.form import FORM, PAPERS
from matters.plan.plan import Source
from workflows import calls, changes
from workflows.cases.keepers import Keepers
from workflows.cases.records import demands, prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

OR_ELSE: Final = "逾期未补正的事项不再办理，可以重新申请"


class Correction:
    """Departments want things mended; the applicant is told all of it at once."""

    def __init__(self, file: CaseFile, keepers: Keepers) -> None:
        self._file = file
        self._record = file.correction
        self._keepers = keepers

    def tell_findings(self, findings: Iterable[Finding]) -> None:
        """Pre-review wants something mended before the case can be accepted at all."""
        self._file.clock.told(self._file.today)
        self._tell(demands.points_of(findings), late=())

    def narrow(self, findings: Iterable[Finding]) -> None:
        """A first answer left some of it unmended, or has broken something else; the day stays the same."""
        points = demands.named(demands.points_of(findings), self._file.plan)
        notices = self._record.notices
        notices[-1] = notices[-1].model_copy(update={"points": points})

    def answer(self, supplement: Supplement) -> None:
        """Which points a supplement answers; whether well is for the departments to say."""
        paths = demands.answered_by(supplement)
        for notice in demands.unmended(self._file):
            free = (point.path for point in notice.points if not point.path.startswith((FORM, PAPERS)))
            everything = (point.path for point in notice.points)
            told = (*paths, *free) if self._file.items else everything
            self._record.answered[notice.number] = (*self._record.answered[notice.number], *told)
        self._start_clock()

    def hand_out(self) -> None:
        """Lodge again what has been mended altogether."""
        notices = self._record.notices
        unanswered = (point for notice in notices for point in demands.unanswered(notice, self._file))
        waiting = {code for point in unanswered for code in point.items}
        told = {code for notice in notices for point in notice.points for code in point.items}
        for code, item in self._file.items.items():
            mended = code in told and code not in waiting
            if item.state is State.CORRECTION and mended and self._is_told(code):
                item.again = "补正材料已提交"
                if item.clock:
                    item.clock.answered(self._file.today)

    async def keep(self) -> None:
        """Gather what departments want, and tell it, for as long as the case goes on."""
        record = self._record
        while True:
            if record.gathering_since is None:
                await workflow.wait_condition(lambda: any(self._untold()))
            record.gathering_since = since = record.gathering_since or self._file.today
            await self._gather(since=since)
            record.gathering_since = None
            self._tell_untold()

    def go_on(self) -> None:
        """As an earlier run has left it."""
        self._keepers.start(*map(self._see_to_its_end, self._record.followed))

    async def _gather(self, *, since: date) -> None:
        """Wait for those who may still ask; whoever joins may have less time left than the first."""
        while self._others_may_ask() and (at := self._gathered_by(since)) > workflow.now():
            await calls.until(partial(self._is_gathered, at, since), at, summary="汇集各部门补正要求")

    def _is_gathered(self, at: datetime, since: date) -> bool:
        return not self._others_may_ask() or self._gathered_by(since) < at

    def _start_clock(self) -> None:
        """The case counts as accepted when the last of what was told is mended or given up."""
        if not demands.unmended(self._file):
            self._file.clock.answered(self._file.today)

    def _follow(self, number: int) -> None:
        self._record.followed.append(number)
        self._keepers.start(self._see_to_its_end(number))

    async def _see_to_its_end(self, number: int) -> None:
        """A notice, whether it is answered or not."""
        try:
            await self._await_answer(number)
        finally:
            self._record.followed.remove(number)
        self._start_clock()

    async def _await_answer(self, number: int) -> None:
        """Remind once; then what was asked for lapses, and what was granted stays."""
        if not self._notice(number).reminded:
            if await self._answered(number, "等待申请人补正至"):
                return
            by = self._notice(number).answer_by
            self._record.reminded_after[number] = by
            self._remind(number, clock.due(by, self._file.plan.timetable.grace, self._file.plan.calendar))
        if await self._answered(number, "已催告，等待补正至"):
            return
        self._record.lapsed = not self._file.items
        for code in dict.fromkeys(code for point in self._unanswered(number) for code in point.items):
            item = self._file.items.get(code)
            if item and item.state is State.CORRECTION:
                item.drop(State.LAPSED, because="逾期未补正")

    async def _answered(self, number: int, doing: str) -> bool:
        """Whether it is before its time is over, which does not begin before its letter is served."""
        while True:
            if self._waits(number) and self._is_on_its_way(number):
                await workflow.wait_condition(
                    lambda: not (self._waits(number) and self._is_on_its_way(number))
                )
            self._change(number, answer_by=demands.last_day(self._notice(number), self._file))
            by = self._notice(number).answer_by
            if await self._answered_by(Due(on=by), number, summary=f"{doing} {by}"):
                return True
            if not self._is_on_its_way(number) and demands.last_day(self._notice(number), self._file) <= by:
                return False

    async def _answered_by(self, by: Due, number: int, *, summary: str) -> bool:
        def is_put_off() -> bool:
            later = demands.last_day(self._notice(number), self._file) > by.on
            return later or self._is_on_its_way(number)

        await calls.until(lambda: not self._waits(number) or is_put_off(), by.at, summary=summary)
        async with self._file.mending:  # what has come in by now is read before the day counts as over
            return not self._waits(number)

    def _waits(self, number: int) -> bool:
        return any(self._unanswered(number))

    def _is_on_its_way(self, number: int) -> bool:
        return self._file.is_on_its_way(self._notice(number).letter)

    def _change(self, number: int, **what: object) -> None:
        self._record.notices[number - 1] = self._notice(number).model_copy(update=what)

    def _remind(self, number: int, grace: Due) -> None:
        says = f"补正告知 {number} 已逾期，请在 {grace.on} 前补正，{OR_ELSE}"
        if self._by_other_means:
            within = self._file.plan.timetable.grace
            says = f"补正告知 {number} 已逾期，请自本催告送达之日起{within}内补正，{OR_ELSE}"
        key = self._file.tell(Addressee.APPLICANT, NoticeKind.REMINDER, says)
        letter = {"letter": key} if self._by_other_means else {}
        self._change(number, reminded=True, answer_by=grace.on, **letter)

    @property
    def _by_other_means(self) -> bool:
        """Whether the applicant is not served at once: his time is told without a day."""
        return self._file.serves_all and not self._file.agrees

    def _notice(self, number: int) -> CorrectionNotice:
        return self._record.notices[number - 1]

    def _unanswered(self, number: int) -> Iterator[Point]:
        return demands.unanswered(self._notice(number), self._file)

    def _untold(self) -> Iterator[ItemRecord]:
        for code, item in self._file.items.items():
            if prospects.asks(item, self._file) and not self._is_told(code):
                yield item

    def _is_told(self, code: str) -> bool:
        return self._record.rounds.get(code) == self._file.items[code].round

    def _others_may_ask(self) -> bool:
        """Whether a department that has not answered yet could still want something in time."""
        return any(
            item.state in {State.LODGED, State.IN_REVIEW}
            and item.clock
            and item.clock.may_be_told(self._file.today, self._file.calendar_of(item))
            for item in self._file.items.values()
        )

    def _gathered_by(self, since: date) -> datetime:
        """The end of the window, but never later than the law allows for any that is gathered in time."""
        calendar, today = self._file.plan.calendar, self._file.today
        window = clock.due(since, self._file.plan.timetable.gather, calendar).at
        lawful = (
            item.clock.notice_due(self._file.calendar_of(item)).at - JUST_BEFORE
            for item in self._untold()
            if item.clock and item.clock.may_be_told(today, self._file.calendar_of(item))
        )
        return min((window, *lawful))

    def _tell_untold(self) -> None:
        asking = tuple(self._untold())
        for item in asking:
            self._record.rounds[item.planned.code] = item.round
        wanted = [(item, demand) for item in asking for demand in item.demands]
        points = demands.merged(
            (item, demand) for item, demand in wanted if not self._answer_from_file(item, demand)
        )
        still = {code for point in points for code in point.items}
        late: list[str] = []
        for item in asking:
            if item.planned.code not in still:
                item.again = "所需内容已在案"
                continue
            late += self._record_telling(item)
        if points:
            self._tell(points, late=late)

    def _record_telling(self, item: ItemRecord) -> tuple[str, ...]:
        """Note on the clocks that the item's points are told today; why only now, if that is late."""
        today, calendar = self._file.today, self._file.plan.calendar
        if item.clock is None:
            return ()
        again = item.clock.proceedings.told_on is not None
        late = again or not item.clock.may_be_told(today, self._file.calendar_of(item))
        if not changes.has(ACCEPTED_STAYS):
            item.clock.take_acceptance_back()
            self._file.clock.take_acceptance_back()
        item.clock.told(today)
        if self._file.clock.may_be_told(today, calendar):
            self._file.clock.told(today)
        if not late:
            return ()
        reason = item.answer.reason if isinstance(item.answer, Wanting) else ""
        says = f"{item.planned.name}在可以一次性告知之后再次要求补正，理由：{reason or '未说明'}"
        self._file.tell(Addressee.SUPERVISOR, NoticeKind.LATE_DEMAND, says, item=item.planned.code)
        return (says,)

    def _tell(self, points: tuple[Point, ...], *, late: Sequence[str]) -> None:
        timetable, calendar = self._file.plan.timetable, self._file.plan.calendar
        notice = CorrectionNotice(
            number=len(self._record.notices) + 1,
            points=demands.named(points, self._file.plan),
            told_at=workflow.now(),
            answer_by=clock.due(self._file.today, timetable.answer, calendar).on,
            late=bool(late),
        )
        self._record.notices.append(notice)
        self._record.answered[notice.number] = ()
        until = (
            f"自本告知送达之日起{timetable.answer}内" if self._by_other_means else f"在 {notice.answer_by} 前"
        )
        says = "；".join((f"请{until}一次补正 {len(points)} 处", *late))
        key = self._file.tell(Addressee.APPLICANT, NoticeKind.CORRECTION, says)
        if self._file.serves_all:
            self._change(notice.number, letter=key)
        self._follow(notice.number)

    def _answer_from_file(self, item: ItemRecord, demand: Demand) -> bool:
        """Nothing is asked for that is already held; but the same demand twice goes to the applicant."""
        once = (item.planned.code, demand.path)
        again = once in self._record.from_file
        if demand.flaw is not Flaw.MISSING or again or not self._holds(item, demand.path):
            return False
        self._record.from_file.append(once)
        return True

    def _holds(self, item: ItemRecord, path: str) -> bool:
        if path.startswith(FORM):
            return item.planned.fields.get(path.removeprefix(FORM).rpartition("].")[2]) is not None
        code = path.removeprefix(PAPERS)
        elsewhere = any(
            paper.code == code and paper.source in {Source.EARLIER_ITEM, Source.LICENCE_LIBRARY}
            for paper in item.planned.papers
        )
        return code in self._file.sha256 or elsewhere


ACCEPTED_STAYS = "accepted-stays-accepted"
"""A patch: a department's demand stops no clock (行政许可法 Art. 32, 45); in older histories it did."""

JUST_BEFORE = timedelta(seconds=30)
"""A notice that is told when the day is over is late, and a server at work may be some seconds behind."""
