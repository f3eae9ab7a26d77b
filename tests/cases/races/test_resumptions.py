"""An item is taken up again at the very instant at which something else happens."""

from datetime import timedelta

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, OutcomeKind, State, Submission, names
from client.messages.cases.progress import Colour
from client.messages.officers.commands import Amendment, Resume
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.law import TIMETABLE
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from tests.support.cases.races import FOOD, TOBACCO, TOBACCONIST, WITHDRAWAL, grant, in_review, refused
from tests.support.cases.strikes import Word, struck
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts, item, until
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger


@pytest.mark.parametrize("order", [1, -1], ids=["resume-first", "resume-last"])
async def test_resumption_or_withdrawal(at_rest: Parts, order: int) -> None:
    """An item whose special procedure ends as it is withdrawn is withdrawn, and no clock stands or runs."""
    async with at_rest.working():
        case = await _suspended(at_rest, submission(LARGE_SHOP))
    async with struck(at_rest, case, *(_resume(), WITHDRAWAL)[::order]):
        assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
        assert (await item(case, TOBACCO)).state is State.WITHDRAWN


@pytest.mark.parametrize("order", [1, -1], ids=["resume-first", "resume-last"])
async def test_resumption_or_amendment(at_rest: Parts, order: int) -> None:
    """What is left of a limit is reckoned from the day of resumption by the calendar as amended."""
    async with at_rest.working():
        case = await _suspended(at_rest, submission(LARGE_SHOP))
        today = await at_rest.today(case.id)
        off = clock.due(today, Term.of(TIMETABLE.gather), published(today)).on
        amendment = Amendment(number=str(case.id), by="示范区政府", reason="台风停工", holidays=(off,))
        await at_rest.second_supervisor.amend_calendars(amendment)
    words = (_resume(), (names.AMEND_CALENDAR, amendment))[::order]
    async with struck(at_rest, case, *words):
        calendar = published(today).amended(holidays=(off,))
        promised = (await item(case, TOBACCO)).due_on
        assert promised == clock.due(today, Term.of(RESTAURANT.matters[5].promised), calendar).on


async def test_resumption_or_another_item_overdue(at_rest: Parts) -> None:
    """The end of one item's last day is nothing to another that is taken up again at that instant."""
    async with at_rest.working():
        filed = submission(LARGE_SHOP)
        at_rest.behave(filed.id, FOOD, Reviewing())
        case = await _suspended(at_rest, filed)
        await until(case, FOOD, State.IN_REVIEW)
        due = (await item(case, FOOD)).due_on
        await at_rest.forward_into(case.id, due)
    async with struck(at_rest, case, _resume(), day=due):
        assert (await item(case, FOOD)).colour is Colour.RED
        tobacco = await item(case, TOBACCO)
        assert (tobacco.state, tobacco.colour) == (State.IN_REVIEW, Colour.GREEN)
        assert [told.item for told in await at_rest.told(case) if told.kind == "overdue"] == [FOOD]


@pytest.mark.usefixtures("withdrawing")
async def test_resumption_or_default(at_rest: Parts) -> None:
    """Silence about the choice withdraws an item that is taken up again at that instant, like any other."""
    async with at_rest.working():
        case = await refused(at_rest)
        choice = (await case.progress()).choice
        assert choice
        await _suspend(at_rest, case)
        await at_rest.forward_into(case.id, choice.by)
    async with struck(at_rest, case, _resume(), day=choice.by):
        await case.outcome()
        assert (await item(case, TOBACCO)).state is State.WITHDRAWN


async def test_resumption_and_decision(at_rest: Parts) -> None:
    """What is taken up again can be decided at once, in the order in which it is said."""
    async with at_rest.working():
        case = await _suspended(at_rest, submission(LARGE_SHOP))
    words = (grant(TOBACCO, TOBACCONIST), _resume(), grant(TOBACCO, TOBACCONIST))
    async with struck(at_rest, case, *words) as [early, _, late]:
        assert early == "NotPending"
        assert late is None
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


def _resume() -> Word:
    return names.RESUME, Resume(item=TOBACCO, department=TOBACCONIST, officer="officer-1")


async def _suspended(parts: Parts, filed: Submission) -> Case:
    case = await in_review(parts, filed, TOBACCO)
    await _suspend(parts, case)
    return case


async def _suspend(parts: Parts, case: Case) -> None:
    end = await parts.today(case.id) + timedelta(days=60)
    desk = parts.desk(TOBACCONIST)
    await desk.suspend(case.id, TOBACCO, procedure="testing", expected_end=end, notice="2026-1")
