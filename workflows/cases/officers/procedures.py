"""Procedures of the law, as they are begun and their steps taken: who may, when, and what must be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from activities.cases.notices import Addressee, NoticeKind
from client.errors import DayPassed, NotPending, NotYours, OutsideTheList, SamePerson, Unreasoned
from client.messages.cases.progress import AskFor, State
from client.messages.officers.commands import Begin, TakeStep
from matters.clock import Course, PlannedProcedure, PlannedStep, StepTaken, Suspension
from matters.language import Owner, Stops
from workflows.cases.officers import commands, hearing_notices, signers
from workflows.cases.records import holders, procedures, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.rest import endings
from workflows.trust import gate

APPLICANT: Final = "applicant"
"""How a step says that the applicant has taken it; others are called as the procedure calls them."""


def require_begin(command: Begin, file: CaseFile) -> None:
    """Whether it may begin.  Raises a `Rejected` that says why not."""
    item = commands.require_item(command, file)
    commands.require_in_hand(command, item)
    commands.require_holder(command, item, file)
    known = _known(item, file)
    if command.procedure not in known:
        raise OutsideTheList(
            f"{command.item}：不能就其启动 {command.procedure!r}；可以启动：{'、'.join(known) or '没有'}"
        )
    if command.procedure in item.courses:
        raise NotPending(f"{command.item}：{command.procedure} 已经启动，请办理下一步")
    if not all(map(str.strip, command.parties)):
        raise Unreasoned(f"{command.item}：请写明本部门对每一名利害关系人（`parties`）的代号")
    concerned = (*known[command.procedure].concerns, *command.parties)
    if others := [party for party in command.electronic if party not in concerned]:
        raise OutsideTheList(
            f"{command.item}：{'、'.join(others)} 不在利害关系人（`parties`）之列，不能填作同意电子送达的人"
        )


def begin(command: Begin, file: CaseFile) -> ItemRecord:
    """From today on; all whom it concerns are told."""
    item = file.items[command.item]
    item.note_reviewer(command.officer, gate.spoken().person)
    procedure = _known(item, file)[command.procedure]
    file.electronic_parties = tuple(dict.fromkeys((*file.electronic_parties, *command.electronic)))
    course = Course(
        procedure=procedure,
        begun_on=file.today,
        parties=tuple(dict.fromkeys((*procedure.concerns, *command.parties))),
        reasons=command.reasons,
    )
    procedures.begin(course, item, file)
    return item


def require_step(command: TakeStep, file: CaseFile) -> None:
    """Whether the step may be taken so.  Raises a `Rejected` that says why not."""
    item = commands.require_item(command, file, department=_owner(command, file))
    commands.require_in_hand(command, item)
    taking = _taking(command, item, file)
    if taking.step.event:
        raise NotYours(
            f"{command.item}：{command.step} 由 {taking.step.event.register_code} 告知，不由人工登记"
        )
    if taking.step.owner is Owner.DEPARTMENT:
        commands.require_holder(command, item, file)
    taking.require_words(command)
    taking.require_people(command)
    taking.require_day()
    if taking.step.fixes_day and command.day:
        taking.require_fixed(command.day)


def take_step(command: TakeStep, file: CaseFile) -> ItemRecord:
    """Enter it; tell it, and let the clock stand or go on, as the procedure says."""
    item = file.items[command.item]
    taking = _taking(command, item, file)
    person = gate.spoken().person
    if taking.step.owner is Owner.HOST:
        item.heard_by = (*item.heard_by, person)
    if taking.step.owner is Owner.DEPARTMENT:
        item.note_reviewer(command.officer, person)
    taking.enter(
        StepTaken(
            step=command.step,
            on=taking.on,
            day=command.day,
            place=command.place,
            officers=command.officers,
            party=holders.APPLICANT if command.party == APPLICANT else command.party,
            document=command.document,
            signed_by=command.signed_by,
            says=command.says,
        )
    )
    return item


def require_asking(asked: AskFor, file: CaseFile) -> None:
    """Whether an applicant may ask for it now.  Raises a `Rejected` that says why not."""
    item = commands.item_of(asked.item, file)
    commands.require_undecided(asked.item, item)
    taking = _asking(asked, item, file)
    if taking.step.owner is not Owner.CONCERNED:
        raise NotPending(f"{asked.item}：{asked.procedure} 目前不需要申请人办理")
    taking.require_day()


def ask_for(asked: AskFor, file: CaseFile) -> None:
    """The applicant takes the step that is his."""
    taking = _asking(asked, file.items[asked.item], file)
    taking.enter(StepTaken(step=taking.step.code, on=taking.on, party=holders.APPLICANT, says=asked.says))


@dataclass(frozen=True, kw_only=True)
class Taking:
    """A step of a course, as it is taken `on` a day, of a right by whom. Each check raises a `Rejected`."""

    on: date
    step: PlannedStep
    course: Course
    item: ItemRecord
    file: CaseFile
    party: str = ""

    @property
    def _about(self) -> str:
        return f"{self.item.planned.code}：{self.course.procedure.code} {self.step.code}"

    def require_words(self, command: TakeStep) -> None:
        """All that must be said of it is said."""
        for lacks in (*_lacking(command, self.step), *signers.lacking(command, self.step, self.course)):
            raise Unreasoned(f"{self._about}：须写明{lacks}")
        for besides in _besides(command, self.step):
            raise OutsideTheList(f"{self._about}：{besides}")
        parties = (APPLICANT, *self.course.parties)
        if self.step.owner is Owner.CONCERNED and command.party not in parties:
            raise Unreasoned(f"{self._about}：请写明由谁提出（`party`）：{'、'.join(parties)}")

    def require_people(self, command: TakeStep) -> None:
        """Whoever hosts a hearing has not reviewed the item (行政许可法 Art. 48)."""
        item, steps = self.item, self.course.procedure.steps
        if self.step.owner is Owner.HOST and command.officer not in self.course.hosts:
            raise NotYours(f"{self._about}：由 {'、'.join(self.course.hosts)} 主持，须由其本人登记")
        reviews = gate.spoken().person in item.reviewers.values()
        if self.step.owner is Owner.HOST and reviews:
            raise SamePerson(f"{self._about}：{command.officer} 审查过该申请，须由他人主持听证")
        if self.step.officers and any(step.owner is Owner.HOST for step in steps):
            holder, inspectors = item.holder(self.file.today), self._named_elsewhere()
            reviewers = (*item.reviewers, *item.proposing, *inspectors, holder, command.officer)
            for officer in command.officers:
                if officer in reviewers:
                    raise SamePerson(f"{self._about}：{officer} 审查该申请，请指定他人主持")

    def _named_elsewhere(self) -> Iterator[str]:
        """Whoever was sent to inspect it has reviewed it, too."""
        for course in self.item.courses.values():
            if course.procedure != self.course.procedure:
                yield from (officer for record in course.taken for officer in record.officers)

    def require_day(self) -> None:
        """Not in the future, not before what came before, as it was fixed, and in time for a right."""
        today, taken = self.file.today, self.course.taken
        begun_on = self.item.courses[self.course.procedure.code].begun_on or today
        earliest = taken[-1].on if taken else begun_on
        if not earliest <= self.on <= today:
            raise DayPassed(f"{self._about}：不可能在 {self.on} 办理，请填 {earliest} 至 {today} 之间的日期")
        fixed = self.course.fixed(self.step)
        if fixed and self.on != fixed:
            raise DayPassed(f"{self._about}：定于 {fixed} 举行，不是 {self.on}；改期的，请重新通知")
        if fixed:
            hearing_notices.require_told(self.step, fixed, course=self.course, item=self.item, file=self.file)
        own = service.towards(self.party, self.course, self.step, item=self.item, file=self.file)
        last = own.due(self.step, self.file.calendar_of(self.item)) if self.step.lapses else None
        if last and last.on < self.on:
            whose = f"利害关系人〔{self.party}〕的" * bool(self.party)
            raise DayPassed(f"{self._about}：{whose}该权利已于 {last.on} 期满后消灭（{self.step.basis}）")

    def require_fixed(self, day: date) -> None:
        """Not sooner than it must be told before, nor later than its time allows, if both can be."""
        calendar, later = self.file.calendar_of(self.item), self.course.step(self.step.before)
        told_on = self.file.today if self.file.serves_all else self.on  # its letters leave with this word
        earliest = self.course.earliest(told_on, self.step, calendar)
        last = self.course.due(later, calendar) if later else None
        latest = max(last.on, earliest) if last else None
        if day < earliest or (latest and latest < day):
            until = f"{earliest} 至 {latest}" if latest else f"{earliest} 起"
            raise DayPassed(
                f"{self._about}：不能定于 {day}；于 {told_on} 通知的，可以定在 {until}（{self.step.basis}）"
            )

    def enter(self, record: StepTaken) -> None:
        """What follows from it is told with it."""
        procedure, item = self.course.procedure, self.item
        recorded = item.courses[procedure.code]
        entered = recorded.model_copy(update={"taken": (*recorded.taken, record)})
        item.courses[procedure.code] = entered
        says = procedures.told_of(record, entered, item)
        if procedure.stands_from == record.step:
            says += self._stand(entered)
        if procedure.ground and item.clock and entered.next_step is None:
            item.clock.end(procedure.ground, record.on)
        if item.state in {State.IN_REVIEW, State.SUSPENDED}:
            item.state = item.in_hand
        keys = procedures.tell(says, entered, item, self.file) if self.step.tells else ()
        if self.step.fixes_day and keys and self.file.serves_all:
            item.announced[entered.code_of(self.step)] = keys
        if self.step.stops is Stops.TAKEN:
            self.stop(f"{procedure.name}：{record.on} {self.step.name}")

    def stop(self, because: str) -> None:
        """The item ends with it, which is told."""
        self.item.drop(State.STOPPED, because=because)
        against = endings.instruction(self.file, self.item)
        says = f"{self.item.planned.name}依{self.step.basis}终止办理：{because}{against}"
        self.file.tell(Addressee.APPLICANT, NoticeKind.TERMINATED, says, item=self.item.planned.code)

    def _stand(self, course: Course) -> str:
        """The time that it needs is not counted, which is told in writing (行政许可法 Art. 45)."""
        ground, clock = course.procedure.ground, self.item.clock
        if ground is None or clock is None or any(ground == one for one in clock.grounds):
            return ""
        calendar = self.file.calendar_of(self.item)
        dues = (course.due(step, calendar) for step in course.procedure.steps)
        ends = max((due.on for due in dues if due and due.on > self.on), default=None)
        notice = f"{course.procedure.name}告知"
        clock.suspend(Suspension(procedure=ground, since=self.on, expected_end=ends, notice=notice))
        until = f"，预计最迟 {ends} 举行" if ends else ""
        basis = ground.basis_for(licensed=clock.planned.licensed)
        return f"。{ground.word}所需时间不计入期限{until}，依据{basis}"


def _taking(command: TakeStep, item: ItemRecord, file: CaseFile) -> Taking:
    course = _begun(command.item, command.procedure, item, file)
    step, following = course.step(command.step), course.next_step
    if step is None:
        known = ", ".join(one.code for one in course.procedure.steps)
        raise OutsideTheList(f"{command.item}：{command.procedure} 没有步骤 {command.step!r}，只有：{known}")
    if not course.may_take(step.code):
        says = f"下一步是{following.name}（{following.code}）" if following else "该程序已经结束"
        raise NotPending(f"{command.item}：目前不能办理 {step.code}，{says}")
    party = "" if command.party == APPLICANT else command.party
    on = command.on or file.today
    return Taking(on=on, step=step, course=course, item=item, file=file, party=party)


def _asking(asked: AskFor, item: ItemRecord, file: CaseFile) -> Taking:
    course = _begun(asked.item, asked.procedure, item, file)
    step = course.next_step
    if step is None:
        raise NotPending(f"{asked.item}：{asked.procedure} 已经结束")
    return Taking(on=file.today, step=step, course=course, item=item, file=file)


def _begun(code: str, procedure: str, item: ItemRecord, file: CaseFile) -> Course:
    """As it stands since it was served."""
    found = {course.procedure.code: course for course in procedures.under_way(item, file)}
    if procedure not in found:
        begun = "、".join(found) or "没有"
        raise NotPending(f"{code}：{procedure!r} 尚未启动，不能办理其步骤；已启动的：{begun}")
    return found[procedure]


def _known(item: ItemRecord, file: CaseFile) -> dict[str, PlannedProcedure]:
    """What an officer may begin: what general law knows, and what its definition declares."""
    both = (*file.plan.procedures, *item.planned.procedures)
    return {procedure.code: procedure for procedure in both if not procedure.comes_first}


def _owner(command: TakeStep, file: CaseFile) -> str:
    """The department whose step it is, if another than decides."""
    item = file.items.get(command.item)
    course = item.courses.get(command.procedure) if item else None
    step = course.step(command.step) if course else None
    return step.body if step else ""


def _besides(command: TakeStep, step: PlannedStep) -> Iterator[str]:
    """What would stand on record of a step that has no place for it."""
    if step.owner is not Owner.CONCERNED and command.party:
        yield f"由 {command.department} 办理，不由申请人或者利害关系人办理，请不填 `party`"
    if not step.fixes_day and (command.day or command.place.strip()):
        yield "该步骤不确定日期和地点，请不填 `day`、`place`（办理日期填 `on`）"


def _lacking(command: TakeStep, step: PlannedStep) -> Iterator[str]:
    if step.fixes_day and not (command.day and command.place.strip()):
        yield "所定的日期和地点（`day`、`place`）"
    if len({officer.casefold() for officer in command.officers if officer}) < step.officers:
        yield f"所指派的人员（`officers`），至少 {step.officers} 名"
    if step.document and not command.document.strip():
        yield "文书编号（`document`）"
