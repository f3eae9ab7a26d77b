"""Licences of which there are only so many: places in the order of acceptance (行政许可法 Art. 57)."""

import asyncio
from datetime import timedelta
from typing import Any, Final

import pytest

from activities.cases.places import Places
from activities.cases.reception import Window
from activities.stand_ins.behaviour import ByRules, Instant, Reviewing
from activities.stand_ins.departments import StandIn
from client import Case, NotPending, OutcomeKind, OutOfTurn, PlaceStanding, PlaceState, State
from tests.support.applications.stalls import (
    ITEM,
    MARKET,
    MARKET_STALL,
    RANKED_STALL,
    WAITING_STALL,
    books,
    offered,
    stall_in,
)
from tests.support.parts import Parts, item, until
from tests.support.ports.lost_answers import dies_afterwards
from tests.support.states import on_the_other_ledger
from tests.support.town import query

IN_TURN, BEHIND, USED_UP, ELSEWHERE = PlaceStanding
FULL: Final = ("名额已全部授予在先受理的申请",)
DAY: Final = timedelta(days=1)


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    offered(monkeypatch, MARKET_STALL, WAITING_STALL, RANKED_STALL)


async def filed(parts: Parts, street: str, behaviour: Any = None, *, one: Any = MARKET_STALL) -> Case:
    submission = stall_in(street, one=one)
    parts.behave(submission.id, ITEM, behaviour or Reviewing())
    return await parts.platform.submit(submission)


async def stands(case: Case) -> PlaceStanding:
    place = (await item(case, ITEM)).place
    assert place
    return place.standing


async def refuses_all(parts: Parts, case: Case) -> None:
    """Nobody has it in hand while it waits for a place."""
    desk, later = parts.desk(MARKET), await parts.today(case.id) + DAY
    for order in (
        desk.grant(case.id, ITEM),
        refuse(parts, case),
        desk.suspend(case.id, ITEM, procedure="testing", expected_end=later, notice="1号"),
        desk.resume(case.id, ITEM),
        desk.extend(case.id, ITEM, approver="director", reasons=FULL),
        desk.return_to(case.id, ITEM, officer="officer-2"),
        desk.begin(case.id, ITEM, procedure="inspection"),
    ):
        with pytest.raises(NotPending):
            await order


async def refuse(parts: Parts, case: Case) -> None:
    await parts.desk(MARKET).refuse(case.id, ITEM, reasons=FULL, basis="行政许可法第五十七条")


async def told(parts: Parts, case: Case) -> list[str]:
    return [notice.says for notice in await parts.told(case) if notice.kind == "place"]


async def test_in_the_order_of_acceptance(parts: Parts, street: str) -> None:
    """The second is told that he is behind, and cannot be granted before the first; then all is given."""
    first = await filed(parts, street)
    second = await filed(parts, street)
    assert second.receipt.items[0].place
    assert (second.receipt.items[0].place.order, second.receipt.items[0].place.standing) == (2, BEHIND)
    await until(second, ITEM, State.IN_REVIEW)
    desk = parts.desk(MARKET)
    with pytest.raises(OutOfTurn, match="受理顺序第2位"):
        await desk.grant(second.id, ITEM)
    assert (await item(second, ITEM)).state is State.IN_REVIEW
    await desk.grant(first.id, ITEM)
    with pytest.raises(OutOfTurn, match="不得准予"):
        await desk.grant(second.id, ITEM)
    behind, full = await told(parts, second)
    assert "您的受理顺序为第2位，在先受理的尚有1件未决定" in behind
    assert "第五十七条" in behind
    assert "名额已全部授予" in full
    assert "行政复议" in full
    sheet = await desk.show(second.id, ITEM)
    assert sheet.request
    assert [doubt.rule for doubt in sheet.request.doubts] == ["quota"]
    await refuse(parts, second)
    assert (await second.outcome()).kind is OutcomeKind.REFUSED
    assert (await first.outcome()).kind is OutcomeKind.GRANTED
    assert await told(parts, first) == []
    assert books(parts, street) == [PlaceState.GRANTED, PlaceState.GIVEN_UP]


@on_the_other_ledger
@pytest.mark.parametrize("leaves", ["refused", "withdrawn"])
async def test_a_place_that_is_given_up(parts: Parts, street: str, leaves: str) -> None:
    """It goes to the next in the order of acceptance, not to whoever comes after him."""
    first, second, third = [await filed(parts, street) for _ in range(3)]
    for case in (first, second, third):
        await until(case, ITEM, State.IN_REVIEW)
    if leaves == "refused":
        await refuse(parts, first)
    else:
        await first.withdraw("不摆了")
    await first.outcome()
    desk = parts.desk(MARKET)
    with pytest.raises(OutOfTurn):
        await desk.grant(third.id, ITEM)
    await desk.grant(second.id, ITEM)
    assert (await second.outcome()).kind is OutcomeKind.GRANTED
    with pytest.raises(OutOfTurn):
        await desk.grant(third.id, ITEM)
    await refuse(parts, third)
    await third.outcome()


@on_the_other_ledger
async def test_who_waits_is_told_when_his_turn_has_come(parts: Parts, street: str) -> None:
    """Nobody has to ask: each day it is looked whose turn has come, and he is told."""
    first, second = [await filed(parts, street) for _ in range(2)]
    for case in (first, second):
        await until(case, ITEM, State.IN_REVIEW)
    await first.withdraw("不摆了")
    await first.outcome()
    await parts.forward(second.id, DAY)
    assert await stands(second) is IN_TURN
    assert "已有名额" in (await told(parts, second))[-1]
    sheet = await parts.desk(MARKET).show(second.id, ITEM)
    assert sheet.progress.place
    assert sheet.progress.place.ahead == 0
    await parts.desk(MARKET).grant(second.id, ITEM)
    await second.outcome()


