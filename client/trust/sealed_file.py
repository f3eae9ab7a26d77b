"""A file in chunks, each sealed under the key of the file and bound to its place in it.

A chunk that is changed, cut short, of another file or in another's place does not open; one too few or too
many shows by the size, and anything else by the digest.
"""

import hashlib
from collections.abc import Iterable, Iterator

from ..messages.documents.document import CHUNK_BYTES, Document, chunks
from .ciphers.suites import Cipher


def cut(content: bytes) -> Iterator[bytes]:
    """The chunks of a file, in their order."""
    return (content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES))


def close(chunk: bytes, document: Document, *, number: int) -> bytes:
    """Seal the chunk that stands there."""
    return Cipher(document.key).close(chunk, _place(document, number))


def opened(sealed: Iterable[bytes], document: Document) -> bytes:
    """The whole file.  Raises `ValueError`: it is not the one that was meant, or not all of it."""
    cipher = Cipher(document.key)
    parts = [cipher.open(one, _place(document, number)) for number, one in enumerate(sealed)]
    content = b"".join(parts)
    if (len(content), hashlib.sha256(content).hexdigest()) != (document.size, document.sha256):
        raise ValueError("not the file that was meant, or not all of it")
    return content


def _place(document: Document, number: int) -> bytes:
    """What is bound to a chunk."""
    return f"{document.id}/{number}/{chunks(document.size)}".encode()
