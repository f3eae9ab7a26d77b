"""The contract with whatever keeps large files: a file server, an object store (S3), a document system."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from uuid import UUID


class DocumentStore(ABC):
    """Keeps chunks of up to half a megabyte by document and number: sealed, so it reads none of them.

    Called from several threads at once, also two with the same chunk, and while somebody waits: a second is
    much, and whatever takes longer is asked for again. Any call may come more than once. An exception is a
    fault, after which the same call is made again, or the upload is gone on with.

    Nobody but the engine asks it, and whom it answers to the engine knows: it needs no users of its own. It
    is backed up with the ledger, which knows of every document: what is on file there must be in the store.
    """

    @abstractmethod
    def put(self, document: UUID, number: int, sealed: bytes) -> None:
        """Keep a chunk; return only when it is kept, whole.

        The first one stays: under the same document and number a later one, also with other bytes, changes
        nothing.
        """

    @abstractmethod
    def get(self, document: UUID, number: int) -> bytes | None:
        """A chunk byte by byte as it was put first; nothing, if there is none."""

    @abstractmethod
    def held(self, document: UUID) -> tuple[int, ...]:
        """The numbers of all chunks that are kept of a document, ascending; none, once it is destroyed."""

    @abstractmethod
    def kept(self) -> Iterable[UUID]:
        """Every document of which any chunk is kept, in any order; what comes meanwhile may be among them."""

    @abstractmethod
    def destroy(self, document: UUID) -> None:
        """Keep nothing of it any more, nor any copy. Of one that is not there there is nothing to destroy."""
