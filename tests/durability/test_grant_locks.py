"""Payments, events and acts of one person at the same time: each sees what the other has done.

None waits for a register that another one has asked, and nobody else does.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import uuid4

import pytest

from activities.errors import RegistersRestless
from activities.grants.offers import Wished
from activities.ledger.grants import grants
from activities.ledger.grants.grants import reference
from activities.ledger.money import budgets
from activities.money.payment_files import OneOrder
from activities.ports.population_register import PopulationRegister, Row, RowKind
from activities.stand_ins.population import PopulationStandIn
from client import GrantState
from client.messages.grants.events import Birthday, Death, Move
from client.messages.grants.offers import Reply, Wish
from matters import catalogue
from matters.language import Grant, Mode
from tests.support.neighbours import looked_at, other_policy, settle, today
from tests.support.ports.lost_answers import HeldPopulation
from tests.support.ports.sides import Sides, event
from tests.support.town import query

LONG_AGO: Final = Death(died_on=date(2020, 1, 1))
AWAY: Final = Move(registered_in="980101")
MOMENT: Final = 0.5
"""Seconds in which whoever need not wait would be done."""

StepT = TypeVar("StepT")


@contextmanager
def _while_asked(sides: Sides, step: Callable[[PopulationRegister], StepT]) -> Generator[Callable[[], StepT]]:
    """What is done inside is done when the register has answered the step, and nothing is written yet."""
    held = HeldPopulation(sides.district)
    with ThreadPoolExecutor(1) as beside:
        begun = beside.submit(step, held)
        assert held.asked.wait(MOMENT * 20)

        def go_on() -> StepT:
            held.go.set()
            return begun.result()

        try:
            yield go_on
        finally:
            held.go.set()


def _paying(sides: Sides, of: str) -> Callable[[PopulationRegister], Any]:
    return lambda asked: sides.paying(asked).file_one(OneOrder(reference=of, on=today()))


@pytest.mark.usefixtures("automatic")
def test_a_slow_register_stops_nobody_else(sides: Sides) -> None:
    """While it is asked, anybody may write in the ledger."""
    of = sides.granted(settle(sides))
    with _while_asked(sides, _paying(sides, of)), ThreadPoolExecutor(1) as others:
        other = others.submit(query, sides.ledger, "SELECT 1")
        assert wait([other], timeout=MOMENT * 20).done


@pytest.mark.usefixtures("automatic")
@pytest.mark.parametrize("fact", [LONG_AGO, AWAY])
def test_an_event_while_a_payment_asks(sides: Sides, fact: Death | Move) -> None:
    """Entered between the question and the writing, it waits for nobody, and nothing is paid."""
    person = settle(sides)
    of = sides.granted(person)
    with _while_asked(sides, _paying(sides, of)) as go_on:
        assert sides.hear(event(person, fact)).effect.ended == 1
        filed = go_on()
    assert (filed.state, filed.file) == (GrantState.STOPPED, "")
    assert (sides.payments(of), sides.grant(of)) == ([], (GrantState.STOPPED, 0))


@pytest.mark.usefixtures("automatic")
def test_an_event_that_leaves_the_grant(sides: Sides) -> None:
    """It moves nothing, and yet what is paid is what the registers say after it."""
    person = settle(sides)
    of = sides.granted(person)
    with _while_asked(sides, _paying(sides, of)) as go_on:
        assert sides.hear(event(person, Move(registered_in="990102"))).effect.ended == 0
        assert go_on().state is GrantState.FILED
    ((facts,),) = query(sides.ledger, "SELECT facts FROM payments WHERE reference = :r", r=of)
    assert "990102" in facts


def test_an_event_while_a_file_asks(sides: Sides, automatic: Grant[Any]) -> None:
    """Whom it ends is left out of a campaign's file; the others are paid."""
    people = [settle(sides) for _ in range(3)]
    order = sides.opened(automatic)
    with _while_asked(sides, lambda asked: sides.paying(asked).file(order)) as go_on:
        assert sides.hear(event(max(people), LONG_AGO)).effect.ended == 1
        assert go_on().payments == len(people) - 1
    assert sides.payments(reference(automatic.code, order.policy.period, max(people))) == []


