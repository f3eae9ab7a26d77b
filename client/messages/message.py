"""What every message has in common: frozen, forward compatible, and never built of what it does not know."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..errors import InvalidForm, WrongField

if TYPE_CHECKING:  # checkers know it by this name only, and nothing of it is loaded
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


READS_ON: Final = ContextVar("reads_on", default=False)
"""Whether somebody reads who asks the engine, and goes on where that says more than his edition knows."""


@contextmanager
def reading_on() -> Generator[None]:
    """Read as whoever asks does."""
    before = READS_ON.set(True)
    try:
        yield
    finally:
        READS_ON.reset(before)


class Grows(StrEnum):
    """Words of which there may be more in a later edition: whoever asks reads such a one as it stands.

    The engine itself refuses what it does not know. A reader who tells all of them apart needs an `else`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not (READS_ON.get() and isinstance(value, str)):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Says so to readers in other languages."""
        schema = handler(core)
        handler.resolve_ref_schema(schema)["x-grows"] = True
        return schema


class _Built(ModelMetaclass):
    """Watches over messages that are built in code; what is read off the wire does not pass here."""

    if not TYPE_CHECKING:  # whose checkers know the fields, and would not any more

        def __call__(kind, /, **given: object) -> Any:  # noqa: N805 (a message is what is called)
            """Raises `InvalidForm`, for a misspelt field, too."""
            if unknown := sorted(given.keys() - kind.model_fields.keys()):
                says = f"{kind.__name__} 没有此项，请核对名称"
                raise InvalidForm(tuple(WrongField(path=name, says=says) for name in unknown))
            try:
                return super().__call__(**given)
            except ValidationError as error:
                raise InvalidForm.of(error) from None


class Message(BaseModel, metaclass=_Built):
    """A value that crosses the wire. A reader ignores fields that it does not know yet; a builder may not."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Incoming(Message):
    """What anybody may send to the engine, so that it is bounded in all its parts.

    What cannot be read of it is refused. Every other message was written by the engine itself: if that cannot
    be read, a worker of another edition is at fault, and what needs it waits for a mended one.
    """


class Nothing(Incoming):
    """Who only asks says no more than who he is."""
