"""Fixtures of tests that need a server: engines at work, each with its ledger, and towns in their registers.

`conftest.py` has them only where there are such tests: whoever hands tests out, and `unit`, loads no engine.
"""

import os
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import worker
from activities.ledger import Ledger
from activities.stand_ins.books import District
from client.transport.connection import connect
from client.transport.queue_worker import spare_collector
from matters import catalogue
from matters.language import Grant, Mode
from tests.durability.histories.replays import ReplayOfKinds
from tests.ledger.statement_plans import Statements, unexpected
from tests.support.furnished_books import furnish
from tests.support.neighbours import PUBLIC, looked_at, other_policy
from tests.support.parts import KEYS, Parts
from tests.support.ports.guard import Guard
from tests.support.services import ADDRESS, APART, FRESH, IDLE, LEDGERS, QUIET, on_postgres
from tests.support.terminal import Terminal, environment
from tests.support.town import settle_town


@pytest.fixture(scope="session")
def guard() -> Generator[Guard]:
    """Sees whoever asks a partner inside a transaction of the ledger."""
    with pytest.MonkeyPatch.context() as patch:
        yield Guard(patch)


@pytest.fixture(autouse=True)
def _nothing_waits_inside(guard: Guard) -> Generator[None]:
    yield
    breaches = guard.breaches()
    assert not breaches, "\n".join(breaches)


