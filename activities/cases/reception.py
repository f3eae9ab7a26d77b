"""The one window: reads a submission, reviews it, draws its plan and answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from temporalio import activity

from activities.cases import receipts, registration
from activities.cases.arrivals import Arrival, Mending, Received, Reception, Returned
from activities.cases.form_reading import read
from activities.cases.plan.provenance import drawn
from activities.database import Transaction
from activities.database.encryption import seal
from activities.documents.document_room import DocumentRoom
from activities.errors import LedgerOlder
from activities.ledger import Known, Ledger
from activities.ledger.cases import case_objects, cases
from activities.ledger.enquiries import drafts
from activities.ledger.money import clawbacks
from activities.review.machine import Machine, PlanJudgement
from activities.review.pre_review import PreReviewer, digests, said
from activities.trust.gatekeeper import Gatekeeper, Proved, Unproved
from client import names
from client.messages.cases.findings import Finding
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import Submission, fingerprint, likeness
from client.messages.enquiries.catalogue import Catalogue, OneMatterEntry
from client.trust.actor import Role
from client.trust.titles import ROLES
from matters import catalogue, clock
from matters.definitions.registers import licences_in_force
from matters.language import Form, OneMatter
from matters.language.partial_form import fill_in
from matters.plan.application import Application
from matters.plan.plan import Plan
from matters.review.review import ReviewConclusion

NOTHING_JUDGED: Final = PlanJudgement(by_item={})


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A submission that could be read: the definition met by its form, and what pre-review found."""

    application: Application[Any]
    conclusion: ReviewConclusion

    @property
    def objects(self) -> tuple[str, ...]:
        """What it is about, beside its applicant."""
        one, form = self.application.one, self.application.form
        return case_objects.things(one.code, one.about(form))


