"""What somebody calls the SDK with: a wrong type, or half of a character, is told by the argument's name."""

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Annotated, Any, cast, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, create_model

from ..errors import InvalidForm
from ..messages.bounds import whole


class Checked:
    """Whatever is called of it checks what it is called with, before anything is asked.

    Raises `InvalidForm`, of every argument that is wrong.
    """

    def __init_subclass__(cls) -> None:
        """For what each kind adds."""
        super().__init_subclass__()
        for name, method in [*vars(cls).items()]:
            if name.startswith("_"):
                continue
            if inspect.isfunction(method):
                setattr(cls, name, _checked(method))
            elif isinstance(method, classmethod):
                setattr(cls, name, classmethod(_checked(getattr(cls, name).__func__)))


def _checked(method: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(method)

    @cache
    def arguments() -> type[BaseModel]:
        """Built at the first call, for whoever only wants help waits for none."""
        hints = get_type_hints(method, include_extras=True)
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

    return call


def _sound(argument: object) -> object:
    return whole(argument) if isinstance(argument, str) else argument


_SOUND = AfterValidator(_sound)
_ANYTHING = ConfigDict(arbitrary_types_allowed=True, hide_input_in_errors=True)
