"""Between ledger, registers and treasury: a step that is done and not known of is repeated, and counts once.

At every seam the first half happens and the second does not, as if the process had died between them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import uuid4

import pytest
from temporalio.testing import ActivityEnvironment

from activities.campaigns import matching
from activities.campaigns.campaign import CampaignSteps, Closing
from activities.campaigns.matching import Matching, Slice
from activities.grants.policies import Policy
from activities.money.payment_files import FileOrder, OneOrder
from activities.money.settlement import Settling
from client import GrantState
from client.messages.campaigns.campaign import Counts, Report
from client.messages.grants.events import Birthday, Death, Move
from client.messages.grants.offers import Reply
from matters import clock
from matters.language import Grant
from tests.support.campaigns import order
from tests.support.neighbours import settle, today
from tests.support.ports.lost_answers import AnswerLost, BrokenPopulation, BrokenTreasury
from tests.support.ports.sides import Sides, event
from tests.support.town import query

LONG_AGO: Final = Death(died_on=date(2020, 1, 1))
AWAY: Final = Move(registered_in="980101")
AnswerT = TypeVar("AnswerT")


@pytest.mark.usefixtures("automatic")
def test_an_event_that_is_noted_but_not_heard(sides: Sides) -> None:
    """Told again it ends what it would have ended, once."""
    person = settle(sides)
    reference, died = sides.granted(person), event(person, LONG_AGO)
    with pytest.raises(AnswerLost):
        sides.hear(died, BrokenPopulation(sides.district, lost="note"))
    assert query(sides.district, "SELECT 1 FROM persons WHERE key = :k AND died_on IS NOT NULL", k=person)
    assert sides.grant(reference) == (GrantState.GRANTED, 0)
    assert sides.hear(died).effect.ended == 1
    assert sides.grant(reference) == (GrantState.STOPPED, 0)
    assert sides.hear(died).effect.ended == 0


@pytest.mark.usefixtures("automatic")
def test_a_payment_after_an_event_that_is_only_noted(sides: Sides) -> None:
    """The payment sees it: nothing is paid, and so nothing is claimed back when it is heard."""
    person = settle(sides)
    reference, died = sides.granted(person), event(person, LONG_AGO)
    with pytest.raises(AnswerLost):
        sides.hear(died, BrokenPopulation(sides.district, lost="note"))
    filed = sides.paying().file_one(OneOrder(reference=reference, on=today()))
    assert (filed.state, filed.file) == (GrantState.STOPPED, "")
    assert sides.hear(died).effect.overpaid == 0
    assert sides.grant(reference) == (GrantState.STOPPED, 0)


@pytest.mark.usefixtures("automatic")
def test_an_older_event_that_comes_again(sides: Sides) -> None:
    """Heard anew after a later one, it brings nothing of before back."""
    person = settle(sides)
    reference = sides.granted(person)
    away, back = event(person, AWAY), event(person, Move(registered_in="990101"))
    assert sides.hear(away).effect.ended == 1
    assert sides.hear(back).effect.begun == 1
    assert sides.hear(away).effect == sides.hear(back).effect
    assert sides.grant(reference) == (GrantState.GRANTED, 0)


@pytest.mark.usefixtures("automatic")
def test_an_event_whose_grants_were_looked_at_in_vain(sides: Sides) -> None:
    """The ledger has rolled back what it began: told again, everything is begun, each once."""
    person = settle(sides)
    birthday = event(person, Birthday())
    with pytest.raises(AnswerLost):
        sides.hear(birthday, BrokenPopulation(sides.district, lost="some"))
    assert query(sides.ledger, "SELECT reference FROM grants WHERE beneficiary = :k", k=person) == []
    first, again = sides.hear(birthday), sides.hear(birthday)
    assert (first.effect.begun, again.effect.begun) == (1, 0)
    assert first.begun == again.begun


@pytest.mark.usefixtures("automatic")
def test_a_reply_while_a_register_is_lost(sides: Sides) -> None:
    """Nothing of it stays; repeated, the grant goes on; after a better one, it brings nothing back."""
    person = settle(sides, account=None)
    sides.hear(event(person, Birthday()))
    ((reference,),) = query(sides.ledger, "SELECT reference FROM grants WHERE beneficiary = :k", k=person)
    first, better = Reply(value="622848000000000001"), Reply(value="622848000000000002")
    with pytest.raises(AnswerLost):
        sides.act(reference, first, "1", BrokenPopulation(sides.district, lost="some"))
    assert (sides.named(person), sides.grant(reference)) == ([], (GrantState.ASKED, 0))
    assert sides.act(reference, first, "1").state is GrantState.GRANTED
    assert sides.act(reference, better, "2").state is GrantState.GRANTED
    assert sides.act(reference, first, "1").state is GrantState.GRANTED
    assert sides.named(person) == [(first.value, True), (better.value, False)]
    assert sides.account(person) is None


def test_a_page_that_is_matched_but_not_entered(
    sides: Sides, automatic: Grant[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off between two pages, and done again from the last sign of life: everybody is entered, once."""
    monkeypatch.setattr(matching, "PAGE", 3)
    people = sorted(settle(sides) for _ in range(10))
    part = Slice(campaign=str(uuid4()), policy=_policy(automatic), on=today(), after="", size=100)
    with sides.ledger.transaction() as books:
        order(books, part.campaign, part.policy, on=part.on)
    for pages in range(4):
        again = ActivityEnvironment()
        last_sign = _cut_off(sides, part, pages=pages)
        again.info = replace(again.info, attempt=2, heartbeat_details=last_sign)
        assert again.run(Matching(sides.ledger, sides.population).match, part).done
        mine = "SELECT beneficiary FROM grants WHERE campaign = :c ORDER BY beneficiary"
        assert [key for (key,) in query(sides.ledger, mine, c=part.campaign)] == people
        query(sides.ledger, "DELETE FROM grants WHERE campaign = :c", c=part.campaign)


