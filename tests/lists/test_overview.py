"""What supervisors look up: whose a case's time was, what systems are silent, and how a month went."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest

from activities.errors import DepartmentSilent
from activities.ledger.lists import figures
from activities.stand_ins.behaviour import Silent
from client import Case, CaseNotFound, State
from client.cli.operators import history
from client.messages.lists.case_line import Hold, Holder
from client.messages.lists.figures import FailingCall, Grouping
from client.messages.lists.reminder import Reminder
from client.messages.lists.search import CaseSearch
from client.offices import stalled_runs
from matters import clock
from matters.definitions.registers import PUBLICITY
from tests.lists.test_lists import FOOD, MARKET, rested
from tests.support.cases.public_notices import waits
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, submission, without
from tests.support.parts import LOOK, Parts, until
from tests.support.states import in_review, on_one_ledger

WEEK: Final = timedelta(days=7)


async def test_whose_the_time_was(parts: Parts) -> None:
    """A department that took a week has that time in the history of the case, and all of it sums up."""
    case = await in_review(parts)
    await parts.forward(case.id, WEEK)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    await case.outcome()
    found = await parts.supervisor.history(CaseSearch(case=case.id, is_open=None))
    held = {part.holder: part.seconds for part in found.delays.parts}
    assert held[MARKET] > 3 * 8 * 3600
    assert sum(held.values()) == found.delays.seconds
    assert {(hold.holder, hold.item) for hold in found.holds} >= {(MARKET, FOOD)}
    assert all(hold.until for hold in found.holds)
    assert {one.kind for one in found.notices} >= {"decision"}
    assert (await parts.platform.history(case.id)).line == found.line


async def test_an_applicant_who_takes_his_time(parts: Parts) -> None:
    """What waits for a correction is the applicant's time."""
    case = await parts.platform.submit(without(submission(SMALL_SHOP), "layout-plan"))
    await rested(parts, case.id)
    (hold,) = await _open_holds(parts, case)
    assert hold.holder == Holder.APPLICANT


async def test_what_is_outside(parts: Parts) -> None:
    """What a register is to tell is its time and no department's, and it is named."""
    case = await parts.platform.submit(submission("closing-simple"))
    await waits(parts, case, "simple-closing")
    await rested(parts, case.id)
    (hold,) = await _open_holds(parts, case)
    assert (hold.holder, hold.item) == (Holder.OUTSIDE, "simple-closing")
    assert hold.says.startswith(f"{PUBLICITY.name}：")
    found = history.events(await parts.supervisor.history(CaseSearch(case=case.id)), {}).rows
    assert [row[2] for row in found if row[0] == "责任"] == [PUBLICITY.name]
    (line,) = (await parts.supervisor.cases(CaseSearch(case=case.id))).cases
    assert line.outside == (PUBLICITY.name,)


async def _open_holds(parts: Parts, case: Case) -> list[Hold]:
    found = await parts.supervisor.history(CaseSearch(case=case.id))
    return [hold for hold in found.holds if hold.until is None]


async def test_which_case(parts: Parts) -> None:
    """One case has a history; who names none, or many, is told so."""
    with pytest.raises(CaseNotFound):
        await parts.supervisor.history(CaseSearch(number="no-such-number"))


async def test_a_month(parts: Parts) -> None:
    """Cases that were closed in it are counted in every grouping, and their time is shared out."""
    before = await figures_of(parts)
    case = await parts.platform.submit(submission(MARRIED))
    outcome = await case.outcome()
    after = await figures_of(parts)
    assert after[Grouping.ONE_MATTER] - before[Grouping.ONE_MATTER] >= 1
    assert after[Grouping.REGION] - before[Grouping.REGION] >= 1
    assert after[Grouping.DEPARTMENT] - before[Grouping.DEPARTMENT] >= len(outcome.items)
    delays = await parts.supervisor.delays(this_month())
    assert delays.cases >= 1
    assert sum(part.seconds for part in delays.parts) == delays.seconds
    mine = await parts.supervisor.delays(this_month(), holder=MARKET)
    assert mine.seconds <= delays.seconds


async def figures_of(parts: Parts) -> dict[Grouping, int]:
    """How many have ended in this month."""
    month = this_month()
    return {by: sum(one.ended for one in await parts.supervisor.figures(month, by=by)) for by in Grouping}


