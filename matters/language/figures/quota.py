"""A licence of which there are only so many (有数量限制的行政许可)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic

from ..check import FormT
from ..form import Form
from .basis import Basis, Figure
from .limit import Limit


class PerPeriod(StrEnum):
    """For how long the places of a quota are counted: those in force at any time, or those of a year."""

    IN_FORCE = "总量"
    YEAR = "每年"


def everywhere(_: Form) -> str:
    """All areas share the places."""
    return "全部区域"


@dataclass(frozen=True, kw_only=True)
class Ranking(Generic[FormT]):
    """The declared order in which places are given, once all have applied: `by` says the rank, 1 is first.

    Within a rank the earlier acceptance goes first. Nobody is refused for want of a place: whoever finds
    none is placed `otherwise`, in the words that people read.
    """

    by: Callable[[FormT], int]
    otherwise: str
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Quota(Generic[FormT]):
    """So many `places`, for each `area` that the form names; which law sets the number is their basis.

    They are given in the order of acceptance (行政许可法 Art. 57). When all are given, whoever comes later is
    told so, and an officer refuses him; if a text has it so, he first `waits` so long for one that becomes
    free. By a `ranking` they are given in another order, and to nobody whom the district places otherwise.
    What a law gives away by tender, auction or lot (Art. 53) has no such quota.
    """

    places: Figure
    per: PerPeriod = PerPeriod.IN_FORCE
    area: Callable[[FormT], str] = everywhere
    waits: Limit | None = None
    ranking: Ranking[FormT] | None = None

    def __str__(self) -> str:
        area = "" if self.area is everywhere else "，分区域计"
        return f"{self.per}{self.places}{area}"

    @property
    def order(self) -> str:
        """In which they are given."""
        ranked = "按公布的顺位安排，同一顺位的按受理的先后顺序"
        return ranked if self.ranking else "按受理的先后顺序作出决定"

    def pool(self, form: FormT, *, on: date) -> tuple[str, ...]:
        """Which places are meant, if it is accepted on a day: of which year, of which area."""
        year = f"{on.year}年" if self.per is PerPeriod.YEAR else ""
        area = "" if self.area is everywhere else self.area(form)
        return tuple(filter(None, (year, area)))
