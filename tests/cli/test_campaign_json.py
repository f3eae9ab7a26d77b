"""Whatever a command of campaigns tells in a table it can print as JSON."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from activities.ledger.money import proposals
from activities.ledger.money.proposals import ProposalRow
from client import CampaignStage
from client.messages.grants.events import Birthday
from matters import catalogue
from matters.catalogue import find_grant
from matters.language import Grant
from tests.cli.commands import with_json
from tests.cli.programs import Programs
from tests.support.neighbours import settle, tell, the_offer, today
from tests.support.parts import Parts
from tests.support.states import on_one_ledger
from tests.support.town import query

pytestmark = on_one_ledger


@pytest.fixture
async def scheduled(town: Parts) -> AsyncGenerator[str]:
    """A policy whose schedule is gone again after the test."""
    policy = "child-care-allowance"
    yield policy
    await town.client.get_schedule_handle(f"campaign/{policy}").delete()


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """A policy that no other test has paid to the whole town."""
    grant = replace(find_grant("old-age-allowance"), code=f"test-{uuid4()}")
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    return grant


async def test_of_campaigns(
    town: Parts, programs: Programs, scheduled: str, own: Grant[Any], public: Grant[Any]
) -> None:
    """One that is released and paid, one that is stopped, and what an officer says of a single grant."""
    age = (own.code, "--by", "officer-1", "--period")
    campaign = (await programs("campaign", "prepare", *age, "2025-Q1"))["id"]
    await town.office.campaign(campaign).until(CampaignStage.PREVIEW)
    assert (await programs("campaign", "show", campaign))["stage"] == "preview"
    await programs("campaign", "pause", campaign, "--by", "officer-3", "--because", "午休")
    await programs("campaign", "resume", campaign, "--by", "officer-3")
    assert (await programs("campaign", "release", campaign, "--by", "officer-2"))["released_by"]
    assert (await programs("campaign", "report", campaign))["completed"]
    await programs("campaign", "reconcile", campaign, "--by", "officer-3")
    other = (await programs("campaign", "prepare", *age, "2025-Q2"))["id"]
    await programs("campaign", "stop", other, "--by", "officer-3", "--because", "迟了")

    await programs("campaign", "schedule", scheduled)
    await programs("campaign", "budget", "disability-care-allowance", "2020-02", "1", "--by", "officer-4")
    assert "entries" in await programs("campaign", "publicity", public.code, "2026-09")
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    await town.platform.object(reference, "已迁出")
    waiting = {"payment": f"{reference}/1", "digest": "d", "reference": reference, "policy": public.code}
    row = ProposalRow(**waiting, payee=person, account="6", fen=1, proposed_on=today())
    with town.ledger.transaction() as books:
        proposals.put(books, row)
    payments = (await programs("campaign", "payments"))["payments"]
    (listed,) = [one for one in payments if one["reference"] == reference]
    assert (await programs("campaign", "let-go", listed["payment"], "--by", "officer-4"))["persons"] == 1
    assert (await programs("campaign", "decide", reference, "--by", "officer-1", "--falls"))[
        "state"
    ] == "stopped"
    paid, *_ = query(
        town.ledger, "SELECT reference FROM grants WHERE campaign = :c AND state = 'paid'", c=campaign
    )[0]
    assert (await programs("campaign", "reassess", paid, "--by", "officer-1"))["reference"] == paid
    assert programs.called == with_json("campaign")
