"""Cases from a terminal.  Exit codes: 0 done, 1 not accepted, 2 mend something, 3 call again."""

import asyncio
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import NoReturn

from .cli import case_terminal, cashier_terminal, desk_terminal, enquiry_terminal, supervision_terminal
from .cli.terminal import AGAIN, INTERRUPTED, MEND, Commands
from .errors import Again, OneMatterError


def parser() -> ArgumentParser:
    """All commands, by who gives them."""
    every = ArgumentParser(prog="onematter", description=__doc__)
    commands = Commands(every)
    for people in (enquiry_terminal, case_terminal, cashier_terminal, desk_terminal, supervision_terminal):
        people.add_to(commands)
    return every


def run(arguments: Sequence[str]) -> int:
    """The exit code; what is wrong is told on standard error, without a trace."""
    every = parser()
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError:
        every.error("an argument is not UTF-8 text; type it again")
    asked = every.parse_args(arguments)
    try:
        code: int = asyncio.run(asked.run(asked))
    except OneMatterError as error:
        says = "\n".join((f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())))
        print(says, file=sys.stderr)
        return AGAIN if isinstance(error, Again) else MEND
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def main() -> NoReturn:
    """Leave at once: at the interpreter's exit Temporal's threads may abort it (sdk-python#300)."""
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
