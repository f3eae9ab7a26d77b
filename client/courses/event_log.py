"""Cases as an object-centric event log (OCEL 2.0, JSON): cases, items, departments, and what was done.

Nothing in it is about a person; officers are left out.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from ..labels import OUTCOMES, STATES
from ..messages.lists.case_line import CaseLine, Holder, ItemLine
from ..messages.lists.search import CaseCourse
from ..messages.message import Message

RECEIVED: Final = "收件"
CASE: Final = ("one_matter", "edition", "region", "channel", "number")
ITEM: Final = ("name", "number")


class Logged(Message):
    """What stands in a log, under the names of the standard."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class LoggedAttributeType(Logged):
    name: str
    type: str = "string"


class LoggedType(Logged):
    """Of objects, or of events."""

    name: str
    attributes: tuple[LoggedAttributeType, ...] = ()


class LoggedAttribute(Logged):
    name: str
    value: str
    time: datetime


class Relationship(Logged):
    object_id: str
    qualifier: str


class LoggedObject(Logged):
    id: str
    type: str
    attributes: tuple[LoggedAttribute, ...] = ()
    relationships: tuple[Relationship, ...] = ()


class LoggedEvent(Logged):
    id: str
    type: str
    time: datetime
    attributes: tuple[LoggedAttribute, ...] = ()
    relationships: tuple[Relationship, ...]


class EventLog(Logged):
    """A whole log."""

    object_types: tuple[LoggedType, ...]
    event_types: tuple[LoggedType, ...]
    objects: tuple[LoggedObject, ...]
    events: tuple[LoggedEvent, ...]


def event_log(courses: Iterable[CaseCourse]) -> EventLog:
    """Of these cases."""
    known = [*courses]
    events = tuple(event for course in known for event in _events(course))
    holders = dict.fromkeys(hold.holder for course in known for hold in course.holds)
    departments = dict.fromkeys(item.department for course in known for item in course.line.items)
    named = sorted({**holders, **departments, Holder.ENGINE: None})
    return EventLog(
        object_types=(_type("case", CASE), _type("item", ITEM), _type("holder", ())),
        event_types=tuple(_type(name, ()) for name in sorted({event.type for event in events})),
        objects=(
            *(one for course in known for one in _objects(course.line)),
            *(LoggedObject(id=code, type="holder") for code in named),
        ),
        events=events,
    )


def _type(name: str, attributes: Iterable[str]) -> LoggedType:
    return LoggedType(name=name, attributes=tuple(LoggedAttributeType(name=one) for one in attributes))


def _objects(line: CaseLine) -> Iterator[LoggedObject]:
    yield LoggedObject(
        id=str(line.case),
        type="case",
        attributes=_attributes(line, CASE, at=line.received_at),
        relationships=tuple(
            Relationship(object_id=_item_id(line, item.code), qualifier="has") for item in line.items
        ),
    )
    for item in line.items:
        yield LoggedObject(
            id=_item_id(line, item.code),
            type="item",
            attributes=_attributes(item, ITEM, at=line.received_at),
            relationships=(Relationship(object_id=item.department, qualifier="decided by"),),
        )


def _item_id(line: CaseLine, code: str) -> str:
    return f"{line.case}/{code}"


def _attributes(
    of: CaseLine | ItemLine, names: Iterable[str], *, at: datetime
) -> tuple[LoggedAttribute, ...]:
    return tuple(LoggedAttribute(name=name, value=getattr(of, name), time=at) for name in names)


def _events(course: CaseCourse) -> Iterator[LoggedEvent]:
    line = course.line
    for number, (at, does, item, holder) in enumerate(sorted(_steps(course))):
        about = {"of": str(line.case), "about": item and _item_id(line, item), "by": holder}
        yield LoggedEvent(
            id=f"{line.case}#{number}",
            type=does,
            time=at,
            relationships=tuple(
                Relationship(object_id=one, qualifier=how) for how, one in about.items() if one
            ),
        )


def _steps(course: CaseCourse) -> Iterator[tuple[datetime, str, str, str]]:
    """When, what, about which item, and by whom."""
    line = course.line
    yield line.received_at, RECEIVED, "", ""
    for hold in course.holds:
        yield hold.since, hold.does, hold.item, hold.holder
    for item in line.items:
        if item.decided_at:
            yield item.decided_at, STATES[item.state], item.code, item.department
    if line.closed_at and line.outcome:
        yield line.closed_at, OUTCOMES[line.outcome], "", Holder.ENGINE
