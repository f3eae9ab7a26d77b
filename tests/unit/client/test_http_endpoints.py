"""The HTTP face beside the SDK: no call of a desk is missing, all is described, bodies are bounded."""

import inspect
import re
from collections.abc import AsyncGenerator
from typing import Any, Final, cast
from uuid import uuid4

import httpx
import pytest

from client.http.face import (
    AFTER_A_DECISION,
    OF_A_CASE,
    OF_A_PLATFORM,
    OF_A_SUPERVISOR,
    OF_AN_OFFICER,
    face,
)
from client.http.problems import LARGEST, MEDIA_TYPE
from client.offices.officer import Officer
from client.offices.sequels import Sequels
from client.offices.supervisor import Supervisor
from client.platform.case import Case
from client.platform.papers import MAX_DOCUMENT
from client.platform.platform import Platform

ELSEWHERE: Final = {
    *("close", "submit", "case", "via"),  # the connection itself, and what `case` in a path stands for
    "upload",  # whose body is the file
    "via",  # what the face itself would say of itself
    *("stalled", "failing", "courses", "course_list"),  # what asks the server itself, and what is many calls
    *("stuck", "events"),
    "inbox",  # of which there is a page, as of what is stuck
    "watch",  # server-sent events, as all events
    "outcome",  # what `watch` ends with
}


def calls(kind: type) -> set[str]:
    """What may be called of a connection, once there is one."""
    found = inspect.getmembers(kind, inspect.isroutine)
    return {name for name, _ in found if name[0] != "_"} - {"connect"} - ELSEWHERE


def test_whatever_the_sdk_can_the_face_can() -> None:
    """Each command of officers and each word of an applicant has its endpoint."""
    assert {one.call.__name__ for one in OF_AN_OFFICER} == calls(Officer)
    assert {one.call.__name__ for one in AFTER_A_DECISION} == calls(Sequels)
    assert {one.call.__name__ for one in OF_A_CASE} == calls(Case)
    assert {one.call.__name__ for one in OF_A_PLATFORM} == calls(Platform)
    assert {one.call.__name__ for one in OF_A_SUPERVISOR} == calls(Supervisor)


def test_all_is_described() -> None:
    """Every endpoint says what it does and which problems there are, and no reference leads nowhere."""
    told = face(cast("Any", _Nobody())).openapi()
    for operations in told["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert MEDIA_TYPE in operation["responses"]["default"]["content"]
    for name in re.findall(r"'#/components/schemas/(.+?)'", str(told)):
        assert name in told["components"]["schemas"]


@pytest.mark.parametrize("said", [True, False], ids=["length said", "in chunks"])
async def test_a_body_is_bounded(said: bool) -> None:  # noqa: FBT001
    """The largest is read, which is no JSON; one byte more is a problem of its own, however it comes."""
    transport = httpx.ASGITransport(face(cast("Any", _Nobody())))
    async with httpx.AsyncClient(transport=transport, base_url="http://face") as client:
        for size, status in ((LARGEST, 422), (LARGEST + 1, 413)):
            body, header = b" " * size, {"Content-Type": "application/json"}
            answer = await client.post("/cases", content=body if said else _halves(body), headers=header)
            assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)
        assert "4 MiB" in answer.json()["title"]


async def test_a_file_may_be_larger() -> None:
    """Where the body is a file, it is bounded as files are."""
    transport = httpx.ASGITransport(face(cast("Any", _Nobody())))
    async with httpx.AsyncClient(transport=transport, base_url="http://face") as client:
        by = {"Onematter-Applicant": "1"}
        body = b" " * (MAX_DOCUMENT + 1)
        answer = await client.put(f"/uploads/{uuid4()}/plan", content=body, headers=by)
        assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


async def _halves(body: bytes) -> AsyncGenerator[bytes]:
    yield body[: len(body) // 2]
    yield body[len(body) // 2 :]


class _Nobody:
    """Whoever is not asked who calls."""

    def __getattr__(self, name: str) -> Any:
        return lambda: name
