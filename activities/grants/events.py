"""What the registers tell as it happens: a person's grants change with it, at once."""

from collections.abc import Callable, Iterator
from datetime import date

from temporalio import activity

from activities.database import Transaction, turn
from activities.grants import grant_state, policies
from activities.grants.consequences import Consequences
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers, consult, question
from activities.ledger import Ledger
from activities.ledger.grants import grants, news
from activities.ports.population_register import Noted, PopulationRegister
from client.messages.grants.events import EventEffect, RegistryEvent
from client.messages.grants.offers import GrantState, Standing
from client.messages.message import Message
from matters.catalogue import GRANTS, in_force
from matters.language import Person


class Told(Message):
    """An event and the day on which it is told."""

    event: RegistryEvent
    on: date


class Begun(Message):
    """A grant to be seen to at once, and the opaque stand-in for its reference."""

    seal: str
    standing: Standing


class Heard(Message):
    """What the event did, which grants are to be seen to, and which were paid too much.

    `ended` stands for those of which a run waits for a pay day, or for an officer, that come no more.
    """

    effect: EventEffect
    begun: tuple[Begun, ...] = ()
    ended: tuple[str, ...] = ()
    overpaid: tuple[str, ...] = ()


class Registry:
    """The ear of the engine at the registers. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, population: PopulationRegister, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._population = population
        self._seal = seal

    @activity.defn
    def hear(self, told: Told) -> Heard:
        """Have it noted; end or change what it touches, begin what it gives a right to.

        It is noted by the registers first, and then the person's grants are locked and looked at.
        """
        noted = self._population.note(told.event)
        return consult(
            self._ledger.transaction,
            self._population,
            lambda books, registers: self._follow(books, registers, told, noted),
        )

    def _follow(self, books: Transaction, registers: RegisterAnswers, told: Told, noted: Noted) -> Heard:
        person, on = told.event.person, told.on
        turn.take(books, f"event/{person}")  # what it begins has no row yet that could be locked
        held = [each for each in grants.told_to(books, person) if policies.is_known(each)]
        payable = tuple(_open_policies(on))
        asked = [question(policies.of(each).grant, each.beneficiary) for each in held]
        registers.require(books, [*asked, *(question(chosen.grant, person) for chosen in payable)])
        consequences = Consequences(
            books=books,
            registers=registers,
            event=told.event,
            on=on,
            seal=self._seal,
            effect=EventEffect(known=noted is not Noted.NOBODY),
        )
        for grant in held:
            if noted.disputed:
                consequences.dispute(grant, noted)
            else:
                consequences.look_at(grant)
        for chosen in payable:
            consequences.begin(chosen)
        news.note(books, {person, *(each.beneficiary for each in held)})
        return Heard(
            effect=consequences.effect,
            begun=self._begun(books, told),
            ended=tuple(self._seal(each.reference) for each in held if _has_ended(books, each)),
            overpaid=tuple(each.reference for each in grants.of(books, person) if _is_to_be_claimed(each)),
        )

    def _begun(self, books: Transaction, told: Told) -> tuple[Begun, ...]:
        """What this event has granted or put in doubt, also if an earlier try of it did."""
        mine = [each for each in grants.told_to(books, told.event.person) if each.last_act == told.event.id]
        return tuple(
            Begun(seal=self._seal(each.reference), standing=grant_state.of(books, each.reference))
            for each in mine
            if each.state in grant_state.SEEN_TO
        )


def _has_ended(books: Transaction, before: grants.GrantRecord) -> bool:
    """Since it was read: a run looks at the books before it pays, and is only told sooner."""
    return (
        before.state in grant_state.SEEN_TO
        and grants.require(books, before.reference).state in grant_state.ENDED
    )


def _is_to_be_claimed(grant: grants.GrantRecord) -> bool:
    """What is under way may still come back."""
    return grant.overpaid > 0 and grant.state is not GrantState.FILED


def _open_policies(on: date) -> Iterator[ChosenPolicy]:
    """Those for persons that can be paid today; before its pay day a period is left to its campaign."""
    for grant in in_force(GRANTS, on=on):
        if grant.beneficiary is Person:
            period = policies.due(grant, on)
            if policies.payable_from(grant, period) <= on:
                yield ChosenPolicy(grant, period)
