"""What the registers tell as it happens: a row changes, and that person's grants with it, at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from temporalio import activity

from activities.database import Transaction
from activities.grants import dues, grant_state, manual_checks, policies
from activities.grants.acts import Acting
from activities.grants.grant_state import ENDED, UNDECIDED, kept, may_come_back, public_until
from activities.grants.judgement import NOT_REGISTERED, Place, entry, judge_some
from activities.grants.policies import ChosenPolicy
from activities.ledger import Ledger
from activities.ledger.grants import grants
from activities.ledger.money import payments
from activities.stand_ins.books import population
from client.messages.grants.events import Birth, Death, EventEffect, Hiring, RegistryEvent
from client.messages.grants.offers import GrantState, Standing
from client.messages.message import Message
from matters import clock
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
            held = [each for each in grants.told_to(books, person) if policies.is_known(each)]
            effect = EventEffect(known=_write(books, told.event))
            for grant in held:
                effect = _looked_at(books, grant, told, effect)
            begun = sum(_begin(books, chosen, told) for chosen in _open_policies(on))
            return Heard(
                effect=effect.model_copy(update={"begun": effect.begun + begun}),
                begun=self._begun(books, told),
                overpaid=tuple(
                    each.reference for each in grants.of(books, person) if _is_to_be_claimed(each)
                ),
            )

    def _begun(self, books: Transaction, told: Told) -> tuple[Begun, ...]:
        """What this event has granted, also if an earlier try of it did."""
        mine = [each for each in grants.told_to(books, told.event.person) if each.last_act == told.event.id]
        return tuple(
            Begun(seal=self._seal(each.reference), standing=grant_state.of(books, each.reference))
            for each in mine
            if each.state is GrantState.GRANTED
        )


def _write(books: Transaction, event: RegistryEvent) -> bool:
    """Tells whether the person is known."""
    values = event.fact.model_dump(exclude={"kind"})
    if isinstance(event.fact, Birth):
        population.bear(books, event.person, values)
        return True
    if isinstance(event.fact, Hiring):
        values["work"] = str(Work.EMPLOYED)
    if isinstance(event.fact, Death):
        population.bereave(books, event.person)
    return population.change(books, event.person, values)


def _looked_at(books: Transaction, grant: grants.GrantRecord, told: Told, effect: EventEffect) -> EventEffect:
    """Judge one that is held already by the new facts."""
    paid = payments.made(books, grant.reference).fen
    if paid and _reaches_back(told.event, grant):
        effect = _checked(books, grant, paid, effect)
    if grant.state not in OPEN and not may_come_back(grant):
        return effect
    judged = judge_some(books, policies.of(grant), [grant.beneficiary], on=told.on).get(grant.beneficiary)
    there = judged[1] if judged else Place(GrantState.STOPPED, NOT_REGISTERED)
    if there.state in ENDED:
        return _ended(books, grant, kept(there, paid=paid), effect)
    if there.state is GrantState.FAULTY:  # it is looked at once more before it is paid
        return effect
    if there.state is GrantState.ASKED or grant.state not in OPEN or grant.state is GrantState.ASKED:
        return _placed(books, grant, there, told, effect)
    if there.fen not in (0, grant.fen):
        grants.change(books, [grant.reference], fen=there.fen)
        return effect.model_copy(update={"changed": effect.changed + 1})
    return effect


def _ended(books: Transaction, grant: grants.GrantRecord, there: Place, effect: EventEffect) -> EventEffect:
    if (there.state, there.because) == (grant.state, grant.because):
        return effect
    grants.change(books, [grant.reference], state=there.state, because=there.because)
    ended = effect.ended + (grant.state in OPEN)
    return effect.model_copy(update={"ended": ended})


def _placed(
    books: Transaction, grant: grants.GrantRecord, there: Place, told: Told, effect: EventEffect
) -> EventEffect:
    """A datum has become known or is missing, or what was stopped is due again."""
    if (there.state, there.because) == (grant.state, grant.because) or grant.state is GrantState.RETURNED:
        return effect
    if grant.state is GrantState.MATCHED:
        values = {"opens_as": there.state, "because": there.because, "fen": there.fen or grant.fen}
        grants.change(books, [grant.reference], **values)
    else:
        at = clock.midnight(told.on)
        Acting(books=books, standing=grant, key=told.event.id, at=at).place_anew()
    name = "changed" if grant.state in OPEN else "begun"
    return effect.model_copy(update={name: getattr(effect, name) + 1})


def _reaches_back(event: RegistryEvent, grant: grants.GrantRecord) -> bool:
    """Whether what is paid may have been paid wrongly: whoever moves or is hired was rightly paid before."""
    own = grant.beneficiary == event.person
    return own and isinstance(event.fact, Death) and event.fact.died_on <= policies.of(grant).period.last


def _checked(books: Transaction, grant: grants.GrantRecord, paid: int, effect: EventEffect) -> EventEffect:
    """What was paid too much is noted, to be claimed back by due process."""
    due = dues.owed(dues.upon_payment(books, grant))
    if due is None or paid - due <= grant.overpaid:
        return effect
    grants.change(books, [grant.reference], overpaid=paid - due)
    return effect.model_copy(update={"overpaid": effect.overpaid + 1})


def _is_to_be_claimed(grant: grants.GrantRecord) -> bool:
    """What is under way may still come back."""
    return grant.overpaid > 0 and grant.state is not GrantState.FILED


def _open_policies(on: date) -> Iterator[ChosenPolicy]:
    """Those for persons that can be paid today; before its pay day a period is left to its campaign."""
    for grant in GRANTS:
        if grant.beneficiary is Person and grant is find_grant(grant.code):
            period = policies.due(grant, on)
            if policies.payable_from(grant, period) <= on:
                yield ChosenPolicy(grant, period)


def _begin(books: Transaction, chosen: ChosenPolicy, told: Told) -> bool:
    """Enter what the person has a right to, unless it is there; tells whether it is new."""
    person, on = told.event.person, told.on
    found = judge_some(books, chosen, [person], on=on).get(person)
    if found is None or found[1].state in (GrantState.STOPPED, GrantState.DECLINED):
        return False
    row = entry(*found, chosen, campaign="")
    row |= {"state": row["opens_as"], "apart": True, **manual_checks.begun(row["opens_as"], on=on)}
    if not grants.enter(books, [row]):
        return False
    until = public_until(chosen.grant, row["state"], on=on)
    grants.change(books, [row["reference"]], objections_until=until, last_act=told.event.id)
    return True
