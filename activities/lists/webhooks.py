"""Webhooks: the engine tells platforms at their own addresses what comes about in their cases."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import aiohttp
import structlog
from pydantic_core import to_jsonable_python

from activities.ledger import Ledger
from activities.ledger.lists import events, hooks
from activities.ledger.lists.hooks import DeadLetterRow, HookRow
from client.messages.lists.event import CaseEvent
from client.platform.webhooks import WORD
from client.trust.identity import Identity
from client.trust.said import say

log = structlog.stdlib.get_logger("webhooks")

PAUSE: Final = 1.0
"""Seconds between two looks whether anything is to be told."""

PAGE: Final = 50
HELD: Final = timedelta(minutes=2)
"""For which a worker has a platform to itself; it lets go as soon as a page is through."""

PATIENCE: Final = aiohttp.ClientTimeout(total=2)
LONGEST: Final = timedelta(hours=1)
TRIES: Final = 5
"""After which an event that is refused as such is set aside, so that it does not keep back all others."""

TYPE: Final = "application/cloudevents+json"


class _Fault(Exception):
    """What kept an event from being taken. `is_final` if it was answered that it never will be."""

    def __init__(self, says: str, *, is_final: bool = False) -> None:
        super().__init__(says)
        self.is_final = is_final


class Webhooks:
    """At least once, one after the other, signed by the engine. Without its identity it tells nobody."""

    def __init__(self, ledger: Ledger, own: Identity | None) -> None:
        self._ledger = ledger
        self._own = own

    @asynccontextmanager
    async def kept_told(self) -> AsyncGenerator[None]:
        """While the block lasts; what keeps the ledger away is waited out."""
        telling = asyncio.create_task(self._tell_again_and_again())
        try:
            yield
        finally:
            telling.cancel()

    async def _tell_again_and_again(self) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            while self._own:
                try:
                    await self._tell(session, self._own)
                except Exception as error:  # noqa: BLE001 (whatever keeps the ledger away)
                    log.warning("platforms are not told", reason=type(error).__name__)
                await asyncio.sleep(PAUSE)

    async def _tell(self, session: aiohttp.ClientSession, own: Identity) -> None:
        for hook in await asyncio.to_thread(self._due):
            at = hook.position
            try:
                for event in await asyncio.to_thread(self._events, hook):
                    await _post(session, own, hook, event)
                    at = event.position
            except _Fault as fault:
                await asyncio.to_thread(self._failed, hook, at, fault)
            else:
                await asyncio.to_thread(self._taken, hook, at)

    def _due(self) -> list[HookRow]:
        """Those to be told something now; where nothing has come about, nothing is written."""
        now = datetime.now(UTC)
        with self._ledger.reading() as books:
            known = (hook for hook in hooks.all_of(books) if max(hook.try_at, hook.held_until) <= now)
            due = [hook.platform for hook in known if hook.position < events.last(books, hook.platform)]
        return [hook for platform in due if (hook := self._hold(platform, now))]

    def _hold(self, platform: str, now: datetime) -> HookRow | None:
        with self._ledger.transaction() as books:
            return hooks.hold(books, platform, now=now, until=now + HELD)

    def _events(self, hook: HookRow) -> tuple[CaseEvent, ...]:
        with self._ledger.reading() as books:
            return events.after(books, hook.platform, position=hook.position, size=PAGE)

    def _taken(self, hook: HookRow, position: int) -> None:
        with self._ledger.transaction() as books:
            now = datetime.now(UTC)
            hooks.move(books, hook.platform, position=position, failures=0, fault="", held_until=now)

    def _failed(self, hook: HookRow, position: int, fault: _Fault) -> None:
        """Later, and later again; or never, where that one event is refused."""
        now = datetime.now(UTC)
        failures = hook.failures + 1 if position == hook.position else 1
        log.warning("a platform is not told", platform=hook.platform, reason=str(fault), failures=failures)
        with self._ledger.transaction() as books:
            if fault.is_final and failures >= TRIES:
                position += 1
                letter = DeadLetterRow(platform=hook.platform, position=position, fault=str(fault), at=now)
                hooks.set_aside(books, letter)
                failures = 0
            hooks.move(
                books,
                hook.platform,
                position=position,
                failures=failures,
                fault=str(fault),
                try_at=now + min(LONGEST, timedelta(seconds=2**failures)),
                held_until=now,
            )


def cloud_event(event: CaseEvent, *, of: str) -> dict[str, object]:
    """By the CloudEvents specification, 1.0; a repeat has the same source and id."""
    return {
        "specversion": "1.0",
        "id": str(event.position),
        "source": f"/one-matter/{of}",
        "type": f"one-matter.case.{event.kind}",
        "subject": str(event.case),
        "time": event.at.isoformat(),
        "datacontenttype": "application/json",
        "data": to_jsonable_python(event),
    }


async def _post(session: aiohttp.ClientSession, own: Identity, hook: HookRow, event: CaseEvent) -> None:
    """Raises `_Fault`: it was not taken."""
    told = cloud_event(event, of=hook.platform)
    said = say(own, told, to=hook.url, command=str(event.position), at=time.time())
    headers = {"Content-Type": TYPE, WORD: said.word}
    try:
        async with session.post(hook.url, data=said.raw, headers=headers, allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError) as error:
        raise _Fault(type(error).__name__) from None
    if not 200 <= status < 300:  # noqa: PLR2004 (of HTTP)
        refused = 400 <= status < 500 and status not in {401, 403, 404, 408, 425, 429}  # noqa: PLR2004
        raise _Fault(f"HTTP {status}", is_final=refused)
