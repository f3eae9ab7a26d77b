"""The machine (无人干预自动办理): judges by what registers say, and gives its reasons; it never refuses.

What it may grant is for the department to enter, and for its e-licence to be issued there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.cases import cases, decision_facts
from activities.ledger.cases.decision_facts import DecisionStep
from activities.registers.look_ups import RegisterEnquiries
from activities.review import declared_items, rule_trust
from activities.review.declared_items import Declared, RoundToJudge
from client.messages.cases.answers import Input, Reason, Request, RulesJudgement
from client.messages.cases.receipt import Receipt
from client.messages.message import Message
from matters import catalogue, clock
from matters.definitions.registers import HeldLicence
from matters.language import Enquired, Entry, Form
from matters.language.form import FORM
from matters.language.groups.unfolded_items import item_alone
from matters.language.parties.duty import asked_by_law
from matters.plan.application import Application
from matters.plan.plan import Plan
from matters.review import approval
from matters.review.approval import Agreement, JudgedRule, Judgement, Verdict

UNREADABLE = RulesJudgement(grants=False)
"""Of an item whose definition nobody knows any more: no rule can be read, so an officer decides."""


class MachineConclusion(Message):
    """What the rules say of an item; `drawn` if an officer is to look again at what they let grant."""

    judgement: RulesJudgement
    drawn: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanJudgement:
    """Of all items of a plan that a machine may grant, by their codes."""

    by_item: Mapping[str, tuple[Declared, Judgement]]

    @property
    def unasked(self) -> tuple[Enquired, ...]:
        """What registers must still say for any of them."""
        asked = (one for _, judgement in self.by_item.values() for one in judgement.unasked)
        return tuple(dict.fromkeys(asked))


class Machine:
    """Asks registers; the entries upon which it judges stay in the ledger, and their digests are told."""

    def __init__(self, ledger: Ledger, registers: RegisterEnquiries) -> None:
        self._ledger = ledger
        self._registers = registers

    @activity.defn
    def judge(self, request: Request) -> MachineConclusion | None:
        """Ask registers anew, as of the day on which it is lodged; nothing where no machine may grant it.

        A repeat judges again: what is on record of this round is what was answered last.
        """
        try:
            one = catalogue.find(request.one_matter, request.edition)
        except catalogue.NotInCatalogue:
            return MachineConclusion(judgement=UNREADABLE)
        item = item_alone(one, request.matter, request.fields)
        if item is None or (declared := declared_items.declared(one, item[0])) is None:
            return None
        to_judge = RoundToJudge(
            declared=declared, key=request.key, number=request.number, doubted=bool(request.doubts)
        )
        judgement = self._judge(request, declared, item[1])
        with self._ledger.transaction() as books:
            (concluded,) = self._conclude(books, [(to_judge, judgement)], at=request.lodged_at)
            return concluded

    def judge_plan(self, application: Application[Any], plan: Plan) -> PlanJudgement:
        """All of a case's items at once, upon what pre-review has just been told; asks what it was not."""
        planned = [item.code for item in plan.items]
        declared = [it for it in declared_items.of(application.unfolded) if it.matter.code in planned]
        judged, _ = self._registers.settle(
            lambda known: PlanJudgement(
                by_item={
                    it.matter.code: (it, approval.judge(it.unattended, application.form, known))
                    for it in declared
                }
            ),
            application.facts,
        )
        return judged

    def conclude_plan(
        self, books: Transaction, judged: PlanJudgement, plan: Plan, receipt: Receipt, *, at: datetime
    ) -> dict[str, MachineConclusion]:
        """Of every item that was judged, in its first round."""
        numbers = {item.code: item.number for item in receipt.items}
        doubted = {item.code: bool(item.doubts) for item in plan.items}
        rounds = [
            (
                RoundToJudge(
                    declared=declared,
                    key=f"{receipt.case}/{code}/1",
                    number=numbers[code],
                    doubted=doubted[code],
                ),
                judgement,
            )
            for code, (declared, judgement) in judged.by_item.items()
        ]
        return dict(zip(judged.by_item, self._conclude(books, rounds, at=at), strict=True))

    def _judge(self, request: Request, declared: Declared, form: Form) -> Judgement:
        case, _, _ = request.key.split("/")
        with self._ledger.reading() as books:
            received_at = cases.received_at(books, UUID(case)) or request.lodged_at
        facts = self._registers.facts(
            declared.one,
            request.applicant.identity_number,
            on=clock.day_in_china(received_at),
            today=clock.day_in_china(request.lodged_at),
            case=case,
            region=request.region,
            by_law=asked_by_law(declared.matter.by_law, form),
        )
        judgement, _ = self._registers.settle(
            lambda known: approval.judge(declared.unattended, form, known), facts
        )
        return judgement

    def _conclude(
        self, books: Transaction, rounds: Sequence[tuple[RoundToJudge, Judgement]], *, at: datetime
    ) -> list[MachineConclusion]:
        """Ask how far officers agree, and write down every verdict, and what it rests on."""
        if not rounds:
            return []
        agreements = rule_trust.agreements(books, *(one.declared for one, _ in rounds))
        rule_trust.record(books, rounds, at=at)
        said = {one.key: _said(judgement) for one, judgement in rounds}
        digests = decision_facts.keep_all(books, DecisionStep.JUDGED, said, at=at)
        return [self._concluded(one, judgement, agreements, digests[one.key]) for one, judgement in rounds]

    def _concluded(
        self,
        one: RoundToJudge,
        judgement: Judgement,
        agreements: Mapping[str, Agreement],
        digests: Mapping[tuple[str, str], str],
    ) -> MachineConclusion:
        declared = one.declared
        grants = not one.doubted and approval.may_grant(declared.unattended, judgement, agreements)
        return MachineConclusion(
            judgement=RulesJudgement(
                grants=grants,
                trace=tuple(
                    self._reason(judged, declared, agreements, digests) for judged in judgement.judged
                ),
            ),
            drawn=grants and approval.is_drawn(one.number, declared.unattended.second_look),
        )

    def _reason(
        self,
        judged: JudgedRule,
        declared: Declared,
        agreements: Mapping[str, Agreement],
        digests: Mapping[tuple[str, str], str],
    ) -> Reason:
        check = judged.check
        return Reason(
            rule=check.rule,
            edition=declared.one.edition,
            result=judged.verdict,
            says="" if judged.verdict is Verdict.HOLDS else check.says,
            basis=str(check.basis or ""),
            path=f"{FORM}{check.field}",
            trusted=approval.trusts(declared.unattended, agreements[check.rule]),
            shadow=judged.shadow,
            inputs=tuple(_inputs(judged, digests)),
        )


def _said(judgement: Judgement) -> cases.Said:
    """All entries that its rules have heard."""
    return {
        (register.code, key): entry.model_dump(mode="json") if entry else None
        for judged in judgement.judged
        for (register, key), entry in judged.inputs
    }


def _inputs(judged: JudgedRule, digests: Mapping[tuple[str, str], str]) -> Iterator[Input]:
    for (register, key), entry in judged.inputs:
        yield Input(
            source=register.code,
            reference=_reference(entry, digests[register.code, key]) if entry else "",
            as_of=entry.as_of if entry else None,
        )


def _reference(entry: Entry, digest: str) -> str:
    return entry.identifier if isinstance(entry, HeldLicence) else digest
