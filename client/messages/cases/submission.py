"""What a platform sends: one submission for one one-matter.

Whether a submission makes sense is for `papers.py` and the reception to say, all mistakes at once.
"""

import hashlib
import json
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from ..bounds import Answers, Code, File, Line, PersonNumber, Prose, Region, Told
from ..documents.document import Document
from ..message import Grows, Incoming, Message

MOST_PAPERS: Final = 100
"""Of one sending."""


class Channel(Grows):
    """Where the applicant stood when the case was submitted."""

    PORTAL = "portal"
    APP = "app"
    TERMINAL = "terminal"
    COUNTER = "counter"


class Applicant(Message):
    """The person whom the platform has authenticated."""

    name: Told
    identity_number: PersonNumber
    phone: Told


class PersonWord(Incoming):
    """What is said later of an application: `by` the applicant, unless it names somebody who is signed in.

    That must be somebody who may apply, or act for one who may, on that very day.
    """

    by: PersonNumber = ""


class MediaType(Grows):
    PDF = "application/pdf"
    OFD = "application/ofd"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TEXT = "text/plain"


class Paper(Message):
    """A paper that came with the form. `code` is the material's; `content` the file, base64 on the wire.

    Of a large file, which was uploaded before, `content` is empty, and `document` says where it is.
    """

    code: Code
    filename: Line
    media_type: MediaType
    content: File
    document: Document | None = Field(default=None, exclude_if=lambda document: document is None)

    @property
    def sha256(self) -> str:
        """Of the file, wherever it is."""
        return self.document.sha256 if self.document else hashlib.sha256(self.content).hexdigest()


class Submission(Incoming):
    """One application for a one-matter.

    `id` is made once by the platform and kept: whatever happens, the same id is the same case.
    `edition` is the current one if not given. `region` is a division code (6 or 12 digits, GB/T 2260).
    `committed`: the applicant answers for the truth of papers that he made himself, which nobody compares
    with an original (国办函〔2016〕108号). `electronic_service`: he agrees to be served electronically
    (电子送达, 民事诉讼法 Art. 90 by analogy), or does not. What is not said is not agreed to: whatever he is
    told he reads at once all the same, but it is served by post, or as an officer enters it, and no time
    that the law gives him begins before; a platform asks him, or leaves it out. He may say so, or otherwise,
    later (`ServiceConsent`).
    """

    id: UUID
    one_matter: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
    edition: Code | None = None
    region: Region
    channel: Channel
    applicant: Applicant
    form: Answers
    papers: Annotated[tuple[Paper, ...], Field(max_length=MOST_PAPERS)] = ()
    committed: bool = False
    electronic_service: bool | None = Field(default=None, exclude_if=lambda said: said is None)
    """Not sent where it is not said: an engine of an earlier release knows yes and no alone."""


def fingerprint(submission: Submission) -> str:
    """The same for equal submissions, whoever sends them; used to tell a repeat from another content."""
    content = submission.model_dump(mode="json")
    if submission.electronic_service is not False:  # as in fingerprints of before there was a choice
        content.pop("electronic_service", None)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def likeness(submission: Submission) -> str:
    """The same, in whatever order the papers come."""
    papers = tuple(sorted(submission.papers, key=lambda paper: paper.code))
    return fingerprint(submission.model_copy(update={"papers": papers}))


class Withdrawal(PersonWord):
    """The applicant takes the application back."""

    reason: Prose


class ServiceConsent(PersonWord):
    """The applicant agrees to be served electronically from now on, or does so no more.

    Once he agrees, what was told him and is not served yet is served with that: it is there where he reads.
    What was served stays so.
    """

    electronic: bool
