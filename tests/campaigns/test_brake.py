"""The brake of a campaign, at its thresholds and at work."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from activities.campaigns.mandates import Brief
from activities.grants.policies import Policy
from client.messages.campaigns.campaign import Counts
from matters import catalogue
from matters.catalogue import find_grant
from matters.clock import Due
from matters.language import Mode, Occasion, Person
from tests.support.campaigns import (
    CODE,
    RELEASED_BY,
    SUBSIDY,
    forward,
    halted,
    handle_of,
    prepared,
    publicised,
)
from tests.support.neighbours import looked_at
from tests.support.parts import Parts
from tests.support.ports import accounts
from tests.support.states import on_the_other_ledger
from tests.support.town import paid, query
from workflows.campaigns.brake import tripped

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
    assert tripped(counts.model_copy(update={"returned": 25, "settled": 600}), counts, BRIEF)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"opened": 40_200, "faults": 502}, ""),
        ({"opened": 40_200, "faults": 503}, "规则出错：200笔中3笔"),
        ({"filed": 190, "stopped": 10, "faults": 502}, ""),
        ({"filed": 190, "stopped": 10, "faults": 503}, "规则出错：200笔中3笔"),
        ({"filed": 189, "stopped": 10, "faults": 600}, ""),
        ({"settled": 200, "returned": 5}, "退回：200笔中5笔"),
        ({"objections": 1_200}, ""),
        ({"objections": 1_201}, "异议：40000笔中1201笔"),
    ],
)
def test_shares_are_of_what_was_handled_since(more: dict[str, int], what: str) -> None:
    """What went well before an officer's word does not thin out what goes wrong after it."""
    eased = Counts(opened=40_000, faults=500)
    assert what in tripped(eased.model_copy(update=more), eased, BRIEF)
    assert bool(what) is bool(tripped(eased.model_copy(update=more), eased, BRIEF))


@pytest.mark.parametrize(
    ("counts", "what"),
    [
        (Counts(opened=5_000, settled=199, returned=199), "退回"),
        (Counts(opened=5_000, settled=50, returned=1), ""),
        (Counts(opened=5_000, settled=49, returned=1), "退回"),
        (Counts(opened=5_000), ""),
    ],
)
def test_a_canary_is_judged_however_few(counts: Counts, what: str) -> None:
    """What is sent ahead is proof enough: a page is not sent after a canary that came back."""
    assert what in tripped(counts, Counts(), BRIEF, trial=True)
    assert bool(what) is bool(tripped(counts, Counts(), BRIEF, trial=True))


@on_the_other_ledger
async def test_it_trips_on_a_canary(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in which nobody is paid proves nothing; of the next, as small, much comes back: no page goes."""
    grant = replace(find_grant(CODE), code=f"test-{uuid4()}")
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2024-Q2", policy=grant.code, page=1_000, canary=20)
    first = query(
        town.ledger,
        "SELECT beneficiary FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY reference LIMIT 40",
        c=campaign.id,
    )
    stopped, returned = first[:20], first[20:]
    for (person,) in stopped:
        await town.platform.opt_out(person, policy=grant.code)
    for (person,) in returned[:5]:
        accounts.close(town.district, accounts.account_of(town.district, person), fault="银行系统更换")
    try:
        await campaign.release(RELEASED_BY)
        assert "退回：20笔中" in await halted(campaign)
    finally:
        query(town.district, "DELETE FROM bank_faults WHERE fault = '银行系统更换'")
    assert (await campaign.progress()).counts.filed == 20
    await campaign.stop("officer-3", "核对账户")
    assert not (await campaign.report()).completed


@on_the_other_ledger
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
    assert not paid(town.ledger, town.district, grant.code, "2026-Q3").paid
    await campaign.stop("officer-3", "核对规则")
    report = await campaign.report()
    assert (report.completed, report.ledger_fen) == (False, 0)


@on_the_other_ledger
async def test_it_trips_on_objections(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many objections hold up what nobody objected to, until an officer lets it go on."""
    right = find_grant(SUBSIDY)
    grant = replace(
        right,
        code=f"test-{uuid4()}",
        mode=Mode.AUTOMATIC,
        second_look=looked_at(0),
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
    assert not paid(town.ledger, town.district, grant.code, "2026-Q3").paid
    await campaign.resume("officer-3")
    report = await campaign.report()
    assert report.completed
    assert report.counts.filed == len(others)
