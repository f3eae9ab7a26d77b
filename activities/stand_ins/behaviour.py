"""How a stand-in behaves: data, set from outside, that no message of a case ever carries."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from client.messages.cases.answers import Refused, Wanting
from client.messages.message import Message


class ByRules(Message):
    """As its definition says: what a machine may grant by its rules, else what pre-review did not doubt."""

    kind: Literal["by-rules"] = "by-rules"


class Instant(Message):
    """Grants at once."""

    kind: Literal["instant"] = "instant"


class Slow(Message):
    """Grants after so many seconds."""

    kind: Literal["slow"] = "slow"
    seconds: float


class Asking(Message):
    """Wants something mended; in later rounds it does as `then` says."""

    kind: Literal["wanting"] = "wanting"
    wants: Wanting
    then: Literal["instant", "reviewing", "wanting"] = "instant"


class Reviewing(Message):
    """Gives the item to an officer; with `promised` it gives its word that the result will come."""

    kind: Literal["reviewing"] = "reviewing"
    promised: bool = False


class Refusing(Message):
    """Says no."""

    kind: Literal["refusing"] = "refusing"
    refusal: Refused


class Failing(Message):
    """Answers with an error so many times, then grants."""

    kind: Literal["failing"] = "failing"
    times: int


class Silent(Message):
    """Takes the call and never answers it."""

    kind: Literal["silent"] = "silent"


Behaviour = Annotated[
    ByRules | Instant | Slow | Asking | Reviewing | Refusing | Failing | Silent, Field(discriminator="kind")
]
BEHAVIOUR: TypeAdapter[Behaviour] = TypeAdapter(Behaviour)
