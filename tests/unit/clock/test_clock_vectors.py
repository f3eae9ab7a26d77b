"""Limits counted by hand from the articles, as somebody else has written them down."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from matters import clock
from matters.clock import Proceedings, Term
from matters.clock.calendar import Calendar, published
from matters.definitions import conventions
from tests.support.places import DATA

FAR = date(2026, 11, 28)


class VectorFacts(BaseModel):
    """As `python -m matters clock` reads them."""

    proceedings: Proceedings
    term: Term
    calendar: Calendar | None = None

    @property
    def reckoned_by(self) -> Calendar:
        return self.calendar or published(self.proceedings.received_on)


class CountedVector(BaseModel):
    """`other_reading` is what another convention would give; without facts it is about something else."""

    model_config = ConfigDict(extra="forbid")

    id: str
    article: str
    facts: VectorFacts | None = None
    expected: str = ""
    expected_accepted: date | None = None
    expected_due: date | None = None
    today: date = FAR
    note: str = ""
    other_reading: str = ""


_READ = TypeAdapter(tuple[CountedVector, ...]).validate_json((DATA / "clock_vectors.json").read_bytes())
COUNTED = [pytest.param(each, each.facts, id=each.id) for each in _READ if each.facts]
OTHERS = {each.id: each.expected for each in _READ if not each.facts}


@pytest.mark.parametrize(("vector", "facts"), COUNTED)
def test_a_vector_agrees(vector: CountedVector, facts: VectorFacts) -> None:
    """Day of acceptance and last day are those that the article gives; the explanation says the same."""
    explained = clock.explain(facts.proceedings, facts.term, facts.reckoned_by, today=vector.today)
    assert explained.accepted_on == vector.expected_accepted
    assert (explained.due and explained.due.on) == vector.expected_due


@pytest.mark.parametrize(("vector", "facts"), COUNTED)
def test_another_reading_is_told(vector: CountedVector, facts: VectorFacts) -> None:
    """Whoever would read the law otherwise finds the convention among the assumptions."""
    explained = clock.explain(facts.proceedings, facts.term, facts.reckoned_by, today=vector.today)
    told = {each.says for each in explained.assumptions} - {conventions.ENDS_AT_MIDNIGHT.says}
    assert not vector.other_reading or told


def test_days_are_those_of_china() -> None:
    """An instant at which it is still yesterday in Greenwich."""
    assert str(clock.day_in_china(datetime(2026, 2, 28, 16, tzinfo=UTC))) == OTHERS["F01-midnight-utc"]


def test_a_hearing_of_one_day_takes_one_day() -> None:
    """The same limit, with and without it."""
    held = next(each.facts for each in _READ if each.id == "V28-one-day-hearing")
    assert held
    plain: Any = held.proceedings.model_copy(update={"suspensions": ()})
    dues = [clock.deadline(each, held.term, held.reckoned_by) for each in (plain, held.proceedings)]
    assert OTHERS["L04-one-day-hearing"] == "+1 working day"
    assert dues[0]
    assert dues[1]
    assert clock.working_days_left(dues[0].on, dues[1].on, held.reckoned_by) == 1
