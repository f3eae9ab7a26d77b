"""A city with a treasury of its own: a campaign is paid through whatever keeps the contract."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from activities.ports.treasury import TreasuryPayment
from activities.stand_ins.partners import partners
from matters import catalogue
from matters.catalogue import find_grant
from tests.support.campaigns import CODE, RELEASED_BY, prepared
from tests.support.parts import Parts
from tests.support.ports.folder_treasury import FolderTreasury
from tests.support.states import on_the_other_ledger
from tests.support.town import query
from workflows import calls

pytestmark = on_the_other_ledger


async def test_a_campaign_is_paid_by_it(
    town: Parts, at_rest: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the fen, with what a bank sent back, and the stand-in is told of nothing."""
    closed: list[str] = []
    treasury = FolderTreasury(tmp_path, closed=closed)
    grant = replace(find_grant(CODE), code=f"test-{uuid4()}")
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    async with at_rest.working(outside=replace(partners(at_rest.district), treasury=treasury)):
        campaign = await prepared(at_rest, "2026-Q1", policy=grant.code, page=200)
        closed += _account_of_the_last(town, campaign.id)
        await campaign.release(RELEASED_BY)
        report = await campaign.report()
    files = f"{campaign.id}/"
    assert report.reconciled
    assert report.ledger_fen == report.treasury_fen == treasury.paid(files) > 0
    assert report.counts.returned == 1
    assert report.counts.settled == sum(
        len(treasury.statement(f"{files}{number}")) for number in range(1, report.files + 1)
    )
    assert town.treasury.paid(files) == 0


class SlowTreasury(FolderTreasury):
    """Needs some seconds for the first file that it is given."""

    def __init__(self, folder: Path, *, seconds: float) -> None:
        super().__init__(folder)
        self._seconds = seconds
        self.asked: list[str] = []

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        self.asked.append(file)
        if len(self.asked) == 1:
            time.sleep(self._seconds)
        super().take(file, payments)


@pytest.mark.slow
async def test_it_may_take_its_time(
    town: Parts, at_rest: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than signs of life may be apart: nothing is asked of it twice, and the campaign is paid."""
    monkeypatch.setattr(calls, "SIGN_OF_LIFE", timedelta(seconds=5))
    treasury = SlowTreasury(tmp_path, seconds=6)
    grant = replace(find_grant(CODE), code=f"test-{uuid4()}")
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    async with at_rest.working(outside=replace(partners(town.district), treasury=treasury)):
        campaign = await prepared(at_rest, "2026-Q1", policy=grant.code, page=200)
        await campaign.release(RELEASED_BY)
        assert (await campaign.report()).reconciled
    assert treasury.asked == sorted(set(treasury.asked))


def _account_of_the_last(town: Parts, campaign: str) -> list[str]:
    """Onto which the last one of a campaign is to be paid: it is not sent ahead."""
    ((person,),) = query(
        town.ledger,
        "SELECT beneficiary FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY reference DESC LIMIT 1",
        c=campaign,
    )
    return [key for (key,) in query(town.district, "SELECT account FROM persons WHERE key = :k", k=person)]
