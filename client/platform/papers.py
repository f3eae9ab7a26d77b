"""Faults of what an applicant sends that show without knowing the law: sizes, and files that pretend.

Checked twice: before anything is sent, and again at the reception, for not every sender uses this SDK.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import JsonValue
from pydantic_core import PydanticSerializationError

from ..errors import WrongField
from ..messages.bounds import LARGEST_DOCUMENT
from ..messages.cases.correction import Supplement
from ..messages.cases.submission import MediaType, Paper, Submission
from ..messages.enquiries.draft import Draft

MAX_PAPER: Final = 512 * 1024
"""Bytes of one file."""
MAX_PAPERS: Final = 1024 * 1024
"""Bytes of all files of one sending: it travels as one message, which Temporal limits to 2 MB."""
MAX_DOCUMENT: Final = LARGEST_DOCUMENT
"""Bytes of one file that is uploaded before, in chunks."""
MOST_DOCUMENTS: Final = 10
"""Such files in one sending."""
MAX_TEXT: Final = 64 * 1024
"""Bytes of all the rest: form, applicant, the names of the files."""

UNSENDABLE: Final = "含有无法传送的内容（NaN、无穷大、残缺字符、类型不符或过深的层次），请改正"

_BEGINS: Final = {
    MediaType.PDF: b"%PDF-",
    MediaType.OFD: b"PK\x03\x04",  # a ZIP container (GB/T 33190)
    MediaType.JPEG: b"\xff\xd8\xff",
    MediaType.PNG: b"\x89PNG\r\n\x1a\n",
}


def faults(sent: Submission | Supplement | Draft) -> tuple[WrongField, ...]:
    """Everything that is wrong with sizes and files; empty where all is well."""
    try:
        files = {"__all__": {"content", "document"}}
        rest = sent.model_dump(exclude={"id": True, "papers": files}, warnings="error")
    except PydanticSerializationError:  # by `model_copy` anything gets in
        return (WrongField(path=type(sent).__name__, says=UNSENDABLE),)
    return (*unsendable(rest), *unreadable(sent.papers or ()))


def unsendable(answers: Mapping[str, JsonValue]) -> tuple[WrongField, ...]:
    """What is wrong with answers as a message, whatever they say."""
    try:
        size = len(json.dumps(answers, allow_nan=False, ensure_ascii=False).encode())
    except (ValueError, TypeError, RecursionError):
        return (WrongField(path="form", says=UNSENDABLE),)
    if size > MAX_TEXT:
        return (WrongField(path="form", says=f"表单文字合计不得超过 {MAX_TEXT // 1024} KB，请精简"),)
    return ()


def unreadable(papers: Sequence[Paper]) -> Iterator[WrongField]:
    """What is wrong with the files of one sending."""
    seen: set[str] = set()
    for number, paper in enumerate(papers):
        path = f"papers.{number}"
        if paper.code in seen:
            yield WrongField(path=path, says=f"材料 {paper.code} 重复，每种材料只交一份")
        seen.add(paper.code)
        yield from _faults_of(paper, path)
    if sum(paper.document is not None for paper in papers) > MOST_DOCUMENTS:
        yield WrongField(path="papers", says=f"另行上传的大文件一次最多 {MOST_DOCUMENTS} 个，请合并")
    if sum(len(paper.content) for paper in papers) > MAX_PAPERS:
        yield WrongField(path="papers", says=f"全部文件合计不得超过 {MAX_PAPERS // 1024} KB，请压缩")


def _faults_of(paper: Paper, path: str) -> Iterator[WrongField]:
    if paper.document:
        if paper.content:
            yield WrongField(path=path, says="文件已另行上传，表中不要再附同一文件的内容")
    elif len(paper.content) > MAX_PAPER:
        says = f"单个文件不得超过 {MAX_PAPER // 1024} KB，请压缩，或者先分片上传（`upload`）"
        yield WrongField(path=path, says=says)
    else:
        yield from faults_of_file(paper.content, paper.media_type, path=path)


def faults_of_file(content: bytes, media_type: MediaType, *, path: str) -> Iterator[WrongField]:
    """What is wrong with a file, however it comes."""
    if not content:
        yield WrongField(path=path, says="文件是空的，请重新上传")
    elif len(content) > MAX_DOCUMENT:
        yield WrongField(path=path, says=f"单个文件不得超过 {MAX_DOCUMENT // 2**20} MB，请压缩")
    elif not _is_what_it_says(content, media_type):
        yield WrongField(path=path, says=f"文件内容不是 {media_type}，请另存为该格式后上传")


def _is_what_it_says(content: bytes, media_type: MediaType) -> bool:
    if media_type is MediaType.TEXT:
        return _is_text(content)
    return content.startswith(_BEGINS[media_type])


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not any(character < " " and character not in "\t\r\n" for character in text)
