"""The SDK for programs that know no `await`: a thread that carries its calls out."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Generator
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

ValueT = TypeVar("ValueT")


class LoopThread:
    """Whatever is called of the SDK, from any number of threads, is waited for here.

    `platform = thread.wait(Platform.connect())`, then `thread.wait(platform.submit(submission))`. Like a
    connection, it does not survive a fork.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="onematter", daemon=True)
        self._thread.start()

    def wait(self, call: Coroutine[Any, Any, ValueT]) -> ValueT:
        """What it answers, or raises."""
        done = asyncio.run_coroutine_threadsafe(call, self._loop)
        try:
            return done.result()
        except BaseException:
            done.cancel()  # whoever is interrupted waits no longer
            raise

    def each(self, told: AsyncGenerator[ValueT]) -> Generator[ValueT]:
        """One after the other, as `case.watch()` and `platform.events()` tell them."""
        try:
            while True:
                try:
                    value = self.wait(_next(told))
                except StopAsyncIteration:
                    return
                yield value
        finally:
            self.wait(_end(told))

    def close(self) -> None:
        """End the thread; close its connections before."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See `close`."""
        self.close()


async def _next(told: AsyncGenerator[ValueT]) -> ValueT:
    return await anext(told)


async def _end(told: AsyncGenerator[ValueT]) -> None:
    await told.aclose()
