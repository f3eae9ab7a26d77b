"""Fees: one bill, money that comes and goes, and never a fen that nobody accounts for."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from activities.stand_ins.books import refunds
from client import Case, Outcome, OutcomeKind, State
from client.errors import DifferentPayment, InvalidForm, NotAsked, TooLate
from client.messages.cases.answers import Wanting
from client.messages.cases.correction import Supplement
from client.messages.money.payment import Payment
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.law import TIMETABLE
from matters.definitions.restaurant.definition import sign_permit
from tests.support.parts import (
    LARGE_SHOP,
    LAYOUT,
    MINUTE,
    NO,
    Parts,
    end_of,
    find,
    item,
    paper,
    submission,
    until,
)
from tests.walks.clock import Offices

REGISTRATION, FIRE, SIGN = "business-registration", "fire-check", "sign-permit"
MARKET, FIRE_RESCUE, URBAN = "market-regulation", "fire-rescue", "urban-management"

FEE = 20_000
"""Of a sign of that size, in fen."""


async def test_the_bill(parts: Parts) -> None:
    """What is to be paid is told at acceptance, by account, with its basis and a last day; the item waits."""
    case = await _billed(parts)
    bill = (await case.progress()).bill
    assert bill
    [line] = bill.lines
    assert sign_permit.fee
    assert (line.item, line.fen, line.paid) == (SIGN, FEE, 0)
    assert line.account == sign_permit.fee.account
    assert line.basis
    assert bill.due == FEE
    today = await parts.today(case.id)
    assert bill.pay_by == clock.due(today, Term.of(TIMETABLE.pay), published(today)).on
    assert (await item(case, SIGN)).lodged_at is None
    assert [told.kind for told in await parts.told(case)] == ["payment"]


async def test_paid(parts: Parts) -> None:
    """Once it is paid the item goes to its department, and the case to its end."""
    case = await _billed(parts)
    await parts.pay(case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await _refunded(parts, case) == 0
    assert await _kept(case) == FEE


async def test_exempt(parts: Parts) -> None:
    """Whoever is exempt gets no bill, and cannot pay."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.GRANTED)
    assert (await case.progress()).bill is None
    with pytest.raises(NotAsked):
        await parts.cashier.confirm(case.id, await _money(parts, case))


async def test_part_payment(parts: Parts) -> None:
    """A part is put down to the item, which waits for the rest."""
    case = await _billed(parts)
    await parts.pay(case, 5_000)
    bill = (await case.progress()).bill
    assert bill
    assert (bill.due, bill.lines[0].paid) == (15_000, 5_000)
    assert (await item(case, SIGN)).state is State.PAYMENT
    await parts.pay(case, 15_000)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await _kept(case) == FEE


async def test_the_same_money_twice(parts: Parts) -> None:
    """The same key is the same money, however often it is told."""
    case = await _billed(parts)
    money = await _money(parts, case)
    await parts.cashier.confirm(case.id, money)
    await parts.cashier.confirm(case.id, money)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await _refunded(parts, case) == 0
    assert await _kept(case) == FEE


async def test_another_sum_under_the_same_key(parts: Parts) -> None:
    """It is told, and nothing of it is on record."""
    case = await _billed(parts)
    await parts.pay(case, 1, key="a")
    with pytest.raises(DifferentPayment, match="another key"):
        await parts.pay(case, FEE, key="a")
    bill = (await case.progress()).bill
    assert bill
    assert bill.due == FEE - 1
    await case.withdraw("不办了")


async def test_paid_tomorrow(parts: Parts) -> None:
    """Nobody knows today what will come in."""
    case = await _billed(parts)
    tomorrow = await parts.now(case.id) + timedelta(days=1)
    with pytest.raises(InvalidForm, match="paid_at"):
        await parts.cashier.confirm(case.id, Payment(key="a", fen=FEE, paid_at=tomorrow))
    await case.withdraw("不办了")


