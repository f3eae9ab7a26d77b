"""Open cases planned anew by order, where their definition was changed in place: two supervisors give it.

What is found then against an application that was accepted is for officers to look at: nobody is turned away
because a definition has changed. A form that the definition of today cannot read is not planned by it.
"""

import hashlib
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field
from temporalio import activity

from activities.cases import receipts, registration
from activities.cases.arrivals import Mending, Received, Returned
from activities.cases.plan import provenance
from activities.cases.reception import Reviewed, Window
from activities.database import Transaction
from activities.errors import LedgerOlder
from activities.ledger import Ledger
from activities.ledger.cases import case_objects, cases
from activities.ledger.trust import endorsements
from activities.review.pre_review import said
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client import names
from client.messages.cases.plan_order import PlanOrder, PlanOrdered
from client.messages.message import Message
from client.trust.actor import Role
from matters import catalogue, clock
from matters.language import CheckFinding, Severity
from matters.plan.plan import Plan


class PlanWord(Message):
    """An order as a supervisor has signed it."""

    order: PlanOrder
    evidence: Evidence | None


class Redrawing(PlanWord):
    """The same to a case, with all by which a plan is drawn of it."""

    mending: Mending


class PlanWaits(Message):
    """Until another supervisor gives the same order."""

    kind: Literal["waits"] = "waits"


Redrawn = Annotated[Received | Returned | PlanWaits, Field(discriminator="kind")]


class PlanOffice:
    """Keeps such orders, and carries them out once two natural persons have given the same."""

    def __init__(self, ledger: Ledger, window: Window, gatekeeper: Gatekeeper) -> None:
        self._ledger = ledger
        self._window = window
        self._gatekeeper = gatekeeper

    @activity.defn
    def order_plan(self, word: PlanWord) -> PlanOrdered:
        """Enter that somebody gives it: from then on the gate of a release may count on it, if two do."""
        return PlanOrdered(waits=not self._endorsed(word))

    @activity.defn
    def redraw(self, redrawing: Redrawing) -> Redrawn:
        """The plan of a case as its definition has it now; it is kept, and a repeat gets it again."""
        order, mending = redrawing.order, redrawing.mending
        if not self._endorsed(redrawing):
            return PlanWaits()
        if order.text != (text := provenance.catalogue_text()):
            says = f"现行定义（{text[:12]}…）与指令所指不同；请先发布指令所指的定义，再下达指令"
            return Returned(failure=names.INVALID_ORDER, says=says)
        with self._ledger.reading() as books:
            known = Received.model_validate_json(cases.get(books, mending.submission.id).reception)
        if known.plan.number >= mending.plan_number:
            return self._with_desks(known)
        if known.plan.number < mending.plan_number - 1:
            raise LedgerOlder(
                f"办件 {mending.submission.id} 另有更新的办理方案，本台账没有，请换用较新的台账"
            )
        reviewed = self._window.review(
            mending.submission,
            lambda: catalogue.find(order.one_matter, order.into or order.edition),
            on=clock.day_in_china(mending.received_at),
            today=clock.day_in_china(mending.at or mending.received_at),
            insisted=mending.insisted,
            uploaded=mending.uploaded,
        )
        return reviewed if isinstance(reviewed, Returned) else self._keep(reviewed, known, mending)

    def _keep(self, reviewed: Reviewed, known: Received, mending: Mending) -> Received:
        looked_at = tuple(map(_to_a_person, reviewed.application.findings))
        application = replace(reviewed.application, findings=looked_at)
        plan = provenance.drawn(application, number=mending.plan_number, accepted_on=mending.accepted_on)
        case, on = mending.submission.id, clock.day_in_china(mending.at or mending.received_at)
        with self._ledger.transaction() as books:
            self._window.require_current(books, reviewed, mending.submission)
            receipt = known.receipt
            if receipt.accepted:
                receipt = receipts.accepted(books, receipt, application, plan, mending.numbers, on=on)
            received = known.model_copy(update={"receipt": receipt, "plan": plan, "judged": {}})
            registration.mend(books, received)
            cases.keep_facts(books, case, said(application.facts))
            case_objects.free(books, case)
            case_objects.enter(books, case, reviewed.objects)
        return self._with_desks(received)

    def _with_desks(self, received: Received) -> Received:
        desks = self._gatekeeper.desk_keys(item.department for item in received.plan.items)
        return received.model_copy(update={"desks": desks})

    def _endorsed(self, word: PlanWord) -> bool:
        proof = self._gatekeeper.examine(word.evidence)
        if isinstance(proof, Unproved) or word.evidence is None or proof.speaker.role is not Role.SUPERVISOR:
            return False
        digest = hashlib.sha256(word.order.model_dump_json().encode()).hexdigest()
        person, signed = proof.speaker.person, word.evidence.word
        subject = _subject(word.order.one_matter, word.order.edition, word.order.text)
        with self._ledger.transaction() as books:
            return endorsements.enter(books, subject, digest, person=person, word=signed)


def is_ordered(books: Transaction, plan: Plan) -> bool:
    """Whether cases of its edition are to be planned anew, by the definitions of this very code."""
    subject = _subject(plan.one_matter, plan.edition, provenance.catalogue_text())
    return endorsements.any_suffices(books, subject)


def _subject(one_matter: str, edition: str, text: str) -> str:
    return f"plan/{one_matter}/{edition}/{text}"


def _to_a_person(finding: CheckFinding) -> CheckFinding:
    if finding.severity is Severity.WARNING:
        return finding
    return replace(finding, severity=Severity.TO_A_PERSON)
