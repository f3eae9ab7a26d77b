"""What becomes of a decision after its case is closed: rulings from above, renewal, change, revocation."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from temporalio.worker import Replayer

import worker
from activities.stand_ins.behaviour import Refusing, Reviewing
from client import Case, DayPassed, NotPending, State, TooLate, names
from client.errors import (
    AlreadyDecided,
    NotProven,
    OutsideTheList,
    SamePerson,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.answers import Refused
from client.messages.cases.sequel import SequelProgress, SequelState, SequelWord
from client.offices.sequels import Sequels
from client.transport.engine_line import EngineLine
from matters import clock
from matters.clock.calendar import published
from matters.definitions.law import REVIEW_REQUEST_LIMIT
from matters.definitions.sequels import SEQUELS
from matters.language import Consequence
from tests.support.parts import KEYS, LOOK, PATIENCE, SMALL_SHOP, Parts, submission, until
from tests.support.town import query
from workflows.roster import WORKFLOWS

FOOD, MARKET = "food-licence", "market-regulation"
BODY, PAPER = "示范区人民政府", "示复决〔2026〕5号"
REASONS: Final = ("登记事项有误",)
NO: Final = Refused(
    reasons=("布局不合格",), basis="食品安全法第三十三条", remedies="行政复议", officers=("a", "b")
)
ORDER: Final[dict[str, Any]] = {"reasons": REASONS, "body": BODY, "document": PAPER}
CARRY, DROP, GRANT, REFUSE = SequelWord


def office(parts: Parts, officer: str = "officer-1", department: str = MARKET) -> Sequels:
    return Sequels(EngineLine(parts.client, PATIENCE), department=department, officer=officer)


def today() -> date:
    return datetime.now(clock.CHINA).date()


async def closed(parts: Parts, *, refused: bool = False) -> Case:
    """A shop with its food licence, or without."""
    filed = submission(SMALL_SHOP)
    if refused:
        parts.behave(filed.id, FOOD, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await case.outcome()
    return case


async def licence_of(case: Case) -> str:
    (licence,) = [item.licence for item in (await case.progress()).items if item.code == FOOD]
    assert licence
    return licence.identifier


def in_force(parts: Parts, case: UUID) -> list[str]:
    """Identifiers of the food licences that the library has in force."""
    rows = query(
        parts.district,
        "SELECT identifier FROM licences WHERE issue_key = :k AND revoked_because IS NULL",
        k=f"{case}/{FOOD}",
    )
    return [identifier for (identifier,) in rows]


def valid(parts: Parts, identifier: str, *, until: date) -> None:
    """Let a licence end on a day."""
    sql = "UPDATE licences SET valid_until = :u WHERE identifier = :i"
    query(parts.district, sql, u=until, i=identifier)


def told(parts: Parts, case: UUID) -> list[str]:
    rows = query(
        parts.ledger,
        "SELECT says FROM notices WHERE \"case\" = :c AND kind = 'sequel' ORDER BY key",
        c=str(case),
    )
    return [says for (says,) in rows]


async def begun(parts: Parts, case: Case, sequel: str, **order: Any) -> SequelProgress:
    asked: dict[str, Any] = {"on": today(), "reasons": REASONS, **order}
    return await office(parts).begin(case.id, FOOD, sequel, **asked)


async def by_two(parts: Parts, of: SequelProgress, word: SequelWord, **said: Any) -> SequelProgress:
    """One says it, another says the same over the first one's word."""
    if of.proposes is not word:
        of = await office(parts, "officer-1").conclude(of, word, **said)
        assert of.state in {SequelState.BEGUN, SequelState.ANEW}
    return await office(parts, "officer-2").conclude(of, word, **said)


async def ends(parts: Parts, of: SequelProgress) -> SequelProgress:
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id), result_type=SequelProgress)
    ended: SequelProgress = await asyncio.wait_for(handle.result(), 30)
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    await replayer.replay_workflow(await handle.fetch_history())
    return ended


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


