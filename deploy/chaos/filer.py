"""A client that files what stands in a file, some at a time: `python -m deploy.chaos.filer FILE`.

It is killed in the middle, and started again on the same file until it has come to its end: then every
submission in it has a receipt.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeVar

from client import Platform, Submission
from client.errors import Again

AnswerT = TypeVar("AnswerT")

AT_ONCE: Final = 5
PAUSE: Final = 0.3

RECEIPTS: Final = "receipts.txt"
"""Beside the file: what it was told, a case and its number in a line, before it could be killed."""


async def file(lines: Path) -> None:
    """A submission in each line."""
    platform, places = await insist(Platform.connect), asyncio.Semaphore(AT_ONCE)
    with lines.with_name(RECEIPTS).open("a", encoding="utf-8", buffering=1) as receipts:

        async def submit(submission: Submission) -> None:
            async with places:
                case = await insist(lambda: platform.submit(submission))
            receipts.write(f"{case.id} {case.receipt.acceptance_number}\n")

        async with asyncio.TaskGroup() as together:
            for line in lines.read_text(encoding="utf-8").splitlines():
                together.create_task(submit(Submission.model_validate_json(line)))


async def insist(call: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
    """Call until somebody answers."""
    while True:
        try:
            return await call()
        except Again:
            await asyncio.sleep(PAUSE)


if __name__ == "__main__":
    asyncio.run(file(Path(sys.argv[1])))
