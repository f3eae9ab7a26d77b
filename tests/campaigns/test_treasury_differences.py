"""What a campaign does where the treasury fails, or knows other sums than the ledger."""

from dataclasses import replace
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Failing, Instant
from activities.stand_ins.departments import behave
from client import CampaignOrder, CampaignStage, Settlement
from matters import catalogue
from matters.catalogue import find_grant
from tests.support.campaigns import (
    CODE,
    PREPARED_BY,
    RELEASED_BY,
    assert_right,
    halted,
)
from tests.support.parts import Parts
from tests.support.states import on_the_other_ledger
from tests.support.town import allowances, paid, query


@on_the_other_ledger
async def test_the_treasury_fails_and_is_asked_again(town: Parts) -> None:
    """A file that the treasury did not take is handed over again; no payment is made twice."""
    campaign_id = str(uuid4())
    behave(town.district, Failing(times=2), matter="treasury", case=f"{campaign_id}/1")
    order = CampaignOrder(policy=CODE, period="2024-Q3", prepared_by=PREPARED_BY, canary=10, page=200)
    campaign = await town.office.prepare(order, campaign=campaign_id)
    await campaign.until(CampaignStage.PREVIEW)
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    assert report.reconciled
    behave(town.district, Instant(), matter="treasury", case=f"{campaign_id}/1")
    due = allowances(town.district, year=2024, quarter=3)
    assert_right(paid(town.ledger, town.district, CODE, "2024-Q3"), due)


@on_the_other_ledger
async def test_a_difference_with_the_treasury_stops_it(town: Parts) -> None:
    """A payment of which the treasury knows another sum is not entered as paid, and the campaign halts."""
    campaign_id = str(uuid4())
    order = CampaignOrder(policy=CODE, period="2024-Q2", prepared_by=PREPARED_BY, canary=10, page=200)
    campaign = await town.office.prepare(order, campaign=campaign_id)
    await campaign.until(CampaignStage.PREVIEW)
    ((reference,),) = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY reference LIMIT 1",
        c=campaign_id,
    )
    query(
        town.district,
        "INSERT INTO treasury_payments (id, file, account, fen) VALUES (:id, :file, '1', 1)",
        id=f"{reference}/1",
        file=f"{campaign_id}/1",
    )
    await campaign.release(RELEASED_BY)
    assert "reconcile 命令" in await halted(campaign)
    assert _states(town, reference) == ("disputed", "filed")
    assert (await town.office.reconcile(campaign_id, by="officer-3")).differences == 1
    assert _states(town, reference) == ("disputed", "filed")
    await campaign.stop("officer-3", "查账")
    report = await campaign.report()
    assert report.counts.differences == 1
    assert not report.reconciled


@on_the_other_ledger
async def test_a_difference_that_is_cleared_up(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The treasury corrects its book: what agrees then is paid or has come back, and the campaign goes on."""
    campaign_id, code = str(uuid4()), f"test-{uuid4()}"
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, replace(find_grant(CODE), code=code)))
    order = CampaignOrder(policy=code, period="2024-Q2", prepared_by=PREPARED_BY, canary=10, page=200)
    campaign = await town.office.prepare(order, campaign=campaign_id)
    await campaign.until(CampaignStage.PREVIEW)
    granted = query(
        town.ledger,
        "SELECT reference, fen FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY reference LIMIT 3",
        c=campaign_id,
    )
    for reference, _ in granted:
        query(
            town.district,
            "INSERT INTO treasury_payments (id, file, account, fen) VALUES (:id, :file, '1', 1)",
            id=f"{reference}/1",
            file=f"{campaign_id}/1",
        )
    await campaign.release(RELEASED_BY)
    await halted(campaign)
    before = _bound(town, code)
    (paid_, fen), (back, returned_fen), (wrong, _) = granted
    correct = "UPDATE treasury_payments SET fen = :f, returned_because = :r WHERE id = :id"
    query(town.district, correct, f=fen, r=None, id=f"{paid_}/1")
    query(town.district, correct, f=returned_fen, r="账户已销户", id=f"{back}/1")
    first = await town.office.reconcile(campaign_id, by="officer-3")
    assert (first.paid + first.returned, first.differences) == (9, 1)
    assert await town.office.reconcile(campaign_id, by="officer-3") == first
    assert [_states(town, reference) for reference in (paid_, back, wrong)] == [
        ("paid", "paid"),
        ("returned", "returned"),
        ("disputed", "filed"),
    ]
    assert _bound(town, code) == before - returned_fen
    query(town.district, correct, f=granted[2][1], r=None, id=f"{wrong}/1")
    assert (await town.office.reconcile(wrong, by="officer-3")).differences == 0
    assert (await town.office.reconcile(campaign_id, by="officer-3")) == Settlement()
    await campaign.resume("officer-3")
    report = await campaign.report()
    found = paid(town.ledger, town.district, code, "2024-Q2")
    assert_right(found, allowances(town.district, year=2024, quarter=2))
    assert report.reconciled
    assert report.counts.returned == list(found.waiting.values()).count("returned")
    assert report.counts.paid_fen == report.ledger_fen == sum(found.paid.values()) == _bound(town, code)


def _states(town: Parts, reference: str) -> tuple[str, str]:
    """Of the first payment of a grant, and of the grant."""
    ((payment, grant),) = query(
        town.ledger,
        "SELECT p.state, g.state FROM payments p JOIN grants g ON g.reference = p.reference WHERE p.id = :id",
        id=f"{reference}/1",
    )
    return payment, grant


def _bound(town: Parts, policy: str) -> int:
    ((bound,),) = query(town.ledger, "SELECT bound FROM budgets WHERE policy = :p", p=policy)
    return int(bound)
