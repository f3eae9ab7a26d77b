"""The one window: reads a submission, reviews it, draws its plan and gives it its numbers."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from temporalio import activity

from activities import licences, numbers
from activities.arrivals import Arrival, Mending, Received, Reception, Returned
from activities.ledger import CaseRow, Known, Ledger, Transaction, cases
from activities.reading import read
from client import names
from client.findings import Finding
from client.messages import Catalogue, OneMatterEntry, Outcome, OutcomeKind, Receipt, ReceiptItem
from client.submission import Paper, Submission, fingerprint
from matters import catalogue, clock
from matters.application import Application, ends, stops
from matters.clock import Term
from matters.language import Facts, Form, OneMatter
from matters.plan import Plan


class Window:
    """`seal` turns an identity number into the opaque key of its holder."""

    def __init__(self, ledger: Ledger, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._seal = seal

    @activity.defn
    def receive(self, arrival: Arrival) -> Reception:
        """Answer a submission; the answer is kept, and a repeat gets it again."""
        submission = arrival.submission
        with self._ledger.transaction() as books:
            if known := cases.find(books, submission.id):
                return _repeat(known, submission)
            application = _application(submission, day=clock.day_in_china(arrival.received_at))
            if isinstance(application, Returned):
                return application
            application = _with_licences(books, application)
            receipt = Receipt(
                case=submission.id,
                fingerprint=fingerprint(submission),
                one_matter=application.one.name,
                accepted=False,
                received_at=arrival.received_at,
            )
            received = self._answer(
                books, receipt, application, plan=application.plan(), submission=submission
            )
            cases.register(books, _row(received, application.one))
            cases.keep(books, submission.id, submission.papers, sha256=received.sha256)
            return received

    @activity.defn
    def supplement(self, mending: Mending) -> Reception:
        """Answer what an applicant has mended; the plan that is drawn is kept, and a repeat gets it again."""
        submission = mending.submission
        with self._ledger.transaction() as books:
            known = Received.model_validate_json(cases.get(books, submission.id).reception)
            if known.receipt.accepted and known.plan.number >= mending.plan_number:
                return known
            application = _application(
                submission, day=clock.day_in_china(mending.received_at), before=mending.uploaded
            )
            if isinstance(application, Returned):
                return application
            application = _with_licences(books, application)
            plan = application.plan(number=mending.plan_number, accepted_on=mending.accepted_on)
            received = self._answer(
                books,
                known.receipt,
                application,
                plan=plan,
                submission=submission,
                known_numbers=mending.numbers,
            )
            if received.receipt.accepted or received.outcome:
                cases.mend(books, _row(received, application.one))
            if received.receipt.accepted or not known.receipt.accepted:
                cases.keep(books, submission.id, submission.papers, sha256=received.sha256)
            return received

    @activity.defn
    def list_one_matters(self) -> Catalogue:
        """What can be applied for."""
        return CATALOGUE

    def _answer(
        self,
        books: Transaction,
        receipt: Receipt,
        application: Application[Any],
        *,
        plan: Plan,
        submission: Submission,
        known_numbers: Mapping[str, str] | None = None,
    ) -> Received:
        """Accept what nothing stops; the rest is to be corrected, or is not for this window at all."""
        findings = application.review()
        told = tuple(Finding.model_validate(asdict(finding)) for finding in findings)
        outcome = None
        if ends(findings):
            receipt = receipt.model_copy(update={"findings": told, "accepted": False, "answer_by": None})
            outcome = _not_accepted(receipt)
        elif stops(findings):
            answer = Term.of(application.one.timetable.answer)
            by = clock.due(application.facts.on, answer, application.calendar).on
            receipt = receipt.model_copy(update={"findings": told, "accepted": False, "answer_by": by})
        else:
            receipt = receipt.model_copy(update={"findings": told, "accepted": True, "answer_by": None})
            receipt = _accept(books, receipt, application, plan, known_numbers or {})
        return Received(
            receipt=receipt,
            plan=plan,
            applicant_key=self._seal(submission.applicant.identity_number),
            sha256={paper.code: _sha256(paper) for paper in submission.papers},
            outcome=outcome,
        )


def _application(
    submission: Submission, *, day: date, before: tuple[str, ...] = ()
) -> Application[Any] | Returned:
    """The definition met by the form, if it can be read; `before` are the papers uploaded earlier."""
    try:
        one: OneMatter[Any] = catalogue.find(submission.one_matter, submission.edition)
    except catalogue.UnknownOneMatter as unknown:
        return Returned(failure=names.UNKNOWN_ONE_MATTER, says=str(unknown))
    form, wrong = read(one, submission)
    if form is None or wrong:
        return Returned(failure=names.INVALID_FORM, says="申请表有误", wrong_fields=wrong)
    facts = Facts(on=day, applicant=submission.applicant.identity_number)
    papers = tuple(paper.code for paper in submission.papers)
    uploaded = tuple(dict.fromkeys((*before, *papers)))
    return Application[Form](one=one, form=form, facts=facts, uploaded=uploaded)


def _with_licences(books: Transaction, application: Application[Any]) -> Application[Any]:
    return replace(application, held=licences.fetch(books, application.wanted_licences()))


def _sha256(paper: Paper) -> str:
    """By which a department knows that it has the very file that was sent."""
    return hashlib.sha256(paper.content).hexdigest()


def _repeat(known: Known, submission: Submission) -> Reception:
    if known.fingerprint != fingerprint(submission):
        return Returned(
            failure=names.DIFFERENT_SUBMISSION,
            says=f"submission {submission.id} is already a case, with other content",
        )
    received = Received.model_validate_json(known.reception)
    outcome = known.outcome and Outcome.model_validate_json(known.outcome)
    return received.model_copy(update={"outcome": outcome or received.outcome})


def _row(received: Received, one: OneMatter[Any]) -> CaseRow:
    receipt = received.receipt
    return CaseRow(
        id=str(receipt.case),
        fingerprint=receipt.fingerprint,
        one_matter=one.code,
        edition=one.edition,
        applicant_key=received.applicant_key,
        acceptance_number=receipt.acceptance_number or None,
        received_at=receipt.received_at,
        reception=received.model_dump_json(),
        outcome=received.outcome.model_dump_json() if received.outcome else None,
    )


def _not_accepted(receipt: Receipt) -> Outcome:
    """A written, dated act: nothing is required, or another body is competent (行政许可法 Art. 32)."""
    return Outcome(
        case=receipt.case,
        kind=OutcomeKind.NOT_ACCEPTED,
        closed_at=receipt.received_at,
        findings=receipt.findings,
    )


def _accept(
    books: Transaction,
    receipt: Receipt,
    application: Application[Any],
    plan: Plan,
    known_numbers: Mapping[str, str],
) -> Receipt:
    def number(implementation_code: str) -> str:
        return numbers.number(books, implementation_code=implementation_code, day=application.facts.on)

    return receipt.model_copy(
        update={
            "acceptance_number": receipt.acceptance_number or number(application.one.implementation_code),
            "due_on": plan.due.on,
            "items": tuple(
                ReceiptItem(
                    code=item.code,
                    name=item.name,
                    department=item.department_name,
                    number=known_numbers.get(item.code) or number(item.implementation_code),
                    after=item.after,
                    promised=str(item.clock.promised),
                    due_on=item.due.on,
                    provisional=item.due.provisional,
                )
                for item in plan.items
            ),
        }
    )


CATALOGUE = Catalogue(
    one_matters=tuple(
        OneMatterEntry(
            code=one.code,
            edition=one.edition,
            name=one.name,
            form=one.form.model_json_schema(),
        )
        for one in catalogue.ONE_MATTERS
    )
)