async def test_a_decision_that_is_set_aside(parts: Parts) -> None:
    """Its licence ends in the library, nothing more can follow it, and the same may be asked for again."""
    case = await closed(parts)
    of = await begun(parts, case, "set-aside", **ORDER)
    done = await by_two(parts, of, CARRY)
    assert (done.state, done.granted, done.licence) == (SequelState.CARRIED_OUT, False, None)
    assert in_force(parts, case.id) == []
    assert "失效" in told(parts, case.id)[-1]
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
    (task,) = [task for task in await parts.desk(MARKET).inbox() if task.case == of.id]
    assert (task.of_sequel, task.due_on, task.stuck) == (True, until, False)
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


async def test_a_renewal(parts: Parts) -> None:
    """Applied for in time and granted by two, for this item is inspected: a new licence for another term."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=60)
    valid(parts, old, until=last)
    of = await begun(parts, case, "renewal")
    assert of.due_on == last
    done = await by_two(parts, of, GRANT)
    assert done.licence
    assert [done.licence.identifier] == in_force(parts, case.id)
    assert done.licence.identifier != old
    valid(parts, done.licence.identifier, until=last)
    again = await begun(parts, case, "renewal")
    refused = await by_two(parts, again, REFUSE, reasons=("不再符合条件",), basis="行政许可法第五十条")
    assert (refused.state, refused.granted) == (SequelState.CARRIED_OUT, True)
    assert in_force(parts, case.id) == [done.licence.identifier]
    assert refused.recourses


async def test_a_renewal_that_nobody_decides(parts: Parts) -> None:
    """Applied for thirty days before the end, it counts as granted when the licence ends."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=30)
    valid(parts, old, until=last)
    of = await begun(parts, case, "renewal")
    assert of.due_on == last
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    left = clock.Due(on=last).at - await parts.skipper.get_current_time(handle)
    await parts.skipper.fast_forward(handle, left - timedelta(minutes=1))
    assert (await office(parts).show(of.id)).state is SequelState.BEGUN
    await parts.skipper.fast_forward(handle, timedelta(minutes=2))
    done = await ends(parts, of)
    assert (done.state, done.deemed, done.granted) == (SequelState.CARRIED_OUT, True, True)
    assert "视为准予" in told(parts, case.id)[-1]
    assert in_force(parts, case.id) not in ([], [old])


async def test_a_renewal_that_is_asked_for_late(parts: Parts) -> None:
    """Not thirty days before the end: it may be granted, and is not by itself; after the end nothing may."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=29)
    valid(parts, old, until=last)
    of = await begun(parts, case, "renewal")
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    await parts.skipper.fast_forward(handle, timedelta(days=31))
    while not (now := await office(parts).show(of.id)).overdue:  # noqa: ASYNC110 (no word comes of it)
        await asyncio.sleep(LOOK)
    assert (now.state, in_force(parts, case.id)) == (SequelState.BEGUN, [old])
    valid(parts, old, until=today() - timedelta(days=1))
    with pytest.raises(DayPassed):
        await begun(parts, case, "renewal")


async def test_a_licence_that_is_withdrawn_for_all(parts: Parts) -> None:
    """Its holder is heard, the compensation is said, and two persons decide; then it ends."""
    case = await closed(parts)
    of = await begun(parts, case, "withdrawn", reasons=("法律修改，为公共利益需要撤回",))
    assert of.heard_until
    assert "自收到本告知之日起5个工作日内陈述、申辩" in told(parts, case.id)[0]
    with pytest.raises(Unreasoned, match="holder"):
        await office(parts).conclude(of, CARRY, reasons=REASONS, compensation=0)
    with pytest.raises(Unreasoned, match="compensation"):
        await office(parts).conclude(of, CARRY, reasons=REASONS, views="未陈述")
    done = await by_two(parts, of, CARRY, reasons=REASONS, views="同意", compensation=500_000)
    assert (done.granted, done.compensation) == (False, 500_000)
    assert in_force(parts, case.id) == []
    await ends(parts, done)
    assert "补偿（赔偿）5,000.00元" in told(parts, case.id)[-1]
    assert {way.name for way in done.recourses} == {"行政复议", "行政诉讼"}


async def test_a_holder_who_is_served_by_post(parts: Parts) -> None:
    """His time to speak begins when he has the notice, and nothing is decided before."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": False})
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.GRANTED)
    await parts.written(case.id)
    for task in [task for task in await parts.desk(MARKET).inbox() if task.case == case.id]:
        await parts.desk(MARKET).serve(case.id, task.item, mode="signed", on=today(), witness="本人")
    await case.outcome()
    of = await begun(parts, case, "withdrawn")
    assert of.heard_until is None
    said: dict[str, Any] = {"reasons": REASONS, "views": "未陈述", "compensation": 0}
    with pytest.raises(NotPending, match="served"):
        await office(parts).conclude(of, CARRY, **said)
    of = await office(parts).serve(of, mode="signed", on=today(), witness="本人签收")
    assert of.heard_until
    done = await by_two(parts, of, CARRY, **said)
    assert (done.state, done.served_on) == (SequelState.CARRIED_OUT, None)
    with pytest.raises(Unreasoned):
        await office(parts).serve(done, mode="post", on=today())
    served = await office(parts).serve(done, mode="public-notice", on=today(), witness="公告1号")
    assert served.served_on == today() + timedelta(days=30)
    assert all(way.until for way in served.recourses)


