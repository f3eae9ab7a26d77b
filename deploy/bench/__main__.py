"""`make bench`: what cases, enquiries and grants cost, in tables with what is asked for.

python -m deploy.bench               everything, in a quarter of an hour
python -m deploy.bench PART …        of: cases, company (cases, then beside many others), enquiries, feed,
                                     grants, lists, trust
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from rich.table import Table

from deploy.bench import campaign, cases, enquiries, feed, lists, signatures
from deploy.bench.contest import console

PARTS: Final[Mapping[str, Callable[[Path], Awaitable[Table]]]] = {
    "cases": partial(cases.bench, in_company=False),
    "company": partial(cases.bench, in_company=True),
    "enquiries": enquiries.bench,
    "feed": feed.bench,
    "grants": campaign.bench,
    "lists": lists.bench,
    "trust": signatures.bench,
}
EVERYTHING: Final = ("company", "enquiries", "feed", "grants", "lists", "trust")


async def bench(parts: tuple[str, ...]) -> None:
    """One after the other, each in a folder that is removed afterwards; each is told when it is measured."""
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="one-matter-bench-") as folder:
            console.print(await PARTS[part](Path(folder)))


def main() -> int:
    """Run from the command line."""
    parts = tuple(sys.argv[1:])
    if unknown := [part for part in parts if part not in PARTS]:
        print(f"no such part: {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 1
    asyncio.run(bench(parts or EVERYTHING))
    return 0


if __name__ == "__main__":
    sys.exit(main())
