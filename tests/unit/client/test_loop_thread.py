"""A thread that waits for calls, for programs that know no `await`."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from client import LoopThread
from client.errors import TooLate


async def _answer(number: int) -> int:
    await asyncio.sleep(0)
    if number < 0:
        raise TooLate("it is over")
    return number


def test_calls_and_streams() -> None:
    """What a call answers or raises; what is told one after the other, also for who stops listening."""
    ended: list[str] = []

    async def told() -> AsyncGenerator[int]:
        try:
            for number in range(3):
                yield await _answer(number)
        finally:
            ended.append("it")

    with LoopThread() as thread:
        assert thread.wait(_answer(1)) == 1
        with pytest.raises(TooLate):
            thread.wait(_answer(-1))
        assert [*thread.each(told())] == [0, 1, 2]
        listening = thread.each(told())
        assert next(listening) == 0
        listening.close()
    assert ended == ["it", "it"]


def test_interrupted() -> None:
    """Whoever is interrupted hears of nothing else, though what he listened to takes its time to end."""

    async def told() -> AsyncGenerator[int]:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.Event().wait()
            yield 1
        finally:
            await asyncio.sleep(0)

    with LoopThread() as thread, pytest.raises(KeyboardInterrupt):
        next(thread.each(told()))


def test_closed_while_somebody_waits() -> None:
    """He waits no longer."""
    waits = threading.Event()

    async def call() -> None:
        waits.set()
        await asyncio.Event().wait()

    thread = LoopThread()
    with ThreadPoolExecutor() as others:
        waiting = others.submit(lambda: thread.wait(call()))
        waits.wait()
        thread.close()
        with pytest.raises(CancelledError):
            waiting.result()
