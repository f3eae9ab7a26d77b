"""The archive, as a stand-in: a folder with a file for each case."""

import os
from pathlib import Path
from typing import Final

from activities.ports.case_archive import CaseArchive

FOLDER: Final = Path("var/archive")


class ArchiveFolder(CaseArchive):
    """Writes a package beside its place, and then there: what has its name is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_in(self, case: str, package: bytes) -> None:
        """See `CaseArchive.take_in`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._place(case)
        unfinished = place.with_suffix(".unfinished")
        with unfinished.open("wb") as written:
            written.write(package)
            written.flush()
            os.fsync(written.fileno())
        unfinished.replace(place)

    def fetch(self, case: str) -> bytes | None:
        """See `CaseArchive.fetch`."""
        place = self._place(case)
        return place.read_bytes() if place.exists() else None

    def _place(self, case: str) -> Path:
        return self._folder / f"{case}.zip"
