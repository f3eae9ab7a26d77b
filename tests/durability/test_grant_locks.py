"""Payments and events of one person at the same time: one waits, and sees what the other has done."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest

from activities.ledger.grants.grants import reference
from activities.money.payment_files import OneOrder
from client import GrantState
from client.messages.grants.events import Birthday, Death
from matters import catalogue
from matters.language import Grant, Mode
from tests.support.neighbours import looked_at, other_policy, settle, today
from tests.support.ports.lost_answers import HeldPopulation
from tests.support.ports.sides import Sides, event

LONG_AGO: Final = Death(died_on=date(2020, 1, 1))
MOMENT: Final = 0.5
"""Seconds in which whoever need not wait would be done."""


@pytest.mark.usefixtures("automatic")
def test_an_event_while_a_payment_is_made(sides: Sides) -> None:
    """The payment has asked the registers before: the event waits for it, and claims back what was paid."""
    person = settle(sides)
    reference, held = sides.granted(person), HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        paying = beside.submit(sides.paying(held).file_one, OneOrder(reference=reference, on=today()))
        assert held.asked.wait(MOMENT * 20)
        hearing = beside.submit(sides.hear, event(person, LONG_AGO))
        assert not wait([hearing], timeout=MOMENT).done
        held.go.set()
        assert paying.result().state is GrantState.FILED
        assert hearing.result().effect.overpaid == 1
    state, overpaid = sides.grant(reference)
    assert state == GrantState.FILED
    assert overpaid > 0


def test_an_event_while_a_file_is_made(sides: Sides, automatic: Grant[Any]) -> None:
    """A campaign's file keeps an event waiting about everybody who is in it."""
    people = [settle(sides) for _ in range(3)]
    order, held = sides.opened(automatic), HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        filing = beside.submit(sides.paying(held).file, order)
        assert held.asked.wait(MOMENT * 20)
        hearing = beside.submit(sides.hear, event(max(people), LONG_AGO))
        assert not wait([hearing], timeout=MOMENT).done
        held.go.set()
        assert filing.result().payments == len(people)
        assert hearing.result().effect.overpaid == 1


@pytest.mark.usefixtures("automatic")
def test_a_payment_while_an_event_is_heard(sides: Sides) -> None:
    """The event has locked the grant: the payment waits for it, and then there is nothing to pay."""
    person = settle(sides)
    reference, held = sides.granted(person), HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        hearing = beside.submit(sides.hear, event(person, LONG_AGO), held)
        assert held.asked.wait(MOMENT * 20)
        paying = beside.submit(sides.paying().file_one, OneOrder(reference=reference, on=today()))
        assert not wait([paying], timeout=MOMENT).done
        held.go.set()
        assert hearing.result().effect.ended == 1
        assert paying.result().file == ""
    assert sides.payments(reference) == []


@pytest.mark.usefixtures("automatic")
def test_two_events_of_one_person_at_once(sides: Sides) -> None:
    """What the first one begins is there for the second one to end, although there was no row to lock."""
    person, held = settle(sides), HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        beginning = beside.submit(sides.hear, event(person, Birthday()), held)
        assert held.asked.wait(MOMENT * 20)
        ending = beside.submit(sides.hear, event(person, LONG_AGO))
        assert not wait([ending], timeout=MOMENT).done
        held.go.set()
        assert beginning.result().effect.begun == 1
        assert ending.result().effect.ended == 1


def test_an_opening_while_an_event_is_heard(sides: Sides, automatic: Grant[Any]) -> None:
    """What the event ends stays ended, and another is opened: fewer than asked for would be the last."""
    ended, *others = sorted(settle(sides) for _ in range(3))
    found, held = sides.matched(automatic), HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        hearing = beside.submit(sides.hear, event(ended, LONG_AGO), held)
        assert held.asked.wait(MOMENT * 20)
        opening = beside.submit(sides.open_up_to, found.model_copy(update={"target": len(others)}))
        assert not wait([opening], timeout=MOMENT).done
        held.go.set()
        assert hearing.result().effect.ended == 1
        assert opening.result().opened == len(others)
    assert sides.open_up_to(found).opened == len((ended, *others))
    of = found.policy
    states = [sides.grant(reference(of.code, of.period, person))[0] for person in (ended, *others)]
    assert states == [GrantState.STOPPED, *[GrantState.GRANTED] * len(others)]


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
    """Granted both, a person is paid one: the second payment waits, and sees the first."""
    person, held = settle(sides), HeldPopulation(sides.district)
    one, other = (each.standing.reference for each in sides.hear(event(person, Birthday())).begun)
    with ThreadPoolExecutor(2) as beside:
        first = beside.submit(sides.paying(held).file_one, OneOrder(reference=one, on=today()))
        assert held.asked.wait(MOMENT * 20)
        second = beside.submit(sides.paying().file_one, OneOrder(reference=other, on=today()))
        assert not wait([second], timeout=MOMENT).done
        held.go.set()
        assert first.result().state is GrantState.FILED
        assert second.result().state is GrantState.STOPPED
    assert sides.payments(other) == []


@pytest.mark.parametrize("first", [0, 1])
def test_two_files_of_policies_that_exclude_each_other(
    sides: Sides, pair: tuple[Grant[Any], ...], first: int
) -> None:
    """Whichever of the two campaigns is first: the second waits, and has nothing left to pay."""
    people = [settle(sides) for _ in range(3)]
    orders, held = [*map(sides.opened, pair)], HeldPopulation(sides.district)
    with ThreadPoolExecutor(2) as beside:
        filing = beside.submit(sides.paying(held).file, orders[first])
        assert held.asked.wait(MOMENT * 20)
        waiting = beside.submit(sides.paying().file, orders[1 - first])
        assert not wait([waiting], timeout=MOMENT).done
        held.go.set()
        assert filing.result().payments == len(people)
        assert (waiting.result().examined, waiting.result().payments) == (len(people), 0)
