"""`make chaos`: `python -m deploy.chaos [CASES [SEED]]`; ends with 1 unless all is whole."""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from deploy.chaos.survival import Survival, survive

CASES: Final = 10_000
SEED: Final = 1
SHOWN: Final = 5
"""Of whoever was lost, twice, or is stuck."""


def main() -> int:
    """Run from the command line."""
    number, seed, *_ = (*map(int, sys.argv[1:]), *(CASES, SEED)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(prefix="one-matter-chaos-") as folder:
        survived = asyncio.run(survive(Path(folder), number, seed=seed))
    Console(highlight=False).print(_table(survived))
    return 0 if survived.losses.is_whole else 1


def _table(survived: Survival) -> Table:
    losses = survived.losses
    table = Table("", "", title=f"{losses.filed:,} cases, by the dice of {survived.seed}")
    for what, times in sorted(survived.strikes.items()):
        table.add_row(f"{what} killed", f"{times:,}")
    table.add_row("calls of departments that failed", f"{survived.failing:,} of {survived.calls:,}")
    table.add_row("cases per second, all kills included", f"{losses.filed / survived.seconds:.1f}")
    table.add_row("granted, with licences", f"{losses.granted:,}, {losses.licences:,}")
    for what in ("lost", "twice", "stuck", "otherwise"):
        found: tuple[str, ...] = getattr(losses, what)
        table.add_row(what, f"{len(found)} {', '.join(found[:SHOWN])}")
    return table


if __name__ == "__main__":
    sys.exit(main())
