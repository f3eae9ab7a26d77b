"""The legal clock: limits counted by hand, and what a person is told of them."""

import tomllib
from datetime import UTC, date, datetime
from functools import partial
from timeit import repeat
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from matters import clock
from matters.clock import (
    SPECIAL_PROCEDURES,
    UNITS,
    Deemed,
    Due,
    Extension,
    OpenRemedy,
    Proceedings,
    SpecialProcedure,
    Suspension,
    Term,
    Unit,
)
from matters.clock.calendar import published
from matters.definitions import law
from matters.language import CalendarDays, Extendable, WorkingDays
from tests.support.places import DATA

CALENDAR = published(date(2025, 1, 1))
NOTICE_WITHIN = Term.of(law.NOTICE_LIMIT)
SINGLE = Term.of(law.SINGLE_LIMIT)


class Vector(BaseModel):
    """A limit counted by hand, as `clock_vectors.toml` describes it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    article: str
    counted: str
    received: date
    told: date | None = None
    notice_due: date | None = None
    answered: date | None = None
    accepted: date | Literal[False] | None = None
    working_days: int | None = None
    calendar_days: int | None = None
    months: int | None = None
    extended_by: int | None = None
    extended_on: date | None = None
    acted: date | None = None
    deemed: Deemed = Deemed.FROM_RECEIPT
    suspensions: tuple[Suspension, ...] = ()
    due: date | None = None
    provisional: bool = False
    used: int = 0
    used_on: date | None = None

    @property
    def term(self) -> Term:
        return term(self)

    @property
    def proceedings(self) -> Proceedings:
        return Proceedings(
            received_on=self.received,
            told_on=self.told,
            answered_on=self.answered,
            notice_within=NOTICE_WITHIN,
            suspensions=self.suspensions,
            accepted_on=self.acted,
            deemed=self.deemed,
            extension=extended(self.extended_by, self.extended_on or self.received)
            if self.extended_by
            else None,
        )


class VectorBack(BaseModel):
    """A limit reckoned back from an event by hand."""

    model_config = ConfigDict(extra="forbid")

    name: str
    article: str
    counted: str
    event: date
    working_days: int | None = None
    calendar_days: int | None = None
    months: int | None = None
    due: date
    provisional: bool = False


def term(vector: Vector | VectorBack) -> Term:
    counts = {
        Unit.WORKING_DAYS: vector.working_days,
        Unit.CALENDAR_DAYS: vector.calendar_days,
        Unit.MONTHS: vector.months,
    }
    unit, count = next((unit, count) for unit, count in counts.items() if count)
    return Term(count=count, unit=unit, basis=vector.article)


def suspended(procedure: SpecialProcedure, since: date, until: date | None = None) -> Suspension:
    return Suspension(procedure=procedure, since=since, until=until, notice=f"告知书{since:%m%d}")


def extended(count: int, on: date) -> Extension:
    term = Term(count=count, unit=Unit.WORKING_DAYS, basis="延长")
    return Extension(term=term, approver="机关负责人", proposed_by="经办人", reasons=("情况复杂",), on=on)


def received(day: date, **recorded: Any) -> Proceedings:
    return Proceedings(received_on=day, notice_within=NOTICE_WITHIN, **recorded)


_READ = tomllib.loads((DATA / "clock_vectors.toml").read_text(encoding="utf-8"))
VECTORS = [Vector.model_validate(vector) for vector in _READ["vector"]]
BACK = [VectorBack.model_validate(vector) for vector in _READ["before"]]
each = partial(pytest.mark.parametrize, "vector")
PLAIN = [vector for vector in VECTORS if vector.proceedings == received(vector.received)]


@each(VECTORS, ids=[vector.name for vector in VECTORS])
def test_a_limit_ends_as_it_was_counted_by_hand(vector: Vector) -> None:
    """Acceptance, notice, last day and a share of the limit are those counted on paper."""
    recorded = vector.proceedings
    accepted = None if vector.accepted is False else vector.accepted or vector.received
    due = Due(on=vector.due, provisional=vector.provisional) if vector.due else None
    assert clock.accepted_on(recorded, CALENDAR) == accepted
    assert clock.deadline(recorded, vector.term, CALENDAR) == due
    if vector.notice_due:
        assert clock.notice_due(recorded, CALENDAR) == Due(on=vector.notice_due)
    if vector.used_on:
        used = clock.day_used_up(recorded, vector.term, CALENDAR, used=vector.used)
        assert used == Due(on=vector.used_on)


@each(BACK, ids=[vector.name for vector in BACK])
def test_a_limit_before_an_event_begins_as_it_was_counted_by_hand(vector: VectorBack) -> None:
    """The last day before an event is the one counted on paper, and its explanation has as many days."""
    due = Due(on=vector.due, provisional=vector.provisional)
    assert clock.due_before(vector.event, term(vector), CALENDAR) == due
    explained = clock.explain_before(vector.event, term(vector), CALENDAR)
    assert (explained.spans[0].first, explained.spans[-1].last) == (vector.due, vector.event)
    if not vector.months:
        assert sum(span.days for span in explained.spans if span.counted) == term(vector).count


@each(PLAIN, ids=[vector.name for vector in PLAIN])
def test_a_plain_limit_needs_no_proceedings(vector: Vector) -> None:
    """Where nothing is recorded but the first day, that day is enough."""
    due = clock.due(vector.received, vector.term, CALENDAR)
    assert due == Due(on=vector.due or date.min, provisional=vector.provisional)


def test_remedies_are_open_from_the_day_of_service() -> None:
    """Sixty days and six months, each to its last day, with the article."""
    open_remedies = (
        OpenRemedy.of(remedy, served_on=date(2026, 8, 5), calendar=CALENDAR) for remedy in law.REMEDIES
    )
    assert [*map(str, open_remedies)] == [
        f"行政复议：自送达之日起60日，最迟 2026-10-08，{law.REVIEW_REQUEST}",
        f"行政诉讼：自送达之日起6个月，最迟 2027-02-09（暂定），{law.LAWSUIT}",
    ]


def test_who_sues_after_a_review() -> None:
    """Fifteen days: received on 18 September 2026 until 3 October, which is a holiday (Art. 45)."""
    review, lawsuit = map(OpenRemedy.against, law.REMEDIES)
    assert review.reviewed(on=date(2026, 9, 18), calendar=CALENDAR) is None
    open_still = lawsuit.reviewed(on=date(2026, 9, 18), calendar=CALENDAR)
    assert open_still
    assert open_still.due == Due(on=date(2026, 10, 8), provisional=False)
    assert "经行政复议的，自收到复议决定书或者复议期满之日起15日内" in clock.instruction((review, lawsuit))


def test_an_extension_is_in_time_until_the_end_of_the_last_day() -> None:
    """On it, and while the clock stands or has not started; not on the next day, though that be a holiday."""
    recorded = received(date(2026, 9, 8))
    term = Term(count=15, unit=Unit.WORKING_DAYS, basis="时限")

    def may_be_extended(recorded: Proceedings, today: str) -> bool:
        return clock.may_be_extended(recorded, term, CALENDAR, today=date.fromisoformat(today))

    assert may_be_extended(recorded, "2026-09-29")
    assert not may_be_extended(recorded, "2026-09-30")
    assert not may_be_extended(recorded, "2026-10-01")
    standing = received(
        recorded.received_on, suspensions=(suspended(SpecialProcedure.HEARING, date(2026, 9, 29)),)
    )
    assert may_be_extended(standing, "2026-10-01")
    assert may_be_extended(received(recorded.received_on, told_on=date(2026, 9, 9)), "2026-12-01")


def test_shares_of_a_limit_run_from_acceptance_to_its_last_day() -> None:
    """Nothing is used on the day of acceptance, all on the last day, and more than all never."""
    recorded = received(date(2026, 9, 14), extension=extended(10, date(2026, 9, 14)))
    share = partial(clock.day_used_up, recorded, SINGLE, CALENDAR)
    assert share(used=0) == Due(on=date(2026, 9, 14))
    assert share(used=30) == clock.deadline(recorded, SINGLE, CALENDAR)
    assert share(used=31) is None


def test_no_share_is_used_before_the_clock_starts() -> None:
    """While corrections are awaited, not even the day of acceptance is known."""
    awaited = received(date(2026, 9, 28), told_on=date(2026, 9, 29))
    assert clock.day_used_up(awaited, SINGLE, CALENDAR, used=0) is None


def test_a_limit_ends_with_its_day_in_china() -> None:
    """The last instant of a Chinese day is 16:00 UTC, and a day begins in China before it does in UTC."""
    assert Due(on=date(2026, 11, 23)).at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert clock.day_in_china(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert clock.day_in_china(datetime(2026, 11, 23, 16, tzinfo=UTC)) == date(2026, 11, 24)


def test_limits_become_terms() -> None:
    """A term says its length as the limit does, and keeps the article."""
    for limit in (law.SINGLE_LIMIT, CalendarDays(count=20, basis=law.DEMONSTRATION)):
        term = Term.of(limit)
        assert (str(term), term.basis) == (str(limit), str(limit.basis))
    assert str(SINGLE) == "20个工作日"
    assert str(law.SINGLE_EXTENSION) == "10个工作日（经本行政机关负责人批准）"


@pytest.mark.parametrize(
    ("limit", "extension", "days", "more"),
    [
        (law.SINGLE_LIMIT, law.SINGLE_EXTENSION, 20, 10),
        (law.JOINT_LIMIT, law.JOINT_EXTENSION, 45, 15),
        (law.REGISTRATION_LIMIT, law.REGISTRATION_EXTENSION, 3, 3),
    ],
)
def test_limits_of_the_law(limit: WorkingDays, extension: Extendable, days: int, more: int) -> None:
    """A limit and its extension are of the same article."""
    assert (limit.count, extension.limit.count) == (days, more)
    assert limit.basis == extension.limit.basis


def test_the_list_of_procedures_is_closed() -> None:
    """The eight of Art. 45, in its order; a publicity period is none of them."""
    words = [procedure.word for procedure in SpecialProcedure]
    assert words == ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"]
    assert set(SPECIAL_PROCEDURES) == set(SpecialProcedure)
    assert set(UNITS) == set(Unit)
    with pytest.raises(ValueError, match="publicity"):
        SpecialProcedure("publicity")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"answered_on": date(2026, 3, 9)}, "无补正告知日"),
        ({"told_on": date(2026, 3, 1)}, "先后有误"),
        ({"told_on": date(2026, 3, 9), "answered_on": date(2026, 3, 6)}, "先后有误"),
    ],
)
def test_days_that_cannot_be_are_not_recorded(wrong: dict[str, date], says: str) -> None:
    """Whoever mistypes a day is told which order the days must have."""
    with pytest.raises(ValidationError, match=says):
        received(date(2026, 3, 2), **wrong)


def test_a_procedure_does_not_end_before_it_starts() -> None:
    """A suspension may end on the day on which it began, and not before."""
    start = date(2026, 3, 4)
    assert suspended(SpecialProcedure.HEARING, start, start).until == start
    with pytest.raises(ValidationError, match="结束日早于开始日"):
        suspended(SpecialProcedure.HEARING, start, date(2026, 3, 3))


def test_a_due_date_is_cheap() -> None:
    """Reckoning a joint limit, extended, takes well under the time of a database read."""
    recorded = received(date(2026, 2, 10), extension=extended(15, date(2026, 2, 10)))
    joint = Term.of(law.JOINT_LIMIT)
    seconds = min(repeat(lambda: clock.deadline(recorded, joint, CALENDAR), number=200, repeat=5)) / 200
    assert seconds < 500e-6