class Window:
    """Receives for all departments."""

    def __init__(
        self,
        ledger: Ledger,
        reviewer: PreReviewer,
        machine: Machine,
        gatekeeper: Gatekeeper,
        documents: DocumentRoom,
    ) -> None:
        self._ledger, self._documents, self._gatekeeper = ledger, documents, gatekeeper
        self._reviewer, self._machine = reviewer, machine
        self._last: UUID | None = None

    @activity.defn
    def receive(self, arrival: Arrival) -> Reception:
        """Answer a submission; the answer is kept, and a repeat gets it again."""
        submission = arrival.submission
        if unheard := self._unheard(arrival):
            return unheard
        with self._ledger.reading() as books:
            if known := cases.find(books, submission.id):
                return self._again(books, known, submission)
        day = clock.day_in_china(arrival.received_at)
        reviewed = self.review(
            submission,
            lambda: catalogue.find(submission.one_matter, submission.edition, on=day),
            on=day,
            uploaded=digests(submission.papers),
        )
        if isinstance(reviewed, Returned):
            return reviewed
        receipt = Receipt(
            case=submission.id,
            fingerprint=fingerprint(submission),
            likeness=likeness(submission),
            one_matter=reviewed.application.one.name,
            accepted=False,
            received_at=arrival.received_at,
        )
        plan = drawn(reviewed.application)
        judged = self._judge(reviewed, plan)
        with self._ledger.transaction() as books:
            if known := cases.find(books, submission.id):  # it has come twice, at the same time
                return self._again(books, known, submission)
            self.require_current(books, reviewed, submission)
            received = self._answer(books, receipt, reviewed, submission, plan=plan)
            registration.register(books, received, arrival)
            drafts.drop(books, submission.id, applicant=submission.applicant.identity_number)
            cases.keep(books, submission.id, submission.papers, sha256=received.sha256)
            cases.keep_facts(books, submission.id, said(reviewed.application.facts))
            cases.keep_submission(books, submission, arrival.evidence)
            if not received.outcome:
                case_objects.enter(books, submission.id, reviewed.objects)
            received = self._concluded(books, received, judged, at=arrival.received_at)
        self._last = submission.id
        return received

    @activity.defn
    def supplement(self, mending: Mending) -> Reception:
        """Answer what an applicant has mended; the plan that is drawn is kept, and a repeat gets it again."""
        submission = mending.submission
        with self._ledger.reading() as books:
            known = Received.model_validate_json(cases.get(books, submission.id).reception)
        if known.outcome or (known.receipt.accepted and known.plan.number >= mending.plan_number):
            return known
        if known.plan.number < mending.plan_number - 1:
            raise LedgerOlder(f"办件 {submission.id} 另有更新的办理方案，本台账没有，请用较新的台账")
        today = clock.day_in_china(mending.at or mending.received_at)
        reviewed = self.review(
            submission,
            lambda: catalogue.find_begun(submission.one_matter, known.plan.edition, on=today),
            on=clock.day_in_china(mending.received_at),
            today=today,
            insisted=mending.insisted,
            accepted=known.receipt.accepted,
            uploaded={**mending.uploaded, **digests(submission.papers)},
        )
        if isinstance(reviewed, Returned):
            return reviewed
        plan = drawn(reviewed.application, number=mending.plan_number, accepted_on=mending.accepted_on)
        judged = self._judge(reviewed, plan) if (first := not known.receipt.accepted) else NOTHING_JUDGED
        with self._ledger.transaction() as books:
            self.require_current(books, reviewed, submission)
            received = self._answer(books, known.receipt, reviewed, submission, plan=plan, mending=mending)
            if received.receipt.accepted or (first and received.outcome):
                registration.mend(books, received)
            if received.receipt.accepted or first:
                cases.keep(books, submission.id, submission.papers, sha256=received.sha256)
                cases.keep_facts(books, submission.id, said(reviewed.application.facts))
                case_objects.free(books, submission.id)
                case_objects.enter(books, submission.id, () if received.outcome else reviewed.objects)
            return self._concluded(books, received, judged, at=mending.received_at)

    @activity.defn
    def list_one_matters(self) -> Catalogue:
        """What can be applied for."""
        return CATALOGUE

    def _unheard(self, arrival: Arrival) -> Returned | None:
        """Why nobody has filed it who may; nothing, if somebody has, or the engine itself."""
        if arrival.evidence is None:
            with self._ledger.reading() as books:
                if clawbacks.claims(books, str(arrival.submission.id)):
                    return None
        match self._gatekeeper.examine(arrival.evidence):
            case Proved(speaker=speaker) if speaker.role is not Role.PLATFORM:
                says = f"申请须由平台提交，{ROLES[speaker.role]}（{speaker.role}）不能提交"
                return Returned(failure=names.NOT_ALLOWED, says=says)
            case Proved():
                return None
            case Unproved(says=says):
                return None if self._was_heard(arrival) else Returned(failure=names.NOT_PROVEN, says=says)

    def _was_heard(self, arrival: Arrival) -> bool:
        """The word of a case that begins again is of the day on which the case came in."""
        with self._ledger.reading() as books:
            known = cases.find(books, arrival.submission.id)
        if known is None or arrival.evidence is None:
            return False
        at = Received.model_validate_json(known.reception).receipt.received_at
        return isinstance(self._gatekeeper.examine(arrival.evidence.model_copy(update={"at": at})), Proved)

    def _again(self, books: Transaction, known: Known, submission: Submission) -> Reception:
        again = registration.repeat(books, known, submission)
        return self._with_desks(again) if isinstance(again, Received) else again

    def _with_desks(self, received: Received) -> Received:
        desks = self._gatekeeper.desk_keys(item.department for item in received.plan.items)
        return received.model_copy(update={"desks": desks})

    def review(
        self,
        submission: Submission,
        find: Callable[[], OneMatter[Any]],
        *,
        on: date,
        today: date | None = None,
        insisted: tuple[str, ...] = (),
        accepted: bool = False,
        uploaded: Mapping[str, str],
    ) -> Reviewed | Returned:
        """What pre-review finds; `uploaded` are the digests of all papers of the case, by code."""
        try:
            one = find()
        except catalogue.NotInCatalogue as unknown:
            return Returned(failure=names.UNKNOWN_ONE_MATTER, says=str(unknown))
        answers, wrong = read(one, submission)
        if wrong := wrong or tuple(self._documents.faults(submission)):
            return Returned(failure=names.INVALID_FORM, says="申请表有误", wrong_fields=wrong)
        reviewed = self._reviewer.examine(
            one,
            submission,
            answers,
            on=on,
            today=today,
            applicant=submission.applicant.identity_number,
            uploaded=uploaded,
            insisted=insisted,
            accepted=accepted,
        )
        application = Application[Form](
            one=one,
            form=fill_in(one.form, answers),
            facts=reviewed.facts,
            held=licences_in_force(reviewed.facts),
            uploaded=tuple(uploaded),
            findings=reviewed.found.findings,
            changed=reviewed.changed,
            acts_as=reviewed.found.acts_as or "",
            arranged=reviewed.calendar,
        )
        return Reviewed(application=application, conclusion=reviewed.found.conclusion)

    def require_current(self, books: Transaction, reviewed: Reviewed, submission: Submission) -> None:
        """Cases about the same come in one after the other.  Raises `FactsOutdated`."""
        things = (submission.applicant.identity_number, *reviewed.objects)
        about = [f"{submission.one_matter}/{seal(books, thing)}" for thing in things]
        self._reviewer.require_current(books, reviewed.application.facts, about=about)

    def _judge(self, reviewed: Reviewed, plan: Plan) -> PlanJudgement:
        """What rules say of items that can be lodged right away, if the submission is accepted."""
        accepted = reviewed.conclusion in {ReviewConclusion.ACCEPT, ReviewConclusion.TO_A_PERSON}
        return self._machine.judge_plan(reviewed.application, plan) if accepted else NOTHING_JUDGED

    def _concluded(
        self, books: Transaction, received: Received, judged: PlanJudgement, *, at: datetime
    ) -> Received:
        """With what is true of this moment alone, and so is not kept with the answer."""
        concluded = self._machine.conclude_plan(books, judged, received.plan, received.receipt, at=at)
        return self._with_desks(received.model_copy(update={"judged": concluded}))

    def _answer(
        self,
        books: Transaction,
        receipt: Receipt,
        reviewed: Reviewed,
        submission: Submission,
        *,
        plan: Plan,
        mending: Mending | None = None,
    ) -> Received:
        """Accept what is in order, or only to be looked at; have the rest mended, or turn it away."""
        if self._last:  # an older copy, put in the ledger's place meanwhile, would give its numbers again
            cases.require(books, self._last)
        application, outcome = reviewed.application, None
        at = (mending and mending.at) or receipt.received_at
        told = tuple(Finding.model_validate(one, from_attributes=True) for one in application.findings)
        receipt = receipt.model_copy(update={"findings": told, "changed": application.changed})
        match reviewed.conclusion:
            case ReviewConclusion.ACCEPT | ReviewConclusion.TO_A_PERSON:
                known, on = mending.numbers if mending else {}, clock.day_in_china(at)
                receipt = receipts.accepted(books, receipt, application, plan, known, on=on)
            case ReviewConclusion.NOT_REQUIRED | ReviewConclusion.NOT_OURS if not receipt.accepted:
                outcome = receipts.turned_away(books, receipt, plan, submission, at=at)
            case _:  # what is accepted is not turned away any more: such a mending is not taken
                receipt = receipts.to_be_mended(receipt, application)
        return Received(
            receipt=receipt,
            plan=plan,
            applicant_key=seal(books, submission.applicant.identity_number),
            sha256=digests(submission.papers),
            outcome=outcome,
            told=outcome is not None,
            shows_holders=True,
            keeps_rests=True,
            keeps_words=True,
            serves_all=True,
            remedies=plan.remedies if outcome else (),
        )


def entry(one: OneMatter[Any]) -> OneMatterEntry:
    """A one-matter as it is listed."""
    form = one.form.model_json_schema()
    return OneMatterEntry(code=one.code, edition=one.edition, name=one.name, form=form)


LISTED = tuple(entry(one) for one in catalogue.ONE_MATTERS if not one.draft)
POLICIES = {one.code: one.name for one in catalogue.GRANTS}
CATALOGUE = Catalogue(one_matters=LISTED, policies=POLICIES, divisions=catalogue.division_names())
