"""A food licence under review, in a file without a server, and a procedure about it in each of its states."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from activities.cases.arrivals import Received
from activities.ledger.cases.services import Service
from client import State
from client.messages.cases.progress import AskFor
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import Applicant, Channel, Submission
from client.messages.officers.commands import TakeStep
from matters.clock import CHINA, Course, PlannedProcedure
from matters.language import Owner, Procedure, ProcedureStep
from tests.support.applications.planned import SMALL, application
from workflows.cases.officers import procedures
from workflows.cases.records import procedures as records
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.legal_clock import LegalClock

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
OFFICER, HOST, SECOND = "officer-1", "officer-3", "officer-2"
NEIGHBOUR: Final = "邻户-1"
BEGUN: Final = date(2026, 3, 2)
PLANNED: Final = application(SMALL, on=BEGUN)


@dataclass
class Bench:
    """One file, the day it is, and whose word is being heard."""

    file: CaseFile
    today: date = BEGUN
    person: str = OFFICER

    @property
    def item(self) -> ItemRecord:
        return self.file.items[FOOD]

    def now(self) -> datetime:
        return datetime.combine(self.today, time(10), CHINA)


def bench() -> Bench:
    """Received, accepted and lodged on one day; nothing else has happened."""
    plan = PLANNED.plan()
    at = datetime.combine(BEGUN, time(9), CHINA)
    case = UUID(int=1)
    receipt = Receipt(case=case, fingerprint="", one_matter="", accepted=True, received_at=at)
    applicant = Applicant(name="甲", identity_number="990101199203120021", phone="13900000001")
    submission = Submission(
        id=case,
        one_matter=plan.one_matter,
        applicant=applicant,
        form={},
        region="990101",
        channel=Channel.COUNTER,
    )
    file = CaseFile(submission)
    file.reception = received = Received(receipt=receipt, plan=plan, applicant_key="")
    file.open(received)
    planned = next(item for item in plan.items if item.code == FOOD)
    running = LegalClock.begun(planned.clock, plan.timetable, received_on=BEGUN, accepted=True)
    file.items[FOOD] = ItemRecord(planned=planned, state=State.IN_REVIEW, clock=running, lodged_at=at)
    return Bench(file)


def begin(on: Bench, procedure: Procedure) -> None:
    """It is served on the same day, whoever had to be told."""
    planned = PlannedProcedure.of(procedure, {step.event.key: "1" for step in procedure.steps if step.event})
    course = Course(procedure=planned, begun_on=on.today, parties=(*procedure.concerns, NEIGHBOUR))
    records.begin(course, on.item, on.file)
    for key in on.item.announced.get(procedure.code, ()):
        on.file.services[key] = Service(key=key, mode="signed", served_on=on.today, witness="回证1号")


def word(on: Bench, procedure: Procedure, step: ProcedureStep) -> TakeStep:
    """All that the law wants said of a step, by whoever it is to take."""
    hosts = on.item.courses[procedure.code].hosts if procedure.code in on.item.courses else ()
    named = (
        tuple(f"officer-{3 + number}" for number in range(int(step.officers.value))) if step.officers else ()
    )
    return TakeStep(
        item=FOOD,
        department=step.body.code if step.body else MARKET,
        officer=HOST if step.owner is Owner.HOST else OFFICER,
        procedure=procedure.code,
        step=step.code,
        day=_day(on, procedure, step) if step.fixes_day else None,
        place="二楼听证室" if step.fixes_day else "",
        officers=named,
        party=NEIGHBOUR if step.owner is Owner.CONCERNED else "",
        document="1号" if step.document else "",
        signed_by=(*(hosts or (SECOND,)), NEIGHBOUR) if step.signed else (),
    )


def _day(on: Bench, procedure: Procedure, step: ProcedureStep) -> date:
    """The first day that can be fixed."""
    course = on.item.courses.get(procedure.code)
    planned = course.step(step.code) if course else None
    calendar = on.file.calendar_of(on.item)
    return course.earliest(on.today, planned, calendar) if course and planned else on.today


def take(on: Bench, procedure: Procedure, step: ProcedureStep) -> None:
    """Where a day was fixed for it, on that day."""
    course = on.item.courses[procedure.code]
    planned = course.step(step.code)
    on.today = (planned and course.fixed(planned)) or on.today
    said = word(on, procedure, step)
    on.person = said.officer
    if not step.event:
        procedures.require_step(said, on.file)
    procedures.take_step(said, on.file)
    on.person = OFFICER


States = Iterator[tuple[str, Callable[[Bench], None]]]
"""What each is called, and how one comes into it."""


def states(procedure: Procedure) -> States:
    """Before it begins, after each of its steps, and after its right has lapsed."""
    yield "none", lambda _: None
    for taken in range(len(procedure.steps) + 1):
        yield f"after {taken}", partial(_through, procedure=procedure, taken=taken)
    for place, step in enumerate(procedure.steps):
        if step.lapses:
            yield f"{step.code} lapsed", partial(_lapsed, procedure=procedure, place=place)


def _through(on: Bench, *, procedure: Procedure, taken: int) -> None:
    begin(on, procedure)
    for step in procedure.steps[:taken]:
        take(on, procedure, step)


def _lapsed(on: Bench, *, procedure: Procedure, place: int) -> None:
    _through(on, procedure=procedure, taken=place)
    on.today += timedelta(days=200)


def asks(procedure: Procedure) -> AskFor:
    return AskFor(item=FOOD, procedure=procedure.code, says="距离住宅过近")
