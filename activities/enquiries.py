"""Questions that the one window answers without filing anything: guidance, prefilling, pre-review."""

from dataclasses import asdict
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.reading import told
from client import names
from client.guidance import Guidance, GuideRequest
from matters import catalogue
from matters.filling import read_answers
from matters.guidance import guide
from matters.language import OneMatter


class Enquiries:
    """Answers at once, and keeps nothing of a question."""

    @activity.defn
    def guide(self, request: GuideRequest) -> Guidance:
        """What some answers lead to."""
        one = find(request.one_matter, request.edition)
        answers, wrong = read_answers(one.form, request.answers)
        return Guidance.model_validate({**asdict(guide(one, answers)), "wrong_fields": told(wrong)})


def find(code: str, edition: str | None) -> OneMatter[Any]:
    """The definition that is asked about; without one, the question is answered with an error."""
    try:
        return catalogue.find(code, edition)
    except catalogue.UnknownOneMatter as unknown:
        raise ApplicationError(
            str(unknown),
            type=names.UNKNOWN_ONE_MATTER,
            non_retryable=True,
            category=ApplicationErrorCategory.BENIGN,
        ) from None
