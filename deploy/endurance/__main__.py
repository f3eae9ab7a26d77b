"""`make endurance`: `python -m deploy.endurance [PART[:CASES] …]`; for hours, unless there are fewer cases.

crowd      so many open cases on one worker, which keeps a thousand in its memory
absence    a department is away while so many items gather for it, and comes back
restart    the worker is killed, and another one started, while so many cases are filed
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from rich.table import Table

from deploy.bench.contest import console
from deploy.endurance import absence, crowd, restart

PARTS: Final[Mapping[str, tuple[Callable[[Path, int], Awaitable[Table]], int]]] = {
    "crowd": (crowd.bench, 100_000),
    "absence": (absence.bench, 10_000),
    "restart": (restart.bench, 2_000),
}


async def measure(asked: list[tuple[str, int]]) -> None:
    """One after the other, each in a folder that is removed afterwards; each is told when it is measured."""
    for part, number in asked:
        with tempfile.TemporaryDirectory(prefix="one-matter-endurance-") as folder:
            console.print(await PARTS[part][0](Path(folder), number))


def main() -> int:
    """Run from the command line."""
    asked = [_part(said) for said in sys.argv[1:] or PARTS]
    if unknown := [part for part, number in asked if not number]:
        print(f"no such part: {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 1
    asyncio.run(measure(asked))
    return 0


def _part(said: str) -> tuple[str, int]:
    """With its number of cases, which is 0 where nothing can be measured."""
    part, _, number = said.partition(":")
    _, usual = PARTS.get(part, (None, 0))
    return part, (int(number) if number.isdigit() and usual else 0) if number else usual


if __name__ == "__main__":
    sys.exit(main())
