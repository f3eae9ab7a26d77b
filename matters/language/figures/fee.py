"""What an item costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic

from ..check import FormT, always, words
from ..errors import NotInForce
from ..form import Form
from .basis import Basis, yuan


def one_unit(_: Form) -> int:
    """每件"""
    return 1


def never(_: Form) -> bool:
    """无减免情形"""
    return False


@dataclass(frozen=True, kw_only=True)
class FurtherUnits:
    """So many fen for each unit after the first, and which text says so (每增加一本加收)."""

    fen: int
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Rate(Generic[FormT]):
    """So many fen from that day on; where a text has several at a time, `when` says whose it is.

    That is for each unit, or for the first alone, which may be free, if those that are `further` cost another
    sum.
    """

    since: date
    fen: int
    basis: Basis
    when: Callable[[FormT], bool] = always
    further: FurtherUnits | None = None

    def __str__(self) -> str:
        """In yuan, and whose it is if not everybody's."""
        return "，".join(says for says, _ in self.sums)

    @property
    def sums(self) -> tuple[tuple[str, Basis], ...]:
        """Each of them as people read it, with the text that sets it."""
        whose = "" if self.when is always else f"{words(self.when)}的"
        if self.further is None:
            return ((f"{whose}{yuan(self.fen)}", self.basis),)
        first = yuan(self.fen) if self.fen else "不收费"
        more = f"每增加一件{yuan(self.further.fen)}"
        return (f"{whose}首件{first}", self.basis), (more, self.further.basis)

    @property
    def bases(self) -> str:
        """By which texts, each once."""
        return "；".join(dict.fromkeys(str(basis) for _, basis in self.sums))

    def total(self, units: int) -> int:
        """For so many, in fen."""
        if self.further is None or units < 1:
            return self.fen * units
        return self.fen + self.further.fen * (units - 1)


@dataclass(frozen=True, kw_only=True)
class Fee(Generic[FormT]):
    """A dated table of rates, paid into the department's own `account` (统一公共支付).

    `statute` is the law or administrative regulation that allows it (行政许可法 Art. 58). Whoever meets
    `exempt` pays nothing; its docstring is the reason that the applicant reads. A rate is for each of the
    `units` that the form counts; their docstring says of what. Of several rates in force the last counts
    that is the applicant's.
    """

    statute: Basis
    rates: tuple[Rate[FormT], ...]
    account: str
    exempt: Callable[[FormT], bool] = never
    units: Callable[[FormT], int] = one_unit

    def __post_init__(self) -> None:
        for said in (self.exempt, self.units, *(rate.when for rate in self.rates)):
            words(said)
        if not self.rates or list(self.rates) != sorted(self.rates, key=lambda rate: rate.since):
            raise NotInForce(f"account {self.account!r}: list at least one rate, the oldest first")
        if self.rates[0].when is not always:
            raise NotInForce(
                f"account {self.account!r}: its first rate is not everybody's, and who is not "
                f"{words(self.rates[0].when)!r} would have none; list that of everybody first"
            )

    def __str__(self) -> str:
        """What is charged; from which day on, where that changes."""
        return self.charges(self.rates)

    def advised(self, holds: Callable[[Callable[[FormT], bool]], bool | None]) -> str:
        """What it may be for somebody of whom it is known, or not (None), whether a condition holds."""
        is_exempt = holds(self.exempt)
        if is_exempt:
            return f"免收：{words(self.exempt)}"
        rates: tuple[Rate[FormT], ...] = ()
        for rate in self.rates:
            is_his = holds(rate.when)
            if is_his:  # which takes the place of what is listed before
                rates = tuple(other for other in rates if other.since < rate.since)
            if is_his is not False:
                rates = (*rates, rate)
        charged = self.charges(rates)
        return charged if is_exempt is False else f"{charged}，{self.unless}"

    def charges(self, rates: Sequence[Rate[FormT]]) -> str:
        """What some of the rates say."""
        changes = any(rate.since != rates[0].since for rate in rates)
        return "；".join(f"{f'{rate.since} 起 ' * changes}{rate}{self.each}" for rate in rates)

    @property
    def each(self) -> str:
        """For each of what a rate is, in words; empty where it is for the item."""
        return "" if self.units is one_unit else f"（{words(self.units)}）"

    @property
    def unless(self) -> str:
        """Who pays nothing, in words; empty where everybody pays."""
        return "" if self.exempt is never else f"{words(self.exempt)}的免收"

    def on(self, day: date, form: FormT) -> Rate[FormT]:
        """The rate of this form that is in force on that day.  Raises `NotInForce`."""
        in_force = [rate for rate in self.rates if rate.since <= day and rate.when(form)]
        if not in_force:
            raise NotInForce(f"account {self.account!r}: no rate was in force on {day}; add the older one")
        return in_force[-1]
