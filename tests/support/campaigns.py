"""Campaigns in tests: prepared, halted, and what must be true of what they paid."""

import asyncio
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowHandle

from activities.database import Transaction
from activities.grants.policies import Policy
from activities.ledger.campaigns import campaigns, mandates
from activities.ledger.campaigns.mandates import MandateRow
from client import BudgetOrder, BudgetState, Campaign, CampaignOrder, CampaignStage, names
from tests.support.parts import SKIP_PATIENCE, Parts
from tests.support.town import TownPaid

CODE = "old-age-allowance"
SUBSIDY = "flexible-employment-subsidy"
PREPARED_BY, RELEASED_BY = "officer-1", "officer-2"


async def prepared(
    town: Parts, period: str, *, policy: str = CODE, page: int = 100, canary: int = 10
) -> Campaign:
    """A campaign that waits for its release."""
    ordered = CampaignOrder(policy=policy, period=period, prepared_by=PREPARED_BY, canary=canary, page=page)
    campaign = await town.office.prepare(ordered)
    await campaign.until(CampaignStage.PREVIEW)
    return campaign


def order(books: Transaction, campaign: str, policy: Policy, *, on: date) -> None:
    """Enter that one was ordered, or begins anew, which has no workflow."""
    row = {**policy.model_dump(exclude={"code"}), "id": campaign, "policy": policy.code}
    campaigns.enter(books, {**row, "prepared_by": PREPARED_BY})
    run = str(uuid4())
    mandate = MandateRow(campaign=campaign, run=run, prepared_by="1", ordered="", payable_from=on)
    mandates.enter(books, mandate)


def let_go(books: Transaction, campaign: str) -> None:
    """Another person has released it."""
    mandates.show(books, campaign, preview="shown")
    assert mandates.release(books, campaign, preview="shown", by="2", word="")


async def ordered_by_two(town: Parts, order: BudgetOrder) -> BudgetState:
    """A budget that two officers order alike."""
    await town.office.set_budget(order)
    return await town.office.set_budget(order.model_copy(update={"by": "officer-5"}))


async def forward(town: Parts, handle: WorkflowHandle[Any, Any], *, to: datetime) -> None:
    """Carry the clock of a campaign's, or a grant's, workflow forward to an instant."""
    left = to - await town.skipper.get_current_time(handle)
    await asyncio.wait_for(town.skipper.fast_forward(handle, left), SKIP_PATIENCE)


def handle_of(town: Parts, campaign: Campaign) -> WorkflowHandle[Any, Any]:
    """Of a campaign's workflow."""
    return town.client.get_workflow_handle(names.campaign_id(campaign.id))


async def publicised(campaign: Campaign) -> date:
    """Wait until its names are public, and tell until when."""
    async for now in campaign.watch():
        if now.publicity_until:
            return now.publicity_until
    raise AssertionError("the campaign has ended without publicity")


async def halted(campaign: Campaign) -> str:
    """Wait until it is halted, and tell why."""
    async for now in campaign.watch():
        if now.halted:
            return now.halted
    raise AssertionError("the campaign has ended without being halted")


def assert_right(found: TownPaid, due: dict[str, int]) -> None:
    """Everybody to whom something is due is paid exactly that, or waits for a reason; nobody else is."""
    assert found.paid
    assert found.paid.items() <= due.items()
    assert found.paid.keys() | found.waiting.keys() == due.keys()
    assert set(found.waiting.values()) <= {"asked", "second-look", "returned"}
    assert found.at_treasury == found.paid
