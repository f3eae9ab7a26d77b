"""A file in sealed chunks: whatever is done to them on the way, the whole file comes out, or none."""

import base64
import hashlib
import os
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.messages.documents.document import CHUNK_BYTES, Document, chunks
from client.trust.ciphers import suites
from client.trust.ciphers.suite import Suite
from client.trust.sealed_file import close, cut, opened

CONTENT: Final = os.urandom(64) * (2 * CHUNK_BYTES // 64) + b"end"
"""Of three chunks, the last of three bytes."""

MEDDLING: Final[Mapping[str, Callable[[list[bytes]], list[bytes]]]] = {
    "swapped": lambda parts: [parts[1], parts[0], parts[2]],
    "cut off": lambda parts: parts[:-1],
    "begun late": lambda parts: parts[1:],
    "one more": lambda parts: [*parts, parts[0]],
    "twice": lambda parts: [parts[0], parts[0], parts[2]],
    "cut short": lambda parts: [*parts[:2], parts[2][:-1]],
    "nothing": lambda _: [],
}


def document(suite: Suite, *, number: int = 1, content: bytes = CONTENT) -> Document:
    return Document(
        id=UUID(int=number),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=base64.b64encode(bytes(suite.secret_bytes)),
    )


def sealed(of: Document, content: bytes = CONTENT) -> list[bytes]:
    return [close(chunk, of, number=number) for number, chunk in enumerate(cut(content))]


OF_SUITES: Final = {suite.name: (document(suite), sealed(document(suite))) for suite in suites.SUITES}


@pytest.mark.parametrize("suite", OF_SUITES)
def test_a_whole_file(suite: str) -> None:
    """Comes out as it went in, by either suite; as many chunks as its size says."""
    meant, parts = OF_SUITES[suite]
    assert opened(parts, meant) == CONTENT
    assert len(parts) == chunks(meant.size)


@pytest.mark.parametrize("suite", OF_SUITES)
@pytest.mark.parametrize("meddling", MEDDLING)
def test_what_is_not_the_file(suite: str, meddling: str) -> None:
    """Is refused."""
    meant, parts = OF_SUITES[suite]
    with pytest.raises(ValueError, match=r"not the file|closed with another key"):
        opened(MEDDLING[meddling](parts), meant)


def test_of_another_file() -> None:
    """Under the same key, a chunk of another file, or of one of another length, is foreign."""
    meant, parts = OF_SUITES["international"]
    for other in (
        sealed(document(suites.INTERNATIONAL, number=2)),
        sealed(document(suites.INTERNATIONAL, content=CONTENT[:-3])),
    ):
        with pytest.raises(ValueError, match="closed with another key"):
            opened([other[0], *parts[1:]], meant)


@given(st.data())
def test_a_bit(data: st.DataObject) -> None:
    """Wherever it flips, it is found."""
    small = document(suites.INTERNATIONAL, content=b"small")
    (whole,) = sealed(small, b"small")
    place = data.draw(st.integers(0, 8 * len(whole) - 1))
    bent = bytearray(whole)
    bent[place // 8] ^= 1 << place % 8
    with pytest.raises(ValueError, match="closed with another key"):
        opened([bytes(bent)], small)
