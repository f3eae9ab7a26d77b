"""Grants one by one: what somebody is offered, what somebody says to it, and what somebody wants at all."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field
from temporalio import activity

from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.grants import grant_state, heard_acts, objection_tasks, policies, remedies
from activities.grants.acts import Acting
from activities.grants.grant_state import ENDED, SEEN_TO, UNDECIDED, kept
from activities.grants.judgement import NO_ACCOUNT, OPTED_OUT, Place, in_words, judge_standing
from activities.grants.payees import consent
from activities.grants.payees.hearers import NOT_YOURS, ActNotPossible
from activities.grants.register_answers import RegisterAnswers, consult, question
from activities.ledger import Ledger
from activities.ledger.grants import grants, opt_outs
from activities.ledger.money import clawbacks, payments
from activities.ports.population_register import PopulationRegister
from client.messages.grants.offers import (
    ANY,
    Act,
    Decision,
    Deed,
    GrantState,
    Offer,
    Offers,
    Standing,
    Step,
    Wish,
)
from client.messages.message import Message
from matters.language import Payee

UNTOLD: Final = (GrantState.MATCHED, GrantState.FAULTY)

IN_FORCE: Final = (GrantState.GRANTED, GrantState.FILED, GrantState.PAID, GrantState.RETURNED)
"""What is due has been found, and how much."""


class Asked(Message):
    """Of whom the offers are wanted, and on which day."""

    beneficiary: str
    on: date


class Acted(Message):
    """What was said to one grant; `key` is the same in a repeat; `by_number` if a public list has it."""

    deed: Deed
    key: str
    at: datetime
    by_number: bool = False


class Impossible(Message):
    """The grant is not where the act could change it."""

    kind: Literal["impossible"] = "impossible"
    says: str


ActAnswer = Annotated[Standing | Impossible, Field(discriminator="kind")]


class Wished(Message):
    """What was wished, and on which day."""

    wish: Wish
    on: date


class Heeded(Message):
    """How many open grants a wish has changed; `runs` stand for those of which a run waits for something."""

    changed: int
    runs: tuple[str, ...] = ()


class OfferBook:
    """The grants, for those whom they are due to, and for officers.

    `seal` makes an opaque stand-in for a reference.
    """

    def __init__(
        self, ledger: Ledger, population: PopulationRegister, outbox: Outbox, seal: Callable[[str], str]
    ) -> None:
        self._ledger = ledger
        self._population = population
        self._outbox = outbox
        self._seal = seal

    @activity.defn
    def offers(self, asked: Asked) -> Offers:
        """Everything that somebody may know of, with the calculation as it would be today."""
        told = consult(
            self._ledger.reading,
            self._population,
            lambda books, registers: _offers(books, registers, asked),
        )
        return Offers(
            offers=tuple(
                offer.model_copy(update={"handle": self._seal(offer.reference)}) for offer in told.offers
            )
        )

    @activity.defn
    def act(self, acted: Acted) -> ActAnswer:
        """Carry out an act; a repeat changes nothing."""
        try:
            standing = consult(
                self._ledger.transaction,
                self._population,
                lambda books, registers: self._carry_out(books, registers, acted),
            )
        except ActNotPossible as no:  # and nothing of it is in the ledger
            return Impossible(says=str(no))
        self._outbox.hand_out(str(self._case(acted.deed.reference)))
        return standing

    def _carry_out(self, books: Transaction, registers: RegisterAnswers, acted: Acted) -> Standing:
        reference, case = acted.deed.reference, self._case(acted.deed.reference)
        acting = _acting(books, registers, acted, case=case)
        if not heard_acts.is_repeated(books, acted.deed, key=acted.key, at=acted.at):
            acting.act(acted.deed.act)
        objection_tasks.show(books, reference, case=case)
        return grant_state.of(books, reference)

    def _case(self, reference: str) -> UUID:
        return UUID(self._seal(reference))

    @activity.defn
    def stand(self, reference: str) -> Standing | None:
        """Where a grant stands; None if there is no such grant."""
        with self._ledger.reading() as books:
            found = grants.get(books, reference)
            return grant_state.of(books, reference) if found and policies.is_known(found) else None

    @activity.defn
    def wish(self, wished: Wished) -> Heeded:
        """Opt out, or back in: what is open and concerned is declined, or offered again."""
        wish = wished.wish
        with self._ledger.transaction() as books:
            opt_outs.wish(books, **wish.model_dump())
            mine = grants.of(books, wish.beneficiary)
            concerned = [each for each in mine if _concerns(wish, each) and _is_moved(books, wish, each)]
            for each in concerned:
                _move(books, each, wanted=wish.wanted)
                if not wish.wanted and policies.is_known(each):
                    consent.unauthorise(books, each, on=wished.on)
        runs = (self._seal(each.reference) for each in concerned if each.state in SEEN_TO)
        return Heeded(changed=len(concerned), runs=tuple(runs))


def _acting(books: Transaction, registers: RegisterAnswers, acted: Acted, *, case: UUID) -> Acting:
    standing = _require(grants.get(books, acted.deed.reference), acted.deed.act)
    return Acting(
        books=books,
        registers=registers,
        standing=standing,
        key=acted.key,
        at=acted.at,
        case=case,
        party=acted.deed.party,
        by_number=acted.by_number,
    )


def _is_hidden(found: grants.GrantRecord, act: Act) -> bool:
    """What is not told to anybody; officers decide what a rule could not judge."""
    looked_at = found.state is GrantState.FAULTY and isinstance(act, Decision)
    return found.state in UNTOLD and not looked_at


def _concerns(wish: Wish, grant: grants.GrantRecord) -> bool:
    """Out: what is open. Back in: what was declined because of an earlier wish."""
    if wish.policy not in (ANY, grant.policy) or wish.period not in (ANY, grant.period):
        return False
    if wish.wanted:
        return grant.state is GrantState.DECLINED and grant.because == OPTED_OUT
    return grant.state in (*UNDECIDED, GrantState.MATCHED)


def _is_moved(books: Transaction, wish: Wish, grant: grants.GrantRecord) -> bool:
    """Unless another wish, which is closer to this grant, says otherwise."""
    key = grant.beneficiary
    out = opt_outs.opted_out(books, [key], policy=grant.policy, period=grant.period)
    return (key in out) is not wish.wanted


def _move(books: Transaction, grant: grants.GrantRecord, *, wanted: bool) -> None:
    declined = kept(Place(GrantState.DECLINED, OPTED_OUT), paid=payments.made(books, grant.reference).fen)
    there = Place(GrantState.OFFERED) if wanted else declined
    grants.change(books, [grant.reference], apart=True, state=there.state, because=there.because)


def _require(found: grants.GrantRecord | None, act: Act) -> grants.GrantRecord:
    if found is None or not policies.is_known(found) or _is_hidden(found, act):
        raise ActNotPossible(NOT_YOURS)
    return found


def _offers(books: Transaction, registers: RegisterAnswers, asked: Asked) -> Offers:
    told = [
        each
        for each in grants.told_to(books, asked.beneficiary)
        if each.state not in UNTOLD and policies.is_known(each) and _is_for(each, asked.beneficiary)
    ]
    registers.require(books, [question(policies.of(each).grant, each.beneficiary) for each in told])
    offers = (_offer(books, registers, each, on=asked.on) for each in told)
    return Offers(offers=tuple(one.model_copy(update={"told_to": asked.beneficiary}) for one in offers))


def _is_for(grant: grants.GrantRecord, key: str) -> bool:
    """What a firm is paid for somebody whom it has hired is told to the firm alone."""
    return policies.of(grant).grant.payee is not Payee.EMPLOYER or grant.payee == key


def _offer(books: Transaction, registers: RegisterAnswers, grant: grants.GrantRecord, *, on: date) -> Offer:
    chosen = policies.of(grant)
    judged = judge_standing(books, registers, grant, on=on)
    entitlement = judged[0].entitlement if judged else None
    lines = entitlement.amount.lines if entitlement and entitlement.amount else ()
    return Offer(
        reference=grant.reference,
        policy=grant.policy,
        name=chosen.grant.name,
        department=chosen.grant.department.name,
        period=grant.period,
        mode=entitlement.mode if entitlement else chosen.grant.mode,
        state=grant.state,
        fen=grant.fen,
        calculation=tuple(Step(says=line.says, fen=line.fen) for line in lines),
        asks=_asks(chosen, grant),
        authorises=_authorises(books, chosen, grant, on=on),
        commits=consent.text(chosen.grant) if grant.state is GrantState.OFFERED else "",
        because=grant.because,
        objections_until=grant.objections_until,
        overpaid=grant.overpaid,
        claimed_in=tuple(UUID(claim.case) for claim in clawbacks.of(books, grant.reference)),
        why=in_words(chosen, grant.because) if grant.state in ENDED else "",
        remedies=remedies.told(books, on=on) if grant.state in (*IN_FORCE, GrantState.STOPPED) else "",
    )


def _authorises(
    books: Transaction, chosen: policies.ChosenPolicy, grant: grants.GrantRecord, *, on: date
) -> str:
    """What a confirmation lets the department do."""
    if grant.state is not GrantState.OFFERED:
        return ""
    department, until = chosen.grant.department.name, consent.authorised_until(books, on=on)
    return f"确认即授权{department}为核定和发放{chosen.grant.name}使用登记库中的相关信息，至 {until}"


def _asks(chosen: policies.ChosenPolicy, grant: grants.GrantRecord) -> str:
    """The one question, in the words of the policy."""
    field = NO_ACCOUNT if grant.state is GrantState.RETURNED else grant.because
    if grant.state not in (GrantState.ASKED, GrantState.RETURNED):
        return ""
    asked = (rule.datum.asks for rule in chosen.grant.all_rules if rule.datum and rule.datum.field == field)
    return next(asked, "请提供收款账户")
