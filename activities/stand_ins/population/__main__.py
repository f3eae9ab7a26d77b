"""Fill the registers with people who do not exist: `python -m activities.stand_ins.population generate`."""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Console
from rich.progress import Progress

from activities.errors import WorldError
from activities.ledger import Ledger
from matters.clock import CHINA

from .generate import generate

console = Console(highlight=False)


def _generate(asked: argparse.Namespace) -> None:
    ledger = Ledger(asked.ledger)
    started = time.perf_counter()
    with Progress(console=console) as progress:
        task = progress.add_task("people", total=asked.people)
        for done in generate(ledger, count=asked.people, seed=asked.seed, on=asked.on):
            progress.update(task, completed=done)
    ledger.close()
    elapsed = time.perf_counter() - started
    console.print(f"{asked.people:,} people in {elapsed:.1f} s: {asked.people / elapsed:,.0f} people/s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m activities.stand_ins.population", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("generate", help="put people and firms into empty registers")
    command.set_defaults(run=_generate)
    command.add_argument("--people", type=int, default=1_000_000, help="how many")
    command.add_argument("--seed", type=int, default=1, help="the same seed and day give the same people")
    today = datetime.now(CHINA).date()
    command.add_argument("--on", type=date.fromisoformat, default=today, help="the day of their ages")
    command.add_argument("--ledger", default="sqlite:///var/ledger.db", help="database URL or SQLite file")
    return parser


def main(arguments: Sequence[str]) -> int:
    """The exit code; what is wrong is told in one line."""
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
    except WorldError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
