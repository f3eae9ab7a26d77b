"""Drafts (草稿): half of an application, kept until it is filed, on whichever channel that is."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from ..bounds import Answers, Code, PersonNumber, Region
from ..cases.submission import MOST_PAPERS, Applicant, Channel, Paper, Submission
from ..message import Incoming, Message

LAST_VERSION: Final = 10**6


class Draft(Incoming):
    """What somebody has written so far. `id` is made once: the submission that comes of it has the same.

    `version` is of the draft as it was read, and 0 of a new one: whoever writes over what he has not read is
    told.
    """

    id: UUID
    version: Annotated[int, Field(ge=0, le=LAST_VERSION)] = 0
    one_matter: Code
    edition: Code | None = None
    region: Region
    applicant: Applicant
    form: Answers
    papers: Annotated[tuple[Paper, ...], Field(max_length=MOST_PAPERS)] = ()
    electronic_service: bool | None = None

    def submission(self, channel: Channel) -> Submission:
        """To be filed there; a second time, from wherever, it is the same case.  Raises `InvalidForm`."""
        written = {name: value for name, value in self if name != "version"}
        return Submission(**written, channel=channel)


class DraftSearch(Incoming):
    """Of whom: somebody who is signed in."""

    applicant: PersonNumber


class DraftWanted(DraftSearch):
    """One of his."""

    id: UUID


class DraftLine(Message):
    """A draft as a list shows it. It is there until the end of the day `kept_until`.

    `called` is what people call what is in it, by its path: `form.FIELD`, `papers.CODE`.
    """

    id: UUID
    version: int
    one_matter: str
    name: str
    region: str
    saved_at: datetime
    kept_until: date
    called: dict[str, str] = Field(default_factory=dict)


class DraftList(Message):
    """All that somebody has, the latest first."""

    drafts: tuple[DraftLine, ...]