async def test_paid_twice(parts: Parts) -> None:
    """Money under another key that nothing is owed for goes back, all of it, once."""
    case = await _billed(parts, FIRE)
    await parts.pay(case)
    await parts.cashier.confirm(case.id, await _money(parts, case, FEE + 1))
    assert await _refunded(parts, case) == FEE + 1
    await _grant_fire_check(parts, case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await _refunded(parts, case) == FEE + 1
    assert await _kept(case) == FEE


async def test_paid_too_much(parts: Parts) -> None:
    """What is over goes back."""
    case = await _billed(parts)
    await parts.pay(case, FEE + 500)
    await case.outcome()
    assert await _refunded(parts, case) == 500
    assert await _kept(case) == FEE


async def test_unpaid(parts: Parts) -> None:
    """Whoever does not pay is reminded, then the item lapses, what was paid in part goes back."""
    case = await _billed(parts)
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
    assert await _refunded(parts, case) == 5_000
    assert await _kept(case) == 0


async def test_paid_after_it_lapsed(parts: Parts) -> None:
    """Money for what nobody waits for any more goes back; when the case is closed it is not taken."""
    case = await _billed(parts, FIRE)
    bill = (await case.progress()).bill
    assert bill
    await parts.forward_past(case.id, bill.pay_by)
    reminded = (await case.progress()).bill
    assert reminded
    await parts.forward_past(case.id, _told_until(reminded.pay_by))
    assert (await item(case, SIGN)).state is State.LAPSED

    await parts.cashier.confirm(case.id, await _money(parts, case))
    assert await _refunded(parts, case) == FEE
    await _grant_fire_check(parts, case)
    await case.outcome()
    with pytest.raises(TooLate):
        await parts.cashier.confirm(case.id, await _money(parts, case))
    assert await _refunded(parts, case) == FEE


@pytest.mark.parametrize(("paid", "state"), [(-MINUTE, State.GRANTED), (MINUTE, State.LAPSED)])
async def test_what_was_paid_in_time_counts(parts: Parts, paid: timedelta, state: State) -> None:
    """However late the payment system tells of it; what was paid a minute late goes back."""
    case = await _billed(parts)
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
    assert await _refunded(parts, case) == (0 if state is State.GRANTED else FEE)


async def test_one_number_is_one_payment(parts: Parts) -> None:
    """In whichever case it is told, and whatever sum is told of it."""
    one, two = await _billed(parts, FIRE), await _billed(parts, FIRE)
    money = await _money(parts, one)
    await parts.cashier.confirm(one.id, money)
    with pytest.raises(DifferentPayment):
        await parts.cashier.confirm(two.id, money)
    bill = (await two.progress()).bill
    assert bill
    assert bill.due == FEE


async def test_withdrawn(parts: Parts) -> None:
    """A withdrawal before the decision gives the money back."""
    case = await _billed(parts, SIGN)
    await parts.pay(case)
    await until(case, SIGN, State.IN_REVIEW)
    await case.withdraw("不再开店")
    await case.outcome()
    assert (await item(case, SIGN)).state is State.WITHDRAWN
    assert await _refunded(parts, case) == FEE
    assert await _kept(case) == 0


async def test_granted_and_undone(parts: Parts) -> None:
    """What a withdrawal undoes is paid back, too."""
    case = await _billed(parts, FIRE)
    await parts.pay(case)
    await until(case, SIGN, State.GRANTED)
    await case.withdraw("不再开店")
    await case.outcome()
    assert (await item(case, SIGN)).state is State.WITHDRAWN
    assert await _refunded(parts, case) == FEE
    assert await _kept(case) == 0


async def test_refused(parts: Parts) -> None:
    """A refusal gives the money back."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, SIGN, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    await parts.pay(case)
    await case.outcome()
    assert (await item(case, SIGN)).state is State.REFUSED
    assert await _refunded(parts, case) == FEE
    assert await _kept(case) == 0


async def test_impossible(parts: Parts) -> None:
    """Money for what became impossible goes back, though its department never saw it."""
    filed = submission(LARGE_SHOP, sign_area="20")
    parts.behave(filed.id, REGISTRATION, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, REGISTRATION, State.IN_REVIEW)
    await parts.pay(case)
    assert (await item(case, SIGN)).state is State.WAITING
    await parts.desk(MARKET).refuse(
        case.id, REGISTRATION, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    await case.outcome()
    assert (await item(case, SIGN)).state is State.IMPOSSIBLE
    assert await _refunded(parts, case) == FEE
    assert await _kept(case) == 0


async def test_mended_to_another_fee(parts: Parts) -> None:
    """A form mended so that an item is free gives the money back; made to cost again, it is billed again."""
    filed = submission(LARGE_SHOP, sign_area="20")
    wants = Wanting(points=(LAYOUT,))
    parts.behave(filed.id, REGISTRATION, Asking(wants=wants, then="wanting"))
    case = await parts.platform.submit(filed)
    await until(case, REGISTRATION, State.CORRECTION)
    await parts.pay(case)

    await _mend(case, "12", 1)
    assert await _refunded(parts, case) == FEE
    await _mend(case, "30", 2)
    bill = (await case.progress()).bill
    assert bill
    assert bill.due == FEE
    assert not bill.reminded
    assert [told.kind for told in await parts.told(case)].count("payment") == 2
    await parts.pay(case)
    await _asked(case, 3)
    parts.behave(filed.id, REGISTRATION, Asking(wants=wants))
    await _mend(case, "30", 3)

    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await _refunded(parts, case) == FEE
    assert await _kept(case) == FEE


async def _asked(case: Case, round_: int) -> None:
    """Until the demands of that round are told."""
    async for progress in case.watch():
        if len(progress.notices) == find(progress, REGISTRATION).round == round_:
            return


async def _mend(case: Case, sign_area: str, round_: int) -> None:
    """Answer one round of demands with a sign of another size."""
    await _asked(case, round_)
    await case.supplement(Supplement(form={"sign_area": sign_area}, papers=(paper("layout-plan"),)))


async def _billed(parts: Parts, *in_review: str) -> Case:
    """A case with a sign that costs something, some of its items with officers."""
    filed = submission(LARGE_SHOP, sign_area="20")
    for matter in in_review:
        parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    return case


async def _money(parts: Parts, case: Case, fen: int = FEE) -> Payment:
    return Payment(key=str(uuid4()), fen=fen, paid_at=await parts.now(case.id))


async def _grant_fire_check(parts: Parts, case: Case) -> None:
    for officer in ("officer-1", "officer-2"):
        await parts.desk(FIRE_RESCUE, officer).grant(case.id, FIRE)


async def _refunded(parts: Parts, case: Case) -> int:
    """What the payment system was told to give back."""
    await parts.written(case.id)
    with parts.district.transaction() as books:
        return sum(refunds.ordered(books, str(case.id)).values())


async def _kept(case: Case) -> int:
    """What the accounts of the case have in the end."""
    bill = (await case.progress()).bill
    return sum(line.paid - line.refunded for line in bill.lines) if bill else 0


def _told_until(pay_by: date) -> date:
    """How long the payment system may take to tell of what was paid by then."""
    assert TIMETABLE.told_within
    return Offices().after(pay_by, TIMETABLE.told_within)


def _state(outcome: Outcome, code: str) -> State:
    """How an item ended."""
    return next(item.state for item in outcome.items if item.code == code)
