"""Rulings from above upon a decision whose case is closed."""

import asyncio
from datetime import timedelta

import pytest

from activities.stand_ins.behaviour import Refusing, Reviewing
from client import NotPending, State, TooLate, names
from client.errors import (
    AlreadyDecided,
    DayPassed,
    NotProven,
    SamePerson,
)
from client.messages.cases.answers import Demand
from client.messages.cases.progress import OutcomeKind
from client.messages.cases.sequel import SequelState
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.law import LAWSUIT_AFTER_REVIEW, REVIEW_REQUEST_LIMIT
from matters.definitions.sequels import SEQUELS
from tests.support.cases.deadlines import granted
from tests.support.cases.sequels import (
    CARRY,
    DROP,
    FOOD,
    GRANT,
    MARKET,
    NO,
    ORDER,
    PAPER,
    REASONS,
    begun,
    by_two,
    closed,
    ends,
    in_force,
    licence_of,
    listed,
    office,
    open_beside,
    replayed,
    terminated,
    today,
    told,
    valid,
)
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, submission
from tests.support.parts import LOOK, Parts, until
from tests.support.states import HOUSEHOLD, HYGIENE, VACCINATION, in_review, on_one_ledger
from tests.support.town import query

pytestmark = on_one_ledger

CARD = "social-security-card"


@pytest.mark.parametrize("sequel", ["upheld", "confirmed-unlawful"])
async def test_a_ruling_that_leaves_it(parts: Parts, sequel: str) -> None:
    """One enters it, another person confirms it over that word; the licence stays, and it is told."""
    case = await closed(parts)
    before = in_force(parts, case.id)
    of = await begun(parts, case, sequel, **ORDER)
    assert (of.proposed_by, of.proposes) == ("officer-1", CARRY)
    with pytest.raises(SamePerson):
        await office(parts).conclude(of, CARRY)
    with pytest.raises(NotProven):
        await office(parts, "officer-2").conclude(of.model_copy(update={"mark": "x"}), CARRY)
    done = await by_two(parts, of, CARRY)
    assert (done.state, done.granted, done.recourses) == (SequelState.CARRIED_OUT, True, ())
    assert in_force(parts, case.id) == before
    (says,) = told(parts, case.id)
    assert SEQUELS[sequel].name in says
    assert PAPER in says
    assert "原决定不变" in says


async def test_who_may_sue_after_a_review(parts: Parts) -> None:
    """Fifteen days from when the review decision was received (行政诉讼法 Art. 45), and the day is told."""
    case = await closed(parts)
    with pytest.raises(DayPassed, match="received_on"):
        await begun(parts, case, "upheld", received_on=today() + timedelta(days=1), **ORDER)
    ordered, received = today() - timedelta(days=5), today() - timedelta(days=2)
    of = await begun(parts, case, "upheld", on=ordered, received_on=received, **ORDER)
    [lawsuit] = (await by_two(parts, of, CARRY)).recourses
    last = clock.due(received, Term.of(LAWSUIT_AFTER_REVIEW), published(received))
    assert received + timedelta(days=15) <= last.on
    assert (lawsuit.name, lawsuit.until) == ("行政诉讼", last.on)
    assert lawsuit.basis == "《中华人民共和国行政诉讼法》第四十五条"
    (says,) = told(parts, case.id)
    assert f"自收到复议决定书之日起15日内，最迟 {last.on}" in says


async def test_a_decision_that_is_set_aside(parts: Parts) -> None:
    """Its licence ends in the library, nothing more can follow it, and the same may be asked for again."""
    case = await closed(parts)
    of = await begun(parts, case, "set-aside", **ORDER)
    done = await by_two(parts, of, CARRY)
    assert (done.state, done.granted, done.licence) == (SequelState.CARRIED_OUT, False, None)
    assert in_force(parts, case.id) == []
    assert "原决定已被撤销" in told(parts, case.id)[-1]
    with pytest.raises(NotPending):
        await begun(parts, case, "cancelled")
    with pytest.raises((AlreadyDecided, TooLate)):
        await office(parts, "officer-2").conclude(done, CARRY)


