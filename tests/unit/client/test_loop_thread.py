"""A thread that waits for calls, for programs that know no `await`."""

import asyncio
import signal
import sys
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from client import ConnectionClosed, LoopThread
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


def test_interrupted_while_it_listens() -> None:
    """Whoever is interrupted hears of nothing else, though what he listens to takes its time to end."""
    ended = threading.Event()

    async def told() -> AsyncGenerator[int]:
        try:
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
            await asyncio.Event().wait()
            yield 1
        finally:
            await asyncio.sleep(0)
            ended.set()

    with LoopThread() as thread:
        with pytest.raises(KeyboardInterrupt):
            next(thread.each(told()))
        assert ended.is_set()
        assert thread.wait(_answer(1)) == 1


class _Interrupt:
    """Comes at the n-th line that is run of the SDK's thread, and of what hands calls over to it."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        file = Path(frame.f_code.co_filename)
        if event == "line" and (file.name == "loop_thread.py" or file.parent.name == "asyncio"):
            self.left -= 1
            if not self.left:
                raise KeyboardInterrupt
        return self


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")  # one that was to be handed over just then
def test_interrupted_anywhere() -> None:
    """At whatever line an interrupt comes, it is told as one, what was listened to ends, nobody hangs."""
    begun, ended = 0, 0

    async def told() -> AsyncGenerator[int]:
        nonlocal begun, ended
        begun += 1
        try:
            yield await _answer(1)
            yield await _answer(2)
        finally:
            ended += 1

    def listen(interrupt: _Interrupt) -> list[int]:
        with LoopThread() as thread:
            before = sys.gettrace()
            sys.settrace(interrupt)
            try:
                return [*thread.each(told())]
            except KeyboardInterrupt:
                return []
            finally:
                sys.settrace(before)

    heard: list[int] = []
    for line in count(1):
        interrupt = _Interrupt(line)
        if heard := listen(interrupt):
            assert line > 50, "it did not come anywhere"
            assert interrupt.left > 0, "it came, and was not told"
            break
    assert (heard, begun) == ([1, 2], ended)


def test_closed_while_somebody_waits() -> None:
    """He waits no longer, and whoever listens has heard all; afterwards nobody is carried out anything."""
    waits = threading.Event()

    async def call() -> None:
        waits.set()
        await asyncio.Event().wait()

    async def told() -> AsyncGenerator[int]:
        yield 1

    thread = LoopThread()
    listening = thread.each(told())
    assert next(listening) == 1
    with ThreadPoolExecutor() as others:
        waiting = others.submit(lambda: thread.wait(call()))
        waits.wait()
        thread.close()
        with pytest.raises(ConnectionClosed, match="this thread is closed"):
            waiting.result()
    with pytest.raises(ConnectionClosed):
        thread.wait(_answer(1))
    listening.close()
    thread.close()
