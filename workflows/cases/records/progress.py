"""Where a case stands, for those who ask: applicants, officers, operators."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from activities.cases.arrivals import Received
from client.messages.cases.answers import Granted, Pending, Request
from client.messages.cases.explanation import Reckonings
from client.messages.cases.progress import (
    Colour,
    ItemProgress,
    LatePaper,
    OutcomeKind,
    Progress,
    StandingClock,
    State,
)
from client.messages.cases.receipt import Receipt
from client.messages.officers.docket import PreparedWord, Sheet, Task
from matters.clock import Due
from workflows.cases.records import (
    accounts,
    demands,
    procedures,
    prospects,
    questions,
    request,
    service,
)
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.legal_clock import LegalClock
from workflows.cases.records.procedures import Duty

IN_HAND = (State.IN_REVIEW, State.SUSPENDED)


def receipt(file: CaseFile) -> Receipt | None:
    """What the one window has answered to a submission that could be read."""
    return file.reception.receipt if isinstance(file.reception, Received) else None


def progress(file: CaseFile) -> Progress:
    """A case as its applicant sees it."""
    received = receipt(file)
    shown = Progress(
        case=file.id,
        one_matter=received.one_matter if received else file.submission.one_matter,
        acceptance_number=received.acceptance_number if received else "",
        stage=file.stage,
        outcome=file.outcome.kind if file.outcome else None,
        items=items(file),
        told=service.told(file),
    )
    return shown.model_copy(update=_at_work(file)) if file.is_open else shown


def _at_work(file: CaseFile) -> dict[str, object]:
    due = file.clock.due(file.plan.calendar)
    return {
        "due_on": due and due.on,
        "colour": file.colour,
        "plan": file.plan.number,
        "acts_as": file.plan.acts_as,
        "notices": demands.told(file),
        "choice": file.choice.open,
        "questions": questions.asked(file),
        "bill": accounts.bill(file),
        "stands": tuple(_standing(file.clock)),
        "replanned": file.replanned,
    }


def items(file: CaseFile) -> tuple[ItemProgress, ...]:
    """Of a case that has ended, the items as they are on file, with what was entered of them since."""
    if file.outcome:
        return tuple(service.since_close(item, file) for item in file.outcome.items)
    return tuple(item_progress(item, file) for item in file.items.values())


def item_progress(item: ItemRecord, file: CaseFile) -> ItemProgress:
    """An item as its applicant sees it."""
    calendar = file.calendar_of(item)
    due = item.clock.due(calendar) if item.clock else item.planned.due
    statutory = item.clock and item.clock.statutory_due(calendar)
    return ItemProgress(
        code=item.planned.code,
        name=item.planned.name,
        department=item.planned.department_name,
        number=file.numbers[item.planned.code],
        state=item.state,
        colour=item.colour,
        waiting_for=() if item.settled else prospects.waiting_for(item, file),
        lodged_at=item.lodged_at,
        decided_at=item.decided_at,
        due_on=due and due.on,
        statutory_due_on=statutory and statutory.on,
        round=item.round,
        licence=item.licence,
        refusal=service.refusal(item),
        points=item.demands,
        late_papers=tuple(
            LatePaper(code=paper.code, name=paper.name, by=paper.follows_by)
            for paper in prospects.lacking(item, file)
            if paper.follows_by
        ),
        remarks=item.remarks,
        served_on=service.served_on(item, file),
        recourses=service.recourses(item, file),
        procedures=procedures.progress(item, file),
        deliver_by=_deliver_by(item, file),
        parties=service.of_parties(item, file),
        about=item.planned.element.about if item.planned.element else "",
        place=item.place,
        stands=() if item.settled or item.clock is None else tuple(_standing(item.clock)),
    )


def whole_progress(file: CaseFile) -> ItemProgress:
    """What an officer is answered who has entered something of the whole case."""
    received, due = receipt(file), file.clock.due(file.plan.calendar)
    return ItemProgress(
        code=file.plan.one_matter,
        name=file.plan.name,
        department=file.plan.lead,
        number=received.acceptance_number if received else "",
        state=State.IN_REVIEW if file.items else State.CORRECTION,
        colour=file.colour,
        due_on=due.on if due else None,
    )


def _standing(its: LegalClock) -> Iterator[StandingClock]:
    for one in its.standing:
        yield StandingClock(
            because=one.procedure.word,
            basis=one.procedure.basis_for(licensed=its.planned.licensed),
            since=one.since,
            expected_end=one.expected_end,
            notice=one.notice,
        )


def _deliver_by(item: ItemRecord, file: CaseFile) -> date | None:
    """The last day to serve a decision that is not served yet."""
    due = service.still_due(item, file)
    return due.on if due else None


def sheet(code: str, file: CaseFile, *, prepared: Iterable[PreparedWord] = ()) -> Sheet | None:
    """An item as its officers see it."""
    item = file.items.get(code)
    if item is None:
        return None
    return Sheet(
        progress=item_progress(item, file),
        request=item.request or _request_to_lower_body(item, file),
        ticket=item.answer.ticket if isinstance(item.answer, Pending) else "",
        proposed_by=item.proposal.officers if item.proposal else (),
        proposal=item.proposal.refusal if item.proposal else None,
        mark=item.proposal.mark if item.proposal else "",
        assignments=item.assignments,
        extension=item.clock.put_to if item.clock else None,
        trace=item.answer.trace if isinstance(item.answer, Granted | Pending) else (),
        prepared=tuple(prepared),
        to_serve=service.to_serve(file, item=code),
    )


def _request_to_lower_body(item: ItemRecord, file: CaseFile) -> Request | None:
    """What whoever reviews it first reads of it: all that whoever decides it is going to be asked."""
    if not item.reviewed_first:
        return None
    asked = request.request(item, file, because="初审")
    return asked.model_copy(update={"department": item.department})


def tasks(file: CaseFile) -> tuple[Task, ...]:
    """What of a case waits for officers, or is overdue with a department's system."""
    return tuple(_tasks(file))


