"""What the registers tell as it happens: a row changes, and that person's grants with it, at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from temporalio import activity

from activities import acting, looking, policies
from activities.acting import UNDECIDED
from activities.judging import Place, entry, judge_some
from activities.ledger import Ledger, Transaction, grants, payments, registers
from activities.policies import Chosen
from client.events import Birth, Death, EventEffect, Fact, Hiring, RegistryEvent
from client.offers import GrantState, Standing
from client.submission import Message
from matters.catalogue import GRANTS, find_grant
from matters.language import Person, Work

OPEN: Final = (*UNDECIDED, GrantState.MATCHED)


class Told(Message):
    """An event and the day on which it is told."""

    event: RegistryEvent
    on: date


class Begun(Message):
    """A grant to be seen to at once, and the opaque stand-in for its reference."""

    seal: str
    standing: Standing


class Heard(Message):
    """What the event did, which grants are to be seen to, and which were paid too much."""

    effect: EventEffect
    begun: tuple[Begun, ...] = ()
    overpaid: tuple[str, ...] = ()


class Registry:
    """The ear of the engine at the registers. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._seal = seal

    @activity.defn
    def hear(self, told: Told) -> Heard:
        """Write what happened; end or change what it touches, begin what it gives a right to."""
        person, on = told.event.person, told.on
        with self._ledger.transaction() as books:
            # Before the person's row, as payments do: who locks in another order waits for ever.
            held = [each for each in grants.of(books, person) if policies.is_known(each)]
            _write(books, told.event)
            effect = EventEffect()
            for grant in held:
                effect = _looked_at(books, grant, told, effect)
            begun = sum(_begin(books, chosen, told) for chosen in _open_policies(on))
            return Heard(
                effect=effect.model_copy(update={"begun": begun}),
                begun=self._begun(books, told),
                overpaid=tuple(each.reference for each in grants.of(books, person) if each.overpaid),
            )

    def _begun(self, books: Transaction, told: Told) -> tuple[Begun, ...]:
        """What this event has granted, also if an earlier try of it did."""
        mine = [each for each in grants.of(books, told.event.person) if each.last_act == told.event.id]
        return tuple(
            Begun(seal=self._seal(each.reference), standing=acting.standing(books, each.reference))
            for each in mine
            if each.state is GrantState.GRANTED
        )


def _write(books: Transaction, event: RegistryEvent) -> None:
    values = event.fact.model_dump(exclude={"kind"})
    if isinstance(event.fact, Birth):
        registers.bear(books, event.person, values)
        return
    if isinstance(event.fact, Hiring):
        values["work"] = str(Work.EMPLOYED)
    registers.change(books, event.person, values)


def _looked_at(books: Transaction, grant: grants.Standing, told: Told, effect: EventEffect) -> EventEffect:
    """Judge one that is held already by the new facts."""
    chosen = policies.of(grant)
    if grant.state not in OPEN and not _reaches_back(told.event.fact, grant, chosen):
        return effect
    on = payments.last_day(books, grant.reference) if grant.state is GrantState.PAID else told.on
    judged = judge_some(books, chosen, [grant.beneficiary], on=on).get(grant.beneficiary)
    there = judged[1] if judged else Place(GrantState.STOPPED)
    if grant.state is GrantState.PAID:
        return _checked(books, grant, there, effect)
    if there.state is GrantState.STOPPED:
        grants.change(books, [grant.reference], state=there.state, because=there.because)
        return effect.model_copy(update={"ended": effect.ended + 1})
    if there.fen not in (0, grant.fen):
        grants.change(books, [grant.reference], fen=there.fen)
        return effect.model_copy(update={"changed": effect.changed + 1})
    return effect


def _reaches_back(fact: Fact, grant: grants.Standing, chosen: Chosen) -> bool:
    """Whether what is paid may have been paid wrongly: whoever moves or is hired was rightly paid before."""
    return grant.state is GrantState.PAID and isinstance(fact, Death) and fact.died_on <= chosen.period.last


def _checked(books: Transaction, grant: grants.Standing, there: Place, effect: EventEffect) -> EventEffect:
    """What was paid too much is noted, to be claimed back by due process."""
    over = payments.made(books, grant.reference).fen - there.fen
    if over <= 0 or over == grant.overpaid:
        return effect
    grants.change(books, [grant.reference], overpaid=over)
    return effect.model_copy(update={"overpaid": effect.overpaid + 1})


def _open_policies(on: date) -> Iterator[Chosen]:
    """Those for persons that can be paid today; before its pay day a period is left to its campaign."""
    for grant in GRANTS:
        if grant.beneficiary is Person and grant is find_grant(grant.code):
            period = policies.due(grant, on)
            if policies.payable_from(grant, period) <= on:
                yield Chosen(grant, period)


def _begin(books: Transaction, chosen: Chosen, told: Told) -> bool:
    """Enter what the person has a right to, unless it is there; tells whether it is new."""
    person, on = told.event.person, told.on
    found = judge_some(books, chosen, [person], on=on).get(person)
    if found is None or found[1].state in (GrantState.STOPPED, GrantState.DECLINED):
        return False
    row = entry(*found, chosen, campaign="")
    row |= {"state": row["opens_as"], "apart": True, **looking.begun(row["opens_as"], on=on)}
    if not grants.enter(books, [row]):
        return False
    until = acting.public_until(chosen.grant, row["state"], on=on)
    grants.change(books, [row["reference"]], objections_until=until, last_act=told.event.id)
    return True
