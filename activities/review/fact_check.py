"""Facts that change in flight: before a decision, what it rests on is looked up again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.cases import case_states, cases, decision_facts, sequels
from activities.ledger.cases.decision_facts import DecisionStep
from activities.registers.look_ups import RegisterEnquiries
from activities.review.pre_review import said
from client.messages.cases.answers import Request
from client.messages.cases.findings import Finding
from client.messages.message import Message
from matters import catalogue, clock
from matters.language import Form, Matter, OneMatter
from matters.language.groups.unfolded_items import item_alone
from matters.language.parties.duty import asked_by_law
from matters.review.fact_check import recheck


class FactsAsked(Message):
    """An item is about to be lodged, or decided, at that moment."""

    request: Request
    at: datetime


class DecidedFacts(Message):
    """An item that was decided once is about to be granted, at that moment, after what became of that."""

    case: UUID
    item: str
    at: datetime


class Doubts(Message):
    """What speaks against an item now."""

    findings: tuple[Finding, ...]


class FactCheck:
    """Asks registers what pre-review had asked them, by the same leave."""

    def __init__(self, ledger: Ledger, registers: RegisterEnquiries) -> None:
        self._ledger = ledger
        self._registers = registers

    @activity.defn
    def check_facts(self, asked: FactsAsked) -> Doubts:
        """What holds no longer, with what was and what is; nothing where nobody knows the definition."""
        request = asked.request
        try:
            one = catalogue.find(request.one_matter, request.edition)
        except catalogue.NotInCatalogue:
            return Doubts(findings=())
        item = item_alone(one, request.matter, request.fields)
        return self._check(asked, one, *item) if item else Doubts(findings=())

    @activity.defn
    def check_decided(self, asked: DecidedFacts) -> Doubts:
        """The same of one that was decided; nothing of a case of which nothing is kept."""
        with self._ledger.reading() as books:
            request = case_states.asked_of(books, asked.case, asked.item)
            steps = sequels.steps(books, case=str(asked.case), item=asked.item)
        if request is None:
            return Doubts(findings=())
        *about, round_ = request.key.split("/")
        following = max(int(round_), *(step.round for step in steps), 0) + 1
        again = request.model_copy(update={"key": "/".join((*about, str(following)))})
        return self.check_facts(FactsAsked(request=again, at=asked.at))

    def _check(self, asked: FactsAsked, one: OneMatter[Any], matter: Matter[Any], form: Form) -> Doubts:
        request = asked.request
        case, _, _ = request.key.split("/")
        with self._ledger.reading() as books:
            known = cases.facts(books, UUID(case))
        facts = self._registers.facts(
            one,
            request.applicant.identity_number,
            on=clock.day_in_china(known.received_at),
            today=clock.day_in_china(asked.at),
            case=case,
            region=request.region,
            by_law=asked_by_law(matter.by_law, form),
        )
        papers = tuple(paper.code for paper in request.papers if paper.licence)
        checked, facts = self._registers.settle(
            lambda told: recheck(matter, form, told, papers=papers, said=known.said), facts
        )
        with self._ledger.transaction() as books:
            decision_facts.keep(books, request.key, DecisionStep.CHECKED, said(facts), at=asked.at)
        return Doubts(
            findings=tuple(Finding.model_validate(one, from_attributes=True) for one in checked.doubts)
        )
