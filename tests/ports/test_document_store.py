"""What a document store keeps to: the stand-in, and a tiny one of another make."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from activities.ports.document_store import DocumentStore
from activities.stand_ins.documents import DocumentFolder


class Cupboard(DocumentStore):
    """Keeps chunks in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, int], bytes] = {}

    def put(self, document: UUID, number: int, sealed: bytes) -> None:
        """See `DocumentStore.put`."""
        self._kept.setdefault((document, number), sealed)

    def get(self, document: UUID, number: int) -> bytes | None:
        """See `DocumentStore.get`."""
        return self._kept.get((document, number))

    def held(self, document: UUID) -> tuple[int, ...]:
        """See `DocumentStore.held`."""
        return tuple(sorted(number for of, number in self._kept if of == document))

    def kept(self) -> Iterator[UUID]:
        """See `DocumentStore.kept`."""
        return iter({document for document, _ in self._kept})

    def destroy(self, document: UUID) -> None:
        """See `DocumentStore.destroy`."""
        self._kept = {place: sealed for place, sealed in self._kept.items() if place[0] != document}


@pytest.fixture(params=["folder", "cupboard"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DocumentStore:
    """Each of them."""
    return Cupboard() if request.param == "cupboard" else DocumentFolder(tmp_path / "documents")


def test_a_chunk_is_kept(store: DocumentStore) -> None:
    """As it was put first, however often one comes; another document's is another."""
    one, other = uuid4(), uuid4()
    for sealed in (b"first", b"first", b"later"):
        store.put(one, 11, sealed)
    store.put(one, 2, b"")
    assert (store.get(one, 11), store.get(one, 2)) == (b"first", b"")
    assert (store.get(one, 0), store.get(other, 11)) == (None, None)
    assert (store.held(one), store.held(other)) == ((2, 11), ())


def test_a_document_is_destroyed(store: DocumentStore) -> None:
    """All of it, and nothing else; once more there is nothing to do; it may come anew."""
    one, other = uuid4(), uuid4()
    for document in (one, other):
        store.put(document, 0, b"first")
    for _ in range(2):
        store.destroy(one)
    assert (store.held(one), store.get(one, 0), store.held(other)) == ((), None, (0,))
    assert [*store.kept()] == [other]
    store.put(one, 0, b"anew")
    assert store.get(one, 0) == b"anew"