@pytest.mark.usefixtures("automatic")
def test_a_payment_while_an_event_asks(sides: Sides) -> None:
    """What has asked before the event was noted is paid, and the event claims it back."""
    person = settle(sides)
    of = sides.granted(person)
    with _while_asked(sides, _paying(sides, of)) as pay:
        died = event(person, LONG_AGO)
        with _while_asked(sides, lambda asked: sides.hear(died, asked)) as hear:
            assert pay().state is GrantState.FILED
            assert hear().effect.overpaid == 1
    state, overpaid = sides.grant(of)
    assert state == GrantState.FILED
    assert overpaid > 0


@pytest.mark.usefixtures("automatic")
def test_a_payment_after_an_event_has_asked(sides: Sides) -> None:
    """It asks anew, sees what the registers have noted, and pays nothing."""
    person = settle(sides)
    of = sides.granted(person)
    with _while_asked(sides, lambda asked: sides.hear(event(person, LONG_AGO), asked)) as hear:
        assert _paying(sides, of)(sides.population).state is GrantState.STOPPED
        assert hear().effect.overpaid == 0
    assert sides.payments(of) == []


def test_an_event_while_a_payment_is_written(sides: Sides, automatic: Grant[Any]) -> None:
    """With what is compared, the grants are locked: it waits, or is before; either way one sees the other."""
    person = settle(sides)
    of = sides.granted(person)
    period, total = of.split("/")[1], automatic.budget.fen
    with ThreadPoolExecutor(2) as beside:
        with sides.ledger.transaction() as books:  # a payment comes to its budget last
            assert budgets.bind(books, policy=automatic.code, period=period, total=total, fen=1)
            paying = beside.submit(_paying(sides, of), sides.population)
            assert not wait([paying], timeout=MOMENT).done
            hearing = beside.submit(sides.hear, event(person, LONG_AGO))
            assert not wait([hearing], timeout=MOMENT).done
        outcome = (paying.result().state, hearing.result().effect.overpaid)
    assert outcome in ((GrantState.FILED, 1), (GrantState.STOPPED, 0))
    assert len(sides.payments(of)) == outcome[1]


@pytest.mark.usefixtures("automatic")
def test_two_events_of_one_person_at_once(sides: Sides) -> None:
    """What the first one would begin is not begun once the second is heard, although no row was there."""
    person = settle(sides)
    with _while_asked(sides, lambda asked: sides.hear(event(person, Birthday()), asked)) as begin:
        assert sides.hear(event(person, LONG_AGO)).effect.ended == 0
        assert begin().effect.begun == 0
    assert query(sides.ledger, "SELECT 1 FROM grants WHERE beneficiary = :k", k=person) == []


@pytest.mark.usefixtures("automatic")
def test_a_wish_while_a_payment_asks(sides: Sides) -> None:
    """Who opts out between the question and the writing is paid nothing."""
    person = settle(sides)
    of = sides.granted(person)
    wish = Wish(beneficiary=person, wanted=False)
    with _while_asked(sides, _paying(sides, of)) as go_on:
        sides.offers().wish(Wished(wish=wish, on=today()))
        assert go_on().state is GrantState.DECLINED
    assert sides.payments(of) == []


@pytest.mark.usefixtures("automatic")
def test_another_account_while_a_payment_asks(sides: Sides) -> None:
    """It waits with the account that was told, though the grant stays where it is."""
    of, told = sides.granted(settle(sides)), "622848000000000002"
    with _while_asked(sides, _paying(sides, of)) as go_on:
        assert sides.act(of, Reply(value=told), "told").state is GrantState.GRANTED
        assert go_on().state is GrantState.GRANTED
    assert sides.payments(of) == []


@pytest.mark.usefixtures("automatic")
def test_a_reply_to_what_has_gone_on(sides: Sides) -> None:
    """Paid while a register was asked whose account it is: it cannot be replied to, and nothing is told."""
    person = settle(sides)
    of, before, reply_with = sides.granted(person), sides.account(person), Reply(value="622848000000000002")
    with _while_asked(sides, lambda asked: sides.act(of, reply_with, "told", asked)) as reply:
        assert _paying(sides, of)(sides.population).state is GrantState.FILED
        assert reply().kind == "impossible"
    assert (sides.grant(of), sides.account(person)) == ((GrantState.FILED, 0), before)


class Restless(PopulationStandIn):
    """While it is asked about somebody, something happens to him, every time."""

    def __init__(self, sides: Sides, person: str) -> None:
        super().__init__(sides.district)
        self._sides, self._person = sides, person

    def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
        rows = super().some(kind, keys)
        self._sides.hear(event(self._person, Move(registered_in="990102")))
        return rows


