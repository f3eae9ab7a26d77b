"""One Temporal server and one PostgreSQL for the whole run; every test process has namespaces of its own."""

import os
import signal
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

import worker
from activities.database import book_keys
from activities.ledger import Ledger
from activities.stand_ins import documents
from activities.stand_ins.books import District
from client.transport.connection import connect
from client.transport.queue_worker import spare_collector
from client.trust import identity
from deploy.replay import Replay
from matters import catalogue
from matters.language import Grant, Mode
from tests.ledger.statement_plans import Statements, unexpected
from tests.support.furnished_books import furnish
from tests.support.neighbours import PUBLIC, looked_at, other_policy
from tests.support.parts import KEYS, Parts
from tests.support.places import DATA, ROOT
from tests.support.ports.guard import Guard
from tests.support.services import ADDRESS, APART, FRESH, IDLE, LEDGERS, QUIET, Services, on_postgres
from tests.support.terminal import Terminal, environment
from tests.support.town import settle_town
from workflows import renewal

LONG: Final = ("durability", "walks", "enquiries", "campaigns")
"""Rooms whose tests wait for processes that they have killed, or try very many forms."""

_SERVICES = pytest.StashKey[Services]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """All tests of cases should hold, too, where cases go on in a new run all the time."""
    parser.addoption("--renewed-after", type=int, default=renewal.HEAVY, help="events after which a run ends")


def pytest_configure(config: pytest.Config) -> None:
    """Start the services once, in the process that hands out the tests; those of `unit` need none."""
    pytest.MonkeyPatch().setattr(renewal, "HEAVY", config.getoption("renewed_after"))
    os.environ[identity.ENVIRONMENT] = str(DATA / "development.identity")
    os.environ[book_keys.ENVIRONMENT] = str(DATA / "book.keys")
    # A shell that runs it in the background has it ignore what some tests send.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    # A run starts hundreds of processes, which load the same modules: those are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if _only_units(config):
        return
    config.stash[_SERVICES] = services = Services(config.getoption("numprocesses") or 0)
    services.start()
    services.ready.wait()
    if services.fault:
        raise services.fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: others work beside them, and nothing is waited for at the end."""
    items.sort(key=lambda item: item.path.relative_to(ROOT / "tests").parts[0] not in LONG)


def _only_units(config: pytest.Config) -> bool:
    named = (Path(config.invocation_params.dir, name.partition("::")[0]) for name in config.args)
    return all(path.resolve().is_relative_to(ROOT / "tests" / "unit") for path in named)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was started."""
    if services := config.stash.get(_SERVICES, None):
        services.end()


@pytest.fixture(scope="session")
def process(worker_id: str) -> str:
    """The name of this test process."""
    return "main" if worker_id == "master" else worker_id


@pytest.fixture(scope="session")
def shared(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


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


@pytest.fixture(scope="session", autouse=True)
def _documents(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A store for large files, which are known by ids that nobody makes twice."""
    os.environ[documents.ENVIRONMENT] = str(tmp_path_factory.mktemp("documents"))


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
            engine = _checked(f"{self._process}-{kind}", ledger, district, self._statements)
            self._running[kind] = await self._stack.enter_async_context(engine)
        return self._running[kind]


@pytest.fixture(scope="session")
async def engines(
    process: str, ledger_urls: dict[str, str], district_urls: dict[str, str], shared: Path
) -> AsyncGenerator[_Engines]:
    """Those that tests have asked for.

    At the end every history that they produced must replay, and no statement that they sent read a table
    from end to end which grows with cases, payments or people.
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
async def _checked(
    namespace: str, ledger_url: str, district_url: str, statements: Statements
) -> AsyncGenerator[Parts]:
    ledger, district = Ledger(ledger_url), District(district_url)
    async with _engine(namespace, ledger, district) as parts:
        yield parts
        assert not await Replay(parts.client, KEYS).faults()
    slow = [*unexpected(ledger, statements), *unexpected(district, statements)]
    assert not slow, "\n".join(slow)
    ledger.close()
    district.close()


@asynccontextmanager
async def _engine(namespace: str, ledger: Ledger, district: District) -> AsyncGenerator[Parts]:
    parts = await _connected(namespace, ledger, district)
    async with parts.working():
        yield parts


async def _connected(namespace: str, ledger: Ledger, district: District) -> Parts:
    client = await connect(worker.engine_plugin(KEYS), address=os.environ[ADDRESS], namespace=namespace)
    return Parts.over(client, ledger, district)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for an engine's state."""
    return tmp_path / "var"


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
