"""What becomes of one grant when its beneficiary, an objector or an officer acts upon it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, assert_never

from activities import committing, looking, objecting, policies
from activities.judging import NO_ACCOUNT, Judged, Place, judge_some
from activities.ledger import Transaction, authorisations, grants, objections, payments, registers
from activities.ledger.looks import TO_LOOK_AT
from activities.policies import Chosen
from client.offers import (
    Act,
    Confirmation,
    Decision,
    Declining,
    GrantState,
    Objection,
    Reassessment,
    Reply,
    Standing,
)
from matters import clock
from matters.calendar import published
from matters.clock import Term
from matters.language import Grant
from matters.law import AUTHORISATION_LIMIT

CONFIRMED: Final = "confirmed"
"""In place of the state to open in: the beneficiary's word is given, whatever is still missing."""

DECLINED: Final = "declined"
UPHELD: Final = "objection-upheld"
LOOKED: Final = "second-look"

UNDECIDED: Final = (
    GrantState.OFFERED,
    GrantState.ASKED,
    GrantState.SECOND_LOOK,
    GrantState.GRANTED,
    GrantState.RETURNED,
)
"""No money has arrived, and none is under way."""

_AGAINST: Final = (*UNDECIDED, GrantState.PAID)


class NotPossible(Exception):
    """The grant is not where this act could change it."""


@dataclass(kw_only=True)
class Acting:
    """One grant in hand, locked until the transaction ends. `key` is the id of the act, `at` its instant."""

    books: Transaction
    standing: grants.Standing
    key: str
    at: datetime

    @property
    def on(self) -> date:
        """The day of the act."""
        return clock.day_in_china(self.at)

    @property
    def chosen(self) -> Chosen:
        """Its policy and its period."""
        return policies.of(self.standing)

    def act(self, act: Act) -> None:
        """Carry it out; a repeat changes nothing.  Raises `NotPossible`."""
        if self.standing.last_act == self.key:
            return
        match act:
            case Confirmation(commitment=promised):
                self._confirm(promised)
            case Declining():
                self._require(*UNDECIDED)
                unauthorise(self.books, self.standing, on=self.on)
                self._move(Place(GrantState.DECLINED, DECLINED))
            case Reply(value=value):
                self._reply(value)
            case Objection() as objection:
                self._object(objection)
            case Decision() as decision:
                self._decide(decision)
            case Reassessment():
                self._reassess()
            case _:
                assert_never(act)

    def _confirm(self, promised: str) -> None:
        self._require(GrantState.OFFERED)
        if wanting := committing.wanting(self.chosen.grant, promised):
            raise NotPossible(wanting)
        committing.record(self.books, self.standing, promised, at=self.at)
        self._authorise()
        self._write(opens_as=CONFIRMED)
        self._place_anew(confirmed=True)

    def _authorise(self) -> None:
        """Who is to be paid lets the department use what is held, until a day that was told."""
        until = authorised_until(self.on)
        authorisations.record(self.books, **authorised(self.standing), until=until, recorded_at=self.at)

    def _reply(self, value: str) -> None:
        self._require(GrantState.ASKED, GrantState.RETURNED)
        back = self.standing.state is GrantState.RETURNED
        field = NO_ACCOUNT if back else self.standing.because
        held = self._judged()[0].held
        try:
            registers.answer(self.books, self.chosen.grant, held, field=field, value=value)
        except ValueError:
            raise NotPossible("所填内容的格式不正确，请核对后重新填写") from None
        self._place_anew(confirmed=back or self.standing.opens_as == CONFIRMED)

    def _object(self, objection: Objection) -> None:
        self._require(*_AGAINST)
        until = self.standing.objections_until
        if until and self.on > until:
            raise NotPossible(f"异议期已于 {until} 届满")
        due = clock.due(self.on, Term.of(self.chosen.grant.answer), published(self.on))
        objections.raise_one(
            self.books,
            objection=objection.id,
            reference=self.standing.reference,
            grounds=objection.grounds,
            raised_on=self.on,
            due_on=due.on,
        )
        # What it goes back to, should the objection be dismissed, waits where it had opened from.
        self._write(state=GrantState.OBJECTED, opens_as=self.standing.state, objected=True)

    def _decide(self, decision: Decision) -> None:
        self._require(GrantState.OBJECTED, *TO_LOOK_AT)
        if self.standing.state is GrantState.FAULTY and decision.stands:
            self._judge_again()
            return
        objected = self.standing.state is GrantState.OBJECTED
        back = GrantState(self.standing.opens_as) if objected else GrantState.GRANTED
        paid = payments.made(self.books, self.standing.reference).fen
        if objected:
            stands = decision.stands
            objections.decide(self.books, self.standing.reference, upheld=not stands, by=decision.by)
        if decision.stands or paid:
            self._move(Place(back, self.standing.because), overpaid=0 if decision.stands else paid)
        else:
            self._move(Place(GrantState.STOPPED, decision.because or (UPHELD if objected else LOOKED)))

    def _judge_again(self) -> None:
        """A rule that failed is put right: what it says now counts."""
        if self._judged()[1].state is GrantState.FAULTY:
            raise NotPossible("规则仍无法判定该项，请先修正规则或登记信息，再行核查")
        self._place_anew(confirmed=self.standing.opens_as == CONFIRMED)

    def _reassess(self) -> None:
        """Reckon anew for the day of payment: what is missing is granted, what is too much told."""
        self._require(GrantState.PAID)
        _, there = self._judged(on=payments.last_day(self.books, self.standing.reference))
        paid = payments.made(self.books, self.standing.reference).fen
        if there.fen > paid:
            self._move(Place(GrantState.GRANTED, fen=there.fen))
        else:
            self._write(overpaid=paid - there.fen)

    def _place_anew(self, *, confirmed: bool) -> None:
        """Where the rules put it now; `confirmed` if the beneficiary's word is given."""
        judged, there = self._judged()
        if there.state is GrantState.OFFERED and confirmed:
            there = self._after_confirmation(judged, there)
        self._move(there, payee=judged.held.payee)

    def _after_confirmation(self, judged: Judged, there: Place) -> Place:
        if judged.held.account is None:
            return Place(GrantState.ASKED, NO_ACCOUNT, there.fen)
        drawn = policies.is_drawn(self.chosen.grant, self.standing.reference)
        return Place(GrantState.SECOND_LOOK if drawn else GrantState.GRANTED, fen=there.fen)

    def _judged(self, *, on: date | None = None) -> tuple[Judged, Place]:
        key = self.standing.beneficiary
        found = judge_some(self.books, self.chosen, [key], on=on or self.on).get(key)
        if found is None:
            raise NotPossible("登记库中已没有此人（单位），请与主管部门联系")
        return found

    def _move(self, there: Place, **values: object) -> None:
        until = self.standing.objections_until
        self._write(
            state=there.state,
            because=there.because,
            fen=there.fen or self.standing.fen,
            objections_until=until or public_until(self.chosen.grant, there.state, on=self.on),
            **looking.begun(there.state, on=self.on),
            **values,
        )

    def _write(self, **values: object) -> None:
        grants.change(self.books, [self.standing.reference], apart=True, last_act=self.key, **values)

    def _require(self, *states: GrantState) -> None:
        if self.standing.state not in states:
            raise NotPossible(f"该项现处于“{self.standing.state}”状态，不能这样办理")


