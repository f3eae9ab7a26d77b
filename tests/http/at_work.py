"""A face at an address, with those who call it, and what they say and read there."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import httpx
from fastapi import FastAPI

from client import Progress, State, Submission
from client.http.problems import MEDIA_TYPE
from client.http.server import server
from client.http.settings import HttpSettings
from tests.http.callers import Issuer
from tests.support.states import state_of

PORTAL: Final = "portal"
CASHIER: Final = "cashier"
HEAD: Final = "head"
SUPERVISOR: Final = "supervisor"
SUBJECTS: Final = (PORTAL, CASHIER, HEAD, SUPERVISOR, "stranger")


@dataclass(frozen=True)
class AtWork:
    """A face at an address, with those who call it."""

    issuer: Issuer
    portal: httpx.AsyncClient
    officer: httpx.AsyncClient

    def by(self, subject: str, **claims: Any) -> dict[str, str]:
        """The header of whoever has a token."""
        return {"Authorization": f"Bearer {self.issuer.token(subject, **claims)}"}


@asynccontextmanager
async def served(app: FastAPI, settings: HttpSettings) -> AsyncGenerator[str]:
    """Its address, while the block lasts."""
    running = server(app, settings)
    serving = asyncio.create_task(running.serve())
    while not running.started:
        assert not serving.done(), serving
        await asyncio.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"https://localhost:{port}"
    finally:
        running.should_exit = True
        await serving


async def filed(at: AtWork, told: Submission) -> dict[str, Any]:
    """The receipt."""
    answer = await at.portal.post("/cases", json=told.model_dump(mode="json"))
    assert answer.status_code == httpx.codes.CREATED, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def told_by(at: AtWork, path: str) -> AsyncGenerator[str]:
    """What a stream says, one server-sent event after the other."""
    async with at.portal.stream("GET", path) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                yield line.removeprefix("data: ")


async def watched(at: AtWork, case: UUID) -> AsyncGenerator[Progress]:
    """As it comes; whoever has seen enough closes it, and with it the connection."""
    async with aclosing(told_by(at, f"/cases/{case}/watch")) as events:
        async for event in events:
            yield Progress.model_validate_json(event)


async def until(at: AtWork, case: UUID, item: str, state: State) -> None:
    async with aclosing(watched(at, case)) as told:
        async for progress in told:
            if state_of(progress, item) is state:
                return
    raise AssertionError(f"{item} never was {state}")


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Its status, and the SDK's name of it."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["detail"]
    return answer.status_code, told["type"].removeprefix("urn:one-matter:")