async def test_a_refusal_that_is_to_be_made_anew(parts: Parts) -> None:
    """It waits for a new decision until the day that was set, is told upwards after it, and has remedies."""
    case = await closed(parts, refused=True)
    until = today() + timedelta(days=10)
    of = await begun(parts, case, "remade", **ORDER, until=until)
    anew = await by_two(parts, of, CARRY)
    assert (anew.state, anew.due_on) == (SequelState.ANEW, until)
    task = await listed(parts, of.id, due_on=until)
    assert (task.of_sequel, task.stuck) == (True, False)
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    await parts.skipper.fast_forward(handle, timedelta(days=12))
    while not (now := await office(parts).show(of.id)).overdue:  # noqa: ASYNC110 (no word comes of it)
        await asyncio.sleep(LOOK)
    with pytest.raises(NotPending):
        await office(parts).conclude(now, DROP, reasons=REASONS)
    done = await by_two(parts, now, GRANT)
    assert (done.state, done.granted) == (SequelState.CARRIED_OUT, True)
    assert done.licence
    assert in_force(parts, case.id) == [done.licence.identifier]
    assert done.served_on
    assert [way.until for way in done.recourses if way.name == "行政复议"] == [
        clock.due(done.served_on, clock.Term.of(REVIEW_REQUEST_LIMIT), published(done.served_on)).on
    ]
    assert (await ends(parts, done)).state is SequelState.CARRIED_OUT


async def test_a_refusal_that_is_changed(parts: Parts) -> None:
    """The review body grants what was refused: the department issues the licence."""
    case = await closed(parts, refused=True)
    done = await by_two(parts, await begun(parts, case, "changed-into-grant", **ORDER), CARRY)
    assert (await ends(parts, done)).licence == done.licence
    assert done.licence
    assert in_force(parts, case.id) == [done.licence.identifier]


