"""The stretch of time that a grant is paid for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..figures.dates import month_end


class PeriodKind(StrEnum):
    """How often a grant is paid."""

    MONTH = "按月"
    QUARTER = "按季"
    YEAR = "按年"
    ONCE = "一次性"


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both inclusive; `label` names it in keys: 2026-03, 2026-Q1, 2026, once."""

    kind: PeriodKind
    first: date
    last: date
    label: str

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(PeriodKind.MONTH, *_months(year, month, count=1), f"{year}-{month:02}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(PeriodKind.QUARTER, *_months(year, 3 * quarter - 2, count=3), f"{year}-Q{quarter}")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(PeriodKind.YEAR, *_months(year, 1, count=12), str(year))

    @classmethod
    def once(cls, first: date, last: date) -> Period:
        """Once in a life, of those who meet the conditions between the two days."""
        return cls(PeriodKind.ONCE, first, last, "once")

    @classmethod
    def containing(cls, day: date, *, kind: PeriodKind) -> Period:
        """The month, quarter or year that `day` is in; what is paid once has no such period."""
        match kind:
            case PeriodKind.MONTH:
                return cls.month(day.year, day.month)
            case PeriodKind.QUARTER:
                return cls.quarter(day.year, (day.month + 2) // 3)
            case PeriodKind.YEAR:
                return cls.year(day.year)
            case PeriodKind.ONCE:
                raise ValueError("what is paid once in a life has no recurring period; use Period.once")

    @classmethod
    def of_quarter(cls, label: str) -> Period:
        """The quarter of that label.  Raises `ValueError`."""
        year, quarter = label.split("-Q")
        return cls.quarter(int(year), int(quarter))

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of each month that the period touches."""
        start, end = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        return tuple(date(number // 12, number % 12 + 1, 1) for number in range(start, end + 1))


def _months(year: int, first: int, *, count: int) -> tuple[date, date]:
    return date(year, first, 1), month_end(date(year, first + count - 1, 1))