@pytest.mark.usefixtures("automatic")
def test_news_whenever_somebody_is_asked_about(sides: Sides) -> None:
    """It is given up after some tries, to be tried again later; nothing is paid upon what is over."""
    person = settle(sides)
    of = sides.granted(person)
    with pytest.raises(RegistersRestless):
        _paying(sides, of)(Restless(sides, person))
    assert (sides.payments(of), sides.grant(of)) == ([], (GrantState.GRANTED, 0))
    assert _paying(sides, of)(sides.population).state is GrantState.FILED


def test_an_opening_while_an_event_asks(sides: Sides, automatic: Grant[Any]) -> None:
    """What is opened meanwhile is ended all the same."""
    ended, *others = sorted(settle(sides) for _ in range(3))
    found = sides.matched(automatic)
    with _while_asked(sides, lambda asked: sides.hear(event(ended, LONG_AGO), asked)) as hear:
        assert sides.open_up_to(found.model_copy(update={"target": len(others)})).opened == len(others)
        assert hear().effect.ended == 1
    assert sides.open_up_to(found).opened == len((ended, *others))
    assert _states(sides, automatic, found.policy.period, (ended, *others)) == _ONE_STOPPED


def test_an_opening_while_a_grant_is_ended(sides: Sides, automatic: Grant[Any]) -> None:
    """What is ended stays ended, and another is opened: fewer than asked for would be the last."""
    ended, *others = sorted(settle(sides) for _ in range(3))
    found = sides.matched(automatic)
    of = reference(automatic.code, found.policy.period, ended)
    with ThreadPoolExecutor(1) as beside:
        with sides.ledger.transaction() as books:
            grants.change(books, [of], state=GrantState.STOPPED, because="died")
            opening = beside.submit(sides.open_up_to, found.model_copy(update={"target": len(others)}))
            assert not wait([opening], timeout=MOMENT).done
        assert opening.result().opened == len(others)
    assert sides.open_up_to(found).opened == len((ended, *others))
    assert _states(sides, automatic, found.policy.period, (ended, *others)) == _ONE_STOPPED


def test_no_more_are_opened_than_asked_for(sides: Sides, automatic: Grant[Any]) -> None:
    """Nor where the database believes that there is one grant, and joins row by row."""
    query(sides.ledger, "DELETE FROM grants")
    sides.granted(settle(sides))
    query(sides.ledger, "ANALYZE grants")
    for _ in range(3):
        settle(sides)
    found = sides.matched(automatic)
    assert sides.open_up_to(found.model_copy(update={"target": 2})).opened == 2


_ONE_STOPPED: Final = [GrantState.STOPPED, GrantState.GRANTED, GrantState.GRANTED]


def _states(sides: Sides, grant: Grant[Any], period: str, people: Iterable[str]) -> list[str]:
    return [sides.grant(reference(grant.code, period, person))[0] for person in people]


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> tuple[Grant[Any], ...]:
    """Two policies that exclude each other."""
    codes = [f"test-{uuid4()}" for _ in range(2)]
    policy = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0))
    pair = tuple(
        replace(policy, code=code, once=replace(policy.once, among=(other,)))
        for code, other in (codes, reversed(codes))
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, *pair))
    monkeypatch.setattr("activities.grants.events.GRANTS", pair)
    return pair


@pytest.mark.usefixtures("pair")
def test_two_payments_that_exclude_each_other_at_once(sides: Sides) -> None:
    """Granted both, a person is paid one: whoever writes second sees the first."""
    person = settle(sides)
    one, other = (each.standing.reference for each in sides.hear(event(person, Birthday())).begun)
    with _while_asked(sides, _paying(sides, one)) as go_on:
        assert _paying(sides, other)(sides.population).state is GrantState.FILED
        assert go_on().state is GrantState.STOPPED
    assert sides.payments(one) == []


@pytest.mark.parametrize("first", [0, 1])
def test_two_files_of_policies_that_exclude_each_other(
    sides: Sides, pair: tuple[Grant[Any], ...], first: int
) -> None:
    """Whichever of the two campaigns asks first: who writes second has nothing left to pay."""
    people = [settle(sides) for _ in range(3)]
    orders = [*map(sides.opened, pair)]
    with _while_asked(sides, lambda asked: sides.paying(asked).file(orders[first])) as go_on:
        assert sides.paying().file(orders[1 - first]).payments == len(people)
        late = go_on()
    assert (late.examined, late.payments) == (len(people), 0)
