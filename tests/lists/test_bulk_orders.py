"""Orders upon many cases: shown first, carried out by the engine once, and kept on record."""

import asyncio
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from temporalio import activity
from temporalio.worker import Worker

from activities.ledger import BulkOrderRow
from activities.ledger.officers import bulk_orders
from activities.stand_ins.behaviour import Reviewing
from client import Case, DifferentOrder, NotAllowed, NotYours, OutcomeKind, Platform, State, names
from client.errors import NotProven
from client.messages.cases.answers import Refused, Request
from client.messages.lists.bulk_order import (
    AmendAll,
    BulkAct,
    BulkOrder,
    BulkReport,
    BulkState,
    ReassignAll,
    RemindAll,
    RetryAll,
)
from client.messages.lists.search import CaseSearch
from client.messages.message import Nothing
from client.messages.officers.commands import Amendment, Reassign
from client.offices.bulk_desk import BulkDesk
from client.transport.engine_line import NOTHING
from client.trust.actor import Role
from tests.lists.test_lists import FOOD, MARKET, rested
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import KEYS, LOOK, NO, Parts, item, until
from tests.support.speakers import identity_of, line_of, sign_ins_at
from tests.support.states import in_review, on_one_ledger

pytestmark = on_one_ledger

WHY: Final = "群众反映强烈"
NEW: Final = "new-platform"
"""Of which no other test has a case."""


@pytest.fixture
async def case(parts: Parts) -> Case:
    """A case with an item in officers' hands, as lists have it."""
    case = await in_review(parts)
    await rested(parts, case.id)
    return case


def order_of(case: UUID, act: BulkAct, *, department: str = "") -> BulkOrder:
    """Upon one case."""
    return BulkOrder(id=uuid4(), act=act, search=CaseSearch(case=case, department=department))


async def carried_out(desk: BulkDesk, order: BulkOrder) -> BulkReport:
    """What was seen is done."""
    seen = await desk.preview_bulk(order)
    return await desk.carry_out_bulk(order.model_copy(update={"seen": seen.seen}))


async def test_a_reminder(parts: Parts, case: Case) -> None:
    """What is shown is not done; then each item in hand is told of once, however often it is ordered."""
    order = order_of(case.id, RemindAll(reason=WHY))
    seen = await parts.supervisor.preview_bulk(order)
    assert [step.item for step in seen.steps if step.state is BulkState.DUE] == [FOOD]
    assert not any(WHY in notice.says for notice in await parts.told(case))
    order = order.model_copy(update={"seen": seen.seen})
    done = await parts.supervisor.carry_out_bulk(order)
    assert (done.due, done.done) == (0, 1)
    assert await parts.supervisor.carry_out_bulk(order) == done
    assert [notice.item for notice in await parts.told(case) if WHY in notice.says] == [FOOD]
    (kept,) = await parts.supervisor.bulk_orders(order.id)
    assert kept == done
    assert kept.by == "supervisor"
    assert kept.at
    assert order.id in {one.id for one in await parts.supervisor.bulk_orders()}


async def test_what_was_not_seen(parts: Parts, case: Case) -> None:
    """It is not done, and nothing of it is on record."""
    order = order_of(case.id, RemindAll(reason=WHY)).model_copy(update={"seen": "0" * 64})
    with pytest.raises(DifferentOrder, match="重新预览"):
        await parts.supervisor.carry_out_bulk(order)
    assert not await parts.supervisor.bulk_orders(order.id)


async def test_a_department_is_reassigned(parts: Parts, case: Case) -> None:
    """By its head, whoever of it has the items; nobody else orders it, and he of no other department's."""
    act = ReassignAll(to="officer-2", reason="分工调整")
    head = parts.desk(MARKET, "head-1")
    order = order_of(case.id, act, department=MARKET)
    done = await carried_out(head, order)
    assert {(step.item, step.department_name, step.state) for step in done.steps} >= {
        (FOOD, "市场监督管理局", BulkState.DONE)
    }
    assert await head.bulk_orders(done.id) == (done,)
    with pytest.raises(NotYours):
        await parts.desk(MARKET, "officer-1").grant(case.id, FOOD)
    assert [one.id for one in await head.bulk_orders(order.id)] == [order.id]
    for desk, department in ((parts.supervisor, MARKET), (head, "health")):
        with pytest.raises(NotAllowed):
            await desk.preview_bulk(order_of(case.id, act, department=department))


async def test_a_calendar_is_amended(parts: Parts, case: Case) -> None:
    """Of the cases that are found, when two supervisors have ordered the same."""
    days = (date(2027, 2, 5), date(2027, 2, 6))
    amendment = Amendment(number=f"示范〔{uuid4()}〕", by="办公室", reason="调休", holidays=days)
    order = order_of(case.id, AmendAll(amendment=amendment))
    assert (await carried_out(parts.supervisor, order)).waits
    assert not [notice for notice in await parts.told(case) if "调休" in notice.says]
    done = await carried_out(parts.second_supervisor, order.model_copy(update={"id": uuid4()}))
    assert (done.waits, done.done) == (False, 1)
    assert [notice.addressee for notice in await parts.told(case) if "调休" in notice.says] == ["applicant"]


