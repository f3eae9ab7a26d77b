"""What somebody calls the SDK with: a wrong type, or half of a character, is told by the argument's name."""

import inspect
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, create_model

from ..errors import InvalidForm
from ..messages.bounds import whole

CallT = TypeVar("CallT", bound=Callable[..., Any])


class Checked:
    """Whatever is called of it checks what it is called with, before anything is asked.

    Raises `InvalidForm`, of every argument that is wrong.
    """

    def __init_subclass__(cls) -> None:
        """Each kind's own calls are wrapped once, when it is defined; what it inherits already is."""
        super().__init_subclass__()
        for name, method in [*vars(cls).items()]:
            if name.startswith("_"):
                continue
            if inspect.isfunction(method):
                setattr(cls, name, checked(method))
            elif isinstance(method, classmethod):
                setattr(cls, name, classmethod(checked(getattr(cls, name).__func__)))


def checked(method: CallT) -> CallT:
    """One call of its own, such as one that makes something.  Raises `InvalidForm`, likewise."""
    signature = inspect.signature(method)

    @cache
    def arguments() -> type[BaseModel]:
        """Built at the first call, for whoever only wants help waits for none."""
        hints = get_type_hints(method, include_extras=True)
        for name, taken in signature.parameters.items():
            if taken.kind is taken.VAR_POSITIONAL:
                hints[name] = tuple.__class_getitem__((hints[name], ...))
        kinds = {name: (Annotated[hints[name], _SOUND], None) for name in hints if name != "return"}
        return create_model("Arguments", __config__=_ANYTHING, **cast("dict[str, Any]", kinds))

    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        bound = signature.bind(*given, **named)
        known = bound.arguments.keys() & arguments().model_fields.keys()
        try:
            read = arguments().model_validate({name: bound.arguments[name] for name in known}, extra="forbid")
        except ValidationError as error:
            raise InvalidForm.of(error) from None
        bound.arguments.update({name: getattr(read, name) for name in known})
        return method(*bound.args, **bound.kwargs)

    return cast("CallT", call)


def _sound(argument: object) -> object:
    if isinstance(argument, str | Path):
        whole(str(argument))
    return argument


_SOUND = AfterValidator(_sound)
_ANYTHING = ConfigDict(arbitrary_types_allowed=True, hide_input_in_errors=True)
