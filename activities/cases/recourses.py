"""What may be done against a decision, as its applicant is told."""

from datetime import date

from client.messages.cases.notices import Recourse
from client.messages.message import Message
from matters.clock import OpenRemedy
from matters.clock.calendar import Calendar


class DecisionServed(Message):
    """The decision of an item, told under a `key`; its place is at rest on the days `closed`, too."""

    item: str
    key: str
    served_on: date | None
    remedies: tuple[OpenRemedy, ...]
    closed: tuple[date, ...] = ()

    def recourses(self, calendar: Calendar) -> tuple[Recourse, ...]:
        """Each with its last day, once it is served."""
        own = calendar.closed_on(self.closed)
        return tuple(
            recourse(remedy.served(on=self.served_on, calendar=own) if self.served_on else remedy)
            for remedy in self.remedies
        )


def recourse(remedy: OpenRemedy) -> Recourse:
    """As its applicant reads it."""
    return Recourse(
        name=remedy.name,
        body=remedy.body,
        within=str(remedy.term),
        basis=remedy.term.basis,
        until=remedy.due and remedy.due.on,
        provisional=bool(remedy.due and remedy.due.provisional),
        after_review=remedy.afterwards,
    )
