"""The brake of a campaign, at its thresholds and at work."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from activities.campaigns import Brief
from activities.policies import Policy
from client.campaign_messages import Counts
from matters import catalogue
from matters.catalogue import find_grant
from matters.clock import Due
from matters.language import Mode, Occasion, Person
from tests.campaigning import CODE, RELEASED_BY, SUBSIDY, forward, halted, handle_of, prepared, publicised
from tests.parts import Parts
from tests.town import paid, query
from workflows.brake import tripped

BRIEF = Brief(
    campaign="c",
    policy=Policy(code=CODE, edition="1", period="2026-Q3"),
    name="老年综合津贴",
    department="民政局",
    payable_from=date(2026, 10, 15),
    faults=0.01,
    returns=0.02,
    objections=0.03,
    least=200,
    public=False,
)


@pytest.mark.parametrize(
    ("counts", "what"),
    [
        (Counts(opened=200, faults=2), ""),
        (Counts(opened=200, faults=3), "规则出错"),
        (Counts(opened=199, faults=199), ""),
        (Counts(settled=200, returned=4), ""),
        (Counts(settled=200, returned=5), "退回"),
        (Counts(settled=199, returned=100), ""),
        (Counts(opened=200, objections=6), ""),
        (Counts(opened=200, objections=7), "异议"),
        (Counts(differences=1), "对账"),
    ],
)
def test_a_threshold_is_passed_not_met(counts: Counts, what: str) -> None:
    """A share exactly met is not passed, few prove nothing, and one difference is too many."""
    assert what in tripped(counts, Counts(), BRIEF)
    assert bool(what) is bool(tripped(counts, Counts(), BRIEF))


def test_an_officer_lets_go() -> None:
    """What was counted when an officer let the campaign go on does not trip the brake again."""
    counts = Counts(opened=400, faults=10, settled=400, returned=20, objections=20, differences=1)
    assert tripped(counts, Counts(), BRIEF)
    assert not tripped(counts, counts, BRIEF)
    assert tripped(counts.model_copy(update={"faults": 15}), counts, BRIEF)


async def test_it_trips_on_rules_that_fail(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that fails for one in twenty stops the campaign before anybody is paid."""
    right = find_grant(CODE)

    def amount(person: Person, occasion: Occasion) -> Any:
        return 1 // 0 if int(person.key[1:]) % 20 == 0 else right.amount(person, occasion)

    grant = replace(right, code=f"test-{uuid4()}", amount=amount, brake=replace(right.brake, least=50))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q3", policy=grant.code)
    await campaign.release(RELEASED_BY)
    assert "规则出错" in await halted(campaign)
    assert not paid(town.ledger, grant.code, "2026-Q3").paid
    await campaign.stop("officer-3", "核对规则")
    report = await campaign.report()
    assert (report.completed, report.ledger_fen) == (False, 0)


async def test_it_trips_on_objections(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many objections hold up what nobody objected to, until an officer lets it go on."""
    right = find_grant(SUBSIDY)
    grant = replace(
        right,
        code=f"test-{uuid4()}",
        mode=Mode.AUTOMATIC,
        second_look=Decimal(0),
        brake=replace(right.brake, least=1),
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q3", policy=grant.code)
    await campaign.release(RELEASED_BY)
    until = await publicised(campaign)
    ((reference,), *others) = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND state = 'granted' ORDER BY reference",
        c=campaign.id,
    )
    assert len(others) < 99
    await town.platform.object(reference, "已在单位参保")
    await forward(town, handle_of(town, campaign), to=Due(on=until).at)
    assert "异议" in await halted(campaign)
    assert not paid(town.ledger, grant.code, "2026-Q3").paid
    await campaign.resume("officer-3")
    report = await campaign.report()
    assert report.completed
    assert report.counts.filed == len(others)
