"""The document store, as a stand-in: a folder for each document, in it a file for each chunk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from activities.ports.document_store import DocumentStore

ENVIRONMENT: Final = "ONEMATTER_DOCUMENTS"
FOLDER: Final = Path("var/documents")


def own_folder() -> Path:
    """That of the environment, or of `make serve`."""
    return Path(os.environ.get(ENVIRONMENT) or FOLDER)


class DocumentFolder(DocumentStore):
    """Writes a chunk beside its place, and then there: what has its name is whole."""

    def __init__(self, folder: Path | None = None) -> None:
        """In this folder, or that of the environment."""
        self._folder = folder or own_folder()

    def put(self, document: UUID, number: int, sealed: bytes) -> None:
        """See `DocumentStore.put`."""
        place = self._place(document, number)
        if place.exists():
            return
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = place.with_name(f"{uuid4()}.unfinished")
        with unfinished.open("wb") as written:
            written.write(sealed)
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):  # it has come twice, at the same time
            os.link(unfinished, place)
        unfinished.unlink()

    def get(self, document: UUID, number: int) -> bytes | None:
        """See `DocumentStore.get`."""
        try:
            return self._place(document, number).read_bytes()
        except FileNotFoundError:
            return None

    def held(self, document: UUID) -> tuple[int, ...]:
        """See `DocumentStore.held`."""
        return tuple(sorted(int(chunk.stem) for chunk in self._of(document).glob("*.chunk")))

    def kept(self) -> Iterator[UUID]:
        """See `DocumentStore.kept`."""
        return (UUID(document.name) for document in self._folder.glob("*") if any(document.glob("*.chunk")))

    def destroy(self, document: UUID) -> None:
        """See `DocumentStore.destroy`."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._of(document))

    def _of(self, document: UUID) -> Path:
        return self._folder / str(document)

    def _place(self, document: UUID, number: int) -> Path:
        return self._of(document) / f"{number}.chunk"