@pytest.fixture(scope="session")
def ledger_urls(process: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Empty SQLite files and empty PostgreSQL databases."""
    return {
        "sqlite": f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.db'}",
        "postgres": on_postgres(process),
        "quiet-sqlite": f"sqlite:///{tmp_path_factory.mktemp('quiet') / 'ledger.db'}",
        "quiet-postgres": on_postgres(f"{process}_quiet"),
    }


@pytest.fixture(scope="session")
def district_urls(process: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Likewise for the stand-ins: those of an engine have their books beside its ledger."""
    return {
        "sqlite": f"sqlite:///{tmp_path_factory.mktemp('district') / 'district.db'}",
        "postgres": on_postgres(f"{process}_district"),
        "quiet-sqlite": f"sqlite:///{tmp_path_factory.mktemp('quiet') / 'district.db'}",
        "quiet-postgres": on_postgres(f"{process}_quiet_district"),
    }


@pytest.fixture
def fresh_database(process: str) -> str:
    """A PostgreSQL database with no table but a ledger's."""
    return on_postgres(f"{process}_{FRESH}")


@pytest.fixture
def fresh_district(process: str) -> str:
    """Likewise for a district's: no ledger opens where somebody else has tables."""
    return on_postgres(f"{process}_{FRESH}_district")


class _Engines:
    """One for each ledger, from the first test that needs it to the end of the process."""

    def __init__(
        self,
        process: str,
        ledger_urls: dict[str, str],
        district_urls: dict[str, str],
        shared: Path,
        stack: AsyncExitStack,
    ) -> None:
        self._statements = Statements()
        self._process = process
        self._ledger_urls = ledger_urls
        self._district_urls = district_urls
        self._shared = shared
        self._stack = stack
        self._running: dict[str, Parts] = {}

    async def on(self, kind: str) -> Parts:
        if kind not in self._running:
            ledger, district = self._ledger_urls[kind], self._district_urls[kind]
            furnish(self._shared, ledger=ledger, district=district)
            engine = self._checked(f"{self._process}-{kind}", ledger, district)
            self._running[kind] = await self._stack.enter_async_context(engine)
        return self._running[kind]

    @asynccontextmanager
    async def _checked(self, namespace: str, ledger_url: str, district_url: str) -> AsyncGenerator[Parts]:
        ledger, district = Ledger(ledger_url), District(district_url)
        async with _engine(namespace, ledger, district) as parts:
            yield parts
            assert not await ReplayOfKinds(parts.client, KEYS, kinds=self._shared / "replayed").faults()
        slow = [*unexpected(ledger, self._statements), *unexpected(district, self._statements)]
        assert not slow, "\n".join(slow)
        ledger.close()
        district.close()


@pytest.fixture(scope="session")
async def engines(
    process: str, ledger_urls: dict[str, str], district_urls: dict[str, str], shared: Path
) -> AsyncGenerator[_Engines]:
    """Those that tests have asked for.

    At the end each kind of history that they produced must replay, once for all processes, and no statement
    of theirs read a table from end to end which grows with cases, payments or people.
    """
    spare_collector()  # else it stops a workflow for seconds, which is then taken for one that hangs
    async with AsyncExitStack() as stack:
        yield _Engines(process, ledger_urls, district_urls, shared, stack)


@pytest.fixture(params=LEDGERS)
async def parts(request: pytest.FixtureRequest, engines: _Engines) -> Parts:
    """An engine on each kind of ledger."""
    return await engines.on(request.param)


@pytest.fixture(params=QUIET)
async def quiet(request: pytest.FixtureRequest, engines: _Engines) -> Parts:
    """The same for tests that look for an applicant's other cases."""
    return await engines.on(request.param)


@pytest.fixture
async def forgetful(parts: Parts, process: str) -> AsyncGenerator[Parts]:
    """A second engine on the same ledger, whose server knows none of the first one's cases."""
    async with _engine(f"{process}-{FRESH}", parts.ledger, parts.district) as fresh:
        yield fresh


@pytest.fixture
def no_order_stays(parts: Parts) -> Generator[None]:
    """An order of the calendar binds every case that comes after it: other tests' cases, too."""
    yield
    with parts.ledger.transaction() as books:
        books.execute(text("DELETE FROM calendar_orders"))


@pytest.fixture
def terminal(parts: Parts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of this engine."""
    for name, value in environment(parts).items():
        monkeypatch.setenv(name, value)
    return Terminal(capsys)


@pytest.fixture
async def at_rest(parts: Parts, process: str) -> Parts:
    """An engine on the same ledger that works only while a test lets it."""
    return await _connected(f"{process}-{FRESH}", parts.ledger, parts.district)


@pytest.fixture
async def apart(parts: Parts, process: str) -> Parts:
    """The same where nothing of other tests stands still."""
    return await _connected(f"{process}-{APART}", parts.ledger, parts.district)


@pytest.fixture
def idle_namespace(process: str) -> str:
    """A namespace without any worker."""
    return f"{process}-{IDLE}"


@asynccontextmanager
async def _engine(namespace: str, ledger: Ledger, district: District) -> AsyncGenerator[Parts]:
    parts = await _connected(namespace, ledger, district)
    async with parts.working():
        yield parts


async def _connected(namespace: str, ledger: Ledger, district: District) -> Parts:
    client = await connect(worker.engine_plugin(KEYS), address=os.environ[ADDRESS], namespace=namespace)
    return Parts.over(client, ledger, district)


@pytest.fixture(scope="session")
def settled() -> list[Ledger]:
    """Ledgers that have a town in their registers."""
    return []


@pytest.fixture
def town(parts: Parts, settled: list[Ledger]) -> Parts:
    """The engine, with a small town in its registers."""
    if parts.ledger not in settled:
        settle_town(parts.district)
        settled.append(parts.ledger)
    return parts


def _alone(monkeypatch: pytest.MonkeyPatch, grant: Grant[Any]) -> Grant[Any]:
    """A policy of one test, which is the only one that hears of events."""
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    return grant


@pytest.fixture
def automatic(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """A policy of this test alone: it needs no word, and nobody is drawn for a second look."""
    return _alone(monkeypatch, other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0)))


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """Likewise, with publicity."""
    return _alone(monkeypatch, other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0), publicity=PUBLIC))


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """Likewise: offered, to be confirmed with one click."""
    return _alone(monkeypatch, other_policy(mode=Mode.CONFIRMATION, second_look=looked_at(0)))
