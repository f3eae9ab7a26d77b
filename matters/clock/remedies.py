"""What somebody may do against a decision, and until when: reckoned from the day on which it was served."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from ..language import Remedy
from .calendar import Calendar
from .deadlines import Due, due
from .proceedings import Term


class OpenRemedy(BaseModel):
    """A remedy; with its last day, once the decision is served."""

    model_config = ConfigDict(frozen=True)

    name: str
    body: str = ""
    term: Term
    due: Due | None = None
    after_review: Term | None = None

    @classmethod
    def of(cls, remedy: Remedy, *, served_on: date, calendar: Calendar) -> Self:
        """Open from the day after the decision was served."""
        return cls.against(remedy).served(on=served_on, calendar=calendar)

    @classmethod
    def against(cls, remedy: Remedy) -> Self:
        """As a decision tells it before it is served."""
        after = Term.of(remedy.after_review) if remedy.after_review else None
        return cls(name=remedy.name, body=remedy.body, term=Term.of(remedy.limit), after_review=after)

    def served(self, *, on: date, calendar: Calendar) -> Self:
        """The same with its last day."""
        return self.model_copy(update={"due": due(on, self.term, calendar)})

    def reviewed(self, *, on: date, calendar: Calendar) -> Self | None:
        """What is open of it once a review decision was received (行政诉讼法 Art. 45)."""
        after = self.after_review
        return self.model_copy(update={"term": after, "due": due(on, after, calendar)}) if after else None

    @property
    def afterwards(self) -> str:
        """How long it is open once a review came first; nothing where none can."""
        after = self.after_review
        return f"经行政复议的，自收到复议决定书或者复议期满之日起{after}" if after else ""

    def __str__(self) -> str:
        if self.due is None:
            return f"{self.name}：自送达之日起{self.term}，{self.term.basis}"
        provisional = "（暂定）" if self.due.provisional else ""
        return f"{self.name}：自送达之日起{self.term}，最迟 {self.due.on}{provisional}，{self.term.basis}"


def instruction(remedies: Iterable[OpenRemedy]) -> str:
    """What a decision must say of them (行政许可法 Art. 38), in one sentence."""
    ways = "；".join(f"{way.name}（{_within(way)}）" for way in remedies)
    return f"不服本决定的救济途径：{ways}" if ways else "依法不得申请行政复议或者提起行政诉讼"


def _within(way: OpenRemedy) -> str:
    within = f"自送达之日起{way.term}内，向{way.body}"
    return f"{within}；{way.afterwards}内" if way.afterwards else within
