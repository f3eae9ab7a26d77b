"""What all commands of the SDK have in common: where the engine is, exit codes, how an answer is shown."""

import asyncio
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

from cyclopts import CycloptsError, Parameter
from pydantic import BaseModel
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from ..errors import Again
from ..messages.bounds import printable
from ..offices.campaigns import Campaigns
from ..offices.operator import Operator
from ..offices.supervisor import Supervisor
from ..platform.platform import Platform
from .command_line import DONE
from .tables.rows import Rows

WIDTH_IN_A_PIPE: Final = 240

CaseId = Annotated[UUID, Parameter(help="the id of the submission")]
SubmissionFile = Annotated[Path, Parameter(help="a submission as JSON")]
CommandId = Annotated[UUID | None, Parameter(help="to repeat an earlier call")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Connection:
    """Where the engine is, and how its answer is to be shown."""

    address: Annotated[str | None, Parameter(help="host:port of the engine (else TEMPORAL_ADDRESS)")] = None
    namespace: Annotated[str | None, Parameter(help="of the engine (else TEMPORAL_NAMESPACE)")] = None
    json: Annotated[bool, Parameter(help="print the message as JSON")] = False

    async def platform(self) -> Platform:
        return await Platform.connect(self.address, namespace=self.namespace)

    async def supervisor(self, account: str = "") -> Supervisor:
        return await Supervisor.connect(self.address, namespace=self.namespace, account=account)

    async def operator(self, account: str = "") -> Operator:
        return await Operator.connect(self.address, namespace=self.namespace, account=account)

    async def campaigns(self) -> Campaigns:
        return await Campaigns.connect(self.address, namespace=self.namespace)

    def show(self, message: BaseModel, table: RenderableType, *, code: int = DONE) -> int:
        """An answer of the engine, as a table or, if that is asked for, as it is; with this exit code."""
        if self.json:
            print(message.model_dump_json(indent=2))
        else:
            console().print(table)
        return code


HERE: Final = Connection()
"""The engine of the environment."""


async def write(file: Path, content: bytes) -> None:
    """Raises `CycloptsError`: it cannot be written there."""
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise CycloptsError(msg=f"{file} cannot be written: {error.strerror}") from error


@contextmanager
def repeatable(option: str, id: UUID | str) -> Generator[None]:  # noqa: A002 (it is what the option takes)
    """Where no answer comes, tell by which option the same can be sent again."""
    try:
        yield
    except Again as error:
        error.add_note(f"to repeat it as the same, add: {option} {id}")
        raise


def say(line: str) -> None:
    """One line, at once: somebody waits for it."""
    print(printable(line), flush=True)


class _PlainConsole(Console):
    """Shows no escape sequence but its own."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=printable(segment.text))


def list_out(rows: Rows, *, as_csv: bool = False) -> None:
    """A list that is no message."""
    if as_csv:
        say(rows.csv().removesuffix("\n"))
    else:
        console().print(rows.table())


def console() -> Console:
    """Plain text: nothing that a department or an applicant wrote is read as markup, or by the terminal."""
    width = None if sys.stdout.isatty() else WIDTH_IN_A_PIPE
    return _PlainConsole(markup=False, emoji=False, highlight=False, width=width)