def authorised(standing: grants.Standing) -> dict[str, str]:
    """By whom, to whom and for what a confirmation lets data be used."""
    return {
        "grantor": standing.payee or standing.beneficiary,
        "grantee": policies.of(standing).grant.department.code,
        "one_matter": standing.policy,
    }


def unauthorise(books: Transaction, standing: grants.Standing, *, on: date) -> None:
    """From this day on nothing may be used any more that a confirmation let be used."""
    authorisations.end(books, **authorised(standing), until=on - clock.ONE_DAY)


def authorised_until(on: date) -> date:
    """Until when a confirmation of that day lets the data be used."""
    return clock.due(on, Term.of(AUTHORISATION_LIMIT), published(on)).on


def public_until(grant: Grant[Any], state: GrantState, *, on: date) -> date | None:
    """The last day for objections to what is granted on that day, where the policy wants publicity."""
    if grant.publicity is None or state is not GrantState.GRANTED:
        return None
    return policies.heard_until(grant.publicity, on).on


def standing(books: Transaction, reference: str) -> Standing:
    """Where a grant stands, for those who acted, and for the workflow that sees to it."""
    found = grants.require(books, reference)
    grant, period = policies.of(found)
    first = policies.payable_from(grant, period)
    pending = objections.pending(books, reference)
    return Standing(
        reference=reference,
        policy=found.policy,
        department=grant.department.name,
        state=found.state,
        fen=found.fen,
        because=found.because,
        payable_from=max(first, found.objections_until + clock.ONE_DAY) if found.objections_until else first,
        remind_on=pending and objecting.remind_on(pending.raised_on, pending.due_on),
        answer_by=pending and pending.due_on,
        overpaid=found.overpaid,
    )