def _tasks(file: CaseFile) -> Iterator[Task]:
    yield from _to_the_lead(file)
    for item in file.items.values():
        duty = _pressing(item, file)
        late = duty is not None and item.alarms.get(duty.code) is Colour.RED
        stuck = (item.colour is Colour.RED or late) and not item.settled
        serves = service.on_its_way(item, file)
        if item.state in IN_HAND or stuck or serves or duty:
            due = _task_due(item, file, duty)
            yield Task(
                case=file.id,
                item=item.planned.code,
                name=item.planned.name,
                one_matter=file.plan.name,
                number=file.numbers[item.planned.code],
                department=item.department,
                officer=item.holder(file.today),
                state=item.state,
                since=item.lodged_at or file.received_at,
                due_on=due.on if due else None,
                colour=Colour.RED if late else item.colour,
                step=duty.name if duty else "",
                stuck=stuck or (serves and item.service_overdue),
                to_serve=serves,
                region=file.submission.region,
                **_proposed(item),
            )


def _proposed(item: ItemRecord) -> dict[str, Any]:
    """By whom, and since when another one is waited for."""
    proposal = item.proposal
    if item.state is not State.IN_REVIEW or proposal is None or proposal.at is None:
        return {}
    return {"proposed_by": proposal.officers[0], "proposed_at": proposal.at}


def _to_the_lead(file: CaseFile) -> Iterator[Task]:
    """Correction notices that are on their way: until they are served, nobody has to answer them."""
    told = demands.told(file) if file.parcels else ()
    if wanted := [notice for notice in told if notice.on_its_way and notice.open]:
        received = receipt(file)
        yield Task(
            case=file.id,
            item=file.plan.one_matter,
            name=file.plan.name,
            one_matter=file.plan.name,
            number=received.acceptance_number if received else "",
            department=file.plan.lead,
            state=State.CORRECTION,
            since=wanted[0].told_at,
            due_on=None,
            colour=Colour.GREEN,
            step="补正告知待送达",
            to_serve=True,
            region=file.submission.region,
        )


def _task_due(item: ItemRecord, file: CaseFile, duty: Duty | None) -> Due | None:
    """What is due first: a step of a procedure, the decision, or to serve it."""
    if service.on_its_way(item, file):
        return service.due(item, file)
    dues = (item.clock.due(file.calendar_of(item)) if item.clock else None, duty.due if duty else None)
    return min((due for due in dues if due), key=lambda due: due.on, default=None)


def _pressing(item: ItemRecord, file: CaseFile) -> Duty | None:
    """What officers have to do next of a procedure."""
    if item.settled:
        return None
    own = (duty for duty in procedures.duties(item, file) if duty.department)
    return min(own, key=lambda duty: duty.due.on if duty.due else date.max, default=None)


def reckonings(file: CaseFile) -> Reckonings:
    """How every deadline of the case comes about, day by day."""
    if not file.is_open:
        return Reckonings(clocks=())
    named = (
        (item.planned.name, item.clock, file.calendar_of(item)) for item in file.items.values() if item.clock
    )
    running = (
        reckoning
        for name, clock, calendar in ((file.plan.name, file.clock, file.plan.calendar), *named)
        for reckoning in clock.reckonings(name, file.today, calendar)
    )
    steps = (reckoning for item in file.items.values() for reckoning in procedures.reckonings(item, file))
    return Reckonings(clocks=(*running, *steps, *questions.reckonings(file)))


def outcome_kind(file: CaseFile) -> OutcomeKind:
    """How a case ended, from how its items did; what was not required any more says nothing."""
    states = [item.state for item in file.items.values() if item.state is not State.NOT_REQUIRED]
    if file.withdrawal:
        return OutcomeKind.WITHDRAWN
    if State.TERMINATED in states or (file.terminated and not states):
        return OutcomeKind.TERMINATED
    if states and all(state is State.GRANTED for state in states):
        return OutcomeKind.GRANTED
    return next((kind for state, kind in _GRAVEST if state in states), OutcomeKind.LAPSED)


_GRAVEST = (
    (State.GRANTED, OutcomeKind.PARTLY_GRANTED),
    (State.REFUSED, OutcomeKind.REFUSED),
    (State.STOPPED, OutcomeKind.STOPPED),
    (State.SET_ASIDE, OutcomeKind.STOPPED),
    (State.WITHDRAWN, OutcomeKind.WITHDRAWN),
)
"""By what a case is called of which not all is granted: the first that one of its items has come to."""
