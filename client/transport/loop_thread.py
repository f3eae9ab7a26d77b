"""The SDK for programs that know no `await`: a thread that carries its calls out."""

import asyncio
import os
from collections.abc import AsyncGenerator, Coroutine, Generator
from concurrent.futures import CancelledError, Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from ..errors import ConnectionClosed, OtherProcess
from .connection import FORKED

ValueT = TypeVar("ValueT")

HEARD_WITHIN: Final = 1.0
"""Seconds: an interrupt that comes just before a thread begins to sleep does not wake it."""


class LoopThread:
    """Whatever is called of the SDK, from any number of threads, is waited for here.

    `platform = thread.wait(Platform.connect())`, then `thread.wait(platform.submit(submission))`. Like a
    connection, it does not survive a fork.
    """

    def __init__(self) -> None:
        self._process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._work, name="onematter", daemon=True)
        self._is_open, self._end = True, asyncio.Event()
        self._waiting: set[Future[Any]] = set()
        self._under_way: dict[object, asyncio.Task[Any] | None] = {}
        self._thread.start()

    def wait(self, call: Coroutine[Any, Any, ValueT]) -> ValueT:
        """What it answers, or raises; `ConnectionClosed`, if the thread is closed meanwhile or before.

        Raises `OtherProcess` after a fork.
        """
        return self._wait(call, object())

    def each(self, told: AsyncGenerator[ValueT]) -> Generator[ValueT]:
        """One after the other, as `case.watch()` and `platform.events()` tell them."""
        listening = object()
        try:
            while True:
                try:
                    value = self._wait(_next(told), listening)
                except StopAsyncIteration:
                    return
                yield value
        finally:
            with suppress(ConnectionClosed):  # whoever has closed the thread has ended it
                self.wait(self._end_stream(told, listening))

    def close(self) -> None:
        """End the thread; close its connections before. Whoever still waits gets `ConnectionClosed`."""
        self._is_open = False
        with suppress(RuntimeError):  # it has ended
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        for one in [*self._waiting]:  # what was handed over too late to be begun
            one.cancel()

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See `close`."""
        self.close()

    def _work(self) -> None:
        """What is under way at the end is cancelled, and ends before the thread does."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._ended())

    async def _ended(self) -> None:
        await self._end.wait()

    def _wait(self, call: Coroutine[Any, Any, ValueT], mark: object) -> ValueT:
        """Under a mark that is there before anything is handed over: an interrupt may come at any moment."""
        try:
            handed = self._hand_over(call, mark)
            while not handed.done():
                wait_for((handed,), timeout=HEARD_WITHIN)
            return handed.result()
        except CancelledError:
            if self._is_open:
                raise
            raise _closed() from None
        except (KeyboardInterrupt, SystemExit):
            self._hand_over(self._cancel(mark), object())  # whoever is interrupted waits no longer
            raise

    def _hand_over(self, call: Coroutine[Any, Any, ValueT], mark: object) -> Future[ValueT]:
        """What is handed over first begins first.  Raises `ConnectionClosed`, `OtherProcess`."""
        if os.getpid() != self._process:  # nobody is there to carry it out
            call.close()
            raise OtherProcess(FORKED)
        carried_out = self._carried_out(call, mark)
        try:
            handed = asyncio.run_coroutine_threadsafe(carried_out, self._loop)
        except RuntimeError:  # so a loop tells that it is closed
            carried_out.close()
            call.close()
            raise _closed() from None
        self._waiting.add(handed)
        handed.add_done_callback(self._waiting.discard)
        if not self._is_open:  # else `close` sees it
            handed.cancel()
        return handed

    async def _carried_out(self, call: Coroutine[Any, Any, ValueT], mark: object) -> ValueT:
        self._under_way[mark] = asyncio.current_task()
        try:
            return await call
        finally:
            del self._under_way[mark]

    async def _cancel(self, mark: object) -> None:
        if task := self._under_way.get(mark):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _end_stream(self, told: AsyncGenerator[ValueT], mark: object) -> None:
        await self._cancel(mark)  # a stream is not ended as long as it is asked for the next
        await told.aclose()


async def _next(told: AsyncGenerator[ValueT]) -> ValueT:
    return await anext(told)


def _closed() -> ConnectionClosed:
    return ConnectionClosed("this thread is closed; make another one, and connect anew")