def this_month() -> str:
    return f"{clock.day_in_china(datetime.now(UTC)):%Y-%m}"


async def test_departments(parts: Parts) -> None:
    """What a department has in hand is counted, with since when the oldest waits, and until when it may."""
    case = await in_review(parts)
    await rested(parts, case.id)
    (hold,) = await _open_holds(parts, case)
    assert (hold.holder, hold.due_on) == (MARKET, (await case.progress()).items[0].due_on)
    lines = {one.department: one for one in await parts.supervisor.departments()}
    assert lines[MARKET].undecided >= 1
    assert lines[MARKET].oldest
    assert lines["civil-affairs"].department


@pytest.mark.slow
@on_one_ledger
async def test_a_system_that_does_not_answer(parts: Parts) -> None:
    """Two minutes after it was asked, long before it is overdue, it is told which one is silent, and how."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Silent())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.LODGED)
    await _kept_as(parts, case, State.LODGED)
    fault = await _fault(parts, case)
    assert (fault.call, fault.department, fault.failure) == ("lodge", MARKET, DepartmentSilent.__name__)
    assert fault.next_at is None or fault.since < fault.next_at
    with parts.ledger.reading() as books:
        before = figures.silent(books, before=datetime.now(UTC) - timedelta(hours=1))
        later = figures.silent(books, before=datetime.now(UTC) + timedelta(hours=1))
    assert case.id not in {item.case for item in before.items}
    later = await stalled_runs.added(parts.client, later)
    (found,) = [item for item in later.items if item.case == case.id]
    assert found.fault
    assert found.fault.failure == fault.failure
    assert (found.line.code, found.line.department, found.region) == (FOOD, MARKET, filed.region)


async def _fault(parts: Parts, case: Case) -> FailingCall:
    """Once the server tells of one."""
    while True:
        if faults := (await parts.supervisor.history(CaseSearch(case=case.id))).faults:
            return faults[0]
        await asyncio.sleep(LOOK)


@pytest.mark.slow
async def test_silent_systems_page_by_page(parts: Parts) -> None:
    """Each page begins behind the one before; together they are all, and each is there once."""
    shops = [submission(SMALL_SHOP) for _ in range(2)]
    for shop in shops:
        parts.behave(shop.id, FOOD, Silent())
    for case in [await parts.platform.submit(shop) for shop in shops]:
        await _kept_as(parts, case, State.LODGED)
    before = datetime.now(UTC) + timedelta(hours=1)
    with parts.ledger.reading() as books:
        whole, after = figures.silent(books, before=before), ""
        for one in whole.items:
            page = figures.silent(books, before=before, after=after, size=1)
            assert (page.items, page.total) == ((one,), whole.total)
            after = page.next
    assert (len(whole.items) >= 2, after) == (True, "")
    assert (await parts.supervisor.silent(after=f"2199-01-01T00:00:00+00:00/{UUID(int=0)}/0")).items == ()


async def _kept_as(parts: Parts, case: Case, state: State) -> None:
    """Wait until lists show it so."""
    while True:
        (line,) = (await parts.supervisor.cases(CaseSearch(case=case.id))).cases
        if any(item.state is state for item in line.items):
            return
        await asyncio.sleep(LOOK)


async def test_a_reminder(parts: Parts) -> None:
    """Whoever has an item in hand is told once, with the reason, however often it is ordered."""
    case = await in_review(parts)
    await rested(parts, case.id)
    order = Reminder(id=uuid4(), search=CaseSearch(case=case.id), reason="群众反映强烈")
    done = await parts.supervisor.remind(order)
    assert (done.cases, done.items, done.departments) == (1, 1, (MARKET,))
    assert await parts.supervisor.remind(order) == done
    told = [notice for notice in await parts.told(case) if "群众反映强烈" in notice.says]
    assert [(notice.addressee, notice.item) for notice in told] == [("department", FOOD)]


@on_one_ledger
async def test_a_reminder_of_nothing(parts: Parts) -> None:
    """A closed case is nobody's to be reminded of."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    order = Reminder(id=uuid4(), search=CaseSearch(case=case.id, is_open=None), reason="催办")
    assert (await parts.supervisor.remind(order)).items == 0
