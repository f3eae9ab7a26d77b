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
    """`policies` are the grants that nobody applies for, by their codes, and what they are called."""

    one_matters: tuple[OneMatterEntry, ...]
    policies: dict[str, str] = Field(default_factory=dict)
