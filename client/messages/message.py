"""What every message has in common: frozen, forward compatible, and never built of what it does not know."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import InvalidForm, WrongField

if TYPE_CHECKING:  # checkers know it by this name only, and nothing of it is loaded
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


class _Built(ModelMetaclass):
    """Watches over messages that are built in code; what is read off the wire does not pass here."""

    if not TYPE_CHECKING:  # whose checkers know the fields, and would not any more

        def __call__(kind, /, **given: object) -> Any:  # noqa: N805 (a message is what is called)
            """Raises `InvalidForm`, for a misspelt field, too."""
            if unknown := sorted(given.keys() - kind.model_fields.keys()):
                says = f"{kind.__name__} has no such field; check its name"
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