def _cut_off(sides: Sides, part: Slice, *, pages: int) -> tuple[Any, ...]:
    """Match until the answer to a page is lost; the last sign of life."""
    signs: list[tuple[Any, ...]] = [()]
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *details: signs.append(details)
    broken = BrokenPopulation(sides.district, lost="page", first=pages)
    with pytest.raises(AnswerLost):
        environment.run(Matching(sides.ledger, broken).match, part)
    return signs[-1]


def test_a_payment_that_is_judged_but_not_filed(sides: Sides, automatic: Grant[Any]) -> None:
    """Nothing of the file stays, and made again it binds the budget once."""
    reference = sides.granted(settle(sides))
    order = OneOrder(reference=reference, on=today())
    with pytest.raises(AnswerLost):
        sides.paying(BrokenPopulation(sides.district, lost="some")).file_one(order)
    assert (sides.payments(reference), sides.grant(reference)) == ([], (GrantState.GRANTED, 0))
    first, again = (sides.paying().file_one(order) for _ in range(2))
    assert first == again
    assert sides.payments(reference) == [f"{reference}/1"]
    bound = "SELECT bound FROM budgets WHERE policy = :p"
    assert query(sides.ledger, bound, p=automatic.code) == query(
        sides.ledger, "SELECT fen FROM grants WHERE reference = :r", r=reference
    )


@pytest.mark.usefixtures("automatic")
def test_a_file_that_is_handed_over_but_not_known_to_be(sides: Sides) -> None:
    """It is handed over again, and the treasury pays it once."""
    reference = sides.granted(settle(sides))
    file = sides.paying().file_one(OneOrder(reference=reference, on=today())).file
    with pytest.raises(AnswerLost):
        sides.paying(treasury=BrokenTreasury(sides.district)).hand_over(file)
    once = sides.treasury.paid(file)
    sides.paying().hand_over(file)
    assert sides.treasury.paid(file) == once > 0
    settled = [Settling(sides.ledger, sides.treasury).settle(file) for _ in range(2)]
    assert [each.paid_fen for each in settled] == [once, once]
    assert sides.grant(reference) == (GrantState.PAID, 0)


def test_a_campaign_that_is_settled_but_not_reported(sides: Sides, automatic: Grant[Any]) -> None:
    """Each step done twice, of the file and of the report: the sums are those of once."""
    for _ in range(3):
        settle(sides)
    order, steps = sides.opened(automatic), CampaignSteps(sides.ledger, sides.treasury)
    settling = Settling(sides.ledger, sides.treasury)
    made = _twice(lambda: sides.paying().file(order))
    _twice(lambda: sides.paying().hand_over(order.file))
    settled = _twice(lambda: settling.settle(order.file))
    closing = Closing(report=_report(order))
    report = _twice(lambda: steps.conclude(closing))
    assert (made.payments, settled.paid, settled.paid_fen) == (3, 3, made.fen)
    assert report.ledger_fen == report.treasury_fen == made.fen


def _policy(grant: Grant[Any]) -> Policy:
    return Policy(code=grant.code, edition=grant.edition, period=grant.period_on(today()).label)


def _twice(step: Callable[[], AnswerT]) -> AnswerT:
    """A step of which the first answer was lost; the second one tells the same."""
    first, again = step(), step()
    assert first == again
    return again


def _report(order: FileOrder) -> Report:
    return Report(
        id=order.campaign,
        policy=order.policy.code,
        period=order.policy.period,
        completed=True,
        closed_at=clock.midnight(today()),
        counts=Counts(),
    )
