"""Ratings: each item once, when it is decided; whoever is not satisfied is answered by a day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import text

from activities.database.encryption import destroy
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from activities.ledger.lists import case_lines, events
from activities.ledger.officers import ratings
from activities.ledger.officers.ratings import RatingRow
from activities.officers import calendars
from activities.officers.docket import Docket
from client import Case
from client.errors import (
    AlreadyDecided,
    CaseNotFound,
    NotAsked,
    NotPending,
    TooLate,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.progress import Colour, State
from client.messages.cases.rating import Rated, RatingOutcome
from client.messages.lists.figures import Grouping, Tally
from client.messages.officers.commands import Amendment
from client.messages.officers.docket import InboxSearch, Task
from client.trust.actor import Role
from matters import clock
from matters.clock.calendar import published
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import (
    DEPARTMENTS,
    ENROLMENT,
    FOOD,
    HOUSEHOLD,
    VACCINATION,
    in_review,
    on_one_ledger,
    on_the_other_ledger,
)

INSURANCE: Final = DEPARTMENTS[ENROLMENT]
WHY: Final = "窗口等候两小时"


@on_one_ledger
async def test_a_rating(parts: Parts) -> None:
    """Of a decided item, by the platform that has filed its case, and once."""
    case = await granted(parts)
    rated = await case.rate(HOUSEHOLD, 5)
    assert (rated.stars, rated.answer_by) == (5, None)
    assert await case.rate(HOUSEHOLD, 5) == rated
    with pytest.raises(TooLate):
        await case.rate(HOUSEHOLD, 1)
    with pytest.raises(UnknownItem):
        await case.rate(FOOD, 5)
    stranger = line_of(parts, identity_of(Role.PLATFORM, actor="stranger"))
    with pytest.raises(CaseNotFound):
        await Case(stranger, case.receipt).rate(ENROLMENT, 1)
    waiting = await in_review(parts)
    with pytest.raises(NotAsked):
        await waiting.rate(FOOD, 5)
    await parts.end(waiting.id)


def test_a_day_off_that_is_ordered(tmp_path: Path) -> None:
    """Gives whoever is to answer a day more; what is answered, or told to end later, stays, and erased cases.

    Of those nobody can read any more what was said.
    """
    ledger, rated_at = Ledger(f"sqlite:///{tmp_path}/ledger.db"), datetime(2026, 11, 30, 4, tzinfo=UTC)
    told, later, latest = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 31)
    with ledger.transaction() as books:
        for case, last in (("a", told), ("b", latest), ("c", told), ("d", told)):
            ratings.enter(books, rating(case, rated_at, answer_by=last))
        ratings.answer(
            books, rating("c", rated_at), officer="o", outcome=RatingOutcome.EXPLAINED, says="1", at=rated_at
        )
        destroy(books, ["case/d"])
        order = Amendment(number="1", by="市政府", reason="停工", holidays=(date(2026, 12, 2),))
        calendar_orders.enter(books, number=order.number, amendment=order.model_dump_json())
        for _ in range(2):
            calendars.lengthen(books, KEYS.seal, on=clock.day_in_china(rated_at))
        rows = books.execute(text('SELECT "case", answer_by FROM ratings ORDER BY "case"'))
        assert [str(day) for _, day in rows] == [str(day) for day in (later, latest, told, later)]
        books.execute(text("DELETE FROM ratings WHERE \"case\" = 'd'"))
    inbox = Docket(ledger, KEYS.seal).page(InboxSearch(department=INSURANCE), on=later)
    assert [(task.due_on, task.stuck) for task in inbox.tasks] == [(later, False), (latest, False)]
    ledger.close()


def rating(case: str, at: datetime, *, answer_by: date | None = None) -> RatingRow:
    task = Task(
        case=UUID(int=1),
        item=ENROLMENT,
        name="1",
        one_matter="1",
        number="1",
        department=INSURANCE,
        state=State.GRANTED,
        since=at,
        due_on=answer_by,
        colour=Colour.GREEN,
    )
    return RatingRow(
        case=case,
        item=ENROLMENT,
        department=INSURANCE,
        stars=1,
        rated_at=at,
        answer_by=answer_by,
        task=task.model_dump_json(),
    )


@on_one_ledger
async def test_a_bad_rating_is_answered(parts: Parts) -> None:
    """It waits in the inbox, then is overdue; its answer is told to applicant and platform, once."""
    case, desk = await granted(parts), parts.desk(INSURANCE)
    rated = await case.rate(ENROLMENT, 2, WHY)
    assert rated.answer_by
    assert working_days_until(rated) == 5
    [task] = [task for task in await desk.inbox() if task.case == case.id]
    assert (task.stars, task.says, task.due_on, task.stuck) == (2, WHY, rated.answer_by, False)
    assert await of_case(parts, case, later=0) == []
    [late] = await of_case(parts, case, later=1)
    assert late == task.model_copy(update={"stuck": True, "colour": late.colour})

    said: dict[str, Any] = {"outcome": RatingOutcome.EXPLAINED, "says": "已电话致歉并说明"}
    with pytest.raises(WrongDepartment, match=r"由[^a-z]+答复"):
        await parts.desk("health").answer_rating(case.id, ENROLMENT, **said)
    with pytest.raises(Unreasoned):
        await desk.answer_rating(case.id, ENROLMENT, outcome=RatingOutcome.MENDED, says=" ")
    with pytest.raises(NotPending):
        await desk.answer_rating(case.id, HOUSEHOLD, **said)
    answered = await desk.answer_rating(case.id, ENROLMENT, **said)
    assert answered.outcome is RatingOutcome.EXPLAINED
    assert await desk.answer_rating(case.id, ENROLMENT, **said) == answered
    with pytest.raises(AlreadyDecided):
        await parts.desk(INSURANCE, "officer-2").answer_rating(case.id, ENROLMENT, **said)
    assert case.id not in {task.case for task in await desk.inbox()}
    [told] = [one for one in await parts.told(case) if one.kind == "rating"]
    assert (told.addressee, "已电话致歉并说明" in told.says) == ("applicant", True)
    assert fed(parts, case).count("rating") == 1


@on_the_other_ledger
async def test_ratings_are_counted(parts: Parts) -> None:
    """With the cases of a month, and the items of a department; what is set aside does not count."""
    groups = ((Grouping.ONE_MATTER, "newborn"), (Grouping.DEPARTMENT, DEPARTMENTS[VACCINATION]))
    case = await granted(parts)
    before = [await tally(parts, by, group) for by, group in groups]
    await case.rate(VACCINATION, 2)
    for (by, group), was in zip(groups, before, strict=True):
        now = await tally(parts, by, group)
        assert (now.rated - was.rated, now.stars - was.stars) == (1, 2)
    desk = parts.desk(DEPARTMENTS[VACCINATION])
    await desk.answer_rating(case.id, VACCINATION, outcome=RatingOutcome.SET_ASIDE, says="经核实系误评")
    assert [await tally(parts, by, group) for by, group in groups] == before


async def granted(parts: Parts) -> Case:
    """A case that is closed."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    return case


