"""A thread that waits for calls, for programs that know no `await`."""

import asyncio
from collections.abc import AsyncGenerator

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
