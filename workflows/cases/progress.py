"""Where a case stands, for those who ask: applicants, officers, operators."""

from collections.abc import Iterator

from client.messages.cases.answers import Granted, Pending, Refused
from client.messages.cases.progress import Colour, ItemProgress, LatePaper, State
from client.messages.officers.docket import Sheet, Task
from workflows.cases.file import CaseFile
from workflows.cases.handled_item import Item

IN_HAND = (State.IN_REVIEW, State.SUSPENDED)


def item_progress(item: Item, file: CaseFile) -> ItemProgress:
    """An item as its applicant sees it."""
    calendar = file.plan.calendar
    due = item.clock.due(calendar) if item.clock else item.planned.due
    statutory = item.clock and item.clock.statutory_due(calendar)
    return ItemProgress(
        code=item.planned.code,
        name=item.planned.name,
        department=item.planned.department_name,
        number=item.number,
        state=item.state,
        colour=item.colour,
        waiting_for=() if item.settled else item.waiting_for(),
        lodged_at=item.lodged_at,
        decided_at=item.decided_at,
        due_on=due and due.on,
        statutory_due_on=statutory and statutory.on,
        round=item.round,
        licence=item.licence,
        refusal=item.answer if item.state is State.REFUSED and isinstance(item.answer, Refused) else None,
        points=item.demands,
        late_papers=tuple(
            LatePaper(code=paper.code, name=paper.name, by=paper.follows_by)
            for paper in item.lacks()
            if paper.follows_by
        ),
        remarks=item.remarks,
    )


def sheet(item: Item, file: CaseFile) -> Sheet:
    """An item as its officers see it."""
    return Sheet(
        progress=item_progress(item, file),
        request=item.request,
        ticket=item.answer.ticket if isinstance(item.answer, Pending) else "",
        proposed_by=item.proposal.officers if item.proposal else (),
        proposal=item.proposal.refusal if item.proposal else None,
        assignments=item.assignments,
        trace=item.answer.trace if isinstance(item.answer, Granted | Pending) else (),
    )


def tasks(file: CaseFile) -> Iterator[Task]:
    """What of a case waits for officers, or is overdue with a department's system."""
    for item in file.items.values():
        stuck = item.colour is Colour.RED and not item.settled
        if (item.state in IN_HAND or stuck) and item.lodged_at:
            due = item.clock and item.clock.due(file.plan.calendar)
            yield Task(
                case=file.id,
                item=item.planned.code,
                name=item.planned.name,
                one_matter=file.plan.name,
                number=item.number,
                department=item.planned.department,
                officer=item.holder(file.today),
                state=item.state,
                since=item.lodged_at,
                due_on=due.on if due else None,
                colour=item.colour,
                stuck=stuck,
            )
