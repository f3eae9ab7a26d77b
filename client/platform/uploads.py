"""Files that are too large for a message: uploaded in chunks, and then referred to like any other paper.

The chunks go to the engine over the connection that a platform has anyway, each as a question to the run that
stands by for whoever looks something up. The server hands a question on and writes nothing of it down, so no
history ever holds a file; there is no second address, no second way to sign in, and no store in sight of the
outside. A store that platforms open by themselves would spare the engine's workers the bytes, and cost every
platform a way through its walls to it: a city whose store can do that puts it behind the port all the same.
What it costs: 20 MB took 8 s on two busy cores, of which 3 s were theirs, and left 4 KB in the history of the
order to upload, 18 KB in that of the case and none in that of `lists`.
"""

import asyncio
import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

from .. import names
from ..errors import InvalidForm, WrongField
from ..messages.cases.submission import MediaType, Paper
from ..messages.documents.document import Chunk, Document, Upload, UploadOrder, chunks
from ..messages.message import Nothing
from ..transport.reading import look_up
from ..trust.identity import Identity
from ..trust.sealed_file import close, cut
from .draft_box import DraftBox
from .files import BY_SUFFIX
from .papers import MAX_DOCUMENT, faults_of_file

_OF_FILES: Final = "one-matter/file"


@runtime_checkable
class Stream(Protocol):
    """What can be read: an open file, or what a web framework has of one."""

    def read(self, size: int = -1, /) -> bytes:
        """No more than so many bytes."""
        ...


class Uploads(DraftBox):
    """For whoever is signed in here, before his submission, supplement or draft refers to it."""

    async def upload(
        self,
        file: Path | bytes | Stream,
        *,
        code: str,
        applicant: str,
        case: UUID,
        filename: str = "",
        media_type: MediaType | None = None,
    ) -> Paper:
        """Upload a file of up to 20 MB as the paper `code` of a submission: `case` is its id, now or later.

        Of a renewal or a change it is the id of that, with which it is begun then.
        The answer goes among its `papers`. The same call again, after whatever broke it off, goes on where it
        was, and twice is once: which file and which key it is follows from the file, the case and this
        platform's identity, and under another one it begins anew. What no submission or draft refers to is
        destroyed after some weeks.
        Raises `InvalidForm` (nothing was sent), `NotAllowed`, `TooMuch`, `NotPossible`, or one of the `Again`
        branch: then call again.
        """
        name = filename or (file.name if isinstance(file, Path) else "")
        path = f"papers.{code}"
        kind = media_type or BY_SUFFIX.get(Path(name).suffix.lower())
        if kind is None:
            raise InvalidForm((WrongField(path=path, says="文件名须带扩展名，或者写明文件格式"),))
        content = await asyncio.to_thread(_read, file, path)
        if wrong := tuple(faults_of_file(content, kind, path=path)):
            raise InvalidForm(wrong)
        document = _document(self._speaker, content, what=f"{case}/{code}")
        await self._send(document, content, applicant=applicant, case=case)
        return Paper(code=code, filename=name or code, media_type=kind, content=b"", document=document)

    async def _send(self, document: Document, content: bytes, *, applicant: str, case: UUID) -> None:
        """What is not there yet."""
        order = UploadOrder(applicant=applicant, case=case, document=document.id, size=document.size)
        by, of = self._speaker, order.applicant
        begun = await self._line.ask(names.UPLOAD, Upload, order, by=by, of=of)
        missing = {*range(chunks(document.size))} - {*begun.held}
        for number, plain in enumerate(cut(content)):
            if number in missing:
                sealed = close(plain, document, number=number)
                chunk = Chunk(
                    applicant=of, case=case, document=document.id, number=number, sealed=b64encode(sealed)
                )
                await look_up(self._line, names.CHUNK, Nothing, chunk, by=by, of=of)


def _document(by: Identity, content: bytes, *, what: str) -> Document:
    """Its id and its key nobody can tell who has not both the file and this identity."""
    sha256 = hashlib.sha256(content).hexdigest()
    suite, secret = by.keys.suite(), by.keys.own_secret()

    def made(part: str) -> bytes:
        return suite.mac(f"{_OF_FILES}/{part}/{what}/{sha256}".encode(), secret=secret)

    return Document(
        id=UUID(bytes=made("id")[:16], version=4),
        size=len(content),
        sha256=sha256,
        key=b64encode(made("key")[: suite.secret_bytes]),
    )


def _read(file: Path | bytes | Stream, path: str) -> bytes:
    """No more of it than is needed to see that it is too much.  Raises `InvalidForm`."""
    try:
        if isinstance(file, Path):
            with file.open("rb") as opened:
                return opened.read(MAX_DOCUMENT + 1)
        return file if isinstance(file, bytes) else file.read(MAX_DOCUMENT + 1)
    except OSError as error:
        raise InvalidForm((WrongField(path=path, says=f"文件读不出来：{error.strerror}"),)) from None
