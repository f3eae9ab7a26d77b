"""A treasury of another make: a folder, and in it a file for each payment."""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from urllib.parse import quote

from activities.ports.treasury import StatementLine, Treasury, TreasuryPayment

CLOSED: Final = "账户已销户"


class FolderTreasury(Treasury):
    """What has a file was made; onto `closed` accounts nothing can be paid."""

    def __init__(self, folder: Path, *, closed: Collection[str] = ()) -> None:
        self._folder = folder
        self._closed = closed

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        for payment in payments:
            line = StatementLine(payment.id, payment.fen, CLOSED if payment.account in self._closed else None)
            with NamedTemporaryFile("w", dir=self._folder, prefix=".") as written, suppress(FileExistsError):
                json.dump({"file": file, "line": line}, written)
                written.flush()
                os.link(written.name, self._folder / quote(payment.id, safe=""))  # unless it is there

    def statement(self, file: str) -> Sequence[StatementLine]:
        return sorted(line for of, line in self._made() if of == file)

    def paid(self, files: str) -> int:
        return sum(
            line.fen for of, line in self._made() if of.startswith(files) and not line.returned_because
        )

    def _made(self) -> Iterator[tuple[str, StatementLine]]:
        for path in self._folder.glob("[!.]*"):
            entry = json.loads(path.read_text(encoding="utf-8"))
            yield entry["file"], StatementLine(*entry["line"])
