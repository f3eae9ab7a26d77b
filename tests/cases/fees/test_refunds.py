"""Fees that are not kept: what lapses, ends or is mended, and money that comes too late or too much."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import Case, Outcome, OutcomeKind, State
from client.errors import NotAsked, TooLate
from client.messages.cases.answers import Wanting
from client.messages.cases.correction import Supplement
from client.messages.money.payment import Payment
from matters.definitions.law import TIMETABLE
from tests.support.cases.corrections import last_day
from tests.support.cases.fees import FEE, FIRE, REGISTRATION, SIGN, billed, kept, money, refunded
from tests.support.cases.submissions import LARGE_SHOP, paper, submission
from tests.support.parts import LAYOUT, MINUTE, NO, Parts, end_of, find, item, until
from tests.support.states import on_the_other_ledger
from tests.walks.clock import Offices

pytestmark = on_the_other_ledger

FOOD = "food-licence"
MARKET, FIRE_RESCUE, URBAN = "market-regulation", "fire-rescue", "urban-management"


async def test_paid_twice(parts: Parts) -> None:
    """Money under another key that nothing is owed for goes back, all of it, once."""
    case = await billed(parts, FIRE)
    await parts.pay(case)
    await parts.cashier.confirm(case.id, await money(parts, case, FEE + 1))
    assert await refunded(parts, case) == FEE + 1
    await _grant_fire_check(parts, case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await refunded(parts, case) == FEE + 1
    assert await kept(case) == FEE


async def test_paid_too_much(parts: Parts) -> None:
    """What is over goes back."""
    case = await billed(parts)
    await parts.pay(case, FEE + 500)
    await case.outcome()
    assert await refunded(parts, case) == 500
    assert await kept(case) == FEE


async def test_unpaid(parts: Parts) -> None:
    """Whoever does not pay is reminded, then the item lapses, what was paid in part goes back."""
    case = await billed(parts)
    await parts.pay(case, 5_000)
    bill = (await case.progress()).bill
    assert bill

    await parts.forward_past(case.id, bill.pay_by)
    reminded = (await case.progress()).bill
    assert reminded
    assert reminded.reminded
    assert reminded.pay_by > bill.pay_by
    await parts.forward_past(case.id, _told_until(reminded.pay_by))

    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    assert (await item(case, SIGN)).state is State.LAPSED
    assert [told.kind for told in await parts.told(case)] == ["payment", "reminder"]
    assert await refunded(parts, case) == 5_000
    assert await kept(case) == 0


async def test_paid_after_it_lapsed(parts: Parts) -> None:
    """Money for what nobody waits for any more goes back; when the case is closed it is not taken."""
    case = await billed(parts, FIRE)
    bill = (await case.progress()).bill
    assert bill
    await parts.forward_past(case.id, bill.pay_by)
    reminded = (await case.progress()).bill
    assert reminded
    await parts.forward_past(case.id, _told_until(reminded.pay_by))
    assert (await item(case, SIGN)).state is State.LAPSED

    await parts.cashier.confirm(case.id, await money(parts, case))
    assert await refunded(parts, case) == FEE
    await _grant_fire_check(parts, case)
    await case.outcome()
    with pytest.raises(TooLate):
        await parts.cashier.confirm(case.id, await money(parts, case))
    assert await refunded(parts, case) == FEE


@pytest.mark.parametrize(("paid", "state"), [(-MINUTE, State.GRANTED), (MINUTE, State.LAPSED)])
async def test_what_was_paid_in_time_counts(parts: Parts, paid: timedelta, state: State) -> None:
    """However late the payment system tells of it; what was paid a minute late goes back."""
    case = await billed(parts)
    bill = (await case.progress()).bill
    assert bill
    await parts.forward_past(case.id, bill.pay_by)
    reminded = (await case.progress()).bill
    assert reminded
    await parts.forward_past(case.id, reminded.pay_by)
    await parts.forward(case.id, MINUTE)
    late = Payment(key=str(uuid4()), fen=FEE, paid_at=end_of(reminded.pay_by) + paid)
    await parts.cashier.confirm(case.id, late)
    await parts.forward_past(case.id, _told_until(reminded.pay_by))
    assert _state(await case.outcome(), SIGN) is state
    assert await refunded(parts, case) == (0 if state is State.GRANTED else FEE)


async def test_withdrawn(parts: Parts) -> None:
    """A withdrawal before the decision gives the money back."""
    case = await billed(parts, SIGN)
    await parts.pay(case)
    await until(case, SIGN, State.IN_REVIEW)
    await case.withdraw("不再开店")
    await case.outcome()
    assert (await item(case, SIGN)).state is State.WITHDRAWN
    assert await refunded(parts, case) == FEE
    assert await kept(case) == 0


async def test_granted_and_undone(parts: Parts) -> None:
    """What a withdrawal undoes is paid back, too."""
    case = await billed(parts, FIRE)
    await parts.pay(case)
    await until(case, SIGN, State.GRANTED)
    await case.withdraw("不再开店")
    await case.outcome()
    assert (await item(case, SIGN)).state is State.WITHDRAWN
    assert await refunded(parts, case) == FEE
    assert await kept(case) == 0


async def test_refused(parts: Parts) -> None:
    """A refusal gives the money back."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, SIGN, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    await parts.pay(case)
    await case.outcome()
    assert (await item(case, SIGN)).state is State.REFUSED
    assert await refunded(parts, case) == FEE
    assert await kept(case) == 0


