"""Endpoints, each drawn from a call of the SDK: what it takes, answers, and says of itself."""

import inspect
from collections.abc import Callable, Coroutine, Iterator
from http import HTTPStatus
from inspect import Parameter, Signature
from typing import Annotated, Any, Final, NamedTuple, cast
from uuid import UUID

from fastapi import Body, Depends, FastAPI, Header
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..messages.officers.commands import Command

COMMAND: Final = "Idempotency-Key"
"""The header that has the `command` of a call: the same is carried out once."""


class Zip(Response):
    """What a call gives as bytes: a case as evidence."""

    media_type = "application/zip"


class Pdf(Response):
    """The same, to be printed."""

    media_type = "application/pdf"


class Endpoint(NamedTuple):
    """A call of the SDK. What its path names is taken from there; all else is the body, or of GET the query.

    What a call takes without naming it are the fields of `more`; bytes come as what it `gives`. `of`
    says whose it is, where several have it.
    """

    method: str
    path: str
    call: Callable[..., Coroutine[Any, Any, Any]]
    more: type[Command] | None = None
    gives: type[Response] = Zip
    of: str = ""

    def add_to(self, app: FastAPI, *, on: Callable[..., Any]) -> None:
        """It is carried out on what the dependency `on` finds."""
        told = inspect.signature(self.call, eval_str=True)
        _, *takes = told.parameters.values()
        call, gives = self.call, self.gives

        is_file = told.return_annotation is bytes

        async def carried_out(**given: Any) -> Any:
            answer = await call(given.pop("whom"), **given)
            return gives(answer) if is_file else answer

        cast("Any", carried_out).__signature__ = Signature(
            [
                _named("whom", Annotated[Any, Depends(on)]),
                *(found for one in takes for found in self._parameters(one)),
            ]
        )
        app.add_api_route(
            self.path,
            carried_out,
            methods=[self.method],
            operation_id=(self.of + self.call.__qualname__.replace(".", "_")).lower(),
            summary=self.call.__name__.replace("_", " "),
            description=inspect.getdoc(self.call),
            response_model=None if is_file else told.return_annotation,
            response_class=gives if is_file else JSONResponse,
            status_code=HTTPStatus.NO_CONTENT if told.return_annotation is None else HTTPStatus.OK,
        )

    def _parameters(self, taken: Parameter) -> Iterator[Parameter]:
        """As FastAPI reads them."""
        if taken.name == "command":
            yield _named("command", Annotated[UUID | None, Header(alias=COMMAND)], None)
        elif taken.kind is Parameter.VAR_KEYWORD:
            for name, field in self._unnamed():
                yield _in_body(name, field.annotation, field.get_default(call_default_factory=True))
        elif self.method == "GET" or f"{{{taken.name}}}" in self.path or _is_message(taken.annotation):
            yield _named(taken.name, taken.annotation, taken.default)
        else:
            yield _in_body(taken.name, taken.annotation, taken.default)

    def _unnamed(self) -> Iterator[tuple[str, FieldInfo]]:
        """Who says it, and of what, the connection knows."""
        takes = inspect.signature(self.call).parameters.values()
        known = {one.name for one in takes if one.kind is not Parameter.VAR_KEYWORD} | {*Command.model_fields}
        fields = self.more.model_fields if self.more else {}
        return ((name, field) for name, field in fields.items() if name not in known)


def _named(name: str, annotation: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _in_body(name: str, annotation: Any, default: Any) -> Parameter:
    return _named(name, Annotated[annotation, Body(embed=True)], default)


def _is_message(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
