"""What somebody may do against a decision, and until when: reckoned from the day on which it was served."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from ..language import Remedy
from .calendar import Calendar
from .deadlines import Due, due
from .proceedings import Term


class OpenRemedy(BaseModel):
    """A remedy with its last day."""

    model_config = ConfigDict(frozen=True)

    name: str
    term: Term
    due: Due

    @classmethod
    def of(cls, remedy: Remedy, *, served_on: date, calendar: Calendar) -> Self:
        """Open from the day after the decision was served."""
        term = Term.of(remedy.limit)
        return cls(name=remedy.name, term=term, due=due(served_on, term, calendar))

    def __str__(self) -> str:
        provisional = "（暂定）" if self.due.provisional else ""
        return f"{self.name}：自送达之日起{self.term}，最迟 {self.due.on}{provisional}，{self.term.basis}"
