"""Lets the Temporal UI show what is encrypted, but no citizen's words, to whoever sits at this machine.

The UI in the operator's browser sends payloads here and shows what comes back; the server itself never
sees the keys. It listens on the loopback address only, answers the UI's pages only, and only under a path
that nobody guesses; every reading is on record. Messages are not shown, for they tell of people: what an
operator needs is on the page of the case (User Metadata), in labels, and in what a failure says. Beyond one
machine, put it behind your own session.
"""

import json
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web
from google.protobuf import json_format
from temporalio.api.common.v1 import Payload, Payloads

from client.errors import WrongKey
from client.transport.codec import AesGcmCodec, KeyRing

HOST: Final = "127.0.0.1"
NAMES: Final = (HOST, "localhost")
LARGEST: Final = 16 * 2**20
"""Bytes of one request: a page of history may carry several files."""

READINGS: Final = "readings.log"
"""Who has read how much, and when: a line of JSON for each request, without anything that was read."""

UNSHOWN: Final = "此处不显示申请与答复的内容，案件情况见 User Metadata 页"
OF_FAILURES: Final = frozenset({"message", "stack_trace"})

Change = Callable[[Sequence[Payload]], Awaitable[list[Payload]]]


@dataclass(frozen=True, kw_only=True)
class Callers:
    """By which names a browser may call us, and whose pages may."""

    hosts: tuple[str, ...]
    origins: tuple[str, ...]

    def know(self, request: web.Request) -> bool:
        """A page that lets a name of its own lead here is unknown, and so is a program without a page."""
        return request.host in self.hosts and request.headers.get("Origin") in self.origins


@asynccontextmanager
async def running(keys: KeyRing, *, port: int, ui_port: int, folder: Path) -> AsyncGenerator[str]:
    """Serve `/encode` and `/decode` to the UI while the block lasts; yields the address for the server."""
    callers = Callers(
        hosts=tuple(f"{name}:{port}" for name in NAMES),
        origins=tuple(f"http://{name}:{ui_port}" for name in NAMES),
    )
    secret = secrets.token_urlsafe(16)
    codec, log = AesGcmCodec(keys), folder / READINGS
    application = web.Application(client_max_size=LARGEST)
    for path, change in (("encode", codec.encode), ("decode", partial(_shown, codec))):
        application.router.add_post(f"/{secret}/{path}", _answering(change, callers, log))
        application.router.add_options(f"/{secret}/{path}", _answering(None, callers, log))
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{port}/{secret}"
    finally:
        await runner.cleanup()


def _answering(
    change: Change | None, callers: Callers, log: Path
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        if not callers.know(request):
            _record(log, request, "refused", count=0)
            return web.Response(
                status=web.HTTPForbidden.status_code, text="this answers the Temporal UI only"
            )
        response = await _changed(request, change, log) if change else web.Response()
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "content-type,x-namespace"
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


async def _changed(request: web.Request, change: Change, log: Path) -> web.Response:
    try:
        payloads = json_format.Parse(await request.text(), Payloads()).payloads
        changed = Payloads(payloads=await change(payloads))
    except (json_format.ParseError, UnicodeDecodeError, WrongKey) as error:
        return web.Response(status=web.HTTPBadRequest.status_code, text=str(error))
    _record(log, request, request.path.rpartition("/")[2], count=len(payloads))
    return web.json_response(text=json_format.MessageToJson(changed))


async def _shown(codec: AesGcmCodec, payloads: Sequence[Payload]) -> list[Payload]:
    return [_without_people(payload) for payload in await codec.decode(payloads)]


def _without_people(payload: Payload) -> Payload:
    """Labels, pages and failures as they are; in place of a message, where to look."""
    if payload.metadata.get("encoding") != b"json/plain" or _tells_of_nobody(payload.data):
        return payload
    return Payload(metadata=payload.metadata, data=json.dumps(UNSHOWN, ensure_ascii=False).encode())


def _tells_of_nobody(content: bytes) -> bool:
    try:
        read: object = json.loads(content)
    except ValueError:
        return False
    return not isinstance(read, list) and not (isinstance(read, dict) and read.keys() - OF_FAILURES)


def _record(log: Path, request: web.Request, what: str, *, count: int) -> None:
    """Names of callers come from outside, so they are written as JSON."""
    reading = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "what": what,
        "payloads": count,
        "host": request.host,
        "origin": request.headers.get("Origin", ""),
        "namespace": request.headers.get("X-Namespace", ""),
    }
    with log.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(reading) + "\n")
