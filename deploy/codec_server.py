"""Lets the Temporal UI show what is encrypted, to whoever sits at this machine.

The UI in the operator's browser sends payloads here and shows what comes back; the server itself never
sees the keys. It listens on the loopback address only. Beyond one machine, put it behind your own
session: whoever may ask it may read every case.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from google.protobuf import json_format
from temporalio.api.common.v1 import Payload, Payloads

from client.errors import WrongKey
from client.transport.codec import AesGcmCodec, KeyRing

HOST: Final = "127.0.0.1"
LARGEST: Final = 16 * 2**20
"""Bytes of one request: a page of history may carry several files."""


@asynccontextmanager
async def running(keys: KeyRing, *, port: int, ui_port: int) -> AsyncGenerator[str]:
    """Serve `/encode` and `/decode` to the UI while the block lasts; yields the address for the server."""
    origins = tuple(f"http://{host}:{ui_port}" for host in (HOST, "localhost"))
    runner = web.AppRunner(_application(AesGcmCodec(keys), origins))
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{port}"
    finally:
        await runner.cleanup()


def _application(codec: AesGcmCodec, origins: Sequence[str]) -> web.Application:
    application = web.Application(client_max_size=LARGEST)
    for path, change in (("/encode", codec.encode), ("/decode", codec.decode)):
        application.router.add_post(path, _handler(change, origins))
        application.router.add_options(path, _handler(None, origins))
    return application


def _handler(
    change: Callable[[Sequence[Payload]], Awaitable[list[Payload]]] | None, origins: Sequence[str]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        response = await _changed(request, change) if change else web.Response()
        if (origin := request.headers.get("Origin")) in origins and origin:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "content-type,x-namespace"
        return response

    return answer


async def _changed(
    request: web.Request, change: Callable[[Sequence[Payload]], Awaitable[list[Payload]]]
) -> web.Response:
    try:
        payloads = json_format.Parse(await request.text(), Payloads())
        changed = Payloads(payloads=await change(payloads.payloads))
    except (json_format.ParseError, WrongKey) as error:
        return web.Response(status=web.HTTPBadRequest.status_code, text=str(error))
    return web.json_response(text=json_format.MessageToJson(changed))
