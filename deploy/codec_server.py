"""Lets the Temporal UI show what is encrypted, but no citizen's words, to an operator at this machine.

The UI in the operator's browser sends payloads here and shows what comes back; the server itself never
sees the keys. It listens on the loopback address only, answers the UI's pages only, and only an operator who
is signed in (`ui_sessions.py`); every reading is on record: who, of which case, when. Messages are not shown,
for they tell of people: what an operator needs is on the page of the case (User Metadata), in labels, and in
what a failure says. Beyond one machine, put it behind your own session.
"""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final, cast

from aiohttp import web
from google.protobuf import json_format
from temporalio.api.common.v1 import Payload, Payloads

from client.errors import NotProven, WrongKey
from client.transport.codec import RUN, RingCodec
from client.transport.converter import WORD
from client.transport.ring_of_keys import KeyRing
from client.trust.actor import Directory
from client.trust.identity import Identity
from deploy import ui_sessions

HOST: Final = "127.0.0.1"
NAMES: Final = (HOST, "localhost")
READING: Final = "/{session}/decode"
LARGEST: Final = 16 * 2**20
"""Bytes of one request: a page of history may carry several files."""

READINGS: Final = "readings.log"
"""Who has read how much, of which runs, and when: a line of JSON a request, and nothing of what was read."""

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


@dataclass(frozen=True, kw_only=True)
class Door:
    """Lets operators in who are signed in, by the UI's own pages, and writes down what they read."""

    callers: Callers
    directory: Directory
    log: Path

    def let_in(self, request: web.Request) -> str:
        """Who it is.  Raises `NotProven`."""
        if not self.callers.know(request):
            raise NotProven("this answers the Temporal UI only; open its page")
        return ui_sessions.reader(request.match_info["session"], self.directory)

    def record(self, request: web.Request, what: str, *, reader: str, payloads: Sequence[Payload]) -> None:
        """Names of callers come from outside, so they are written as JSON."""
        runs = {payload.metadata.get(RUN, b"").decode(errors="replace") for payload in payloads}
        reading = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "by": reader,
            "what": what,
            "runs": sorted(runs - {""}),
            "payloads": len(payloads),
            "host": request.host,
            "origin": request.headers.get("Origin", ""),
            "namespace": request.headers.get("X-Namespace", ""),
        }
        with self.log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(reading) + "\n")


@asynccontextmanager
async def running(
    keys: KeyRing, directory: Directory, operator: Identity, *, port: int, ui_port: int, folder: Path
) -> AsyncGenerator[str]:
    """Serve `/decode` to the UI while the block lasts; yields the address for the server.

    It writes nothing: what is under the ring counts as the engine's own word, and no operator says that.
    By it the `operator` is signed in; another one of the `directory` has a path of his own.
    """
    callers = Callers(
        hosts=tuple(f"{name}:{port}" for name in NAMES),
        origins=tuple(f"http://{name}:{ui_port}" for name in NAMES),
    )
    codec, door = RingCodec(keys), Door(callers=callers, directory=directory, log=folder / READINGS)
    application = web.Application(client_max_size=LARGEST)
    application.router.add_post(READING, _answering(partial(_shown, codec), door))
    application.router.add_options(READING, _answering(None, door))
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{port}/{ui_sessions.sign_in(operator)}"
    finally:
        await runner.cleanup()


def _answering(change: Change | None, door: Door) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            reader = door.let_in(request)
        except NotProven as refused:
            door.record(request, "refused", reader="", payloads=())
            return web.Response(status=web.HTTPForbidden.status_code, text=str(refused))
        response = await _changed(request, change, door, reader) if change else web.Response()
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "content-type,x-namespace"
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


async def _changed(request: web.Request, change: Change, door: Door, reader: str) -> web.Response:
    try:
        payloads = json_format.Parse(await request.text(), Payloads()).payloads
        changed = Payloads(payloads=await change(payloads))
    except (json_format.ParseError, UnicodeDecodeError, LookupError, WrongKey) as error:
        return web.Response(status=web.HTTPBadRequest.status_code, text=str(error))
    door.record(request, request.path.rpartition("/")[2], reader=reader, payloads=payloads)
    return web.json_response(text=json_format.MessageToJson(changed))


async def _shown(codec: RingCodec, payloads: Sequence[Payload]) -> list[Payload]:
    return [_without_people(payload) for payload in await codec.decode(payloads)]


def _without_people(payload: Payload) -> Payload:
    """Labels, pages and failures as they are; in place of a message, where to look."""
    said, plain = WORD in payload.metadata, payload.metadata.get("encoding") == b"json/plain"
    if not said and (not plain or _tells_of_nobody(payload.data)):
        return payload
    return Payload(metadata=payload.metadata, data=json.dumps(UNSHOWN, ensure_ascii=False).encode())


def _tells_of_nobody(content: bytes) -> bool:
    """A label, or what a failure says in so many words; what is bent to be unreadable is not shown either."""
    try:
        read: object = json.loads(content)
    except (ValueError, RecursionError):
        return False
    match read:
        case dict():
            said = cast("dict[str, object]", read)
            return said.keys() <= OF_FAILURES and all(isinstance(one, str) for one in said.values())
        case list():
            return False
        case _:
            return True
