"""Both sides of a seam, for tests that need no server."""

from collections.abc import Generator
from pathlib import Path

import pytest

from activities.ledger import Ledger
from activities.stand_ins.books import District
from tests.support.ports.sides import Sides
from tests.support.town import query


@pytest.fixture(params=["sqlite", "postgres"])
def sides(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: str, fresh_district: str
) -> Generator[Sides]:
    """Ledger and district, each on both kinds of database."""
    on_file = request.param == "sqlite"
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db" if on_file else fresh_database)
    district = District(f"sqlite:///{tmp_path}/district.db" if on_file else fresh_district)
    query(district, "DELETE FROM persons")  # of other tests: campaigns look at everybody
    yield Sides(ledger=ledger, district=district)
    ledger.close()
    district.close()
