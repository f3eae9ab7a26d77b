"""The one window: reads a submission, reviews it, draws its plan and gives it its numbers."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from temporalio import activity

from activities import licences, numbers
from activities.ledger import CaseRow, Known, Ledger, Transaction, cases
from activities.reading import read
from client import names
from client.messages import (
    Catalogue,
    Finding,
    OneMatterEntry,
    Outcome,
    OutcomeKind,
    Receipt,
    ReceiptItem,
    WrongField,
)
from client.submission import Message, Paper, Submission, fingerprint
from matters import catalogue, clock
from matters.application import Application, stops
from matters.language import Facts, Form, OneMatter
from matters.plan import Plan


class Arrival(Message):
    """A submission and the moment it came in, which starts every clock."""

    submission: Submission
    received_at: datetime


class Received(Message):
    """A submission that could be read. Without a plan it was not accepted; with an outcome it has ended.

    `sha256` are the digests of the uploaded papers by code; `applicant_key` stands for the applicant
    wherever an operator may look.
    """

    kind: Literal["received"] = "received"
    receipt: Receipt
    plan: Plan | None = None
    applicant_key: str
    sha256: dict[str, str] = Field(default_factory=dict[str, str])
    outcome: Outcome | None = None


class Returned(Message):
    """A submission that could not be read: nothing of it is kept. `failure` is the type of the error."""

    kind: Literal["returned"] = "returned"
    failure: str
    says: str
    wrong_fields: tuple[WrongField, ...] = ()


Reception = Annotated[Received | Returned, Field(discriminator="kind")]


class Window:
    """`seal` turns an identity number into the opaque key of its holder."""

    def __init__(self, ledger: Ledger, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._seal = seal

    @activity.defn
    def receive(self, arrival: Arrival) -> Reception:
        """Answer a submission; the answer to an accepted one is kept, and a repeat gets it again."""
        submission = arrival.submission
        with self._ledger.transaction() as books:
            if known := cases.find(books, submission.id):
                return _repeat(known, submission)
            try:
                one = catalogue.find(submission.one_matter, submission.edition)
            except catalogue.UnknownOneMatter as unknown:
                return Returned(failure=names.UNKNOWN_ONE_MATTER, says=str(unknown))
            form, wrong = read(one, submission)
            if form is None or wrong:
                return Returned(failure=names.INVALID_FORM, says="申请表有误", wrong_fields=wrong)
            received = self._receive(books, arrival, one, form)
            row = _row(received, arrival, one)
            cases.register(books, row, submission.papers, sha256=received.sha256)
            return received

    @activity.defn
    def list_one_matters(self) -> Catalogue:
        """What can be applied for."""
        return CATALOGUE

    def _receive(self, books: Transaction, arrival: Arrival, one: OneMatter[Any], form: Form) -> Received:
        submission = arrival.submission
        facts = Facts(
            on=clock.day_in_china(arrival.received_at),
            applicant=submission.applicant.identity_number,
        )
        application = Application(
            one=one,
            form=form,
            facts=facts,
            uploaded=tuple(paper.code for paper in submission.papers),
        )
        held = licences.fetch(books, application.wanted_licences())
        application = replace(application, held=held)
        findings = application.review()
        receipt = Receipt(
            case=submission.id,
            fingerprint=fingerprint(submission),
            one_matter=one.name,
            accepted=not stops(findings),
            received_at=arrival.received_at,
            findings=tuple(Finding.model_validate(asdict(finding)) for finding in findings),
        )
        received = Received(
            receipt=receipt,
            applicant_key=self._seal(submission.applicant.identity_number),
            sha256={paper.code: _sha256(paper) for paper in submission.papers},
        )
        if not receipt.accepted:
            return received.model_copy(update={"outcome": _not_accepted(receipt)})
        plan = application.plan()
        accepted = _accept(books, receipt, one, plan, facts)
        return received.model_copy(update={"receipt": accepted, "plan": plan})


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


def _row(received: Received, arrival: Arrival, one: OneMatter[Any]) -> CaseRow:
    return CaseRow(
        id=str(arrival.submission.id),
        fingerprint=received.receipt.fingerprint,
        one_matter=one.code,
        edition=one.edition,
        applicant_key=received.applicant_key,
        acceptance_number=received.receipt.acceptance_number or None,
        received_at=arrival.received_at,
        reception=received.model_dump_json(),
        outcome=received.outcome.model_dump_json() if received.outcome else None,
    )


def _accept(books: Transaction, receipt: Receipt, one: OneMatter[Any], plan: Plan, facts: Facts) -> Receipt:
    return receipt.model_copy(
        update={
            "acceptance_number": numbers.number(
                books, implementation_code=one.implementation_code, day=facts.on
            ),
            "due_on": plan.due.on,
            "items": tuple(
                ReceiptItem(
                    code=item.code,
                    name=item.name,
                    department=item.department_name,
                    number=numbers.number(books, implementation_code=item.implementation_code, day=facts.on),
                    after=item.after,
                    promised=item.promised,
                    due_on=item.due.on,
                    provisional=item.due.provisional,
                )
                for item in plan.items
            ),
        }
    )


def _not_accepted(receipt: Receipt) -> Outcome:
    return Outcome(
        case=receipt.case,
        kind=OutcomeKind.NOT_ACCEPTED,
        closed_at=receipt.received_at,
        findings=receipt.findings,
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