async def test_a_proceeding_that_is_dropped(parts: Parts) -> None:
    """One person may do so with reasons, where nothing was ordered: everything is as before."""
    case = await closed(parts)
    before = in_force(parts, case.id)
    of = await begun(parts, case, "revoked", reasons=("疑似不符合条件",))
    with pytest.raises(Unreasoned):
        await office(parts).conclude(of, DROP)
    done = await office(parts).conclude(of, DROP, reasons=("核查后符合条件",))
    assert (done.state, done.granted) == (SequelState.DROPPED, True)
    assert in_force(parts, case.id) == before


async def test_what_may_not_begin(parts: Parts) -> None:
    """Each for its reason; nothing is told to anybody."""
    case = await closed(parts)
    wrong: tuple[tuple[type[Exception], str, dict[str, Any]], ...] = (
        (OutsideTheList, "pardon", {}),
        (NotPending, "changed-into-grant", ORDER),
        (Unreasoned, "upheld", {}),
        (Unreasoned, "cancelled", {"reasons": (" ",)}),
        (DayPassed, "cancelled", {"on": today() + timedelta(days=1)}),
    )
    for error, sequel, order in wrong:
        with pytest.raises(error):
            await begun(parts, case, sequel, **order)
    with pytest.raises(UnknownItem):
        await office(parts).begin(case.id, "nothing", "cancelled", on=today(), reasons=REASONS)
    with pytest.raises(WrongDepartment):
        await office(parts, department="fire-rescue").begin(
            case.id, FOOD, "cancelled", on=today(), reasons=REASONS
        )
    assert told(parts, case.id) == []


async def test_an_open_case(parts: Parts) -> None:
    """As long as a case is open, its items are decided there."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    with pytest.raises(NotPending):
        await begun(parts, case, "cancelled")
    await case.withdraw("不开了")


@pytest.mark.parametrize("sequel", SEQUELS)
async def test_every_word(parts: Parts, sequel: str) -> None:
    """Of each sequel that has begun, only what can become of it may be said."""
    kind = SEQUELS[sequel]
    case = await closed(parts, refused=not kind.granted)
    of = await begun(parts, case, sequel, **(ORDER if kind.ordered else {}))
    application = kind.consequence is Consequence.RENEWS and not kind.ordered
    possible = {GRANT, REFUSE, DROP} if application else {CARRY, DROP}
    for word in {*SequelWord} - possible:
        with pytest.raises(NotPending):
            await office(parts, "officer-2").conclude(of, word, reasons=REASONS, basis="依据")
    dropped = await office(parts, "officer-2").conclude(of, DROP, reasons=REASONS)
    assert dropped.state is (SequelState.BEGUN if kind.ordered else SequelState.DROPPED)