async def test_impossible(parts: Parts) -> None:
    """Money for what became impossible goes back, though its department never saw it."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, REGISTRATION, Reviewing(promised=True))
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    await parts.pay(case, 5_000)
    await parts.desk(MARKET).refuse(
        case.id, REGISTRATION, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    await case.outcome()
    assert (await item(case, SIGN)).state is State.IMPOSSIBLE
    assert await refunded(parts, case) == 5_000
    assert await kept(case) == 0


async def test_asked_for_when_it_can_start(parts: Parts) -> None:
    """Nobody pays weeks before his item could start, nor for what can never start."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, REGISTRATION, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, REGISTRATION, State.IN_REVIEW)
    assert (await case.progress()).bill is None
    with pytest.raises(NotAsked):
        await parts.cashier.confirm(case.id, await money(parts, case))
    await parts.desk(MARKET).refuse(
        case.id, REGISTRATION, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    await case.outcome()
    assert (await item(case, SIGN)).state is State.IMPOSSIBLE
    assert not await parts.told(case)


async def test_mended_to_another_fee(parts: Parts) -> None:
    """A form mended so that an item is free gives the money back; made to cost again, it is billed again."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,)), then="wanting"))
    parts.behave(filed.id, SIGN, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.CORRECTION)
    await parts.pay(case)
    await until(case, SIGN, State.IN_REVIEW)

    await _mend(parts, case, "12", 1)
    assert await refunded(parts, case) == FEE
    await _mend(parts, case, "30", 2)
    bill = (await case.progress()).bill
    assert bill
    assert bill.due == FEE
    assert not bill.reminded
    assert [told.kind for told in await parts.told(case)].count("payment") == 2
    await parts.pay(case)
    await parts.desk(URBAN).grant(case.id, SIGN)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    await _mend(parts, case, "30", 3)

    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await refunded(parts, case) == FEE
    assert await kept(case) == FEE


async def _mend(parts: Parts, case: Case, sign_area: str, round_: int) -> None:
    """Answer one round of demands, which are told when no other may follow, with a sign of another size."""
    async for progress in case.watch():
        if (food := find(progress, FOOD)).state is State.CORRECTION and food.round == round_:
            break
    if (await item(case, SIGN)).state is not State.GRANTED:
        await parts.forward_past(case.id, last_day(await parts.today(case.id), TIMETABLE.gather))
    async for progress in case.watch():
        if len(progress.notices) == round_:
            break
    await case.supplement(Supplement(form={"sign_area": sign_area}, papers=(paper("layout-plan"),)))


async def _grant_fire_check(parts: Parts, case: Case) -> None:
    for officer in ("officer-1", "officer-2"):
        await parts.desk(FIRE_RESCUE, officer).grant(case.id, FIRE)


def _told_until(pay_by: date) -> date:
    """How long the payment system may take to tell of what was paid by then."""
    assert TIMETABLE.told_within
    return Offices().after(pay_by, TIMETABLE.told_within)


def _state(outcome: Outcome, code: str) -> State:
    """How an item ended."""
    return next(item.state for item in outcome.items if item.code == code)
