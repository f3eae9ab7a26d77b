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


@dataclass(frozen=True, kw_only=True)
class Validity:
    """How long a licence is valid, from the day of its decision on."""

    years: int
    basis: Basis

    def __str__(self) -> str:
        return f"{self.years}年"


Limit = WorkingDays | CalendarDays | Months


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
    """What may be done against a decision, with which `body`, and how long after it was served."""

    name: str
    limit: Limit
    body: str


@dataclass(frozen=True, kw_only=True)
class Extendable:
    """By how much a limit may be extended once, and whose approval that takes."""

    limit: Limit
    approver: str

    def __str__(self) -> str:
        return f"{self.limit}（经{self.approver}批准）"
