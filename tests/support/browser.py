"""A real browser, spoken to by its own protocol."""

import asyncio
import shutil
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import ClientSession, ClientWebSocketResponse

CHROMIUM: Final = shutil.which("chromium")
QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--remote-debugging-port=0",
)
"""It calls nobody."""

LISTENING: Final = b"DevTools listening on "
DESK: Final = 1280
TELEPHONE: Final = 390
"""Widths of a window."""


class Browser:
    """One tab."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._sent = 0
        self._session = ""

    async def attach(self) -> None:
        """Open the tab."""
        target = await self._call("Target.createTarget", url="about:blank")
        attached = await self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]

    async def open(self, url: str, *, width: int = DESK) -> None:
        """A page, in a window so wide."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width <= TELEPHONE}
        await self._call("Emulation.setDeviceMetricsOverride", **size)
        await self._call("Page.navigate", url=url)
        while await self.says("document.readyState") != "complete":
            pass

    async def says(self, expression: str) -> Any:
        """What a piece of JavaScript amounts to."""
        answer = await self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._sent += 1
        said = {"id": self._sent, "method": method, "params": parameters}
        await self._socket.send_json(said | ({"sessionId": self._session} if self._session else {}))
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == self._sent:
                result: dict[str, Any] = answer["result"]
                return result


@asynccontextmanager
async def browser() -> AsyncGenerator[Browser]:
    """One that is gone afterwards, with all that it has kept."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        command = (CHROMIUM or "", *QUIET, f"--user-data-dir={home}", "about:blank")
        process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=PIPE)
        assert process.stderr
        try:
            address = ""
            while not address:
                said, listening, url = (await process.stderr.readline()).partition(LISTENING)
                assert said or listening, "it has ended"
                address = url.decode().strip()
            async with ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
                tab = Browser(socket)
                await tab.attach()
                yield tab
        finally:
            process.terminate()
            await process.wait()
