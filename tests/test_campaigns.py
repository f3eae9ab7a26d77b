"""Campaigns on a real server and on both kinds of ledger: who is paid, how much, and never twice."""

from client.campaign_messages import CampaignOrder, CampaignStage
from client.campaigns import Campaign
from tests.parts import Parts
from tests.town import allowances, query

CODE = "old-age-allowance"


async def prepared(parts: Parts, period: str, *, policy: str = CODE, page: int = 50) -> Campaign:
    """A campaign that waits for its release."""
    order = CampaignOrder(policy=policy, period=period, prepared_by="officer-1", canary=10, page=page)
    campaign = await parts.office.prepare(order)
    await campaign.until(CampaignStage.PREVIEW)
    return campaign


async def test_from_preview_to_report(town: Parts) -> None:
    """Everybody to whom the allowance is due is paid the sum that was reckoned by hand, once."""
    campaign = await prepared(town, "2026-Q1")
    await campaign.release("officer-2")
    report = await campaign.report()
    due = allowances(town.ledger, year=2026, quarter=1)
    paid = dict(
        query(town.ledger, "SELECT beneficiary, fen FROM grants WHERE period = '2026-Q1' AND state = 'paid'")
    )
    assert report.completed
    assert report.reconciled
    assert paid
    assert paid.items() <= due.items()
    assert report.ledger_fen == report.treasury_fen == sum(paid.values())
    unpaid = query(
        town.ledger, "SELECT beneficiary, state FROM grants WHERE period = '2026-Q1' AND state <> 'paid'"
    )
    assert {key for key, _ in unpaid} | paid.keys() == due.keys()
    assert {state for _, state in unpaid} <= {"asked", "second-look", "returned"}
