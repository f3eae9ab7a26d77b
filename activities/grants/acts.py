"""What becomes of one grant when its beneficiary, an objector or an officer acts upon it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, assert_never
from uuid import UUID

from activities.database import Transaction
from activities.grants import dues, manual_checks, policies, publicity
from activities.grants.beneficiaries import GUARDIAN
from activities.grants.grant_state import ENDED, UNDECIDED, kept, may_come_back
from activities.grants.judgement import (
    DECLINED,
    LOOKED,
    NO_ACCOUNT,
    UPHELD,
    JudgedBeneficiary,
    Place,
    in_words,
    judge_standing,
    looked_at,
    obstacle,
)
from activities.grants.payees import account_changes, consent, declarations, hearers
from activities.grants.payees.hearers import ActNotPossible
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.cases import calendar_orders
from activities.ledger.grants import grants, news, objections
from activities.ledger.grants.grants import TO_LOOK_AT
from activities.ledger.money import clawbacks, payments
from client.labels import GRANT_STATES
from client.messages.grants.offers import (
    Act,
    Confirmation,
    Decision,
    Declining,
    GrantState,
    Objection,
    Reassessment,
    Reply,
)
from matters import clock
from matters.language import IN_TIME, yuan

CONFIRMED: Final = "confirmed"
"""In place of the state to open in: the beneficiary's word is given, whatever is still missing."""


AGAINST: Final = (*UNDECIDED, GrantState.PAID, GrantState.STOPPED)


