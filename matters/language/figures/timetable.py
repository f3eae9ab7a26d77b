"""The times of the applicant and of the one window, whatever the items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .basis import Figure
from .limit import Limit


class WhenRefused(StrEnum):
    """What happens to the rest of a case when an item is refused and the applicant says nothing."""

    GO_ON = "go-on"
    WITHDRAW_REST = "withdraw-rest"


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """How long the applicant and the one window may take, whatever the items.

    `gather` is the window in which demands of several departments become one notice, which must be told
    within `notice` of receipt. After `answer` without an answer the applicant is reminded and has `grace`
    more; likewise for `pay`, and what was paid by then counts if the payment system tells of it `told_within`
    so long after. `choose` is the time for a choice after a refusal. `warn_at` is the share of
    a promised limit, in percent, after which the department is warned.
    """

    gather: Limit
    notice: Limit
    answer: Limit
    grace: Limit
    choose: Limit
    pay: Limit
    warn_at: Figure
    told_within: Limit | None = None

    @property
    def limits(self) -> tuple[tuple[str, Limit], ...]:
        """Those of the applicant and of the one window, by the names that people read."""
        return (
            ("汇集各部门补正要求", self.gather),
            ("一次性告知补正", self.notice),
            ("申请人补正", self.answer),
            ("催告后的宽限", self.grace),
            ("不予办理后的选择", self.choose),
            ("缴费", self.pay),
            *((("缴费结果告知", self.told_within),) if self.told_within else ()),
        )
