"""Procedures under way about items (听证、核查、初审): what is to be done next, whose it is, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from activities.cases.notices import Addressee, NoticeKind, to_party
from client.messages.cases.explanation import Reckoning
from client.messages.cases.progress import Colour, ProcedureProgress, StepProgress
from matters import clock
from matters.clock import Course, Due, PlannedStep, StepTaken, Term
from matters.language import Owner, Stops
from workflows.cases.records import service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.legal_clock import reckoning

CONCERNED = "申请人、利害关系人"
DELIVERY = "delivery"
_NO_BODIES = (Owner.CONCERNED, Owner.OUTSIDE)


class Duty(NamedTuple):
    """What somebody has to do next about an item.

    `department` has it in its inbox, if anybody; what `lapses` is a right, and nobody's fault. Its time began
    on the day `since`, by an `event`; or it is reckoned back from the day `ahead_of`.
    """

    code: str
    name: str
    department: str
    owner: str
    lapses: bool
    event: str
    since: date | None
    ahead_of: date | None
    term: Term | None
    due: Due | None

    def colour(self, now: datetime, *, percent: int) -> Colour:
        """Red once its time is over, yellow once so much of it is; a right that lapses is told to nobody."""
        if self.due is None or self.lapses:
            return Colour.GREEN
        if self.due.at <= now:
            return Colour.RED
        warning = self._warning(percent)
        return Colour.YELLOW if warning and warning.at <= now else Colour.GREEN

    def changes(self, *, percent: int) -> Iterator[datetime]:
        """When something follows from it."""
        for change in (self._warning(percent), self.due):
            if change:
                yield change.at

    def _warning(self, percent: int) -> Due | None:
        if self.due is None or self.since is None:
            return None
        days = ceil((self.due.on - self.since).days * percent / 100)
        return Due(on=self.since + timedelta(days))


def under_way(item: ItemRecord, file: CaseFile) -> Iterator[Course]:
    """Those that have begun, each since the day on which it was served on all whom it concerns."""
    for course in item.courses.values():
        keys = item.announced.get(course.procedure.code)
        yield course.model_copy(update={"begun_on": service.on_all(keys, file)}) if keys else course


def unfinished(item: ItemRecord, file: CaseFile) -> Iterator[Course]:
    """Those of which something is to come, or may have happened outside that nobody has told of."""
    for course in under_way(item, file):
        if not course.over(file.today, file.calendar_of(item)) or _in_doubt(course, item, file):
            yield course


def _in_doubt(course: Course, item: ItemRecord, file: CaseFile) -> bool:
    """Whether what has not happened in time, as far as is known, is still to be asked for."""
    step = course.next_step
    return bool(
        step and step.event and item.must_ask(course, step, today=file.today, calendar=file.calendar_of(item))
    )


def coming_first(item: ItemRecord, file: CaseFile) -> Iterator[Course]:
    """Those of which something is to come before the item is lodged."""
    return (course for course in unfinished(item, file) if course.procedure.comes_first)


def duties(item: ItemRecord, file: CaseFile) -> Iterator[Duty]:
    """What is next of each, and of a decision that is to be served."""
    if item.courses and not item.settled:
        for course in unfinished(item, file):
            if step := course.next_step:
                yield _duty(course, step, item, file)
    if item.announced and not item.settled and any(unserved(item, file)):
        yield _to_be_served(item)
    if item.decided_at:
        yield from _delivery(item, file)


def begin(course: Course, item: ItemRecord, file: CaseFile) -> None:
    """Note it, and tell everybody whom it concerns, if it concerns anybody but the department."""
    procedure = course.procedure
    item.courses[procedure.code] = course
    if course.parties or not procedure.by_department:
        reasons = f"，理由：{'；'.join(course.reasons)}" if course.reasons else ""
        says = f"{item.planned.name}进入{procedure.name}程序，依据{procedure.basis}{reasons}{_next(course)}"
        item.announced[procedure.code] = tell(says, course, item, file)


def begin_declared(item: ItemRecord, file: CaseFile, *, first: bool) -> None:
    """Those of its definition that begin now by themselves: before it is lodged, or with that."""
    since = item.clock.proceedings.received_on if item.clock else file.today
    for procedure in item.planned.procedures:
        if procedure.comes_first is first and procedure.code not in item.courses:
            begin(Course(procedure=procedure, begun_on=since, parties=procedure.concerns), item, file)


def unserved(item: ItemRecord, file: CaseFile) -> Iterator[str]:
    """The notices by which procedures began, or a day was fixed, and that are on their way."""
    for keys in item.announced.values():
        yield from (key for key in keys if (on := file.services.get(key)) and not on.served_on)


def tell(says: str, course: Course, item: ItemRecord, file: CaseFile) -> tuple[str, ...]:
    """To the applicant, and to each whom it concerns besides; the keys of the notices."""
    code, kind = item.planned.code, NoticeKind.PROCEDURE
    return (
        file.tell(Addressee.APPLICANT, kind, says, item=code),
        *(
            file.tell(Addressee.INTERESTED_PARTY, kind, to_party(party, says), item=code, party=party)
            for party in course.parties
        ),
    )


def told_of(record: StepTaken, course: Course, item: ItemRecord) -> str:
    """A step that was taken, in the words in which it is told."""
    step = course.step(record.step)
    name = step.name if step else record.step
    says = f"（{told}）" if (told := _particulars(record)) else ""
    return f"{item.planned.name}的{course.procedure.name}：{record.on} {name}{says}{_next(course)}"


def progress(item: ItemRecord, file: CaseFile) -> tuple[ProcedureProgress, ...]:
    """As everybody sees them."""
    return tuple(_progress(course, item, file) for course in under_way(item, file))


def reckonings(item: ItemRecord, file: CaseFile) -> Iterator[Reckoning]:
    """How the last day of each step comes about."""
    for course in under_way(item, file):
        for step in course.procedure.steps:
            for party in ("", *course.parties) if step.is_a_right else ("",):
                own = service.towards(party, course, step, item=item, file=file)
                yield from _reckoning(_duty(own, step, item, file), item, file, party=party)
    for duty in _delivery(item, file):
        yield from _reckoning(duty, item, file)


def _reckoning(duty: Duty, item: ItemRecord, file: CaseFile, *, party: str = "") -> Iterator[Reckoning]:
    whose = f"（利害关系人〔{party}〕）" if party else ""
    calendar, term, subject = file.calendar_of(item), duty.term, f"{item.planned.name}：{duty.name}{whose}"
    if term and duty.ahead_of:
        yield reckoning(subject, term, clock.explain_before(duty.ahead_of, term, calendar))
    elif term and duty.since:
        yield reckoning(subject, term, clock.explain_since(duty.event, duty.since, term, calendar))


def _duty(course: Course, step: PlannedStep, item: ItemRecord, file: CaseFile) -> Duty:
    calendar = file.calendar_of(item)
    since = course.taken[-1].on if step.before and course.taken else course.began(step)
    return Duty(
        code=course.code_of(step),
        name=f"{course.procedure.name}：{step.name}",
        department="" if step.owner in _NO_BODIES else step.body or item.planned.department,
        owner=_owner(step, course, item),
        lapses=step.lapses or step.stops is Stops.MISSED,
        event=_event(course, step),
        since=since,
        ahead_of=course.ahead_of(step, calendar),
        term=step.term,
        due=course.due(step, calendar),
    )


def _to_be_served(item: ItemRecord) -> Duty:
    """What has begun is told by a letter that is on its way: the law sets no time for that."""
    return Duty(
        code="notice",
        name="程序告知书待送达",
        department=item.planned.department,
        owner=item.planned.department_name,
        lapses=False,
        event="",
        since=None,
        ahead_of=None,
        term=None,
        due=None,
    )


def _delivery(item: ItemRecord, file: CaseFile) -> Iterator[Duty]:
    """To issue and serve what was decided (行政许可法 Art. 44), until that is done."""
    planned, due = item.planned.delivery, service.still_due(item, file)
    if planned and planned.warned and due and item.decided_at:
        yield Duty(
            code=DELIVERY,
            name="决定的颁发、送达",
            department=item.planned.department,
            owner=item.planned.department_name,
            lapses=False,
            event="作出决定",
            since=clock.day_in_china(item.decided_at),
            ahead_of=None,
            term=planned.within,
            due=due,
        )


def _owner(step: PlannedStep, course: Course, item: ItemRecord) -> str:
    match step.owner:
        case Owner.CONCERNED:
            return CONCERNED
        case Owner.HOST:
            return f"{item.planned.department_name}（{'、'.join(course.hosts) or '待指定'}）"
        case Owner.OTHER_BODY:
            return step.body_name
        case Owner.OUTSIDE:
            return step.event.register_name if step.event else ""
        case Owner.DEPARTMENT:
            return item.planned.department_name


def _event(course: Course, step: PlannedStep) -> str:
    """What began the time of a step."""
    earlier = course.step(step.since)
    if earlier:
        return earlier.name
    return "告知送达" if step.owner is Owner.CONCERNED else f"{course.procedure.name}开始"


def _next(course: Course) -> str:
    step = course.next_step
    if step is None:
        return ""
    if step.owner is Owner.CONCERNED and step.term:
        return f"。您有权{step.name}，自被告知之日起{step.term}内提出，逾期视为放弃（{step.term.basis}）"
    if step.event and step.term and step.lapses:
        return f"。等待{step.name}，{step.term}内没有的，继续办理（{step.term.basis}）"
    within = f"，期限{step.term}（{step.term.basis}）" if step.term and not step.before else ""
    return f"。下一步：{step.name}{within}"


def _progress(course: Course, item: ItemRecord, file: CaseFile) -> ProcedureProgress:
    calendar = file.calendar_of(item)
    lapsed = course.lapsed(file.today, calendar)
    return ProcedureProgress(
        code=course.procedure.code,
        name=course.procedure.name,
        basis=course.procedure.basis,
        under_way=not item.settled and not course.over(file.today, calendar),
        lapsed=lapsed,
        steps=tuple(_step_progress(step, course, item, file) for step in course.procedure.steps),
    )


def _step_progress(step: PlannedStep, course: Course, item: ItemRecord, file: CaseFile) -> StepProgress:
    own = service.towards("", course, step, item=item, file=file)
    duty, record = _duty(own, step, item, file), course.record_of(step.code)
    return StepProgress(
        code=step.code,
        name=step.name,
        owner=duty.owner,
        due_on=duty.due.on if duty.due else None,
        day=course.fixed(step),
        taken_on=record.on if record else None,
        says=_particulars(record) if record else "",
        colour=Colour.GREEN if record else item.alarms.get(duty.code, Colour.GREEN),
        parties=tuple(service.terms(course, step, item=item, file=file)),
    )


def _particulars(record: StepTaken) -> str:
    told = (
        record.party,
        f"时间 {record.day}" if record.day else "",
        f"地点 {record.place}" if record.place else "",
        f"人员 {'、'.join(record.officers)}" if record.officers else "",
        f"文号 {record.document}" if record.document else "",
        f"签字 {'、'.join(record.signed_by)}" if record.signed_by else "",
        record.says,
    )
    return "，".join(filter(None, told))
