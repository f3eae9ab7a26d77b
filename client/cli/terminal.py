"""What all commands at a terminal have in common: options, exit codes, and how an answer is shown."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import date
from typing import Final
from uuid import UUID

from pydantic import BaseModel
from rich.console import Console, RenderableType

from ..errors import Again

DONE: Final = 0
NOT_ACCEPTED: Final = 1
MEND: Final = 2
AGAIN: Final = 3
INTERRUPTED: Final = 130

WIDTH_IN_A_PIPE: Final = 240

Run = Callable[[Namespace], Awaitable[int]]


class Commands:
    """The commands of a parser, and what each of them takes."""

    def __init__(self, parser: ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, run: Run, says: str) -> ArgumentParser:
        """A command with the options that all have."""
        command = self._parsers.add_parser(name, help=says, description=says)
        command.set_defaults(run=run)
        command.add_argument("--address", help="host:port of the engine (else TEMPORAL_ADDRESS)")
        command.add_argument("--namespace", help="(else TEMPORAL_NAMESPACE)")
        command.add_argument("--json", action="store_true", help="print the message as JSON")
        return command

    def add_for_case(self, name: str, run: Run, says: str) -> ArgumentParser:
        """A command about one case."""
        command = self.add(name, run, says)
        command.add_argument("case", type=UUID, metavar="CASE", help="the id of the submission")
        return command

    def group(self, name: str, says: str) -> "Commands":
        """Commands under a name of their own."""
        return Commands(self._parsers.add_parser(name, help=says, description=says))


def day(text: str) -> date:
    """A day as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


@contextmanager
def repeatable(option: str, id: UUID) -> Generator[None]:  # noqa: A002 (it is what the option takes)
    """Where no answer comes, tell by which option the same can be sent again."""
    try:
        yield
    except Again as error:
        error.add_note(f"to repeat it as the same, add: {option} {id}")
        raise


def show(asked: Namespace, message: BaseModel, table: RenderableType) -> None:
    """An answer of the engine, as a table or, if that is asked for, as it is."""
    if asked.json:
        print(message.model_dump_json(indent=2))
    else:
        console().print(table)


def say(line: str) -> None:
    """One line, at once: somebody waits for it."""
    print(line, flush=True)


def console() -> Console:
    """Plain text: nothing that a department or an applicant wrote is read as markup."""
    width = None if sys.stdout.isatty() else WIDTH_IN_A_PIPE
    return Console(markup=False, emoji=False, highlight=False, width=width)
