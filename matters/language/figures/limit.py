"""How long somebody may take."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .basis import Basis


@dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """Days on which offices work (行政许可法 Art. 82); the day of the event itself is not counted."""

    unit: ClassVar[str] = "个工作日"
    count: int
    basis: Basis

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class CalendarDays:
    """Days of the calendar, holidays included; the day of the event itself is not counted."""

    unit: ClassVar[str] = "日"
    count: int
    basis: Basis

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Months:
    """Months of the calendar: to the day of the same number, or to the last of a month that has none such.

    The day of the event itself is not counted (民法典 Art. 201, 202).
    """

    unit: ClassVar[str] = "个月"
    count: int
    basis: Basis

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


Limit = WorkingDays | CalendarDays | Months


@dataclass(frozen=True, kw_only=True)
class Validity:
    """How long a licence is valid, from the day of its decision on.

    Its renewal is asked for from `renewable_from` until `renewable_until` before its last day, where a law of
    its own says so; else as general law has it. Asked for later, it is not deemed granted.
    """

    years: int
    basis: Basis
    renewable_from: Limit | None = None
    renewable_until: Limit | None = None

    @property
    def renewal(self) -> tuple[tuple[str, Limit], ...]:
        """Its limits, as people call them."""
        ends = (("申请延续最早于届满前", self.renewable_from), ("申请延续最迟于届满前", self.renewable_until))
        return tuple((name, limit) for name, limit in ends if limit)

    def __str__(self) -> str:
        return f"{self.years}年"


class Start(StrEnum):
    """What starts a limit: that something was accepted, or that it was received."""

    ACCEPTANCE = "acceptance"
    RECEIPT = "receipt"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why a clock that no law sets stands still, beside the special procedures of licensing."""

    code: str
    name: str
    basis: Basis

    def __str__(self) -> str:
        return f"{self.name}，{self.basis}"


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What may be done against a decision, with which `body`, and how long after it was served.

    `after_review`: so long from a review decision, or from the end of the review's time without one.
    """

    name: str
    limit: Limit
    body: str
    after_review: Limit | None = None


@dataclass(frozen=True, kw_only=True)
class Extendable:
    """By how much a limit may be extended once, and whose approval that takes.

    Of a whole case, a head of its lead approves, unless it is one of another `body`, by its code.
    """

    limit: Limit
    approver: str
    body: str = ""

    def __str__(self) -> str:
        return f"{self.limit}（经{self.approver}批准）"
