"""Every command of the command line, and what each takes."""

from collections.abc import Iterator
from typing import Final

from cyclopts import App
from cyclopts.argument import Argument

from client.cli.command_line import composed
from deploy.command_line import GROUPS


def commands(app: App, *path: str) -> Iterator[tuple[tuple[str, ...], App]]:
    """Every command with its path, whatever group it is in."""
    for name in app:
        if not name.startswith("-"):
            found = app[name]
            if found.default_command:
                yield (*path, name), found
            else:
                yield from commands(found, *path, name)


COMMAND_LINE: Final = composed(GROUPS)
COMMANDS: Final = dict(commands(COMMAND_LINE))


def arguments(path: tuple[str, ...]) -> tuple[Argument, ...]:
    """What a command takes: arguments and options, those that many have in common included."""
    taken = COMMANDS[path].assemble_argument_collection(
        default_parameter=COMMAND_LINE.default_parameter, parse_docstring=True
    )
    return tuple(argument for argument in taken if not argument.children)


def with_json(group: str) -> set[str]:
    """The commands of a group that can print a message instead of a table."""
    return {
        " ".join(path)
        for path in COMMANDS
        if path[0] == group and any("--json" in argument.names for argument in arguments(path))
    }
