"""Campaigns in tests: prepared, halted, and what must be true of what they paid."""

from client import Campaign, CampaignOrder, CampaignStage
from tests.parts import Parts
from tests.town import Paid

CODE = "old-age-allowance"
SUBSIDY = "flexible-employment-subsidy"
PREPARED_BY, RELEASED_BY = "officer-1", "officer-2"


async def prepared(
    town: Parts, period: str, *, policy: str = CODE, page: int = 100, canary: int = 10
) -> Campaign:
    """A campaign that waits for its release."""
    order = CampaignOrder(policy=policy, period=period, prepared_by=PREPARED_BY, canary=canary, page=page)
    campaign = await town.office.prepare(order)
    await campaign.until(CampaignStage.PREVIEW)
    return campaign


async def halted(campaign: Campaign) -> str:
    """Wait until it is halted, and tell why."""
    async for now in campaign.watch():
        if now.halted:
            return now.halted
    raise AssertionError("the campaign has ended without being halted")


def assert_right(found: Paid, due: dict[str, int]) -> None:
    """Everybody to whom something is due is paid exactly that, or waits for a reason; nobody else is."""
    assert found.paid
    assert found.paid.items() <= due.items()
    assert found.paid.keys() | found.waiting.keys() == due.keys()
    assert set(found.waiting.values()) <= {"asked", "second-look", "returned"}
    assert found.at_treasury == found.paid
