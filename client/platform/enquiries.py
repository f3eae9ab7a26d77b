"""Questions that the engine answers at once, without filing anything, and lists of what is filed."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from datetime import date
from uuid import UUID

from pydantic import JsonValue

from .. import names
from ..errors import InvalidForm
from ..messages.cases.submission import Applicant, Submission
from ..messages.enquiries.authorisation import Authorisation, Authorised
from ..messages.enquiries.guidance import Guidance, GuideRequest
from ..messages.enquiries.pre_review import PreReview
from ..messages.enquiries.prefill import Prefilling, PrefillRequest
from ..messages.lists.event import CaseEvent, EventPage, EventSearch
from ..messages.lists.figures import CaseHistory
from ..messages.lists.search import CaseList, CaseSearch
from ..transport.engine_line import EngineLine
from ..transport.open_line import OpenLine
from ..transport.reading import look_up
from ..transport.repeats import PAUSE, until_somebody_answers
from ..trust.actor import Role
from ..trust.identity import Identity
from .papers import faults, unsendable


class Enquiries(OpenLine):
    """What a platform may ask before it submits.

    Whoever it is about must be signed in at the platform, by the identity service's word; else `NotAllowed`.
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
        return await self._line.ask(
            names.PREFILL, Prefilling, request, by=self._speaker, of=applicant.identity_number
        )

    async def pre_review(self, submission: Submission) -> PreReview:
        """What the one window would find in a submission, all at once, without filing it."""
        if wrong := faults(submission):
            raise InvalidForm(wrong)
        of = submission.applicant.identity_number
        return await self._line.ask(names.PRE_REVIEW, PreReview, submission, by=self._speaker, of=of)

    async def cases(self, search: CaseSearch) -> CaseList:
        """A page of this platform's own cases, also of those that have long been closed."""
        own = search.model_copy(update={"platform": self._speaker.speaker.actor})
        return await look_up(self._line, names.CASES, CaseList, own, by=self._speaker)

    async def history(self, case: UUID) -> CaseHistory:
        """All that was to be done of an own case, by whom, and what that took.  Raises `CaseNotFound`."""
        own = CaseSearch(case=case, platform=self._speaker.speaker.actor, is_open=None)
        return await look_up(self._line, names.HISTORY, CaseHistory, own, by=self._speaker)

    async def events(self, *, after: int = 0) -> AsyncGenerator[CaseEvent]:
        """What comes about in all cases of this platform, for ever; keep the `position` of the last one read.

        One connection for all of them together, which asks once a second for what is new. Of a case, events
        come in order, each at least once: who begins again with the position that he has kept misses none.
        Waits out a server, a worker or a ledger that is away. Raises `NotAllowed`, `NotProven`.
        """
        mine = self._speaker.speaker.actor
        while True:
            page = await self._page(EventSearch(platform=mine, after=after))
            for event in page.events:
                yield event
                after = event.position
            if not page.events:
                await asyncio.sleep(PAUSE.total_seconds())

    async def _page(self, search: EventSearch) -> EventPage:
        return await until_somebody_answers(
            f"events after {search.after}",
            lambda: look_up(self._line, names.EVENTS, EventPage, search, by=self._speaker),
        )

    async def authorise(
        self, grantor: Applicant, *, grantee: str, one_matter: str, until: date
    ) -> Authorised:
        """Record that `grantor`, who is authenticated, lets `grantee` be shown and use his data.

        The last word counts: with a day that has passed, it is taken back.
        """
        said = Authorisation(grantor=grantor, grantee=grantee, one_matter=one_matter, until=until)
        of = grantor.identity_number
        return await self._line.ask(names.AUTHORISATION, Authorised, said, by=self._speaker, of=of)
