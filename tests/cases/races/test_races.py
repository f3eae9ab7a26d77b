"""Words that come at the very instant at which a clock strikes: who goes first is a rule.

People go before clocks, and a decision that is entered goes first. The engine is at rest while the clock
strikes and the words come, so that all of it reaches the case in one step.
"""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Asking, Reviewing
from client import Case, OutcomeKind, State, Submission, names
from client.messages.cases.answers import Wanting
from client.messages.cases.choice import Chosen, OnRefusal
from client.messages.cases.correction import Supplement
from client.messages.cases.progress import Colour
from client.messages.money.payment import Payment
from client.messages.officers.commands import Refuse
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.restaurant.first_edition import fire_check
from tests.support.cases.fees import refunded
from tests.support.cases.races import (
    FIRE,
    FOOD,
    HYGIENE,
    MARKET,
    SIGN,
    TOBACCO,
    TOBACCONIST,
    URBAN,
    WITHDRAWAL,
    grant,
    in_review,
    refused,
)
from tests.support.cases.strikes import Word, struck
from tests.support.cases.submissions import LARGE_SHOP, SMALL_SHOP, paper, submission
from tests.support.parts import LAYOUT, NO, Parts, item, until
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger
FEE = 20_000

LAYOUT_COMES: Word = (names.SUPPLEMENT, Supplement(papers=(paper("layout-plan"),)))


async def test_decision_or_overdue(at_rest: Parts) -> None:
    """A decision at the end of the last day is in time: nobody is told that it was overdue."""
    async with at_rest.working():
        case = await in_review(at_rest, submission(SMALL_SHOP), FOOD)
        await at_rest.desk(MARKET, "officer-2").grant(case.id, FOOD)
        due, proposed = (await item(case, FOOD)).due_on, await at_rest.desk(MARKET).show(case.id, FOOD)
        await at_rest.forward_into(case.id, due)
    async with struck(at_rest, case, grant(FOOD, MARKET), day=due, over=proposed.mark):
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        assert (await item(case, FOOD)).colour is Colour.YELLOW
        assert {told.kind for told in await at_rest.told(case)} == {"warning"}


async def test_supplement_or_reminder(at_rest: Parts) -> None:
    """Whoever answers at the end of the last day is not reminded."""
    async with at_rest.working():
        case = await _asked(at_rest, submission(SMALL_SHOP))
        answer_by = (await case.progress()).notices[0].answer_by
        await at_rest.forward_into(case.id, answer_by)
    async with struck(at_rest, case, LAYOUT_COMES, day=answer_by):
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        told = [told.kind for told in await at_rest.told(case) if told.addressee == "applicant"]
        assert told == ["correction"]


async def test_supplement_or_lapse(at_rest: Parts) -> None:
    """Nor does the item lapse at the end of the days of grace, however long the supplement takes to read."""
    async with at_rest.working():
        case = await _asked(at_rest, submission(SMALL_SHOP))
        await at_rest.forward_past(case.id, (await case.progress()).notices[0].answer_by)
        answer_by = (await case.progress()).notices[0].answer_by
        await at_rest.forward_into(case.id, answer_by)
    async with struck(at_rest, case, LAYOUT_COMES, day=answer_by):
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        assert (await item(case, FOOD)).round == 2


@pytest.mark.parametrize("certified", [True, False])
async def test_supplement_or_the_end_of_the_case(at_rest: Parts, *, certified: bool) -> None:
    """A case that is not accepted yet is saved by an answer that mends it, and by no other."""
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(SMALL_SHOP, staff_certified=False))
        await at_rest.forward_past(case.id, case.receipt.answer_by)
        answer_by = (await case.progress()).notices[0].answer_by
        await at_rest.forward_into(case.id, answer_by)
    word = (names.SUPPLEMENT, Supplement(form={"staff_certified": certified}))
    async with struck(at_rest, case, word, day=answer_by):
        outcome = await case.outcome()
        assert outcome.kind is (OutcomeKind.GRANTED if certified else OutcomeKind.LAPSED)


async def test_paper_or_its_day(at_rest: Parts) -> None:
    """A paper that follows at the end of its last day has come, and the item does not lapse."""
    async with at_rest.working():
        case = await in_review(at_rest, submission(SMALL_SHOP, floor_area="400"), FIRE)
        follows = fire_check.materials[1].follows
        assert follows
        today = await at_rest.today(case.id)
        by = clock.due(today, Term.of(follows.within), published(today)).on
        await at_rest.forward_into(case.id, by)
    async with struck(at_rest, case, (names.SUPPLEMENT, Supplement(papers=(paper("fire-plan"),))), day=by):
        await until(case, FIRE, State.IN_REVIEW)
        fire = await item(case, FIRE)
        assert (fire.round, fire.remarks) == (2, ())


