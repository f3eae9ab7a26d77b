"""Which one-matters there are to apply for."""

from pydantic import Field, JsonValue

from ..message import Message


class OneMatterEntry(Message):
    """A one-matter that can be applied for; `form` is the JSON Schema of its form."""

    code: str
    edition: str
    name: str
    form: dict[str, JsonValue]


class Catalogue(Message):
    """What there is to apply for.

    `policies` are the grants that nobody applies for, `divisions` those of the city: what they are called, by
    their codes.
    """

    one_matters: tuple[OneMatterEntry, ...]
    policies: dict[str, str] = Field(default_factory=dict)
    divisions: dict[str, str] = Field(default_factory=dict)
