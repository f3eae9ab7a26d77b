"""The draft box (草稿箱): what was begun in an app is gone on with at a counter."""

from uuid import UUID

from .. import names
from ..errors import InvalidForm
from ..messages.enquiries.draft import Draft, DraftLine, DraftList, DraftSearch, DraftWanted
from ..transport.reading import look_up
from .enquiries import Enquiries
from .papers import faults


class DraftBox(Enquiries):
    """Drafts of whoever is signed in here, whichever platform has saved them; else `NotAllowed`."""

    async def save_draft(self, draft: Draft) -> DraftLine:
        """Keep what is written so far, for some weeks from now on (`kept_until`).

        What is written over is the version that was read: else `DraftChanged`, so that nobody loses what he
        has not seen. Raises `TooLate` if it was filed meanwhile, `DraftNotFound`, `TooMuch`.
        """
        if wrong := faults(draft):
            raise InvalidForm(wrong)
        of = draft.applicant.identity_number
        return await self._line.ask(names.SAVE_DRAFT, DraftLine, draft, by=self._speaker, of=of)

    async def drafts(self, applicant: str) -> tuple[DraftLine, ...]:
        """All drafts of somebody, by identity number; the latest first."""
        asked = DraftSearch(applicant=applicant)
        by, of = self._speaker, asked.applicant
        return (await look_up(self._line, names.DRAFTS, DraftList, asked, by=by, of=of)).drafts

    async def draft(self, id: UUID, *, applicant: str) -> Draft:  # noqa: A002
        """One of them, to go on with; `submit(draft.submission(channel))` files it.

        Raises `DraftNotFound`.
        """
        asked = DraftWanted(id=id, applicant=applicant)
        return await look_up(self._line, names.DRAFT, Draft, asked, by=self._speaker, of=asked.applicant)

    async def drop_draft(self, id: UUID, *, applicant: str) -> tuple[DraftLine, ...]:  # noqa: A002
        """Forget one; what is left. One that is filed, or not touched until its day, goes by itself."""
        wanted = DraftWanted(id=id, applicant=applicant)
        by, of = self._speaker, wanted.applicant
        return (await self._line.ask(names.DROP_DRAFT, DraftList, wanted, by=by, of=of)).drafts