async def test_payment_or_lapse(at_rest: Parts) -> None:
    """Money that comes at the end of the days of grace is taken, and the item goes to its department."""
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(LARGE_SHOP, sign_area="20"))
        await until(case, SIGN, State.PAYMENT)
        await at_rest.forward_past(case.id, await _pay_by(case))
        pay_by = await _pay_by(case)
        await at_rest.forward_into(case.id, pay_by)
    async with struck(at_rest, case, _money(), day=pay_by):
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        assert await refunded(at_rest, case) == 0


@pytest.mark.usefixtures("withdrawing")
async def test_choice_or_default(at_rest: Parts) -> None:
    """What the applicant chooses at the end of the last day counts, not what silence would have meant."""
    async with at_rest.working():
        case = await refused(at_rest)
        choice = (await case.progress()).choice
        assert choice
        await at_rest.forward_into(case.id, choice.by)
    word = (names.CHOOSE, Chosen(choice=OnRefusal.GO_ON))
    async with struck(at_rest, case, word, day=choice.by):
        assert (await case.progress()).choice is None
        assert (await item(case, TOBACCO)).state is State.IN_REVIEW


@pytest.mark.parametrize("order", [1, -1], ids=["decision-first", "withdrawal-first"])
async def test_decision_or_withdrawal(at_rest: Parts, order: int) -> None:
    """Whichever is sent first, the decision is entered; the withdrawal undoes it where the law says so."""
    async with at_rest.working():
        filed = submission(LARGE_SHOP)
        at_rest.behave(filed.id, TOBACCO, Reviewing())
        case = await in_review(at_rest, filed, HYGIENE)
        await until(case, TOBACCO, State.IN_REVIEW)
    words = (grant(HYGIENE, "health"), grant(TOBACCO, TOBACCONIST), WITHDRAWAL)[::order]
    async with struck(at_rest, case, *words):
        assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
        kept, undone = await item(case, HYGIENE), await item(case, TOBACCO)
        assert (kept.state, undone.state) == (State.GRANTED, State.WITHDRAWN)
        assert kept.licence
        assert undone.licence is None


async def test_two_decisions(at_rest: Parts) -> None:
    """Of two officers' decisions the first one counts; the other is told that there is one."""
    async with at_rest.working():
        case = await in_review(at_rest, submission(LARGE_SHOP), TOBACCO)
    refuse = Refuse(
        item=TOBACCO,
        department=TOBACCONIST,
        officer="officer-2",
        reasons=NO.reasons,
        basis=NO.basis,
        remedies=NO.remedies,
    )
    words = (grant(TOBACCO, TOBACCONIST), (names.REFUSE, refuse))
    async with struck(at_rest, case, *words) as [_, refused]:
        assert refused == "AlreadyDecided"
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_payment_or_the_last_decision(at_rest: Parts) -> None:
    """Money that comes with the decision that ends the case is given back before the case is closed."""
    async with at_rest.working():
        filed = submission(LARGE_SHOP, sign_area="20")
        at_rest.behave(filed.id, SIGN, Reviewing())
        case = await at_rest.platform.submit(filed)
        await until(case, SIGN, State.PAYMENT)
        await at_rest.pay(case)
        await until(case, SIGN, State.IN_REVIEW)
        await until(case, FIRE, State.GRANTED)
    async with struck(at_rest, case, grant(SIGN, URBAN), _money()):
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        assert await refunded(at_rest, case) == FEE


@pytest.mark.parametrize("order", [1, -1], ids=["supplement-first", "withdrawal-first"])
async def test_supplement_or_withdrawal(at_rest: Parts, order: int) -> None:
    """A mended case that is withdrawn at once ends as withdrawn; no department is left with it."""
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(SMALL_SHOP, staff_certified=False))
    mended = (names.SUPPLEMENT, Supplement(form={"staff_certified": True}))
    async with struck(at_rest, case, *(mended, WITHDRAWAL)[::order]):
        outcome = await case.outcome()
        assert outcome.kind is OutcomeKind.WITHDRAWN
        progress = await case.progress()
        assert progress.items == outcome.items
        assert {one.state for one in progress.items} <= {State.WITHDRAWN}


def _money() -> Word:
    return names.PAY, Payment(key=str(uuid4()), fen=FEE, paid_at=datetime.now(UTC))


async def _asked(parts: Parts, filed: Submission) -> Case:
    """A case whose food licence waits for the applicant, who has been told."""
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if progress.notices:
            break
    return case


async def _pay_by(case: Case) -> date:
    bill = (await case.progress()).bill
    assert bill
    return bill.pay_by
