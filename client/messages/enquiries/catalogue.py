"""Which one-matters there are to apply for."""

from pydantic import JsonValue

from ..message import Message


class OneMatterEntry(Message):
    """A one-matter that can be applied for; `form` is the JSON Schema of its form."""

    code: str
    edition: str
    name: str
    form: dict[str, JsonValue]


class Catalogue(Message):
    one_matters: tuple[OneMatterEntry, ...]
