"""Questions that the one window answers without filing anything: guidance, prefilling, pre-review."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from temporalio import activity

from activities.cases.form_reading import applicant_faults, read, told
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders, prefills
from activities.ledger.cases.prefills import PrefillEntry
from activities.registers.look_ups import RegisterEnquiries
from activities.rejection import rejected
from activities.review.pre_review import PreReviewer, digests
from client.errors import InvalidForm, UnknownOneMatter, WrongField
from client.messages.cases.submission import Submission
from client.messages.enquiries.guidance import Guidance, GuideRequest
from client.messages.enquiries.pre_review import PreReview
from client.messages.enquiries.prefill import Prefilling, PrefillRequest
from client.messages.message import Message
from matters import catalogue, clock
from matters.clock.calendar import Calendar
from matters.guide.advice import guide
from matters.language import OneMatter
from matters.language.partial_form import read_answers
from matters.prefill import filled_form


class ToPrefill(Message):
    """A request and the moment it came in: what is authorised depends on the day."""

    request: PrefillRequest
    at: datetime


class ToReview(Message):
    """A submission and the moment it was looked at."""

    submission: Submission
    at: datetime


class EnquiryWindow:
    """Answers at once. Of a question nothing is kept but seals of what was prefilled."""

    def __init__(self, ledger: Ledger, registers: RegisterEnquiries, reviewer: PreReviewer) -> None:
        self._ledger = ledger
        self._registers = registers
        self._reviewer = reviewer

    @activity.defn
    def guide(self, request: GuideRequest) -> Guidance:
        """What some answers lead to."""
        one = find(request.one_matter, request.edition)
        answers, wrong = read_answers(one.form, request.answers)
        on = clock.day_in_china(activity.info().scheduled_time)
        advice = guide(one, answers, on=on, arranged=self._calendar(on))
        return Guidance.model_validate({**asdict(advice), "wrong_fields": told(wrong)})

    @activity.defn
    def prefill(self, asked: ToPrefill) -> Prefilling:
        """What registers and e-licences already answer."""
        request = asked.request
        one = find(request.one_matter, request.edition, on=clock.day_in_china(asked.at))
        refuse(told(applicant_faults(request.applicant)))
        answers, wrong = read_answers(one.form, request.answers)
        applicant, on = request.applicant.identity_number, clock.day_in_china(asked.at)
        facts = self._registers.facts(one, applicant, on=on)
        calendar = self._calendar(on)
        found, _ = self._registers.settle(
            lambda known: filled_form.prefill(one, answers, known, arranged=calendar), facts
        )
        self._keep_seals(one, facts.applicant, found, at=asked.at)
        answered = asdict(found)
        answered["guidance"]["wrong_fields"] = told(wrong)
        return Prefilling.model_validate(answered)

    @activity.defn
    def pre_review(self, asked: ToReview) -> PreReview:
        """What the one window would find."""
        submission = asked.submission
        one = find(submission.one_matter, submission.edition, on=clock.day_in_china(asked.at))
        answers, faults = read(one, submission)
        # About somebody whose own data cannot be read, nobody is asked.
        unread = applicant_faults(submission.applicant)
        reviewed = self._reviewer.examine(
            one,
            submission,
            answers,
            on=clock.day_in_china(asked.at),
            applicant="" if unread else submission.applicant.identity_number,
            uploaded=digests(submission.papers),
            is_whole=not faults,
        )
        return PreReview.model_validate(
            {**asdict(reviewed.found), "wrong_fields": faults, "changed": reviewed.changed}
        )

    def _calendar(self, on: date) -> Calendar:
        with self._ledger.reading() as books:
            return calendar_orders.in_force(books, since=on)

    def _keep_seals(
        self, one: OneMatter[Any], applicant: str, found: filled_form.FilledForm, *, at: datetime
    ) -> None:
        if not found.prefilled:
            return
        entries = [
            PrefillEntry(
                applicant=applicant,
                one_matter=one.code,
                field=datum.field,
                value=datum.value,
                source=datum.source,
                prefilled_at=at,
            )
            for datum in found.prefilled
        ]
        with self._ledger.transaction() as books:
            prefills.keep(books, entries)


def find(code: str, edition: str | None, *, on: date | None = None) -> OneMatter[Any]:
    """What is asked about, as it holds on a day; where there is none, the answer is an error."""
    try:
        return catalogue.find(code, edition, on=on)
    except catalogue.NotInCatalogue as unknown:
        raise rejected(UnknownOneMatter, str(unknown)) from None


def refuse(wrong: tuple[WrongField, ...]) -> None:
    """Answer what cannot be read with an error that names every wrong field, if there is any."""
    if wrong:
        raise rejected(InvalidForm, "不能读取", [field.model_dump() for field in wrong])
