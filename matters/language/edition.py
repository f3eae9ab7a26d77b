"""When a text holds, and what becomes of what an earlier one has begun."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .errors import NotInForce
from .figures.basis import Basis


class RunningCases(StrEnum):
    """What becomes of cases that an earlier edition has begun, when their form is mended."""

    STAY = "stay"
    MOVE = "move"


@dataclass(frozen=True, kw_only=True, eq=False)
class InEdition:
    """`since` and `until` (inclusive) bound the days for which the edition holds; None is no bound.

    A `draft` holds on no day: it is shown, explained and proved, and begins nothing. Cases under way stay
    with their plan; a form that is mended is planned by the edition that began its case, or by this one if it
    has them `MOVE`. `resumes` is the text by which none held for a time before.
    """

    since: date | None = None
    until: date | None = None
    draft: bool = False
    running: RunningCases = RunningCases.STAY
    resumes: Basis | None = None

    def holds_on(self, day: date) -> bool:
        return self.has_begun(day) and (self.until is None or day <= self.until)

    def has_begun(self, day: date) -> bool:
        return not self.draft and (self.since or date.min) <= day

    def require_term(self, *, of: str) -> None:
        """Raises `NotInForce`."""
        if self.since and self.until and self.until < self.since:
            raise NotInForce(f"{of} ends on {self.until}, before it begins on {self.since}; mend its dates")
