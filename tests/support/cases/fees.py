"""Cases with a fee, for tests: billed, paid, and what was given back."""

from uuid import uuid4

from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.books import refunds
from client import Case, State
from client.messages.money.payment import Payment
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts, until

REGISTRATION, FIRE, SIGN = "business-registration", "fire-check", "sign-permit"
FEE = 20_000
"""Of a sign of that size, in fen."""


async def billed(parts: Parts, *in_review: str) -> Case:
    """A case with a sign that costs something, some of its items with officers."""
    filed = submission(LARGE_SHOP, sign_area="20")
    for matter in in_review:
        parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    return case


async def money(parts: Parts, case: Case, fen: int = FEE) -> Payment:
    return Payment(key=str(uuid4()), fen=fen, paid_at=await parts.now(case.id))


async def refunded(parts: Parts, case: Case) -> int:
    """What the payment system was told to give back."""
    await parts.written(case.id)
    with parts.district.transaction() as books:
        return sum(refunds.ordered(books, str(case.id)).values())


async def kept(case: Case) -> int:
    """What the accounts of the case have in the end."""
    bill = (await case.progress()).bill
    return sum(line.paid - line.refunded for line in bill.lines) if bill else 0
