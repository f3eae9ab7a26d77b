"""Fees: one bill, and money that comes in, whichever way it is told."""

from datetime import timedelta

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import OutcomeKind, State
from client.errors import DifferentPayment, InvalidForm, NotAsked
from client.messages.money.payment import Payment
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.law import TIMETABLE
from matters.definitions.restaurant.definition import sign_permit
from tests.support.cases.fees import FEE, FIRE, SIGN, billed, kept, money, refunded
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts, item, until
from tests.support.states import on_one_ledger, on_the_other_ledger


@on_one_ledger
async def test_the_bill(parts: Parts) -> None:
    """What is to be paid is told at acceptance, by account, with its basis and a last day; the item waits."""
    case = await billed(parts)
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


@on_one_ledger
async def test_paid(parts: Parts) -> None:
    """Once it is paid the item goes to its department, and the case to its end."""
    case = await billed(parts)
    await parts.pay(case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await refunded(parts, case) == 0
    assert await kept(case) == FEE


@on_one_ledger
async def test_exempt(parts: Parts) -> None:
    """Whoever is exempt gets no bill, and cannot pay."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.GRANTED)
    assert (await case.progress()).bill is None
    with pytest.raises(NotAsked):
        await parts.cashier.confirm(case.id, await money(parts, case))


@on_one_ledger
async def test_part_payment(parts: Parts) -> None:
    """A part is put down to the item, which waits for the rest."""
    case = await billed(parts)
    await parts.pay(case, 5_000)
    bill = (await case.progress()).bill
    assert bill
    assert (bill.due, bill.lines[0].paid) == (15_000, 5_000)
    assert (await item(case, SIGN)).state is State.PAYMENT
    await parts.pay(case, 15_000)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await kept(case) == FEE


@on_the_other_ledger
async def test_the_same_money_twice(parts: Parts) -> None:
    """The same key is the same money, however often it is told."""
    case = await billed(parts)
    paid = await money(parts, case)
    await parts.cashier.confirm(case.id, paid)
    await parts.cashier.confirm(case.id, paid)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert await refunded(parts, case) == 0
    assert await kept(case) == FEE


@on_the_other_ledger
async def test_another_sum_under_the_same_key(parts: Parts) -> None:
    """It is told, and nothing of it is on record."""
    case = await billed(parts)
    await parts.pay(case, 1, key="a")
    with pytest.raises(DifferentPayment, match="another key"):
        await parts.pay(case, FEE, key="a")
    bill = (await case.progress()).bill
    assert bill
    assert bill.due == FEE - 1
    await case.withdraw("不办了")


@on_one_ledger
async def test_paid_tomorrow(parts: Parts) -> None:
    """Nobody knows today what will come in."""
    case = await billed(parts)
    tomorrow = await parts.now(case.id) + timedelta(days=1)
    with pytest.raises(InvalidForm, match="paid_at"):
        await parts.cashier.confirm(case.id, Payment(key="a", fen=FEE, paid_at=tomorrow))
    await case.withdraw("不办了")


async def test_one_number_is_one_payment(parts: Parts) -> None:
    """In whichever case it is told, and whatever sum is told of it."""
    one, two = await billed(parts, FIRE), await billed(parts, FIRE)
    paid = await money(parts, one)
    await parts.cashier.confirm(one.id, paid)
    with pytest.raises(DifferentPayment):
        await parts.cashier.confirm(two.id, paid)
    bill = (await two.progress()).bill
    assert bill
    assert bill.due == FEE
