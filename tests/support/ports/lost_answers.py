"""Registers and a treasury at the end of a line that breaks, or is slow, once a call has been carried out."""

import functools
from collections.abc import Callable, Iterable, Sequence
from threading import Event
from typing import Any, Final, Literal, TypeVar

import pytest

from activities.ports.population_register import Noted, Row, RowKind
from activities.ports.treasury import TreasuryPayment
from activities.stand_ins.books import District
from activities.stand_ins.population import PopulationStandIn
from activities.stand_ins.treasury import TreasuryStandIn
from client import RegistryEvent
from matters.language import Narrowing, Period

PATIENCE: Final = 20.0

AnswerT = TypeVar("AnswerT")


class AnswerLost(Exception):
    """The call was carried out, and who has called will never know."""


class BrokenPopulation(PopulationStandIn):
    """Its answers to one kind of call are lost, but for so many `first` ones."""

    def __init__(
        self, district: District, *, lost: Literal["page", "some", "write", "note"], first: int = 0
    ) -> None:
        super().__init__(district)
        self._lost = lost
        self._first = first

    def page(
        self, kind: RowKind, *, narrowing: Narrowing, period: Period, after: str, size: int
    ) -> Sequence[Row]:
        rows = super().page(kind, narrowing=narrowing, period=period, after=after, size=size)
        return self._answered("page", rows)

    def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
        return self._answered("some", super().some(kind, keys))

    def note(self, event: RegistryEvent) -> Noted:
        return self._answered("note", super().note(event))

    def _answered(self, call: str, answer: AnswerT) -> AnswerT:
        if call == self._lost:
            self._first -= 1
            if self._first < 0:
                raise AnswerLost
        return answer


class HeldPopulation(PopulationStandIn):
    """Keeps its answers about some back until they are let go; `asked` tells that there is one."""

    def __init__(self, district: District) -> None:
        super().__init__(district)
        self.asked, self.go = Event(), Event()

    def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
        rows = super().some(kind, keys)
        self.asked.set()
        assert self.go.wait(PATIENCE), "nobody has let it go"
        return rows


class BrokenTreasury(TreasuryStandIn):
    """Takes every file, and its receipt is lost."""

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        super().take(file, payments)
        raise AnswerLost


def dies_afterwards(monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str) -> list[object]:
    """The step is carried out, then dies, the first time for each of two arguments; gives those arguments."""
    carry_out: Callable[..., Any] = getattr(owner, step)
    died: list[object] = []

    @functools.wraps(carry_out)
    def step_that_dies(self: Any, argument: Any) -> Any:
        answer = carry_out(self, argument)
        if argument not in died and len(died) < 2:
            died.append(argument)
            raise AnswerLost
        return answer

    monkeypatch.setattr(owner, step, step_that_dies)
    return died