async def of_case(parts: Parts, case: Case, *, later: int) -> list[Task]:
    """What is overdue of it so many days after the day by which it is to be answered."""
    rated = await case.rate(ENROLMENT, 2, WHY)
    assert rated.answer_by
    on = rated.answer_by + timedelta(days=later)
    found = Docket(parts.ledger, KEYS.seal).overdue(InboxSearch(), on=on)
    return [task for task in found.tasks if task.case == case.id]


def fed(parts: Parts, case: Case) -> list[str]:
    """What its platform is told that there is to read."""
    with parts.ledger.reading() as books:
        platform = case_lines.platform_of(books, str(case.id))
        every = events.after(books, platform, position=0, size=events.last(books, platform))
    return [one.told.kind for one in every if one.told and one.case == case.id]


def working_days_until(rated: Rated) -> int:
    """Counted day by day, from the day after it was rated."""
    assert rated.answer_by
    first = clock.day_in_china(rated.rated_at)
    days = (first + timedelta(days=1 + day) for day in range((rated.answer_by - first).days))
    calendar = published(first)
    return sum(calendar.is_working_day(day) for day in days)


async def tally(parts: Parts, by: Grouping, group: str) -> Tally:
    """Of this month."""
    month = f"{clock.day_in_china(datetime.now(UTC)):%Y-%m}"
    found = await parts.supervisor.figures(month, by=by)
    return next(one for one in found if one.group == group)
