"""The stand-in for the registers of persons and firms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from activities.database import Transaction, turn
from activities.ports.population_register import Noted, PopulationRegister, Row, RowKind
from activities.stand_ins.books import District, bereavements, latest_events, population, tellings
from client.messages.grants.events import (
    Birth,
    BirthTakenBack,
    Death,
    DeathTakenBack,
    DisabilityCard,
    DisabilityCardTakenBack,
    Hiring,
    HiringTakenBack,
    Move,
    RegistryEvent,
)
from matters.clock import day_in_china
from matters.definitions.divisions import CITY
from matters.language import Narrowing, Period, Work

LIFE: Final = "life"
ABOUT: Final[Mapping[type, str]] = {
    Death: LIFE,
    DeathTakenBack: LIFE,
    Move: "residence",
    Hiring: "work",
    HiringTakenBack: "work",
    DisabilityCard: "card",
    DisabilityCardTakenBack: "card",
}


class PopulationStandIn(PopulationRegister):
    """Those who live and work in the demonstration district."""

    def __init__(self, district: District) -> None:
        self._district = district

    def page(
        self, kind: RowKind, *, narrowing: Narrowing, period: Period, after: str, size: int
    ) -> Sequence[Row]:
        """See `PopulationRegister.page`."""
        with self._district.reading() as books:
            return population.page(books, kind, narrowing=narrowing, period=period, after=after, size=size)

    def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
        """See `PopulationRegister.some`."""
        with self._district.reading() as books:
            return population.some(books, kind, keys)

    def note(self, event: RegistryEvent) -> Noted:
        """See `PopulationRegister.note`."""
        with self._district.transaction() as books:
            turn.take(books, f"person/{event.person}")
            if not tellings.remember(books, telling := f"event/{event.id}"):
                return Noted.HELD
            noted = _disputed(books, event) or _enter(books, event)
            if noted is not Noted.HELD:
                tellings.forget(books, telling)
            elif event.happened_at and (about := _about(event)):
                latest_events.enter(books, event.person, about, event.happened_at)
            return noted


def _about(event: RegistryEvent) -> str:
    """What an event says something of, so that the latest of these stands; a birthday says nothing."""
    return ABOUT.get(type(event.fact), "")


def _disputed(books: Transaction, event: RegistryEvent) -> Noted | None:
    """Why it cannot be, beside what is held, if so."""
    about, at = _about(event), event.happened_at
    if not at or not about:
        return None
    latest = latest_events.find(books, event.person, about)
    if latest and at < latest:
        return Noted.LATE
    died_on = population.died_on(books, event.person)
    after_death = died_on is not None and day_in_china(at) > died_on
    return Noted.AFTER_DEATH if after_death and about != LIFE else None


def _enter(books: Transaction, event: RegistryEvent) -> Noted:
    values: dict[str, Any] = event.fact.model_dump(exclude={"kind"})
    match event.fact:
        case Birth():
            population.bear(books, event.person, values)
            return Noted.HELD
        case BirthTakenBack():
            struck = population.strike_out(books, event.person)
            return Noted.HELD if struck else Noted.NOBODY
        case Hiring():
            values["work"] = str(Work.EMPLOYED)
        case HiringTakenBack():
            values["work"] = str(Work.NONE)
        case Death():
            bereavements.bereave(books, event.person)
        case DeathTakenBack():
            bereavements.undo(books, event.person)
        case Move(registered_in=to) if population.is_still_so(books, event.person, to, city=CITY):
            del values["registered_since"]
        case _:
            pass
    known = population.change(books, event.person, values)
    return Noted.HELD if known else Noted.NOBODY
