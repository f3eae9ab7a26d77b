"""A city with a payment system of its own: a case gives money back through whatever keeps the contract."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from activities.stand_ins.books import refunds
from activities.stand_ins.partners import partners
from client import OutcomeKind, State
from client.messages.money.payment import Payment
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts, until
from tests.support.ports.folder_payments import FolderPayments

FEE = 20_000


async def test_money_goes_back_through_it(at_rest: Parts, tmp_path: Path) -> None:
    """To the fen, and the stand-in is told of nothing."""
    payments = FolderPayments(tmp_path)
    async with at_rest.working(outside=replace(partners(at_rest.district), payment_system=payments)):
        case = await at_rest.platform.submit(submission(LARGE_SHOP, sign_area="20"))
        await until(case, "sign-permit", State.PAYMENT)
        paid = Payment(key=str(uuid4()), fen=FEE + 500, paid_at=await at_rest.now(case.id))
        await at_rest.cashier.confirm(case.id, paid)
        outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert list(payments.ordered(str(case.id)).values()) == [500]
    with at_rest.district.reading() as books:
        assert refunds.ordered(books, str(case.id)) == {}