@dataclass(kw_only=True)
class Acting:
    """One grant in hand, locked until the transaction ends. `key` is the id of the act, `at` its instant.

    `party` is the person or firm who acts, if it is no officer; `case` the opaque stand-in for the reference;
    `by_number` if it is known from a public list.
    """

    books: Transaction
    registers: RegisterAnswers
    standing: grants.GrantRecord
    key: str
    at: datetime
    case: UUID
    party: str | None = None
    by_number: bool = False

    @property
    def on(self) -> date:
        """The day of the act."""
        return clock.day_in_china(self.at)

    @property
    def chosen(self) -> ChosenPolicy:
        """Its policy and its period."""
        return policies.of(self.standing)

    @property
    def paid(self) -> int:
        """What has been paid of it, or is under way, in fen."""
        return payments.made(self.books, self.standing.reference).fen

    def act(self, act: Act) -> None:
        """Carry it out; a repeat changes nothing.  Raises `NotPossible`."""
        if self.standing.last_act == self.key:
            return
        match act:
            case Confirmation(commitment=promised):
                self._confirm(promised)
            case Declining():
                self._require_payee()
                self._require(*UNDECIDED)
                consent.unauthorise(self.books, self.standing, on=self.on)
                self._move(Place(GrantState.DECLINED, DECLINED))
            case Reply(value=value):
                self._reply(value)
            case Objection() as objection:
                self._object(objection)
            case Decision() as decision:
                self._decide(decision)
            case Reassessment() as reassessment:
                self._require(GrantState.PAID, GrantState.STOPPED)
                if self.standing.state is GrantState.PAID:
                    self._reassess(because=reassessment.because)
                else:
                    self._reopen()
            case _:
                assert_never(act)

    def place_anew(self, *, confirmed: bool = False) -> Place:
        """Move it where the rules put it now; `confirmed` if the beneficiary's word is given.

        Whose money came back has said his word, and the second look was taken.
        """
        judged, there = self._judged()
        back = self.standing.state is GrantState.RETURNED
        if there.state is GrantState.OFFERED and (confirmed or back or self.standing.opens_as == CONFIRMED):
            there = self._after_confirmation(judged, there)
        if back and there.state is GrantState.SECOND_LOOK:
            there = Place(GrantState.GRANTED, fen=there.fen)
        # Whoever has lost a guardian is found by him again, should he live.
        self._move(there, payee=judged.held.payee or self.standing.payee)
        return there

    def _confirm(self, promised: str) -> None:
        self._require_payee()
        declined = self.standing.state is GrantState.DECLINED and self.standing.because == DECLINED
        if not declined:  # who has declined this one may think better of it
            self._require(GrantState.OFFERED)
        if wanting := consent.wanting(self.chosen.grant, promised):
            raise ActNotPossible(wanting)
        there = self._judged()[1]
        if there.because == IN_TIME:  # an offer is no claim: it ends with the time in which to claim
            self._move(there)
            return
        consent.commit(self.books, self.standing, promised, at=self.at)
        consent.authorise(self.books, self.standing, at=self.at)
        self._write(opens_as=CONFIRMED)
        self.place_anew(confirmed=True)

    def _reply(self, value: str) -> None:
        """What is missing, or else another account: on record beside the registers, and told."""
        self._require_payee(named=value)
        self._require(*UNDECIDED)
        asked = self.standing.state is GrantState.ASKED and self.standing.because != NO_ACCOUNT
        try:
            if asked:
                self._declare(value)
            else:
                self._name_account(value)
        except ValueError as error:
            raise ActNotPossible(str(error)) from None
        if self.standing.state in (GrantState.ASKED, GrantState.RETURNED):
            self.place_anew()
        else:
            self._write()
        news.note(self.books, [self.standing.beneficiary])

    def _declare(self, value: str) -> None:
        field = self.standing.because
        if field == GUARDIAN and not self.registers.rows(self.books, declarations.GUARDIANS, [value]):
            raise ActNotPossible("登记库中没有这位监护人，请填写其在登记库中的编号")
        told = declarations.read(self.chosen.grant, field, value)
        declarations.enter(
            self.books, self.standing, field, told, key=self.key, party=self.party or "", at=self.at
        )

    def _name_account(self, value: str) -> None:
        held, number = self._judged()[0].held, declarations.account(value)
        id_ = f"{self.standing.reference}/{self.key}"
        account_changes.name(self.books, held, number, id_=id_, at=self.at, case=self.case)

    def _object(self, objection: Objection) -> None:
        if not self.by_number:
            told = hearers.of(self.chosen, self.standing, self._judged()[0].held.payee)
            hearers.require(self.party, among=told)
        self._require(*AGAINST)
        until = self.standing.objections_until
        if until and self.on > until:
            raise ActNotPossible(f"异议期已于 {until} 届满")
        self.dispute(objection.id, grounds=objection.grounds)

    def dispute(self, objection: str, *, grounds: str) -> bool:
        """Let an officer decide it, whoever objects; tells whether it was not objected so before."""
        due = calendar_orders.last_day(self.books, self.chosen.grant.answer, since=self.on)
        new = objections.raise_one(
            self.books,
            objection=objection,
            reference=self.standing.reference,
            grounds=grounds,
            raised_on=self.on,
            due_on=due.on,
        )
        # What it goes back to, should the objection be dismissed, waits where it had opened from.
        if new:
            self._write(state=GrantState.OBJECTED, opens_as=self.standing.state, objected=True)
        return new

    def _decide(self, decision: Decision) -> None:
        self._require(GrantState.OBJECTED, *TO_LOOK_AT)
        if self.standing.state is GrantState.FAULTY and decision.stands:
            self._judge_again()
            return
        objected = self.standing.state is GrantState.OBJECTED
        back = GrantState(self.standing.opens_as) if objected else GrantState.GRANTED
        if objected:
            upheld = not decision.stands
            objections.decide(self.books, self.standing.reference, upheld=upheld, by=decision.by)
        if decision.stands:
            self._move(Place(back, self.standing.because if objected else ""))
        elif back is GrantState.STOPPED:
            self._take_up()
        else:
            because = decision.because or (UPHELD if objected else LOOKED)
            self._move(Place(GrantState.STOPPED, because), overpaid=self.paid)

    def _reopen(self) -> None:
        """What a rule has stopped may be due now; only an objection changes what an officer has stopped."""
        if not may_come_back(self.standing):
            why = in_words(self.chosen, self.standing.because)
            raise ActNotPossible(f"该项已由主管部门决定终止（{why}）；须经异议程序改变")
        self._take_up()

    def _take_up(self) -> None:
        """What was stopped goes where the rules put it, if they do not stop it again."""
        there = self._judge_again()
        if there.state in ENDED:
            says = in_words(self.chosen, there.because)
            raise ActNotPossible(f"按登记库现有信息仍不能享受（{says}），请先更正登记信息再办")

    def _judge_again(self) -> Place:
        """A rule that failed is put right: what it says now counts."""
        there = self.place_anew()
        if there.state is GrantState.FAULTY:
            raise ActNotPossible("规则仍无法判定该项，请先修正规则或登记信息，再行核查")
        return there

    def _reassess(self, *, because: str) -> None:
        """Reckon anew for the day of payment: what is missing is granted, what is too much told."""
        entitlement = dues.as_known_now(self.books, self.registers, self.standing)
        due, paid = dues.owed(entitlement), self.paid
        claimed = sum(claim.fen for claim in clawbacks.of(self.books, self.standing.reference))
        if entitlement is None or due is None:
            raise ActNotPossible("登记信息不全或规则无法判定，不能重新核算；请先补正登记信息")
        if claimed and paid - due < claimed:
            raise ActNotPossible(
                f"已立案追回{yuan(claimed)}，多于重新核算的多发金额；请在追回案件中更正或撤回"
            )
        if not due and not because.strip():
            says = f"按登记库现有信息不应发放（{in_words(self.chosen, obstacle(entitlement))}）"
            raise ActNotPossible(f"{says}；如发放当时即不应发放，请说明理由后再办")
        if due > paid:
            self._move(Place(GrantState.GRANTED, fen=due))
        else:
            self._write(overpaid=paid - due)

    def _after_confirmation(self, judged: JudgedBeneficiary, there: Place) -> Place:
        if judged.held.account is None:
            return Place(GrantState.ASKED, NO_ACCOUNT, there.fen)
        return looked_at(judged, self.chosen, fen=there.fen)

    def _judged(self) -> tuple[JudgedBeneficiary, Place]:
        found = judge_standing(self.books, self.registers, self.standing, on=self.on)
        if found is None:
            raise ActNotPossible("登记库中已没有此人（单位），请与主管部门联系")
        return found

    def _move(self, there: Place, **values: object) -> None:
        there = kept(there, paid=self.paid)
        public = publicity.begun(self.books, self.chosen.grant, there.state, on=self.on)
        if self.standing.objections_until:
            public = {}  # once is enough
        self._write(
            state=there.state,
            because=there.because,
            fen=there.fen or self.standing.fen,
            **public,
            **manual_checks.begun(self.books, there.state, on=self.on),
            **values,
        )

    def _write(self, **values: object) -> None:
        grants.change(self.books, [self.standing.reference], apart=True, last_act=self.key, **values)

    def _require_payee(self, *, named: str = "") -> None:
        """Who is paid answers, and nobody else: a parent for a child, a firm for whom it has hired.

        For a child of which nobody is guardian, whoever names himself.
        """
        hearers.require(self.party, among=[self._judged()[0].held.payee or named])

    def _require(self, *states: GrantState) -> None:
        if self.standing.state not in states:
            possible = "、".join(GRANT_STATES[state] for state in states)
            now = GRANT_STATES[self.standing.state]
            raise ActNotPossible(f"该项现为“{now}”，不能这样办理；只有在“{possible}”时可以")
