"""What tests of matching share."""

from collections.abc import Generator
from pathlib import Path

import pytest

from activities.ledger import Ledger
from activities.stand_ins.books import District
from tests.support.town import query


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """Of database."""
    return str(request.param)


@pytest.fixture
def ledger(kind: str, tmp_path: Path, fresh_database: str) -> Generator[Ledger]:
    """An empty ledger of each kind."""
    opened = Ledger(f"sqlite:///{tmp_path}/ledger.db" if kind == "sqlite" else fresh_database)
    for table in ("grants", "opt_outs"):
        query(opened, f"DELETE FROM {table}")  # noqa: S608
    yield opened
    opened.close()


@pytest.fixture
def district(kind: str, tmp_path: Path, fresh_district: str) -> Generator[District]:
    """Empty registers of the same kind."""
    opened = District(f"sqlite:///{tmp_path}/district.db" if kind == "sqlite" else fresh_district)
    for table in ("persons", "firms", "bank_faults"):
        query(opened, f"DELETE FROM {table}")  # noqa: S608
    yield opened
    opened.close()
