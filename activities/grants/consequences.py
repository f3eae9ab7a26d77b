"""What follows from an event for the grants of one person: some end or change, some begin."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from activities.database import Transaction
from activities.grants import dues, manual_checks, policies
from activities.grants.acts import Acting
from activities.grants.grant_state import ENDED, UNDECIDED, kept, may_come_back, public_until
from activities.grants.judgement import NOT_REGISTERED, Place, entry, judge_some
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.grants import grants
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import clawbacks, payments
from client.messages.grants.events import Death, DeathTakenBack, EventEffect, RegistryEvent
from client.messages.grants.offers import GrantState
from matters import clock

OPEN: Final = (*UNDECIDED, GrantState.MATCHED)


@dataclass(kw_only=True)
class Consequences:
    """An event that the registers have noted, told on a day, and what it has done so far."""

    books: Transaction
    registers: RegisterAnswers
    event: RegistryEvent
    on: date
    effect: EventEffect = field(default_factory=EventEffect)

    def look_at(self, grant: GrantRecord) -> None:
        """Judge one that is held already by the new facts."""
        paid = payments.made(self.books, grant.reference).fen
        if paid and self._reaches_back(grant):
            self._check(grant, paid)
        if grant.state not in OPEN and not may_come_back(grant):
            return
        there = self._judged(grant)
        if there.state in ENDED:
            self._end(grant, kept(there, paid=paid))
        elif there.state is GrantState.FAULTY:
            pass  # it is looked at once more before it is paid
        elif GrantState.ASKED in (there.state, grant.state) or grant.state not in OPEN:
            self._place(grant, there)
        elif there.fen not in (0, grant.fen):
            grants.change(self.books, [grant.reference], fen=there.fen)
            self._count("changed")

    def begin(self, chosen: ChosenPolicy) -> None:
        """Enter what the person has a right to, unless it is there."""
        person = self.event.person
        found = judge_some(self.books, self.registers, chosen, [person], on=self.on).get(person)
        if found is None or found[1].state in ENDED:
            return
        row = entry(*found, chosen, campaign="")
        row |= {"state": row["opens_as"], "apart": True, **manual_checks.begun(row["opens_as"], on=self.on)}
        if grants.enter(self.books, [row]):
            until = public_until(chosen.grant, row["state"], on=self.on)
            grants.change(self.books, [row["reference"]], objections_until=until, last_act=self.event.id)
            self._count("begun")

    def _judged(self, grant: GrantRecord) -> Place:
        key, chosen = grant.beneficiary, policies.of(grant)
        found = judge_some(self.books, self.registers, chosen, [key], on=self.on).get(key)
        return found[1] if found else Place(GrantState.STOPPED, NOT_REGISTERED)

    def _end(self, grant: GrantRecord, there: Place) -> None:
        if (there.state, there.because) == (grant.state, grant.because):
            return
        grants.change(self.books, [grant.reference], state=there.state, because=there.because)
        if grant.state in OPEN:
            self._count("ended")

    def _place(self, grant: GrantRecord, there: Place) -> None:
        """A datum has become known or is missing, or what was stopped is due again."""
        if (there.state, there.because) == (grant.state, grant.because) or grant.state is GrantState.RETURNED:
            return
        if grant.state is GrantState.MATCHED:
            values = {"opens_as": there.state, "because": there.because, "fen": there.fen or grant.fen}
            grants.change(self.books, [grant.reference], **values)
        else:
            Acting(
                books=self.books,
                registers=self.registers,
                standing=grant,
                key=self.event.id,
                at=clock.midnight(self.on),
            ).place_anew()
        self._count("changed" if grant.state in OPEN else "begun")

    def _reaches_back(self, grant: GrantRecord) -> bool:
        """Whether what is paid may be wrong: whoever moves or is hired was rightly paid before."""
        own, fact = grant.beneficiary == self.event.person, self.event.fact
        if isinstance(fact, DeathTakenBack):
            return own
        return own and isinstance(fact, Death) and fact.died_on <= policies.of(grant).period.last

    def _check(self, grant: GrantRecord, paid: int) -> None:
        """What was paid too much is noted, to be claimed back by due process."""
        due = dues.owed(dues.upon_payment(self.books, self.registers, grant))
        if due is not None and isinstance(self.event.fact, DeathTakenBack):
            claimed = sum(claim.fen for claim in clawbacks.of(self.books, grant.reference))
            grants.change(self.books, [grant.reference], overpaid=max(claimed, paid - due, 0))
        elif due is not None and paid - due > grant.overpaid:
            grants.change(self.books, [grant.reference], overpaid=paid - due)
            self._count("overpaid")

    def _count(self, what: str) -> None:
        self.effect = self.effect.model_copy(update={what: getattr(self.effect, what) + 1})
