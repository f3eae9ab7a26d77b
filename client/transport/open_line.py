"""What is connected, until it is closed."""

from types import TracebackType
from typing import Self

from .arguments import Checked
from .engine_line import EngineLine


class OpenLine(Checked):
    """As a context, `async with await Platform.connect() as platform`, it is closed at the end of that."""

    _line: EngineLine

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
