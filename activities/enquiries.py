"""Questions that the one window answers without filing anything: guidance, prefilling, pre-review."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.ledger import Ledger, authorisations, prefills
from activities.reading import applicant_faults, told
from activities.registers import Registers
from client import names
from client.guidance import Guidance, GuideRequest
from client.messages import WrongField
from client.prefill import Prefilling, PrefillRequest
from client.submission import Message
from matters import catalogue, clock, prefilling
from matters.filling import read_answers
from matters.guidance import guide
from matters.language import Facts, OneMatter


class Prefill(Message):
    """A request and the moment it came in: what is authorised depends on the day."""

    request: PrefillRequest
    at: datetime


class Enquiries:
    """Answers at once. Of a question nothing is kept but seals of what was prefilled."""

    def __init__(self, ledger: Ledger, registers: Registers, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._registers = registers
        self._seal = seal

    @activity.defn
    def guide(self, request: GuideRequest) -> Guidance:
        """What some answers lead to."""
        one = find(request.one_matter, request.edition)
        answers, wrong = read_answers(one.form, request.answers)
        return Guidance.model_validate({**asdict(guide(one, answers)), "wrong_fields": told(wrong)})

    @activity.defn
    def prefill(self, asked: Prefill) -> Prefilling:
        """What registers and e-licences already answer."""
        request = asked.request
        one = find(request.one_matter, request.edition)
        refuse(told(applicant_faults(request.applicant)))
        answers, wrong = read_answers(one.form, request.answers)
        facts = self.facts(one, request.applicant.identity_number, on=clock.day_in_china(asked.at))
        found = self._registers.settle(lambda known: prefilling.prefill(one, answers, known), facts)
        self._keep_seals(one, facts.applicant, found, at=asked.at)
        answered = asdict(found)
        answered["guidance"]["wrong_fields"] = told(wrong)
        return Prefilling.model_validate(answered)

    def facts(self, one: OneMatter[Any], applicant: str, *, on: date, region: str = "") -> Facts:
        """What is known before any register is asked."""
        with self._ledger.transaction() as books:
            grantors = authorisations.grantors(books, grantee=applicant, one_matter=one.code, on=on)
        return Facts(on=on, applicant=applicant, region=region, authorised_by=grantors)

    def sealed(self, one: OneMatter[Any], applicant: str, field: str, value: object) -> str:
        """By which an answer is known again, and which tells nothing of it."""
        return self._seal(f"{one.code}/{applicant}/{field}/{value}")

    def _keep_seals(
        self, one: OneMatter[Any], applicant: str, found: prefilling.Prefilling, *, at: datetime
    ) -> None:
        if not found.prefilled:
            return
        with self._ledger.transaction() as books:
            for datum in found.prefilled:
                prefills.keep(
                    books,
                    applicant_key=self._seal(applicant),
                    one_matter=one.code,
                    field=datum.field,
                    seal=self.sealed(one, applicant, datum.field, datum.value),
                    source=datum.source,
                    at=at,
                )


def find(code: str, edition: str | None) -> OneMatter[Any]:
    """The definition that is asked about; without one, the question is answered with an error."""
    try:
        return catalogue.find(code, edition)
    except catalogue.UnknownOneMatter as unknown:
        raise _final(str(unknown), kind=names.UNKNOWN_ONE_MATTER) from None


def refuse(wrong: tuple[WrongField, ...]) -> None:
    """Answer what cannot be read with an error that names every wrong field, if there is any."""
    if wrong:
        raise _final("不能读取", [field.model_dump() for field in wrong], kind=names.INVALID_FORM)


def _final(says: str, *details: object, kind: str) -> ApplicationError:
    return ApplicationError(
        says, *details, type=kind, non_retryable=True, category=ApplicationErrorCategory.BENIGN
    )
