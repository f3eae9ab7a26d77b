"""What the registers tell of a person, as it happens. The names of fields are those of the register."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ..bounds import Day, Instant, Key, Line, Region
from ..message import Grows, Incoming, Message


class Birth(Message):
    kind: Literal["birth"] = "birth"
    born_on: Day
    registered_in: Region | None = None
    guardian: Key | None = None
    lawful_birth: bool | None = None


class Birthday(Message):
    """Nothing is to be written: the calendar alone has changed what somebody has a right to."""

    kind: Literal["birthday"] = "birthday"


class Hiring(Message):
    kind: Literal["hiring"] = "hiring"
    employer: Key
    employed_since: Day
    insured_months: Annotated[int, Field(ge=0, le=1_200)] = 0


class DisabilityCard(Message):
    """`disability` is the kind in the words of the card (视力、听力、言语、肢体、智力、精神、多重)."""

    kind: Literal["disability-card"] = "disability-card"
    disability: Line
    disability_grade: Annotated[int, Field(ge=1, le=4)]
    disability_since: Day


class DisabilityCardTakenBack(Message):
    """The card was issued in error; a right one is told of by another `DisabilityCard`."""

    kind: Literal["disability-card-taken-back"] = "disability-card-taken-back"
    disability: None = None
    disability_grade: None = None
    disability_since: None = None


class Move(Message):
    """Without `registered_since` it was so in every period that is still to be judged."""

    kind: Literal["move"] = "move"
    registered_in: Region
    registered_since: Day | None = None


class Death(Message):
    kind: Literal["death"] = "death"
    died_on: Day


class DeathTakenBack(Message):
    """Somebody who was told to have died lives: what rules had stopped because of it comes back."""

    kind: Literal["death-taken-back"] = "death-taken-back"
    died_on: None = None


class BirthTakenBack(Message):
    """Nobody was born: the register holds no such person."""

    kind: Literal["birth-taken-back"] = "birth-taken-back"


class HiringTakenBack(Message):
    """Nobody was hired; who works for somebody else after all is told of by another `Hiring`."""

    kind: Literal["hiring-taken-back"] = "hiring-taken-back"
    employer: None = None
    employed_since: None = None
    insured_months: Literal[0] = 0


Fact = Annotated[
    Birth
    | BirthTakenBack
    | Birthday
    | Hiring
    | HiringTakenBack
    | DisabilityCard
    | DisabilityCardTakenBack
    | Move
    | Death
    | DeathTakenBack,
    Field(discriminator="kind"),
]


class EventSource(Grows):
    """Which register tells of something, and takes it back; the `department` of its identity."""

    POPULATION = "population-register"
    LABOUR = "labour-register"
    DISABILITY = "disability-register"


def source(fact: Fact) -> EventSource:
    """Whose it is to tell."""
    match fact:
        case Hiring() | HiringTakenBack():
            return EventSource.LABOUR
        case DisabilityCard() | DisabilityCardTakenBack():
            return EventSource.DISABILITY
        case _:
            return EventSource.POPULATION


def days(fact: Fact) -> tuple[date, ...]:
    """On which it was so, as it says."""
    return tuple(value for _, value in fact if isinstance(value, date))


class RegistryEvent(Incoming):
    """Something that happened to a person; `id` is made once by the register, so a repeat is the same.

    By `happened_at` one that is told late is known, however often it comes: what happened later stands.
    Without it an event counts as it comes. What is still to come has not happened: it is told on its day.
    """

    id: Key
    person: Key
    fact: Fact
    happened_at: Instant | None = None


class EventEffect(Message):
    """How many grants began, ended, changed, or were paid too much, by an event.

    Nothing happens where the person is not `known` to the registers that the engine reads. What cannot
    stand beside what they hold changes nothing there: `disputed` are the grants that officers look at for it.
    """

    known: bool = True

    begun: int = 0
    ended: int = 0
    changed: int = 0
    overpaid: int = 0
    disputed: int = 0
