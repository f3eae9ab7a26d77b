"""How databases go about our statements; whatever the suite sends is looked at when it ends."""

from collections.abc import Generator

import pytest
from sqlalchemy import text

from activities.ledger import Ledger
from tests.ledger.statement_plans import grow, scans

BY_KEY = "SELECT outcome FROM cases WHERE id = 'x'"
BY_NOTHING = "SELECT outcome FROM cases WHERE edition = 'x' ORDER BY id"
OF_A_PART = "SELECT count(*) FROM cases WHERE applicant_key = 'x' AND one_matter = 'y' AND outcome IS NULL"


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, ledger_urls: dict[str, str]) -> Generator[Ledger]:
    """An open ledger of each kind."""
    opened = Ledger(ledger_urls[request.param])
    yield opened
    opened.close()


@pytest.mark.parametrize(("sql", "tables"), [(BY_KEY, []), (OF_A_PART, []), (BY_NOTHING, ["cases"])])
def test_a_scan_is_seen(ledger: Ledger, sql: str, tables: list[str]) -> None:
    """A statement that no index serves is found out, though its order could be had from one."""
    with ledger.reading() as connection:
        grow(connection, Ledger.metadata)
        assert scans(connection, Ledger.metadata, sql, None) == tables


def test_an_older_ledger_gets_the_indexes(ledger: Ledger) -> None:
    """A ledger from before an index was thought of has it as soon as it is opened."""
    with ledger.transaction() as books:
        books.execute(text("DROP INDEX cases_under_way"))
        url = books.engine.url.render_as_string(hide_password=False)
    opened = Ledger(url)
    with opened.reading() as connection:
        grow(connection, Ledger.metadata)
        assert scans(connection, Ledger.metadata, OF_A_PART, None) == []
    opened.close()
