"""What every treasury keeps to: the stand-in on both databases, and one that is a folder of files."""

from collections.abc import Generator
from pathlib import Path
from uuid import uuid4

import pytest

from activities.ports.treasury import StatementLine, Treasury, TreasuryPayment
from activities.stand_ins.books import District
from activities.stand_ins.treasury import TreasuryStandIn
from tests.support.ports import accounts
from tests.support.ports.folder_treasury import CLOSED, FolderTreasury

SOUND, GONE = "6228480000000001", "6228480000000002"
"""Accounts: one that is in order, and one that is closed."""


@pytest.fixture(params=["sqlite", "postgres", "folder"])
def treasury(request: pytest.FixtureRequest, tmp_path: Path, fresh_district: str) -> Generator[Treasury]:
    """One of each make, at which an account is closed."""
    if request.param == "folder":
        yield FolderTreasury(tmp_path, closed=[GONE])
        return
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_district)
    accounts.close(district, GONE, fault=CLOSED)
    yield TreasuryStandIn(district)
    district.close()


@pytest.fixture
def campaign() -> str:
    """What names of files begin with."""
    return f"{uuid4()}/"


def _payment(of: str, number: int, *, account: str = SOUND, fen: int = 100) -> TreasuryPayment:
    return TreasuryPayment(f"policy/2026/{of}{number}/1", account, fen)


def test_what_is_taken_is_in_the_statement(treasury: Treasury, campaign: str) -> None:
    """Line by line in the order of ids, whatever the order they came in; a bank's no says why."""
    second, first = _payment(campaign, 2, account=GONE), _payment(campaign, 1, fen=250)
    treasury.take(f"{campaign}1", [second, first])
    assert treasury.statement(f"{campaign}1") == [
        StatementLine(first.id, 250, None),
        StatementLine(second.id, 100, CLOSED),
    ]


def test_a_file_that_was_not_taken(treasury: Treasury, campaign: str) -> None:
    """It has no lines, and nothing was paid of it; nor of one in which there is nothing."""
    treasury.take(f"{campaign}2", [])
    for file in (f"{campaign}1", f"{campaign}2"):
        assert list(treasury.statement(file)) == []
        assert treasury.paid(file) == 0


def test_a_file_that_comes_again(treasury: Treasury, campaign: str) -> None:
    """Nothing of it is paid twice, and what had not come before is made now."""
    known, new = _payment(campaign, 1), _payment(campaign, 2)
    treasury.take(f"{campaign}1", [known])
    treasury.take(f"{campaign}1", [known, new])
    assert [line.id for line in treasury.statement(f"{campaign}1")] == [known.id, new.id]
    assert treasury.paid(campaign) == 200


def test_a_payment_that_comes_again_with_another_sum(treasury: Treasury, campaign: str) -> None:
    """The first word counts, in whichever file it is said again, and it stays in the file of the first."""
    treasury.take(f"{campaign}1", [_payment(campaign, 1)])
    treasury.take(f"{campaign}2", [_payment(campaign, 1, account=GONE, fen=999)])
    assert treasury.statement(f"{campaign}1") == [StatementLine(_payment(campaign, 1).id, 100, None)]
    assert list(treasury.statement(f"{campaign}2")) == []
    assert treasury.paid(campaign) == 100


def test_what_was_paid_of_some_files(treasury: Treasury, campaign: str) -> None:
    """All whose names begin so, and no others; what came back was not paid."""
    treasury.take(f"{campaign}1", [_payment(campaign, 1), _payment(campaign, 2, account=GONE)])
    treasury.take(f"{campaign}2", [_payment(campaign, 3, fen=20)])
    treasury.take(f"other-{campaign}1", [_payment(campaign, 4, fen=3)])
    assert treasury.paid(campaign) == 120
    assert treasury.paid(f"{campaign}2") == 20
