"""Event logs and variants: courses that cases really took."""

import json
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from jsonschema import Draft7Validator

from client.courses.event_log import event_log
from client.courses.variants import variants
from client.messages.cases.progress import OutcomeKind, Stage, State
from client.messages.lists.case_line import CaseLine, Hold, Holder, ItemLine
from client.messages.lists.search import CaseCourse
from tests.support.places import DATA

AT: Final = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)


def course(
    number: int, *, hours: int = 2, corrected: bool = False, state: State = State.GRANTED
) -> CaseCourse:
    """Of a case with one item, that an officer decides after an hour, or after a correction."""
    mended = [Hold(holder=Holder.APPLICANT, does="补正", since=AT + HOUR / 2, until=AT + HOUR)]
    decided = Hold(holder="health", does="审查并决定", item="a", since=AT + HOUR, until=AT + hours * HOUR)
    item = ItemLine(
        code="a",
        name="事项",
        department="health",
        number="1",
        state=state,
        decided_at=AT + hours * HOUR,
        rounds=1,
    )
    return CaseCourse(
        line=CaseLine(
            case=UUID(int=number),
            one_matter="matter",
            edition="1",
            platform="portal",
            region="990101",
            channel="web",
            number=str(number),
            stage=Stage.CLOSED,
            outcome=OutcomeKind.GRANTED,
            received_at=AT,
            closed_at=AT + hours * HOUR,
            items=(item,),
        ),
        holds=(*(mended if corrected else []), decided),
    )


def test_variants() -> None:
    """Equal courses are one variant, with the median of their times; the most frequent comes first."""
    found = variants([course(1), course(2, hours=4), course(3, hours=6), course(4, corrected=True)]).variants
    assert [(one.cases, one.median_hours, one.differs) for one in found] == [(3, 4, ()), (1, 2, ("补正",))]
    assert found[0].steps == ("收件", "审查并决定 事项", "已办结 事项", "全部办结")


def test_side_by_side() -> None:
    """In which order two items went that wait for nothing of each other makes no other course."""
    line = course(1).line

    def of(number: int, *order: str) -> CaseCourse:
        holds = tuple(
            Hold(holder="health", does="审查并决定", item=code, since=AT + place * HOUR, until=AT + 3 * HOUR)
            for place, code in enumerate(order)
        )
        return CaseCourse(line=line.model_copy(update={"case": UUID(int=number)}), holds=holds)

    (one,) = variants([of(1, "a", "b"), of(2, "b", "a"), of(3, "b", "a")]).variants
    assert (one.cases, one.steps[1:3]) == (3, ("审查并决定 b", "审查并决定 事项"))


def test_what_was_not_accepted() -> None:
    """It took no course through departments, and stands last, however many there are."""
    away = [course(number) for number in range(2, 5)]
    away = [
        one.model_copy(
            update={"holds": (), "line": one.line.model_copy(update={"outcome": OutcomeKind.NOT_ACCEPTED})}
        )
        for one in away
    ]
    assert [one.cases for one in variants([*away, course(1)]).variants] == [1, 3]


def test_where_it_differs() -> None:
    """An item that is not granted is not what its definition is for."""
    (one,) = variants([course(1, state=State.REFUSED)]).variants
    assert one.differs == ("不予办理 事项",)


def test_an_event_log() -> None:
    """Every object that an event names is there, every type is declared, and ids are unique."""
    log = json.loads(event_log([course(1), course(2, corrected=True)]).model_dump_json(by_alias=True))
    objects = [one["id"] for one in log["objects"]]
    events = [one["id"] for one in log["events"]]
    named = [to["objectId"] for one in (*log["events"], *log["objects"]) for to in one["relationships"]]
    assert {*named} <= {*objects}
    assert len({*objects}) == len(objects)
    assert len({*events}) == len(events)
    assert {one["type"] for one in log["events"]} == {one["name"] for one in log["eventTypes"]}
    assert {one["type"] for one in log["objects"]} == {one["name"] for one in log["objectTypes"]}


def test_an_event_log_is_of_the_standard() -> None:
    """As the JSON Schema of OCEL 2.0 has it (its specification, section 8), read from what is written."""
    schema = json.loads((DATA / "ocel-2.0.schema.json").read_text())
    log = json.loads(event_log([course(1), course(2, corrected=True)]).model_dump_json(by_alias=True))
    standard = Draft7Validator(schema)
    assert not [*standard.iter_errors(log)]
    assert [*standard.iter_errors({**log, "events": [{"id": "1", "type": "收件"}]})]


def test_times_are_in_order() -> None:
    """What was done of a case is told in the order in which it was."""
    events = event_log([course(1, corrected=True)]).events
    assert [event.type for event in events] == ["收件", "补正", "审查并决定", "全部办结", "已办结"]
