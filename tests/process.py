"""Whatever a process needs that runs tests, with a server or without."""

import os
from pathlib import Path

import pytest

from activities.database import book_keys
from activities.stand_ins import documents
from client.trust import identity
from tests.support.places import DATA, ROOT
from tests.support.terminal import Terminal
from workflows import renewal


def pytest_configure(config: pytest.Config) -> None:
    """Keys of tests, and when the runs of cases end."""
    pytest.MonkeyPatch().setattr(renewal, "HEAVY", config.getoption("renewed_after") or renewal.HEAVY)
    os.environ[identity.ENVIRONMENT] = str(DATA / "development.identity")
    os.environ[book_keys.ENVIRONMENT] = str(DATA / "book.keys")


@pytest.fixture(scope="session")
def process(worker_id: str) -> str:
    """The name of this test process."""
    return "main" if worker_id == "master" else worker_id


@pytest.fixture(scope="session")
def shared(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session", autouse=True)
def _documents(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A store for large files, which are known by ids that nobody makes twice."""
    os.environ[documents.ENVIRONMENT] = str(tmp_path_factory.mktemp("documents"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for an engine's state."""
    return tmp_path / "var"


@pytest.fixture
def author(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The terminal of an author, in the folder of the project; no engine is near."""
    monkeypatch.chdir(ROOT)
    return Terminal(capsys)
