"""The stand-in for the registers of persons and firms."""

from collections.abc import Iterable, Sequence
from typing import Any

from activities.database import Transaction
from activities.ports.population_register import PopulationRegister, Row, RowKind, ToldDatum
from activities.stand_ins.books import District, population, tellings
from client.messages.grants.events import Birth, Death, Hiring, RegistryEvent
from matters.language import Narrowing, Period, Work


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

    def write(self, datum: ToldDatum) -> None:
        """See `PopulationRegister.write`."""
        with self._district.transaction() as books:
            if tellings.remember(books, f"datum/{datum.id}"):
                population.write(books, datum)

    def note(self, event: RegistryEvent) -> bool:
        """See `PopulationRegister.note`."""
        telling = f"event/{event.id}"
        with self._district.transaction() as books:
            if not tellings.remember(books, telling):
                return True
            known = _enter(books, event)
            if not known:
                tellings.forget(books, telling)
            return known


def _enter(books: Transaction, event: RegistryEvent) -> bool:
    """Tells whether the person is known."""
    values: dict[str, Any] = event.fact.model_dump(exclude={"kind"})
    if isinstance(event.fact, Birth):
        population.bear(books, event.person, values)
        return True
    if isinstance(event.fact, Hiring):
        values["work"] = str(Work.EMPLOYED)
    if isinstance(event.fact, Death):
        population.bereave(books, event.person)
    return population.change(books, event.person, values)
