"""What is recorded of one clock: days, notices and approvals, never a remaining time."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, PositiveInt

from ..language import CalendarDays, Limit, WorkingDays


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Unit(StrEnum):
    """Which days a limit counts."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"


UNITS: Mapping[Unit, str] = {
    Unit.WORKING_DAYS: WorkingDays.unit,
    Unit.CALENDAR_DAYS: CalendarDays.unit,
}


class Term(_Record):
    """A limit as it travels with a case; `basis` is the document and its article, in words."""

    count: PositiveInt
    unit: Unit
    basis: str

    @classmethod
    def of(cls, limit: Limit) -> Self:
        unit = Unit.WORKING_DAYS if isinstance(limit, WorkingDays) else Unit.CALENDAR_DAYS
        return cls(count=limit.count, unit=unit, basis=str(limit.basis))

    def __str__(self) -> str:
        return f"{self.count}{UNITS[self.unit]}"


class Procedure(StrEnum):
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
        return PROCEDURES[self]


PROCEDURES: Mapping[Procedure, str] = {
    Procedure.HEARING: "听证",
    Procedure.TENDER: "招标",
    Procedure.AUCTION: "拍卖",
    Procedure.INSPECTION: "检验",
    Procedure.TESTING: "检测",
    Procedure.QUARANTINE: "检疫",
    Procedure.APPRAISAL: "鉴定",
    Procedure.EXPERT_REVIEW: "专家评审",
}


class Suspension(_Record):
    """The clock stands on the days after `since` up to and including `until`, or still if that is not known.

    `notice` is the number or text of the written notice that Art. 45 asks for.
    """

    procedure: Procedure
    since: date
    until: date | None = None
    expected_end: date | None = None
    notice: str


class Extension(_Record):
    """How much longer, approved by `approver` on the proposal of somebody else; there is only one."""

    term: Term
    approver: str
    proposed_by: str
    reasons: tuple[str, ...]
    on: date


class Proceedings(_Record):
    """What is recorded of one clock.

    `told_on`: the correction notice was sent; `answered_on`: all corrections were handed in.
    `notice_within` is the time for that notice (行政许可法 Art. 32(4)).
    """

    received_on: date
    told_on: date | None = None
    answered_on: date | None = None
    notice_within: Term
    suspensions: tuple[Suspension, ...] = ()
    extension: Extension | None = None

    def terms(self, term: Term) -> tuple[Term, ...]:
        """One after the other: `term`, and what it was extended by."""
        return (term, self.extension.term) if self.extension else (term,)
