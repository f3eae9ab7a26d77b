"""Cancellations: whoever reaches the server can ask for one, and it is nobody's word, so it is not heard."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

AnswerT = TypeVar("AnswerT")

UNHEARD: Final = "cancellation-unheard"
"""The change of 2026-12: before, a run ended so."""


async def unheard(work: Coroutine[Any, Any, AnswerT]) -> AnswerT:
    """Work to its end; only where the run is dropped from a worker's memory does it end before."""
    working = asyncio.create_task(work)
    while True:
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            if working.done():
                raise
