"""What is recorded of one clock: days, notices and approvals, never a remaining time."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, PositiveInt, model_validator
from pydantic_core import PydanticCustomError

from ..definitions import law
from ..language import CalendarDays, Ground, Limit, Months, WorkingDays, months_later


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"


UNITS: Mapping[Unit, str] = {
    Unit.WORKING_DAYS: WorkingDays.unit,
    Unit.CALENDAR_DAYS: CalendarDays.unit,
    Unit.MONTHS: Months.unit,
}
_UNIT_OF: Mapping[type[Limit], Unit] = {
    WorkingDays: Unit.WORKING_DAYS,
    CalendarDays: Unit.CALENDAR_DAYS,
    Months: Unit.MONTHS,
}


class Term(_Record):
    """A limit as it travels with a case; `basis` is the document and its article, in words."""

    count: PositiveInt
    unit: Unit
    basis: str

    @classmethod
    def of(cls, limit: Limit) -> Self:
        return cls(count=limit.count, unit=_UNIT_OF[type(limit)], basis=str(limit.basis))

    def days(self, *, after: date) -> int:
        """How many days it has if it begins on `after`: of months, those up to the day of that number."""
        if self.unit is Unit.MONTHS:
            return (months_later(after, self.count) - after).days
        return self.count

    def __str__(self) -> str:
        return f"{self.count}{UNITS[self.unit]}"

    def __hash__(self) -> int:
        return hash((self.count, self.unit, self.basis))


class SpecialProcedure(StrEnum):
    """The closed list of 行政许可法 Art. 45: only these stop the clock."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert-review"

    @property
    def word(self) -> str:
        """As the law calls it."""
        return SPECIAL_PROCEDURES[self]

    def basis_for(self, *, licensed: bool) -> str:
        """The article that has the list; of what is no licence, by analogy."""
        return str(law.governing(law.SUSPENSION, licensed=licensed))


SPECIAL_PROCEDURES: Mapping[SpecialProcedure, str] = {
    SpecialProcedure.HEARING: "听证",
    SpecialProcedure.TENDER: "招标",
    SpecialProcedure.AUCTION: "拍卖",
    SpecialProcedure.INSPECTION: "检验",
    SpecialProcedure.TESTING: "检测",
    SpecialProcedure.QUARANTINE: "检疫",
    SpecialProcedure.APPRAISAL: "鉴定",
    SpecialProcedure.EXPERT_REVIEW: "专家评审",
}


class OwnGround(_Record):
    """A ground that a definition declares for an item whose limit no law sets."""

    code: str
    word: str
    basis: str

    @classmethod
    def of(cls, ground: Ground) -> Self:
        return cls(code=ground.code, word=ground.name, basis=str(ground.basis))

    def basis_for(self, *, licensed: bool) -> str:  # noqa: ARG002 (its own says what it governs)
        """The text of the definition."""
        return self.basis


class Suspension(_Record):
    """The clock stands from `since` up to and including `until`, or still if that is not known.

    `notice` is the number or text of the written notice that Art. 45 asks for.
    """

    procedure: SpecialProcedure | OwnGround
    since: date
    until: date | None = None
    expected_end: date | None = None
    notice: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until and self.until < self.since:
            raise PydanticCustomError("ends_before_it_starts", "特别程序的结束日早于开始日，请核对")
        return self

    @property
    def single_day(self) -> bool:
        """Whether it has ended on the day on which it began."""
        return self.since == self.until

    def stops(self, day: date) -> bool:
        """Whether `day` is taken off the limit: of several days, the first is not."""
        return self.goes_on(day) and (self.since < day or self.single_day)

    def goes_on(self, day: date) -> bool:
        """Whether the procedure is under way on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


class Extension(_Record):
    """How much longer, approved by `approver` on the proposal of somebody else; there is only one.

    It adds to whatever limit is reckoned, unless `on` is after the last day of that limit: then it is void
    (行政许可法 Art. 42). Whether `approver` may approve is for those to say who record it.
    """

    term: Term
    approver: str
    proposed_by: str
    reasons: tuple[str, ...]
    on: date


class Deemed(StrEnum):
    """Since when something counts as accepted that nobody has accepted, nor told what it lacks, in time."""

    FROM_RECEIPT = "from-receipt"
    AT_THE_END = "at-the-end"


class Proceedings(_Record):
    """What is recorded of one clock.

    `accepted_on`: it was accepted, which nothing takes back; `told_on`: the correction notice was sent;
    `answered_on`: all corrections were handed in. Before acceptance there is but a receipt (收件).
    `notice_within` is the time for that notice, `deemed` what follows if it passes (行政许可法 Art. 32(1)(4):
    accepted from the day of receipt; 行政复议法 Art. 30: at the end of that time). Of what is not `licensed`
    the law of licensing is told as a likeness.
    """

    received_on: date
    accepted_on: date | None = None
    told_on: date | None = None
    answered_on: date | None = None
    notice_within: Term
    deemed: Deemed = Deemed.FROM_RECEIPT
    licensed: bool = True
    suspensions: tuple[Suspension, ...] = ()
    extension: Extension | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.answered_on and not self.told_on:
            raise PydanticCustomError("answered_untold", "记有补正交齐日，却无补正告知日，请补记告知日")
        days = [day for day in (self.received_on, self.told_on, self.answered_on) if day]
        if days != sorted(days):
            raise PydanticCustomError("out_of_order", "收到、告知补正、补正交齐的日期先后有误，请核对")
        if self.accepted_on and self.accepted_on < self.received_on:
            raise PydanticCustomError("accepted_unreceived", "受理日早于收到日，请核对")
        return self
