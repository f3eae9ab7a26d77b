"""Many submissions at once, by a client that waits as long as it takes."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from client import Case, Platform, Submission, names
from deploy.chaos.filer import insist
from deploy.engine import Engine

PATIENCE: Final = timedelta(minutes=2)
"""Of whoever finds out how long it takes."""

AT_ONCE: Final = 20


async def patient(running: Engine) -> Platform:
    """A platform's connection to this engine."""
    return await Platform.connect(
        running.server.address,
        namespace=names.NAMESPACE,
        keys=running.keys,
        identities=running.identities,
        patience=PATIENCE,
    )


async def file_all(platform: Platform, submissions: Iterable[Submission]) -> list[Case]:
    """Some at a time, until each has its receipt."""
    places = asyncio.Semaphore(AT_ONCE)

    async def file(one: Submission) -> Case:
        async with places:
            return await insist(lambda: platform.submit(one))

    return await asyncio.gather(*map(file, submissions))
