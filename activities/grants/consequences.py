"""What follows from an event for the grants of one person: some end or change, some begin."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from activities.database import Transaction
from activities.grants import dues, manual_checks, policies, publicity
from activities.grants.acts import AGAINST, Acting
from activities.grants.grant_state import ENDED, UNDECIDED, kept, may_come_back
from activities.grants.judgement import NOT_REGISTERED, Place, entry, judge_some, judge_standing
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.grants import grants
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import clawbacks, payments
from activities.ports.population_register import Noted
from client.messages.grants.events import (
    BirthTakenBack,
    Death,
    DeathTakenBack,
    DisabilityCardTakenBack,
    EventEffect,
    HiringTakenBack,
    Move,
    RegistryEvent,
)
from client.messages.grants.offers import GrantState
from matters import clock
from matters.language import Work

OPEN: Final = (*UNDECIDED, GrantState.MATCHED)

GROUNDS: Final = {
    Noted.LATE: "登记机关补报了较早发生的事项，与其后已登记的事项不一致，请与登记机关核实",
    Noted.AFTER_DEATH: "登记机关报告的事项发生在已登记的死亡日期之后，请与登记机关核实死亡登记是否有误",
}

UNHIRED: Final[Mapping[str, object]] = {**HiringTakenBack().model_dump(exclude={"kind"}), "work": Work.NONE}
"""Of a person whom nobody has hired."""
WITHOUT_CARD: Final[Mapping[str, object]] = DisabilityCardTakenBack().model_dump(exclude={"kind"})
"""Of a person who has none."""


@dataclass(kw_only=True)
class Consequences:
    """An event that the registers have noted, told on a day, and what it has done so far."""

    books: Transaction
    registers: RegisterAnswers
    event: RegistryEvent
    on: date
    seal: Callable[[str], str]
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

    def dispute(self, grant: GrantRecord, noted: Noted) -> None:
        """An officer finds out what is true, where it matters: the law leaves that to no machine."""
        if grant.state not in AGAINST or not self._may_matter(grant, noted):
            return
        if self._acting(grant).dispute(f"{self.event.id}/{grant.reference}", grounds=GROUNDS[noted]):
            self._count("disputed")

    def _may_matter(self, grant: GrantRecord, noted: Noted) -> bool:
        at = self.event.happened_at
        if at is None or grant.beneficiary != self.event.person:
            return False
        if noted is Noted.AFTER_DEATH:
            return grant.overpaid > 0 or may_come_back(grant)
        return clock.day_in_china(at) <= policies.of(grant).period.last

    def begin(self, chosen: ChosenPolicy) -> None:
        """Enter what the person has a right to, unless it is there."""
        person = self.event.person
        found = judge_some(self.books, self.registers, chosen, [person], on=self.on, claimed=False).get(
            person
        )
        if found is None or found[1].state in ENDED:
            return
        row = entry(*found, chosen, campaign="")
        state = row["opens_as"]
        row |= {"state": state, "apart": True, **manual_checks.begun(self.books, state, on=self.on)}
        if grants.enter(self.books, [row]):
            public = publicity.begun(self.books, chosen.grant, state, on=self.on)
            grants.change(self.books, [row["reference"]], last_act=self.event.id, **public)
            self._count("begun")

    def _judged(self, grant: GrantRecord) -> Place:
        found = judge_standing(self.books, self.registers, grant, on=self.on)
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
            self._acting(grant).place_anew()
        self._count("changed" if grant.state in OPEN else "begun")

    def _acting(self, grant: GrantRecord) -> Acting:
        return Acting(
            books=self.books,
            registers=self.registers,
            standing=grant,
            key=self.event.id,
            at=clock.midnight(self.on),
            case=UUID(self.seal(grant.reference)),
        )

    def _reaches_back(self, grant: GrantRecord) -> bool:
        """Whether what is paid may be wrong: whoever moves or is hired later was rightly paid before."""
        last = policies.of(grant).period.last
        if grant.beneficiary != self.event.person:
            return False
        match self.event.fact:
            case DeathTakenBack() | BirthTakenBack() | HiringTakenBack() | DisabilityCardTakenBack():
                return True
            case Death(died_on=day) | Move(registered_since=date() as day):
                return day <= last
            case _:
                return False

    def _due(self, grant: GrantRecord) -> int | None:
        """What it should have come to (fen); nothing for somebody who never was. None: nobody can say.

        Whom registers hold was told anew, whenever that he was not born comes again.
        """
        fact = self.event.fact
        if isinstance(fact, BirthTakenBack) and not dues.person(self.books, self.registers, grant):
            return 0
        never = dues.NOTHING_TAKEN_BACK
        if isinstance(fact, HiringTakenBack):
            never = UNHIRED
        elif isinstance(fact, DisabilityCardTakenBack):
            never = WITHOUT_CARD
        return dues.owed(dues.upon_payment(self.books, self.registers, grant, never=never))

    def _check(self, grant: GrantRecord, paid: int) -> None:
        """What was paid too much is noted, to be claimed back by due process."""
        due = self._due(grant)
        if due is None:
            return
        if isinstance(self.event.fact, DeathTakenBack):
            claimed = sum(claim.fen for claim in clawbacks.of(self.books, grant.reference))
            grants.change(self.books, [grant.reference], overpaid=max(claimed, paid - due, 0))
        elif paid - due > grant.overpaid:
            grants.change(self.books, [grant.reference], overpaid=paid - due)
            self._count("overpaid")

    def _count(self, what: str) -> None:
        self.effect = self.effect.model_copy(update={what: getattr(self.effect, what) + 1})
