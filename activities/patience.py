"""Patience: what waiting mends is waited for, and what for is told once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog

from activities.errors import BooksUnreachable
from client.errors import Again

log = structlog.stdlib.get_logger("patience")

BegunT = TypeVar("BegunT")

PAUSE: Final = 1.0
"""Seconds until the next try."""


async def patiently(begin: Callable[[], Awaitable[BegunT]]) -> BegunT:
    """Begin as soon as ledger and server are there: a worker that starts waits as a running one does.

    One line says for what, and another only when that is something else.
    """
    told = ""
    while True:
        try:
            return await begin()
        except (BooksUnreachable, Again) as missing:
            if str(missing) != told:
                log.warning("waiting", reason=str(missing))
            told = str(missing)
        await asyncio.sleep(PAUSE)
