"""Questions that the engine answers at once, without filing anything."""

from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue

from .. import names
from ..errors import InvalidForm
from ..messages.cases.submission import Applicant, Submission
from ..messages.enquiries.authorisation import Authorisation, Authorised
from ..messages.enquiries.guidance import Guidance, GuideRequest
from ..messages.enquiries.pre_review import PreReview
from ..messages.enquiries.prefill import Prefilling, PrefillRequest
from ..transport.engine_line import EngineLine
from ..trust.actor import Role
from ..trust.identity import Identity
from .papers import faults, unsendable


class Enquiries:
    """What a platform may ask before it submits.

    Every question raises `UnknownOneMatter`, `InvalidForm` (what was given cannot be sent), `NoWorker`,
    `NoAnswer`, `EngineUnreachable`, `WrongKey`.
    """

    def __init__(self, line: EngineLine) -> None:
        self._line = line

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.PLATFORM)

    async def guide(
        self, one_matter: str, answers: Mapping[str, JsonValue], *, edition: str | None = None
    ) -> Guidance:
        """What any part of the form leads to, and the questions still worth asking, most decisive first."""
        if wrong := unsendable(dict(answers)):
            raise InvalidForm(wrong)
        request = GuideRequest(one_matter=one_matter, edition=edition, answers=dict(answers))
        return await self._line.ask(names.GUIDE, Guidance, request, by=self._speaker)

    async def prefill(
        self,
        one_matter: str,
        applicant: Applicant,
        answers: Mapping[str, JsonValue],
        *,
        edition: str | None = None,
    ) -> Prefilling:
        """The form as far as registers and e-licences answer it, for an applicant who is authenticated.

        Nothing about another person without that person's recorded authorisation (`authorise`).
        """
        if wrong := unsendable({**answers, "": applicant.model_dump()}):
            raise InvalidForm(wrong)
        request = PrefillRequest(
            one_matter=one_matter, edition=edition, applicant=applicant, answers=dict(answers)
        )
        return await self._line.ask(names.PREFILL, Prefilling, request, by=self._speaker)

    async def pre_review(self, submission: Submission) -> PreReview:
        """What the one window would find in a submission, all at once, without filing it."""
        if wrong := faults(submission):
            raise InvalidForm(wrong)
        return await self._line.ask(names.PRE_REVIEW, PreReview, submission, by=self._speaker)

    async def authorise(
        self, grantor: Applicant, *, grantee: str, one_matter: str, until: date
    ) -> Authorised:
        """Record that `grantor`, who is authenticated, lets `grantee` be shown and use his data.

        The last word counts: with a day that has passed, it is taken back.
        """
        said = Authorisation(grantor=grantor, grantee=grantee, one_matter=one_matter, until=until)
        return await self._line.ask(names.AUTHORISATION, Authorised, said, by=self._speaker)
