"""What ends without a decision (不予受理、终止办理): what is open against it, and who serves the letter."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from activities.cases.arrivals import Received
from activities.cases.notices import Notice, NoticeKind
from activities.cases.recourses import DecisionServed
from client.labels import NOTICES
from client.messages.cases.notices import Recourse
from client.messages.cases.progress import Colour, State
from client.messages.officers.docket import Task
from matters import clock
from matters.clock import OpenRemedy
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.rest.case_records import Parcel

ENDS: Final = (NoticeKind.NOT_ACCEPTED, NoticeKind.TERMINATED)


def instruction(file: CaseFile, item: ItemRecord | None = None) -> str:
    """What is said of remedies where an item ends, or the whole; nothing by plans that know of none."""
    if not file.plan.remedies:
        return ""
    delivery = item.planned.delivery if item else None
    return f"。{delivery.instruction if delivery else clock.instruction(file.plan.remedies)}"


def recourses(notice: Notice, file: CaseFile) -> tuple[Recourse, ...]:
    """What is open against what a letter tells, with last days once it is served: of endings alone."""
    received = file.reception
    if notice.kind not in ENDS or not isinstance(received, Received):
        return ()
    item = file.items.get(notice.item)
    turned_away = notice.kind == NoticeKind.NOT_ACCEPTED
    told = DecisionServed(
        item=notice.item,
        key=notice.key,
        served_on=file.served_on(notice.key),
        remedies=received.remedies if turned_away else against(item, file),
        closed=item.planned.closed if item else (),
    )
    return told.recourses(file.plan.calendar if file.is_open else received.plan.calendar)


def left_to_serve(file: CaseFile) -> tuple[Task, ...]:
    """The letters that nobody has entered as served when a case ends, and that start somebody's time."""
    others = (one for one in file.parcels.values() if one.party and _waits(one, file))
    own = (one for one in file.letters if _waits(one, file))
    parcels = {one.item: _task(one, file, since=clock.midnight(one.told_on)) for one in others}
    letters = {one.item: _task(one, file, since=one.told_at) for one in own}
    return tuple({**parcels, **letters}.values())


def _waits(one: Notice | Parcel, file: CaseFile) -> bool:
    return one.kind in ENDS and file.is_on_its_way(one.key)


def against(item: ItemRecord | None, file: CaseFile) -> tuple[OpenRemedy, ...]:
    """An item is its department's to end, the whole its lead's."""
    delivery = item.planned.delivery if item else None
    return delivery.remedies if delivery and file.plan.remedies else file.plan.remedies


def _task(notice: Notice | Parcel, file: CaseFile, *, since: datetime) -> Task:
    received, item = file.reception, file.items.get(notice.item)
    assert isinstance(received, Received), "what was not received tells nothing"  # noqa: S101
    plan, ends = received.plan, notice.kind == NoticeKind.TERMINATED
    return Task(
        case=file.id,
        item=item.planned.code if item else plan.one_matter,
        name=item.planned.name if item else plan.name,
        one_matter=plan.name,
        number=file.numbers[item.planned.code] if item else received.receipt.acceptance_number,
        department=item.department if item else plan.lead,
        state=item.state if item else State.TERMINATED if ends else State.STOPPED,
        since=since,
        due_on=None,
        colour=Colour.GREEN,
        step=f"{NOTICES[notice.kind]}待送达",
        to_serve=True,
        region=file.submission.region,
    )