@on_the_other_ledger
async def test_who_may_wait(parts: Parts, street: str) -> None:
    """Where a text lets him, nobody troubles the department until a place is free; then it is lodged."""
    first = await filed(parts, street, Instant(), one=WAITING_STALL)
    await first.outcome()
    second = await filed(parts, street, one=WAITING_STALL)
    await until(second, ITEM, State.QUEUED)
    place = (await item(second, ITEM)).place
    assert place
    assert place.waits_until
    assert f"轮候至{place.waits_until}" in (await told(parts, second))[0]
    await refuses_all(parts, second)
    assert (await item(second, ITEM)).state is State.QUEUED
    sql = "UPDATE places SET state = 'given-up' WHERE \"case\" = :c"
    query(parts.ledger, sql, c=str(first.id))
    await parts.forward(second.id, DAY)
    await until(second, ITEM, State.IN_REVIEW)
    await parts.desk(MARKET).grant(second.id, ITEM)
    assert (await second.outcome()).kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_who_has_waited_in_vain(parts: Parts, street: str) -> None:
    """After the last day it is lodged all the same, and an officer refuses it: no machine does."""
    first = await filed(parts, street, Instant(), one=WAITING_STALL)
    await first.outcome()
    second = await filed(parts, street, ByRules(), one=WAITING_STALL)
    await until(second, ITEM, State.QUEUED)
    place = (await item(second, ITEM)).place
    assert place
    await parts.forward_past(second.id, place.waits_until)
    await until(second, ITEM, State.IN_REVIEW)
    await refuse(parts, second)
    assert (await second.outcome()).kind is OutcomeKind.REFUSED


@on_the_other_ledger
@pytest.mark.parametrize("end", [OutcomeKind.WITHDRAWN, OutcomeKind.REFUSED])
async def test_a_department_that_grants_out_of_turn(parts: Parts, street: str, end: OutcomeKind) -> None:
    """What its system has granted against the order is no decision; the first gets the one place."""
    first = await filed(parts, street)
    second = await filed(parts, street, Instant())
    await until(second, ITEM, State.IN_REVIEW)
    await parts.desk(MARKET).grant(first.id, ITEM)
    await first.outcome()
    with pytest.raises(OutOfTurn):
        await parts.desk(MARKET).grant(second.id, ITEM)
    await (refuse(parts, second) if end is OutcomeKind.REFUSED else second.withdraw("不摆了"))
    assert (await second.outcome()).kind is end
    assert books(parts, street) == [PlaceState.GRANTED, PlaceState.GIVEN_UP]
    in_force = query(
        parts.district,
        "SELECT identifier FROM licences WHERE issue_key = :k AND revoked_because IS NULL",
        k=f"{second.id}/{ITEM}",
    )
    assert [*in_force] == []


@on_the_other_ledger
@pytest.mark.parametrize(
    ("owner", "step"),
    [(Window, "receive"), (Places, "claim_place"), (StandIn, "lodge"), (StandIn, "decide")],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
async def test_who_dies_between_two_steps(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch, street: str, owner: type[Any], step: str
) -> None:
    """Each step may be carried out twice: one place, one licence, and the second is told in his turn."""
    died = dies_afterwards(monkeypatch, owner, step)
    async with at_rest.working():
        first = await filed(at_rest, street)
        second = await filed(at_rest, street)
        await until(first, ITEM, State.IN_REVIEW)
        await at_rest.desk(MARKET).grant(first.id, ITEM)
        await first.outcome()
        await until(second, ITEM, State.IN_REVIEW)
        with pytest.raises(OutOfTurn):
            await at_rest.desk(MARKET).grant(second.id, ITEM)
        await refuse(at_rest, second)
        await second.outcome()
    assert died
    assert books(at_rest, street) == [PlaceState.GRANTED, PlaceState.GIVEN_UP]


async def test_by_rank(parts: Parts, street: str) -> None:
    """Who ranks first has the place, though he came last; the other is placed otherwise, not refused."""
    later = await filed(parts, f"后{street}", one=RANKED_STALL)
    first = await filed(parts, f"前{street}", one=RANKED_STALL)
    assert all(case.receipt.items[0].place for case in (first, later))
    for case in (first, later):
        await until(case, ITEM, State.IN_REVIEW)
        await parts.desk(MARKET).grant(case.id, ITEM)
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert (await stands(first), await stands(later)) == (IN_TURN, ELSEWHERE)
    says = (await told(parts, later))[-1]
    assert "您在第2顺位" in says
    assert "由市场办统筹安排，不因此不予办理" in says
    assert books(parts, street) == [PlaceState.GRANTED, PlaceState.ELSEWHERE]


async def test_many_at_once(parts: Parts, street: str) -> None:
    """Of ten that are filed in one moment, one is granted: the first of the books; the rest wait."""
    cases = await asyncio.gather(*(filed(parts, street, ByRules()) for _ in range(10)))
    places = [place for case in cases if (place := case.receipt.items[0].place)]
    assert sorted(place.order for place in places) == [*range(1, 11)]
    in_order = [case for _, case in sorted(zip(places, cases, strict=True), key=lambda one: one[0].order)]
    assert (await in_order[0].outcome()).kind is OutcomeKind.GRANTED
    for case in in_order[1:]:
        await until(case, ITEM, State.IN_REVIEW)
        with pytest.raises(OutOfTurn):
            await parts.desk(MARKET).grant(case.id, ITEM)
        await case.withdraw("算了")
        assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
    assert books(parts, street) == [PlaceState.GRANTED, *9 * [PlaceState.GIVEN_UP]]