async def test_the_engines_key_alone(parts: Parts, case: Case) -> None:
    """It orders nothing: without a person's order, by one of another case, or by one that is carried out."""
    head, other, engine = parts.desk(MARKET, "head-1"), await in_review(parts), identity_of(Role.ENGINE)
    act = ReassignAll(to="officer-2", reason="分工调整")
    done = await carried_out(head, order_of(case.id, act, department=MARKET))
    with parts.ledger.reading() as books:
        [word] = [
            row["word"] for row in books.execute(select(BulkOrderRow)).mappings() if row["id"] == str(done.id)
        ]
    over, command = sha256(word.encode()).hexdigest(), f"{names.BULK}/{done.id}/{FOOD}"
    given = Reassign(item=FOOD, department=MARKET, officer="head-1", to="officer-2", reason="分工调整")
    line = line_of(parts, engine)
    for of, update, says, id_ in (
        (other, names.REASSIGN, given, command),
        (case, names.REASSIGN, given, f"{command}/"),
        (case, names.REASSIGN, given.model_copy(update={"to": "officer-1"}), f"{command}s"),
        (case, names.RETRY, Nothing(), f"{names.BULK}/{uuid4()}/"),
        (case, names.AMEND_CALENDAR, Amendment(number="1", by="1", reason="1"), "rubbish/\x00"),
    ):
        before = len((await parts.history(of.id)).events)
        with pytest.raises(NotProven, match="批量指令"):
            async with line.patiently(update):
                await line.tell(
                    names.case_id(of.id), update, says, NOTHING, by=engine, command=id_, over=over
                )
        assert len((await parts.history(of.id)).events) == before


async def test_where_nothing_has_failed(parts: Parts, case: Case) -> None:
    """A case of which people have the ball is no part of it."""
    seen = await parts.supervisor.preview_bulk(order_of(case.id, RetryAll()))
    assert (seen.due, seen.left_out, seen.steps) == (0, 0, ())


async def test_faults_that_are_mended(at_rest: Parts) -> None:
    """Those that wait to be tried again are tried at once, each is decided, and nothing else is touched."""

    @activity.defn(name=names.LODGE)
    async def lodge(_: Request) -> Refused:  # signed by nobody, so it counts for nothing
        return NO

    *failing, well = [submission(SMALL_SHOP) for _ in range(3)]
    own = identity_of(Role.PLATFORM, actor=NEW)
    platform = Platform(line_of(at_rest, own, sign_ins_at(own)), KEYS)
    down = Worker(at_rest.client, task_queue=names.desk_queue(MARKET), activities=[lodge])
    async with at_rest.working(names.QUEUE), down:
        broken = [await platform.submit(filed) for filed in failing]
        for case in broken:
            await at_rest.forward(case.id, timedelta(hours=1))  # so it waits for long by now
            assert (await item(case, FOOD)).state is State.LODGED
    at_rest.behave(well.id, FOOD, Reviewing())
    async with at_rest.working():
        await until(await platform.submit(well), FOOD, State.IN_REVIEW)
        await rested(at_rest, well.id)
        order = BulkOrder(id=uuid4(), act=RetryAll(), search=CaseSearch(platform=NEW))
        done = await carried_out(at_rest.supervisor, order)
        tried = {step.case: step.state for step in done.steps}
        assert tried == dict.fromkeys([one.id for one in failing], BulkState.DONE)
        for case in broken:
            assert (await case.outcome()).kind is OutcomeKind.GRANTED
        (kept,) = await at_rest.supervisor.bulk_orders(order.id)
        assert (kept.done, kept.left_out) == (2, 0)


async def test_a_worker_that_stops_in_between(at_rest: Parts) -> None:
    """Another one goes on behind what is noted, and nobody is told anything twice."""
    async with at_rest.working():
        case = await in_review(at_rest)
        await rested(at_rest, case.id)
        order = order_of(case.id, RemindAll(reason=WHY))
        seen = await at_rest.supervisor.preview_bulk(order)
    order = order.model_copy(update={"seen": seen.seen})
    carrying_out = asyncio.create_task(at_rest.supervisor.carry_out_bulk(order))
    async with at_rest.working(names.QUEUE):
        await _entered(at_rest, order)
    async with at_rest.working():
        done = await carrying_out
        assert (done.due, done.done) == (0, 1)
        assert [notice.item for notice in await at_rest.told(case) if WHY in notice.says] == [FOOD]


async def _entered(parts: Parts, order: BulkOrder) -> None:
    while True:
        with parts.ledger.reading() as books:
            if bulk_orders.seen(books, order.id):
                return
        await asyncio.sleep(LOOK)
