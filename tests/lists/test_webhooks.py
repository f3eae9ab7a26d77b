"""Webhooks: a platform is told at its own address, signed, in order, at least once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from aiohttp import web

from activities.ledger.lists import events, hooks
from activities.ledger.lists.hooks import HookRow
from activities.lists import webhooks
from activities.lists.webhooks import TRIES, Webhooks
from client.errors import NotProven
from client.messages.lists.event import CaseEvent, EventKind
from client.platform.webhooks import WORD, read_event
from client.trust import identity
from client.trust.actor import Role
from client.trust.said import say
from tests.support.parts import Parts
from tests.support.speakers import identity_of
from tests.support.states import on_one_ledger


@dataclass
class Ear:
    """A platform's own server. It answers what it is told to, by position, and keeps what it has taken."""

    url: str = ""
    refuses: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    heard: list[CaseEvent] = field(default_factory=list[CaseEvent])
    asked: int = 0

    async def hear(self, request: web.Request) -> web.Response:
        """Whatever is not signed by the engine, for this address, raises, which is no 2xx."""
        made_up = identity.development()
        assert made_up
        body, word = await request.read(), request.headers[WORD]
        event = read_event(body, word, url=self.url, directory=made_up)
        self.asked += 1
        if answers := self.refuses.get(event.position):
            return web.Response(status=answers.pop(0))
        self.heard.append(event)
        return web.Response()


@pytest.fixture
async def ear() -> AsyncGenerator[Ear]:
    """At a port of its own."""
    ear = Ear()
    application = web.Application()
    application.router.add_post("/hook", ear.hear)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    ear.url = f"http://{host}:{port}/hook"
    yield ear
    await runner.cleanup()


@pytest.fixture
def platform(parts: Parts, ear: Ear) -> str:
    """Told at that address, with three events of two cases waiting."""
    name, (one, two), now = f"portal-{uuid4()}", (uuid4(), uuid4()), datetime.now(UTC)
    with parts.ledger.transaction() as books:
        row = HookRow(platform=name, url=ear.url, position=0, try_at=now, held_until=now)
        hooks.begin(books, row)
    for case, mark in ((one, "1"), (two, "1"), (one, "2")):
        tell(parts, name, case, mark=mark)
    return name


def tell(parts: Parts, platform: str, case: UUID, *, mark: str) -> None:
    with parts.ledger.transaction() as books:
        event = CaseEvent(kind=EventKind.MOVED, case=case, at=datetime.now(UTC))
        events.tell(books, platform, str(case), {mark: event})


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a next try."""
    monkeypatch.setattr(webhooks, "PAUSE", 0.01)
    monkeypatch.setattr(webhooks, "LONGEST", timedelta())


@asynccontextmanager
async def told(parts: Parts, *, workers: int = 1) -> AsyncGenerator[None]:
    """While so many workers tell."""
    office = Webhooks(parts.ledger, identity_of(Role.ENGINE))
    async with asyncio.TaskGroup() as group:
        working = [group.create_task(_work(office)) for _ in range(workers)]
        yield
        for one in working:
            one.cancel()


async def _work(office: Webhooks) -> None:
    async with office.kept_told():
        await asyncio.Event().wait()


async def position(parts: Parts, platform: str, at: int) -> HookRow:
    """As soon as it has come so far."""
    while True:
        with parts.ledger.reading() as books:
            [hook] = [one for one in hooks.all_of(books) if one.platform == platform]
        if hook.position == at:
            return hook
        await asyncio.sleep(0.01)


@on_one_ledger
async def test_events_come_signed_and_in_order(parts: Parts, ear: Ear, platform: str) -> None:
    """By two workers, and each once, as long as all goes well."""
    async with told(parts, workers=2):
        await position(parts, platform, 3)
        tell(parts, platform, uuid4(), mark="1")
        hook = await position(parts, platform, 4)
    assert [event.position for event in ear.heard] == [1, 2, 3, 4]
    assert (hook.failures, hook.fault) == (0, "")


@on_one_ledger
async def test_who_is_away_misses_nothing(parts: Parts, ear: Ear, platform: str) -> None:
    """What is not taken is told again, and nothing that comes behind it before."""
    ear.refuses = {2: [503, 500, 401, 429]}
    async with told(parts):
        await position(parts, platform, 3)
    assert [event.position for event in ear.heard] == [1, 2, 3]
    assert ear.asked == 3 + 4


@on_one_ledger
async def test_what_is_refused_is_set_aside(parts: Parts, ear: Ear, platform: str) -> None:
    """An event that a platform will never take does not keep back the others, and operators see it."""
    ear.refuses = {2: [422] * TRIES}
    async with told(parts):
        await position(parts, platform, 3)
    assert [event.position for event in ear.heard] == [1, 3]
    with parts.ledger.reading() as books:
        assert hooks.dead_letters(books)[platform] == 1
        assert [letter.position for letter in hooks.letters_of(books, platform)] == [2]


async def test_a_word_for_another_address(ear: Ear) -> None:
    """Whoever has caught what was posted to one address cannot post it to another."""
    made_up = identity.development()
    assert made_up
    event = CaseEvent(position=1, kind=EventKind.MOVED, case=uuid4(), at=datetime.now(UTC))
    body = webhooks.cloud_event(event, of="portal")
    said = say(identity_of(Role.ENGINE), body, to=ear.url, command="1", at=datetime.now(UTC).timestamp())
    assert read_event(said.raw, said.word, url=ear.url, directory=made_up) == event
    with pytest.raises(NotProven):
        read_event(said.raw, said.word, url="https://another.example/hook", directory=made_up)
    with pytest.raises(NotProven):
        read_event(said.raw.replace(b"moved", b"ended"), said.word, url=ear.url, directory=made_up)
