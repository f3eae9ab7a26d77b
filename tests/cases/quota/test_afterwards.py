"""Places after a case is closed: what is set aside, revoked, changed, or ends (行政许可法 Art. 57)."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from activities.stand_ins.behaviour import Instant, Refusing, Reviewing
from client import Case, OutOfTurn, PlaceState, State
from client.messages.cases.sequel import SequelProgress, SequelState, SequelWord
from client.offices.sequels import Sequels
from client.transport.engine_line import EngineLine
from matters import clock
from tests.support.applications.stalls import ITEM, MARKET, MARKET_STALL, books, offered, stall_in
from tests.support.parts import NO, PATIENCE, Parts, until
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import query

ORDER: Final[dict[str, Any]] = {
    "reasons": ("事实不清",),
    "body": "示范区人民政府",
    "document": "示复决〔2026〕9号",
}
CARRY, GRANT = SequelWord.CARRY_OUT, SequelWord.GRANT


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    offered(monkeypatch, MARKET_STALL)


async def filed(parts: Parts, street: str, behaviour: Any) -> Case:
    submission = stall_in(street)
    parts.behave(submission.id, ITEM, behaviour)
    case = await parts.platform.submit(submission)
    if isinstance(behaviour, Reviewing):
        await until(case, ITEM, State.IN_REVIEW)
    else:
        await case.outcome()
    return case


def office(parts: Parts, officer: str) -> Sequels:
    return Sequels(EngineLine(parts.client, PATIENCE), department=MARKET, officer=officer)


async def begun(parts: Parts, case: Case, sequel: str) -> SequelProgress:
    today = clock.day_in_china(datetime.now(UTC))
    return await office(parts, "officer-1").begin(case.id, ITEM, sequel, on=today, **ORDER)


async def ordered(parts: Parts, case: Case, sequel: str) -> SequelProgress:
    """A ruling that one enters and another confirms."""
    return await office(parts, "officer-2").conclude(await begun(parts, case, sequel), CARRY)


@on_one_ledger
async def test_a_grant_that_is_set_aside(parts: Parts, street: str) -> None:
    """Its place goes to the next."""
    first = await filed(parts, street, Instant())
    second = await filed(parts, street, Reviewing())
    with pytest.raises(OutOfTurn):
        await parts.desk(MARKET).grant(second.id, ITEM)
    await ordered(parts, first, "set-aside")
    await parts.desk(MARKET).grant(second.id, ITEM)
    await second.outcome()
    assert books(parts, street) == [PlaceState.GIVEN_UP, PlaceState.GRANTED]


@on_the_other_ledger
async def test_a_refusal_that_is_to_be_made_anew(parts: Parts, street: str) -> None:
    """Who was refused unlawfully is where he was in the order, before those accepted after him."""
    first = await filed(parts, street, Refusing(refusal=NO))
    second = await filed(parts, street, Reviewing())
    of = await ordered(parts, first, "remade")
    assert of.state is SequelState.ANEW
    with pytest.raises(OutOfTurn):
        await parts.desk(MARKET).grant(second.id, ITEM)
    proposed = await office(parts, "officer-1").conclude(of, GRANT)
    assert (await office(parts, "officer-2").conclude(proposed, GRANT)).granted
    with pytest.raises(OutOfTurn):
        await parts.desk(MARKET).grant(second.id, ITEM)
    await second.withdraw("算了")
    await second.outcome()
    assert books(parts, street) == [PlaceState.GRANTED, PlaceState.GIVEN_UP]


@on_the_other_ledger
async def test_a_refusal_that_is_changed_too_late(parts: Parts, street: str) -> None:
    """The place was lawfully given to the next meanwhile; the ruling is carried out once one is free."""
    first = await filed(parts, street, Refusing(refusal=NO))
    second = await filed(parts, street, Instant())
    of = await begun(parts, first, "changed-into-grant")
    with pytest.raises(OutOfTurn, match="已准予 1 件"):
        await office(parts, "officer-2").conclude(of, CARRY)
    assert books(parts, street) == [PlaceState.GIVEN_UP, PlaceState.GRANTED]
    await ordered(parts, second, "set-aside")
    again = await office(parts, "officer-1").show(of.id)
    again = await office(parts, "officer-1").conclude(again, CARRY, reasons=("名额空出",))
    assert (await office(parts, "officer-2").conclude(again, CARRY)).granted
    assert books(parts, street) == [PlaceState.GRANTED, PlaceState.GIVEN_UP]


@on_one_ledger
async def test_a_licence_that_ends(parts: Parts, street: str) -> None:
    """A place that was granted until a day is free after it."""
    first = await filed(parts, street, Instant())
    sql = 'SELECT until FROM places WHERE "case" = :c'
    ((until_day,),) = query(parts.ledger, sql, c=str(first.id))
    assert until_day
    second = await filed(parts, street, Reviewing())
    yesterday = clock.day_in_china(datetime.now(UTC)) - timedelta(days=1)
    query(parts.ledger, 'UPDATE places SET until = :u WHERE "case" = :c', u=yesterday, c=str(first.id))
    await parts.desk(MARKET).grant(second.id, ITEM)
    await second.outcome()
