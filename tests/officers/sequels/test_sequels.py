"""What becomes of a licence after its case is closed: withdrawal, revocation, what may not begin."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError, WorkflowHandle

from activities.stand_ins.behaviour import Reviewing
from client import DayPassed, NotPending, State, names
from client.errors import (
    OutsideTheList,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.sequel import SequelState
from matters import catalogue
from matters.definitions.sequels import CANCELLED
from tests.support.cases.sequels import (
    CARRY,
    DROP,
    FOOD,
    MARKET,
    ORDER,
    REASONS,
    begun,
    by_two,
    closed,
    ends,
    in_force,
    office,
    replayed,
    today,
    told,
)
from tests.support.cases.submissions import FIRST_EDITION, SMALL_SHOP, submission
from tests.support.parts import Parts, until
from tests.support.ports.tried_again import calls_of, try_again
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger


async def test_a_licence_that_is_withdrawn_for_all(parts: Parts) -> None:
    """Its holder is heard, the compensation is said, and two persons decide; then it ends."""
    case = await closed(parts)
    of = await begun(parts, case, "withdrawn", reasons=("法律修改，为公共利益需要撤回",))
    assert of.heard_until
    assert "自收到本告知之日起5个工作日内陈述、申辩" in told(parts, case.id)[0]
    with pytest.raises(Unreasoned, match="陈述"):
        await office(parts).conclude(of, CARRY, reasons=REASONS, compensation=0)
    with pytest.raises(Unreasoned, match="补偿"):
        await office(parts).conclude(of, CARRY, reasons=REASONS, views="未陈述")
    done = await by_two(parts, of, CARRY, reasons=REASONS, views="同意", compensation=500_000)
    assert (done.granted, done.compensation) == (False, 500_000)
    assert in_force(parts, case.id) == []
    await ends(parts, done)
    assert "补偿5,000.00元" in told(parts, case.id)[-1]
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
    with pytest.raises(NotPending, match="送达"):
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
    """One person may do so with reasons, where nothing was ordered; nobody does by cancelling it."""
    case = await closed(parts)
    before = in_force(parts, case.id)
    of = await begun(parts, case, "revoked", reasons=("疑似不符合条件",))
    await parts.client.get_workflow_handle(names.sequel_id(of.id)).cancel()
    with pytest.raises(Unreasoned):
        await office(parts).conclude(of, DROP)
    done = await office(parts).conclude(of, DROP, reasons=("核查后符合条件",))
    assert (done.state, done.granted) == (SequelState.DROPPED, True)
    assert in_force(parts, case.id) == before
    assert await ends(parts, done) == done


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
    with pytest.raises(WrongDepartment, match="市场监督管理局"):
        await office(parts, department="fire-rescue").begin(
            case.id, FOOD, "cancelled", on=today(), reasons=REASONS
        )
    assert told(parts, case.id) == []


async def test_what_an_item_does_not_know(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its law has only some, its department begins no other; what is ordered from above it must."""
    one = catalogue.find("restaurant", FIRST_EDITION)
    items = tuple(replace(it, sequels=(CANCELLED,)) if it.code == FOOD else it for it in one.matters)
    own = replace(one, matters=items)
    listed = tuple(own if each is one else each for each in catalogue.ONE_MATTERS)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", listed)
    case = await closed(parts)
    with pytest.raises(OutsideTheList, match="cancelled（注销许可）"):
        await begun(parts, case, "renewal")
    await begun(parts, case, "upheld", **ORDER)
    assert (
        await by_two(parts, await begun(parts, case, "cancelled"), CARRY, reasons=REASONS)
    ).granted is False


async def test_an_open_case(parts: Parts) -> None:
    """As long as a case is open, its items are decided there."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    with pytest.raises(NotPending):
        await begun(parts, case, "cancelled")
    await case.withdraw("不开了")


async def test_a_proceeding_that_has_ended_before_it_is_asked(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why it may not begin is told, however quick the engine was."""
    case = await closed(parts)
    start = parts.client.start_workflow

    async def started_and_ended(*args: Any, **options: Any) -> WorkflowHandle[Any, Any]:
        handle: WorkflowHandle[Any, Any] = await start(*args, **options)
        with suppress(WorkflowFailureError):
            await handle.result()
        return handle

    monkeypatch.setattr(parts.client, "start_workflow", started_and_ended)
    with pytest.raises(OutsideTheList, match="pardon"):
        await begun(parts, case, "pardon")


async def test_a_department_that_is_away(at_rest: Parts) -> None:
    """What it was asked is asked anew when a supervisor says so, and carried out once it is there."""
    async with at_rest.working():
        of = await begun(at_rest, await closed(at_rest), "cancelled")
    run = names.sequel_id(of.id)
    async with at_rest.working(names.QUEUE):
        concluding = asyncio.create_task(by_two(at_rest, of, CARRY, reasons=REASONS))
        await try_again(at_rest, run)
    async with at_rest.working():
        assert (await concluding).granted is False
    assert (await calls_of(at_rest, run)).count(names.REVISE) == 2
    await replayed(at_rest, run)
