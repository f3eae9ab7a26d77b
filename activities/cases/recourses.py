"""What may be done against a decision, as its applicant is told."""

from datetime import date

from activities.ledger.cases.services import Service
from client.messages.cases.notices import PartyService, Recourse
from client.messages.message import Message
from matters.clock import OpenRemedy
from matters.clock.calendar import Calendar


class DecisionServed(Message):
    """The decision of an item, told under a `key` to its applicant, or to a `party` whom it concerns.

    Its place is at rest on the days `closed`, too.
    """

    item: str
    key: str
    served_on: date | None
    remedies: tuple[OpenRemedy, ...]
    closed: tuple[date, ...] = ()
    party: str = ""

    def recourses(self, calendar: Calendar) -> tuple[Recourse, ...]:
        """Each with its last day, once it is served."""
        own = calendar.closed_on(self.closed)
        return tuple(
            recourse(remedy.served(on=self.served_on, calendar=own) if self.served_on else remedy)
            for remedy in self.remedies
        )

    def towards_party(self, service: Service | None, calendar: Calendar) -> PartyService:
        """As everybody sees it."""
        return PartyService(
            party=self.party,
            served_on=self.served_on,
            served_by=service.mode if service else "",
            recourses=self.recourses(calendar),
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