@pytest.mark.parametrize("sequel", ["set-aside-in-part", "change"])
async def test_a_licence_with_another_content(parts: Parts, sequel: str) -> None:
    """What remains of it is another licence, until the end that the first one had."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=400)
    valid(parts, old, until=last)
    ordered = SEQUELS[sequel].ordered
    of = await begun(parts, case, sequel, **(ORDER if ordered else {}))
    assert ordered or of.due_on != last
    done = await by_two(parts, of, CARRY if ordered else GRANT)
    assert done.licence
    assert in_force(parts, case.id) == [done.licence.identifier] != [old]
    sql = "SELECT valid_until FROM licences WHERE identifier = :i"
    ((ends_on,),) = query(parts.district, sql, i=done.licence.identifier)
    assert str(ends_on) == str(last)


async def test_a_decision_that_is_set_aside_while_its_case_is_open(parts: Parts) -> None:
    """At once: its licence ends, its item is over, the other one goes on to its own."""
    case = await open_beside(parts)
    left = await by_two(parts, await begun(parts, case, "upheld", **ORDER), CARRY)
    assert (left.state, len(in_force(parts, case.id))) == (SequelState.CARRIED_OUT, 1)
    assert "原决定不变" in told(parts, case.id)[-1]
    done = await by_two(parts, await begun(parts, case, "set-aside", **ORDER), CARRY)
    assert (done.state, done.granted, in_force(parts, case.id)) == (SequelState.CARRIED_OUT, False, [])
    assert any("原决定已被撤销" in says for says in told(parts, case.id))
    await until(case, FOOD, State.SET_ASIDE)
    await parts.desk("health").grant(case.id, HYGIENE)
    outcome = await case.outcome()
    ended = {item.code: (item.state, item.licence is None) for item in outcome.items}
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    assert ended[FOOD] == (State.SET_ASIDE, True)
    assert ended[HYGIENE][0] is State.GRANTED
    await ends(parts, done)
    with pytest.raises(NotPending):
        await begun(parts, case, "cancelled")


async def test_a_decision_that_is_made_anew_while_its_case_is_open(parts: Parts) -> None:
    """Set aside at once, decided anew by two, and changed again by a later order: the case goes by each."""
    case = await open_beside(parts)
    anew = await by_two(parts, await begun(parts, case, "remade", **ORDER), CARRY)
    assert (anew.state, in_force(parts, case.id)) == (SequelState.ANEW, [])
    await until(case, FOOD, State.SET_ASIDE)
    first = (await by_two(parts, anew, GRANT)).licence
    await until(case, FOOD, State.GRANTED)
    await by_two(parts, await begun(parts, case, "confirmed-unlawful", **ORDER), CARRY)
    part = await by_two(parts, await begun(parts, case, "set-aside-in-part", **ORDER), CARRY)
    assert part.licence
    assert in_force(parts, case.id) == [part.licence.identifier] != [first and first.identifier]
    await parts.desk("health").grant(case.id, HYGIENE)
    [food] = [item for item in (await case.outcome()).items if item.code == FOOD]
    assert (food.state, food.licence) == (State.GRANTED, part.licence)
    ended = await by_two(parts, await begun(parts, case, "cancelled"), CARRY, reasons=REASONS)
    assert (ended.granted, in_force(parts, case.id)) == (False, [])
    await replayed(parts, names.case_id(case.id))


async def test_a_refusal_that_is_changed_while_its_case_is_open(parts: Parts) -> None:
    """It is granted in the case, and what could not begin without it begins."""
    filed = submission(MARRIED)
    parts.behave(filed.id, HOUSEHOLD, Refusing(refusal=NO))
    parts.behave(filed.id, VACCINATION, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, VACCINATION, State.IN_REVIEW)
    await until(case, CARD, State.IMPOSSIBLE)
    police = (office(parts, f"officer-{number}", "public-security") for number in (1, 2))
    of = await next(police).begin(case.id, HOUSEHOLD, "changed-into-grant", on=today(), **ORDER)
    done = await next(police).conclude(of, CARRY)
    assert (done.state, done.granted) == (SequelState.CARRIED_OUT, True)
    await until(case, HOUSEHOLD, State.GRANTED)
    await until(case, CARD, State.GRANTED)
    assert any("恢复办理" in letter.says for letter in (await case.progress()).told)
    await replayed(parts, names.case_id(case.id))


async def test_an_order_to_decide_what_has_lapsed_while_its_case_is_open(parts: Parts) -> None:
    """What was not mended in time is decided after all, and its case goes by that."""
    filed = submission(LARGE_SHOP)
    for item in (FOOD, HYGIENE):
        parts.behave(filed.id, item, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    await parts.desk(MARKET).ask(case.id, FOOD, points=[Demand(path="", says="缺", mend="补")])
    await parts.skipper.fast_forward(parts.handle(case.id), timedelta(days=60))
    await until(case, FOOD, State.LAPSED)
    order = await begun(parts, case, "ordered-to-perform", **ORDER)
    anew = await by_two(parts, order, CARRY)
    assert anew.state is SequelState.ANEW
    assert (await by_two(parts, anew, GRANT)).granted
    await until(case, FOOD, State.GRANTED)


async def test_an_order_that_is_entered_in_error(parts: Parts) -> None:
    """It is dropped at once, though its case is open, and takes nothing out of that."""
    case = await open_beside(parts)
    of = await begun(parts, case, "set-aside", **ORDER)
    of = await office(parts).conclude(of, DROP, reasons=REASONS)
    done = await office(parts, "officer-2").conclude(of, DROP, reasons=REASONS)
    assert (done.state, len(in_force(parts, case.id))) == (SequelState.DROPPED, 1)
    assert "不再办理，原决定不变" in told(parts, case.id)[-1]
    assert (await begun(parts, case, "set-aside", **ORDER)).state is SequelState.BEGUN


@pytest.mark.slow
async def test_an_order_to_decide_while_it_may_be(parts: Parts) -> None:
    """The case is open, and its department decides there; nobody has anything left to do after that."""
    case = await in_review(parts)
    limit = today() + timedelta(days=5)
    order = await begun(parts, case, "ordered-to-perform", **ORDER, until=limit)
    kept = await by_two(parts, order, CARRY)
    assert (kept.state, kept.due_on) == (SequelState.KEPT, limit)
    await granted(parts, case)
    await case.outcome()
    done = await ends(parts, kept)
    assert (done.state, len(in_force(parts, case.id))) == (SequelState.CARRIED_OUT, 1)
    assert "不再有待作出的决定" in told(parts, case.id)[-1]


async def test_an_order_to_decide(parts: Parts) -> None:
    """Nothing was decided: it is to be by the day that was set, and the decision has remedies of its own."""
    case = await terminated(parts)
    limit = today() + timedelta(days=15)
    of = await by_two(parts, await begun(parts, case, "ordered-to-perform", **ORDER, until=limit), CARRY)
    assert (of.state, of.due_on) == (SequelState.ANEW, limit)
    assert f"将于 {limit} 前作出决定" in told(parts, case.id)[-1]
    assert "撤销" not in told(parts, case.id)[-1]
    done = await by_two(parts, of, GRANT)
    assert done.licence
    assert in_force(parts, case.id) == [done.licence.identifier]
    assert done.recourses
    granted = await closed(parts)
    with pytest.raises(NotPending):
        await begun(parts, granted, "ordered-to-perform", **ORDER)
