"""The checkout's `onematter`: what the SDK has, and what needs definitions, registers or an engine here."""

import os
import sys
import traceback
from collections.abc import Mapping
from typing import Final, NoReturn

from client.cli import command_line
from client.cli.command_line import MEND, CommandGroup

GROUPS: Final[Mapping[str, CommandGroup]] = {
    **command_line.GROUPS,
    "matters": CommandGroup(
        where="deploy.rehearsal.command_line:app",
        says="Show, explain, check, begin, play and publish definitions.",
    ),
    "campaign": CommandGroup(where="deploy.campaign:app", says=command_line.GROUPS["campaign"].says),
    "population": CommandGroup(
        where="deploy.operators.population:app", says="Fill registers with people of nobody."
    ),
    "keys": CommandGroup(where="deploy.trust.keys:app", says="Keep the directory of actors, by four eyes."),
    "erase": CommandGroup(where="deploy.trust.erasure:app", says="Erase a person, by four eyes."),
    "ops": CommandGroup(
        where="deploy.operators.ops:app", says="See what there is and what is stuck; run an engine."
    ),
}


def main() -> NoReturn:
    """As the SDK's; what a definition gets wrong is told with its line, and without a trace."""
    try:
        command_line.main(GROUPS)
    except ValueError as error:
        from matters.language import DefinitionError  # noqa: PLC0415 (whoever only asks for help waits for none)

        if not isinstance(error, DefinitionError):
            raise
        print(f"{_written_at(error)}{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(MEND)


def _written_at(error: Exception) -> str:
    """The innermost line of a definition that has come to it."""
    calls = traceback.extract_tb(error.__traceback__)
    lines = [f"{call.filename}:{call.lineno}: " for call in calls if "/matters/definitions/" in call.filename]
    return lines[-1] if lines else ""


if __name__ == "__main__":
    main()
