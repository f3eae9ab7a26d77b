"""Reading in the ledger beside a run that asks, and must not wait for long."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from activities.database import Transaction
from activities.errors import WorldError
from activities.ledger import Ledger
from client.errors import NotPossible

AT_ONCE: Final = 2
PATIENCE: Final = 1.0
"""Seconds; who takes two in a step of a run is held to be stuck."""

FoundT = TypeVar("FoundT")


class ReadingAside:
    """For what is asked outside of any activity."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._aside = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="aside")

    def find(self, look: Callable[[Transaction], FoundT]) -> FoundT:
        """Raises `NotPossible`: the ledger does not answer in time."""
        try:
            return self._aside.submit(self._look, look).result(PATIENCE)
        except (TimeoutError, WorldError) as away:
            raise NotPossible("台账现在没有应答，无法核对；请稍后再试") from away

    def _look(self, look: Callable[[Transaction], FoundT]) -> FoundT:
        with self._ledger.reading() as books:
            return look(books)
