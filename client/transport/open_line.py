"""What is connected, until it is closed."""

import copy
from types import TracebackType
from typing import Self

from ..messages.bounds import Line
from .arguments import Checked
from .engine_line import EngineLine


class OpenLine(Checked):
    """As a context, `async with await Platform.connect() as platform`, it is closed at the end of that."""

    _line: EngineLine

    def via(self, prepared: Line) -> Self:
        """As this one, for words that a device or an assistant has prepared.

        Whoever speaks answers for it as for any word; by what it was prepared is signed, shown to officers
        and stands in the evidence. It is closed by itself.
        """
        other = copy.copy(self)
        other._line = self._line.via(prepared)  # noqa: SLF001 (its own class)
        return other

    async def close(self) -> None:
        """Give the connection back. Whatever is called of it afterwards raises `ConnectionClosed`."""
        self._line.close()

    async def __aenter__(self) -> Self:
        """It is open already."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See `close`."""
        await self.close()
