"""What an item costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic

from ..check import FormT, words
from ..errors import NotInForce
from ..form import Form
from .basis import Basis, yuan


def never(_: Form) -> bool:
    """无减免情形"""
    return False


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many fen from that day on."""

    since: date
    fen: int
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Fee(Generic[FormT]):
    """A dated table of rates, paid into the department's own `account` (统一公共支付).

    `statute` is the law or administrative regulation that allows it (行政许可法 Art. 58). Whoever meets
    `exempt` pays nothing; its docstring is the reason that the applicant reads.
    """

    statute: Basis
    rates: tuple[Rate, ...]
    account: str
    exempt: Callable[[FormT], bool] = never

    def __post_init__(self) -> None:
        if not self.rates or list(self.rates) != sorted(self.rates, key=lambda rate: rate.since):
            raise NotInForce(f"account {self.account!r}: list at least one rate, the oldest first")

    def __str__(self) -> str:
        """What is charged; from which day on, where that changes."""
        if len(self.rates) == 1:
            return yuan(self.rates[0].fen)
        return "；".join(f"{rate.since} 起 {yuan(rate.fen)}" for rate in self.rates)

    @property
    def unless(self) -> str:
        """Who pays nothing, in words; empty where everybody pays."""
        return "" if self.exempt is never else f"{words(self.exempt)}的免收"

    def on(self, day: date) -> Rate:
        """The rate in force on that day.  Raises `NotInForce`."""
        in_force = [rate for rate in self.rates if rate.since <= day]
        if not in_force:
            raise NotInForce(f"account {self.account!r}: no rate was in force on {day}; add the older one")
        return in_force[-1]
