"""What the registers tell of a person, as it happens. The names of fields are those of the register."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ..message import Message


class Birth(Message):
    kind: Literal["birth"] = "birth"
    born_on: date
    registered_in: str | None = None
    guardian: str | None = None
    lawful_birth: bool | None = None


class Birthday(Message):
    """Nothing is to be written: the calendar alone has changed what somebody has a right to."""

    kind: Literal["birthday"] = "birthday"


class Hiring(Message):
    kind: Literal["hiring"] = "hiring"
    employer: str
    employed_since: date
    insured_months: int = 0


class DisabilityCard(Message):
    """`disability` is the kind in the words of the card (视力、听力、言语、肢体、智力、精神、多重)."""

    kind: Literal["disability-card"] = "disability-card"
    disability: str
    disability_grade: Annotated[int, Field(ge=1, le=4)]
    disability_since: date


class Move(Message):
    kind: Literal["move"] = "move"
    registered_in: str


class Death(Message):
    kind: Literal["death"] = "death"
    died_on: date


Fact = Annotated[Birth | Birthday | Hiring | DisabilityCard | Move | Death, Field(discriminator="kind")]


class RegistryEvent(Message):
    """Something that happened to a person; `id` is made once by the register, so a repeat is the same."""

    id: str
    person: str
    fact: Fact


class EventEffect(Message):
    """How many grants began, ended, changed, or were paid too much, by an event.

    Nothing happens where the person is not `known` to the registers that the engine reads.
    """

    known: bool = True

    begun: int = 0
    ended: int = 0
    changed: int = 0
    overpaid: int = 0
