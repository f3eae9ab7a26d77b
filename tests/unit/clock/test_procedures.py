"""Procedures of the law: each step in its time, never a day too early, never one too late."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters import clock
from matters.clock import Course, PlannedProcedure, PlannedStep, SpecialProcedure, StepTaken, Term, calendar
from matters.definitions import departments, law, procedures
from matters.definitions.closure.notices import CREDITORS_NOTICE, CREDITORS_TOLD
from matters.language import Limit, Owner, Procedure
from tests.walks.clock import Offices

PUBLISHED: Final = calendar.published(date(2025, 1, 1))
DAYS: Final = st.dates(date(2025, 1, 1), date(2026, 9, 30))
TOLD: Final = {"credit_code": "91990101000030015G"}
HEARING: Final = procedures.HEARING_ON_REQUEST
FIRST_REVIEW: Final = procedures.first_review(departments.HEALTH)


def course(procedure: Procedure, begun_on: date | None, **taken: date | StepTaken) -> Course:
    records = (
        word if isinstance(word, StepTaken) else StepTaken(step=step, on=word) for step, word in taken.items()
    )
    return Course(procedure=PlannedProcedure.of(procedure, TOLD), begun_on=begun_on, taken=tuple(records))


def step(of: Course, code: str) -> PlannedStep:
    found = of.step(code)
    assert found
    return found


def last_day(of: Course, code: str) -> date | None:
    due = of.due(step(of, code), PUBLISHED)
    return due.on if due else None


@pytest.mark.parametrize(
    ("under_way", "code", "last"),
    [
        # 30 April told; 1 to 5 May off, Saturday the 9th worked: 6, 7, 8, 9, 11 May (Art. 47)
        (course(HEARING, date(2026, 4, 30)), "asked", date(2026, 5, 11)),
        # asked on Monday 11 May: four weeks of five days (Art. 47)
        (course(HEARING, date(2026, 4, 30), asked=date(2026, 5, 11)), "held", date(2026, 6, 8)),
        # seven working days before 8 June: 5, 4, 3, 2, 1 June, 29 and 28 May (Art. 48)
        (course(HEARING, date(2026, 4, 30), asked=date(2026, 5, 11)), "notice", date(2026, 5, 28)),
        # fixed for 25 May, not the latest day: seven before it are 22, 21, 20, 19, 18, 15, 14 May (Art. 48)
        (
            course(
                HEARING,
                date(2026, 4, 30),
                asked=date(2026, 5, 11),
                notice=StepTaken(step="notice", on=date(2026, 5, 13), day=date(2026, 5, 25)),
            ),
            "notice",
            date(2026, 5, 14),
        ),
        # asked on 18 September 2026; Sunday the 20th worked, 25 to 27 off, 1 to 7 October off, 10 worked
        (course(HEARING, date(2026, 9, 11), asked=date(2026, 9, 18)), "held", date(2026, 10, 22)),
        # accepted on 24 January 2025: Sunday 26 and 27 worked, 28 January to 4 February off (Art. 55)
        (course(procedures.INSPECTED, date(2025, 1, 24)), "sent", date(2025, 2, 7)),
        # accepted on 10 February 2026: 14 and 28 February worked, 15 to 23 off (Art. 43)
        (course(FIRST_REVIEW, date(2026, 2, 10)), "reviewed", date(2026, 3, 16)),
        (course(FIRST_REVIEW, date(2026, 2, 10)), "reported", date(2026, 3, 16)),
        # liquidators formed on 2 March 2026: 12 March; 1 May, a holiday until the 6th (公司法 235)
        (course(CREDITORS_TOLD, date(2026, 3, 2), formed=date(2026, 3, 2)), "told", date(2026, 3, 12)),
        (course(CREDITORS_NOTICE, date(2026, 3, 2), formed=date(2026, 3, 2)), "published", date(2026, 5, 6)),
        # told on 6 March: thirty days end on 5 April, a holiday until the 6th; published 10 April: 25 May
        (
            course(CREDITORS_TOLD, date(2026, 3, 2), formed=date(2026, 3, 2), told=date(2026, 3, 6)),
            "insolvency",
            date(2026, 4, 7),
        ),
        (
            course(CREDITORS_NOTICE, date(2026, 3, 2), formed=date(2026, 3, 2), published=date(2026, 4, 10)),
            "insolvency",
            date(2026, 5, 25),
        ),
        # what was not served yet, or not asked for, has no last day; nor what no law limits
        (course(HEARING, None), "asked", None),
        (course(HEARING, date(2026, 4, 30)), "held", None),
        (course(HEARING, date(2026, 4, 30)), "notice", None),
        (course(HEARING, date(2026, 4, 30)), "record", None),
        (course(procedures.HEARING_BY_DUTY, date(2026, 4, 30), announced=date(2026, 4, 30)), "held", None),
        (course(procedures.HEARING_BY_DUTY, date(2026, 4, 30), announced=date(2026, 4, 30)), "notice", None),
    ],
)
def test_last_days_counted_by_hand(under_way: Course, code: str, last: date | None) -> None:
    """Over holidays and days made up for, each by its article."""
    assert last_day(under_way, code) == last


@pytest.mark.parametrize(
    ("on", "first"),
    [
        # told on 28 September 2026: 28, 29, 30, 8, 9, 10 and 12 October before it
        (date(2026, 9, 28), date(2026, 10, 13)),
        # told on Friday 6 March: 6, 9 to 13 and 16 before it
        (date(2026, 3, 6), date(2026, 3, 17)),
    ],
)
def test_a_hearing_is_told_seven_days_before(on: date, first: date) -> None:
    """The first day that a notice may fix, counted by hand."""
    under_way = course(HEARING, date(2026, 1, 5))
    assert under_way.earliest(on, step(under_way, "notice"), PUBLISHED) == first


@given(on=DAYS)
def test_the_day_fixed_is_never_too_early_nor_too_late(on: date) -> None:
    """From the first possible day on seven working days lie between, and a day sooner they do not."""
    under_way = course(HEARING, date(2025, 1, 1))
    first = under_way.earliest(on, step(under_way, "notice"), PUBLISHED)
    offices = Offices()
    between = [on + timedelta(days) for days in range((first - on).days)]
    assert sum(map(offices.work, between)) == law.HEARING_NOTICE_LIMIT.count
    assert offices.work(between[-1])


@given(told=DAYS, later=st.integers(0, 40))
def test_the_right_lapses_after_its_last_day(told: date, later: int) -> None:
    """Not on it, and on every day after it; whoever has asked by then has asked."""
    waiting = course(HEARING, told)
    today, last = told + timedelta(later), last_day(waiting, "asked")
    assert last
    assert waiting.lapsed(today, PUBLISHED) is waiting.over(today, PUBLISHED) is (last < today)
    asked = course(HEARING, told, asked=last)
    assert not asked.over(today + timedelta(400), PUBLISHED)


@given(asked=DAYS)
def test_a_hearing_can_be_told_and_held_in_time(asked: date) -> None:
    """Whenever it is asked for: who tells it on the last day for that may fix a day in time."""
    under_way = course(HEARING, asked, asked=asked)
    notice, held = last_day(under_way, "notice"), last_day(under_way, "held")
    assert notice
    assert held
    assert asked < notice < held
    assert under_way.earliest(notice, step(under_way, "notice"), PUBLISHED) <= held
    too_late = notice + timedelta(1)
    assert under_way.earliest(too_late, step(under_way, "notice"), PUBLISHED) > held


def _through(procedure: Procedure) -> Iterator[Course]:
    """From its beginning to its end, a step at a time."""
    under_way = course(procedure, date(2026, 3, 2))
    yield under_way
    for place, one in enumerate(procedure.steps):
        taken = StepTaken(step=one.code, on=date(2026, 3, 2) + timedelta(place), document=f"第{place}号")
        under_way = under_way.model_copy(update={"taken": (*under_way.taken, taken)})
        yield under_way


@pytest.mark.parametrize("procedure", [*procedures.BEGUN_BY_OFFICERS, FIRST_REVIEW], ids=lambda it: it.code)
def test_one_step_comes_after_the_other(procedure: Procedure) -> None:
    """Only the next may be taken, but that a day may be fixed anew until it has come; then it is over."""
    for place, under_way in enumerate(_through(procedure)):
        following = procedure.steps[place] if place < len(procedure.steps) else None
        may = [one.code for one in procedure.steps if under_way.may_take(one.code)]
        anew = [one.code for one in procedure.steps if following and one.before == following.code]
        assert sorted(may) == sorted([*([following.code] if following else []), *anew])
        assert under_way.over(date(2026, 3, 6), PUBLISHED) is (following is None)
    *_, ended = _through(procedure)
    assert len([*ended.documents()]) == len(procedure.steps)


def test_the_clock_stands_from_the_step_by_which_a_hearing_is_asked_for() -> None:
    """Not while the right to ask is open; of an inspection no day is taken off."""
    hearing, inspection = map(PlannedProcedure.of, (HEARING, procedures.INSPECTED))
    assert (hearing.ground, hearing.stands_from) == (SpecialProcedure.HEARING, "asked")
    assert (inspection.ground, inspection.stands_from) == (None, "")


def test_a_day_that_was_fixed_anew_counts() -> None:
    """The last notice tells when it is held, and who hosts it."""
    first, second = (
        StepTaken(
            step="notice", on=date(2026, 3, day), day=date(2026, 3, 15 + day), officers=(f"host-{day}",)
        )
        for day in (5, 6)
    )
    under_way = course(HEARING, date(2026, 3, 2), asked=date(2026, 3, 4))
    under_way = under_way.model_copy(update={"taken": (*under_way.taken, first, second)})
    assert under_way.fixed(step(under_way, "held")) == date(2026, 3, 21)
    assert under_way.hosts == ("host-6",)


def test_who_has_a_part_in_it() -> None:
    """An inspection is the department's own; a hearing and a first review are not."""
    own = [PlannedProcedure.of(one).by_department for one in (procedures.INSPECTED, HEARING, FIRST_REVIEW)]
    assert own == [True, False, False]
    assert {one.owner for one in FIRST_REVIEW.steps} == {Owner.OTHER_BODY}


@given(since=DAYS, term=st.sampled_from([law.HEARING_LIMIT, law.REVIEW_REQUEST_LIMIT, law.LAWSUIT_LIMIT]))
def test_every_day_of_a_step_is_explained(since: date, term: Limit) -> None:
    """From the day of what starts it to the last one, without gap; as many are counted as the limit has."""
    limit = Term.of(term)
    explained = clock.explain_since("申请听证", since, limit, PUBLISHED)
    assert explained.due == clock.due(since, limit, PUBLISHED)
    assert explained.spans[0].first == since
    assert explained.due is not None
    assert explained.spans[-1].last == explained.due.on
    for before, after in zip(explained.spans, explained.spans[1:], strict=False):
        assert after.first == before.last + timedelta(1)
    assert sum(span.days for span in explained.spans if span.counted) == limit.days(after=since)
