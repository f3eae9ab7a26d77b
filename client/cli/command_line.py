"""The command line `onematter`: groups of commands, loaded when they are wanted, and how a command ends."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from cyclopts import App, CycloptsError, Parameter

DONE: Final = 0
NOT_ACCEPTED: Final = 1
MEND: Final = 2
AGAIN: Final = 3
INTERRUPTED: Final = 130
UNREAD: Final = 141
"""Whoever read the output has stopped, as `head` does."""

SAYS: Final = """高效办成一件事: cases, officers, supervisors and campaigns of a one-matter engine.

Exit codes: 0 done, 1 not accepted, 2 mend something, 3 call again."""

INCOMPLETE: Final = "a command is missing: add one of these, and --help for what it takes"


@dataclass(frozen=True, kw_only=True)
class CommandGroup:
    """Commands under one name; `where` they are is loaded only when they are wanted."""

    where: str
    says: str


GROUPS: Final[Mapping[str, CommandGroup]] = {
    "case": CommandGroup(
        where=f"{__package__}.case:app", says="Ask first, file a case, follow it to its end."
    ),
    "desk": CommandGroup(where=f"{__package__}.desk:app", says="Work as an officer of a department."),
    "sequel": CommandGroup(
        where=f"{__package__}.sequel:app", says="Carry out what becomes of a decision after its case."
    ),
    "supervise": CommandGroup(
        where=f"{__package__}.supervise:app", says="Order other working days, look at the rules of machines."
    ),
    "ops": CommandGroup(
        where=f"{__package__}.operators.ops:app", says="See what there is, what is stuck, how it goes."
    ),
    "keys": CommandGroup(where=f"{__package__}.keys:app", says="Make an identity of one's own."),
    "campaign": CommandGroup(where=f"{__package__}.campaign:app", says="Pay grants that nobody applies for."),
}
"""What the SDK alone can do."""


def composed(groups: Mapping[str, CommandGroup]) -> App:
    """The command line that has these groups."""
    app = App(
        name="onematter",
        help=SAYS,
        help_format="plaintext",
        version_flags=(),
        default_parameter=Parameter(negative=(), show_default=False),
        suppress_keyboard_interrupt=False,
    )
    for name, group in groups.items():
        app.command(group.where, name=name, help=group.says)
    app.register_install_completion_command(help="Have the shell complete commands and options.")
    return app


def run(app: App, arguments: Sequence[str]) -> int:
    """The exit code; what is wrong is told on standard error, without a trace."""
    try:
        return _carried_out(app, arguments)
    except CycloptsError as mistake:
        return _tell(f"{mistake}{_where_to_look(mistake)}", MEND)
    except SystemExit:  # of the library, which has told why it cannot install a completion
        return MEND
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from ..errors import Again, OneMatterError  # noqa: PLC0415 (whoever only asks for help waits for none)
        from ..messages.bounds import printable  # noqa: PLC0415

        if not isinstance(error, OneMatterError):
            raise
        says = "\n".join((_told(error), *getattr(error, "__notes__", ())))
        return _tell(printable(says), AGAIN if isinstance(error, Again) else MEND)


def main(groups: Mapping[str, CommandGroup] = GROUPS) -> NoReturn:
    """Leave at once: at the interpreter's exit Temporal's threads may abort it (sdk-python#300)."""
    try:
        code = run(composed(groups), sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = UNREAD
    os._exit(code)


def _carried_out(app: App, arguments: Sequence[str]) -> int:
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError as error:
        raise CycloptsError(msg="an argument is not UTF-8 text; type it again") from error
    code: int | None = app(
        arguments, exit_on_error=False, print_error=False, verbose=False, result_action="return_value"
    )
    if code is None and not any(word.startswith("-") for word in arguments):
        raise CycloptsError(msg=INCOMPLETE)  # the library has shown what there is, and nobody asked for that
    return code or DONE


def _told(error: Exception) -> str:
    """In the words of people, and then what is wrong where, for whoever mends it."""
    from ..labels import ERRORS  # noqa: PLC0415 (likewise)

    name = type(error).__name__
    return f"{name}: {ERRORS[name]}（{error}）" if name in ERRORS else f"{name}: {error}"


def _where_to_look(mistake: CycloptsError) -> str:
    chain = " ".join(mistake.command_chain or ())
    return f" (see `onematter {chain} --help`)" if chain else ""


def _tell(says: str, code: int) -> int:
    print(says, file=sys.stderr)
    return code
