"""Where a worker is asked whether it lives (`/live`) and works (`/ready`), and for numbers (`/metrics`)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from temporalio.client import Client
from temporalio.service import RPCError

from activities.health import census
from activities.ledger import Ledger

WELL: Final = 200
AWAY: Final = 503
"""Of HTTP."""

NO_LEDGER: Final = "the ledger does not answer"


class HealthPage:
    """Of one process. Until it is told what it works with, it lives, and is not ready."""

    def __init__(self) -> None:
        self._client: Client | None = None
        self._ledger: Ledger | None = None

    def works_with(self, client: Client, ledger: Ledger | None = None) -> None:
        """A department's worker has no ledger, and nothing to count."""
        self._client, self._ledger = client, ledger

    @asynccontextmanager
    async def shown(self, address: str) -> AsyncGenerator[None]:
        """At `host:port` while the block lasts; nowhere, if that is empty."""
        if not address:
            yield
            return
        host, _, port = address.rpartition(":")
        application = web.Application()
        for path, answer in (("/live", self._live), ("/ready", self._ready), ("/metrics", self._metrics)):
            application.router.add_get(path, answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, int(port)).start()
            yield
        finally:
            await runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, _: web.Request) -> web.Response:
        away = await self._away()
        return web.Response(text=f"{away or 'ready'}\n", status=AWAY if away else WELL)

    async def _metrics(self, _: web.Request) -> web.Response:
        if self._client is None or self._ledger is None:
            return web.Response(text="nothing to count: no ledger here\n", status=AWAY)
        if not await asyncio.to_thread(self._ledger.answers):
            return web.Response(text=f"{NO_LEDGER}\n", status=AWAY)
        try:
            counted = await census.take(self._ledger, self._client)
        except RPCError as error:
            return web.Response(text=f"the server does not answer ({error.status.name})\n", status=AWAY)
        return web.Response(body=counted, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _away(self) -> str:
        """What it cannot work without, and has not."""
        if self._client is None:
            return "starting"
        try:
            if not await self._client.service_client.check_health():
                return "the server is not well"
        except RPCError as error:
            return f"the server does not answer ({error.status.name})"
        if self._ledger and not await asyncio.to_thread(self._ledger.answers):
            return NO_LEDGER
        return ""
