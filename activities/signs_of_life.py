"""Signs of life: a page of many shows that it is at work while a partner takes its time over it."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from temporalio import activity

OFTEN: Final = 3
"""Signs in the time after which whoever gets none takes the work for lost."""


@contextmanager
def alive(*details: object) -> Generator[None]:
    """Show signs of life from beside, as often as this activity's caller wants them, if it wants any.

    `details` are those of the last sign: the next one takes its place.
    """
    patience = activity.info().heartbeat_timeout if activity.in_activity() else None
    if not patience:
        yield
        return
    over = Event()
    beside = Thread(target=copy_context().run, args=(_show, patience / OFTEN, over, details), daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def _show(pause: timedelta, over: Event, details: tuple[object, ...]) -> None:
    while not over.wait(pause.total_seconds()):
        activity.heartbeat(*details)
