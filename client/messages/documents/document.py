"""Large files: uploaded in chunks before the submission, which only says which file it means.

Every chunk is sealed under a key of the file, which nobody learns but who reads the submission: whoever keeps
the chunks keeps what he cannot read.
"""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import EncodedBytes, Field, StringConstraints

from ..bounds import LARGEST_DOCUMENT, Base64, File, PersonNumber
from ..message import Incoming, Message

CHUNK_BYTES: Final = 480 * 1024
"""Of which a file is cut: sealed and signed, one is still below the half megabyte of which Temporal warns."""

Size = Annotated[int, Field(ge=1, le=LARGEST_DOCUMENT)]
Number = Annotated[int, Field(ge=0, le=LARGEST_DOCUMENT // CHUNK_BYTES)]
"""Of a chunk: the first one is 0."""


def chunks(size: int) -> int:
    """How many a file of so many bytes has."""
    return -(-size // CHUNK_BYTES)


class Document(Message):
    """A file that was uploaded: which one, how large, and the key under which its chunks are sealed."""

    id: UUID
    size: Size
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    key: Annotated[bytes, EncodedBytes(encoder=Base64), Field(min_length=16, max_length=32, repr=False)]


class OfUpload(Incoming):
    """Whose file it is, who is signed in, and for which submission (`case`, its id)."""

    applicant: PersonNumber
    case: UUID
    document: UUID


class UploadOrder(OfUpload):
    """Somebody begins to upload a file, or goes on with it."""

    size: Size


class Upload(Message):
    """What is there of it by now: the numbers of chunks.

    What nobody refers to in a submission or a draft is destroyed after the day `kept_until`.
    """

    held: tuple[int, ...]
    kept_until: date


class Chunk(OfUpload):
    """One of its chunks, sealed."""

    number: Number
    sealed: Annotated[File, Field(repr=False)]


class ShownChunk(Message):
    """The same, for whoever may open the paper."""

    sealed: Annotated[File, Field(repr=False)]
