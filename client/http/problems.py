"""What goes wrong, as problem+json (RFC 9457), in the words of `errors.py`."""

import inspect
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from .. import mistakes
from ..errors import (
    Again,
    CaseNotFound,
    DraftNotFound,
    InvalidForm,
    Mend,
    NotAllowed,
    NotProven,
    NotYours,
    OneMatterError,
    SamePerson,
    TooMuch,
    UnknownItem,
    UnknownOneMatter,
    WrongDepartment,
    WrongField,
    WrongKey,
    WrongSettings,
)
from ..messages.message import Message
from ..platform.papers import MAX_DOCUMENT
from .bodies import BodyRoute, UnreadableBody

MEDIA_TYPE: Final = "application/problem+json"

LARGEST: Final = 4 * 2**20
"""Bytes of a body: twice and more what the papers of one sending may be, in base64."""

FILES: Final = "/uploads/"
"""Where a body is a file, and may be as large as one."""

STATUS: Final[Mapping[type[OneMatterError], HTTPStatus]] = {
    NotProven: HTTPStatus.UNAUTHORIZED,
    **dict.fromkeys((NotAllowed, NotYours, SamePerson, WrongDepartment), HTTPStatus.FORBIDDEN),
    **dict.fromkeys((CaseNotFound, DraftNotFound, UnknownItem, UnknownOneMatter), HTTPStatus.NOT_FOUND),
    InvalidForm: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooMuch: HTTPStatus.TOO_MANY_REQUESTS,
    **dict.fromkeys((WrongKey, WrongSettings), HTTPStatus.INTERNAL_SERVER_ERROR),
    Again: HTTPStatus.SERVICE_UNAVAILABLE,
    Mend: HTTPStatus.CONFLICT,
    OneMatterError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""By the nearest kind of error that stands here."""

_MORE: Final[Mapping[HTTPStatus, Mapping[str, str]]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "1"},
}


class Problem(Message):
    """`type` is `urn:one-matter:` and the SDK's name of the error; `wrong_fields` are those of a bad form."""

    type: str
    title: str
    status: int
    detail: str
    wrong_fields: tuple[WrongField, ...] = ()

    @classmethod
    def of(cls, error: OneMatterError) -> "Problem":
        """As a platform with the SDK would be told."""
        kind = type(error)
        return cls(
            type=f"urn:one-matter:{kind.__name__}",
            title=inspect.getdoc(kind) or kind.__name__,
            status=next(STATUS[base] for base in kind.__mro__ if base in STATUS),
            detail=str(error),
            wrong_fields=error.wrong_fields if isinstance(error, InvalidForm) else (),
        )


class ProblemApp(FastAPI):
    """Whatever goes wrong is told in one form, also what is wrong before the SDK is called."""

    def __init__(self, title: str, **how: Any) -> None:
        told: dict[int | str, dict[str, Any]] = {"default": {"model": Problem, "description": "Problem"}}
        super().__init__(title=title, docs_url=None, redoc_url=None, responses=told, **how)
        self.add_exception_handler(OneMatterError, _of_the_sdk)
        self.add_exception_handler(RequestValidationError, _of_a_body)
        self.add_exception_handler(UnreadableBody, _of_no_body)
        self.add_exception_handler(HTTPException, _of_http)
        self.router.route_class = BodyRoute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `FastAPI`, which holds a body of any size, or says in another form that it is too large."""
        is_file = str(scope.get("path", "")).startswith(FILES)
        await super().__call__(scope, _bounded(receive, MAX_DOCUMENT if is_file else LARGEST), send)

    def openapi(self) -> dict[str, Any]:
        """As FastAPI draws it, which knows problems by no media type of their own."""
        found = super().openapi()
        for operations in found["paths"].values():
            for operation in operations.values():
                told = operation["responses"]["default"]
                [schema] = told["content"].values()
                told["content"] = {MEDIA_TYPE: schema}
        return found


def _bounded(receive: Receive, most: int) -> Receive:
    """Raises `HTTPException` as soon as more has come than a body may have, whatever was said of it."""
    read = 0

    async def counted() -> Any:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            says = f"一次提交最多 {most // 2**20} MiB，请压缩材料或者分次上传"
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, says)
        return message

    return counted


def _of_the_sdk(_: Request, error: Exception) -> Response:
    assert isinstance(error, OneMatterError)  # noqa: S101 (for this kind it is entered)
    return _response(Problem.of(error))


def _of_a_body(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    fields = (WrongField(path=_path(fault), says=mistakes.says(fault)) for fault in error.errors())
    return _of_the_sdk(request, InvalidForm(tuple(fields)))


def _of_no_body(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnreadableBody)  # noqa: S101
    return _of_the_sdk(request, InvalidForm((WrongField(path="", says=error.detail),)))


def _path(fault: ErrorDetails) -> str:
    """Within what was sent; of what is no JSON, the library tells how far it came, which is no field."""
    return "" if fault["type"] == "json_invalid" else mistakes.path(fault["loc"][1:])


def _of_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    problem = Problem(
        type="about:blank", title=error.detail, status=error.status_code, detail="see /openapi.json"
    )
    return _response(problem)


def _response(problem: Problem) -> Response:
    more = _MORE.get(HTTPStatus(problem.status))
    return Response(problem.model_dump_json(), problem.status, headers=more, media_type=MEDIA_TYPE)
