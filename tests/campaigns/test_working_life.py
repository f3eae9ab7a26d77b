"""Campaigns of the policies for firms, as they are shipped: refunds, and subsidies for hires."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from client import GrantState
from matters import catalogue
from tests.support.campaigns import RELEASED_BY, prepared
from tests.support.neighbours import at_any_time, today
from tests.support.parts import Parts
from tests.support.states import on_the_other_ledger
from tests.support.town import paid, query

REFUND: Final = "job-retention-refund"
HIRING: Final = "hiring-subsidy"
SMALL: Final = 30
WAITS: Final = {"asked", "second-look", "returned"}


def refunds(town: Parts) -> dict[str, tuple[str, int]]:
    """Of every firm with a right to the refund: its kind, and the fen reckoned by hand; 0 if unknown."""
    due: dict[str, tuple[str, int]] = {}
    for firm in query(town.district, "SELECT * FROM firms"):
        ceiling = 0.2 if firm.insured <= SMALL else 0.055
        struck = firm.deregistered_on and _day(firm.deregistered_on) <= today()
        if firm.discredited or struck or firm.months_paid < 12 or not firm.premium:
            continue
        if firm.layoffs > round(ceiling * firm.insured, 6):
            continue
        sized = firm.kind in ("企业", "劳务派遣单位")
        tenths = 5 if sized and firm.size == "大型" else 9
        unknown = (sized and firm.size is None) or firm.account is None
        due[firm.key] = (firm.kind, 0 if unknown else firm.premium * tenths // 10)
    return due


def hires(town: Parts) -> set[str]:
    """Everybody for whose hiring in 2025 a firm has a right to the subsidy."""
    rows = query(town.district, "SELECT * FROM persons WHERE work = '单位就业' AND employer IS NOT NULL")
    return {row.key for row in rows if row.insured_months >= 3 and not row.died_on and _newcomer(row)}


def _newcomer(row: Any) -> bool:
    hired = _day(row.employed_since)
    return hired.year == 2025 and (_graduate(row, hired) or _unemployed_youth(row, hired))


def _graduate(row: Any, hired: date) -> bool:
    if not row.graduated_on:
        return False
    left = _day(row.graduated_on)
    within = (hired.year - left.year, hired.month, hired.day) <= (2, left.month, left.day)
    return left.year == hired.year or (left <= hired and within)


def _unemployed_youth(row: Any, hired: date) -> bool:
    if not row.unemployed_since or _day(row.unemployed_since) > hired:
        return False
    born = _day(row.born_on)
    return 16 <= hired.year - born.year - ((hired.month, hired.day) < (born.month, born.day)) <= 24


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@pytest.fixture
def _in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the refund were not over: it is decided until the end of 2025."""
    other = (replace(one, rules=at_any_time(one)) if one.code == REFUND else one for one in catalogue.GRANTS)
    monkeypatch.setattr(catalogue, "GRANTS", (*other,))


@on_the_other_ledger
@pytest.mark.usefixtures("_in_its_time")
async def test_refunds_to_firms(town: Parts) -> None:
    """Each gets its share, but who must apply first, and who was listed since the preview."""
    due = refunds(town)
    campaign = await prepared(town, "2025", policy=REFUND)
    (listed,), (struck,), *_ = query(
        town.ledger,
        "SELECT beneficiary FROM grants WHERE campaign = :c AND opens_as = 'granted' ORDER BY reference",
        c=campaign.id,
    )
    query(town.district, "UPDATE firms SET discredited = :y WHERE key = :k", y=True, k=listed)
    query(town.district, "UPDATE firms SET deregistered_on = :d WHERE key = :k", d="2026-01-01", k=struck)
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    query(town.district, "UPDATE firms SET discredited = :n WHERE key = :k", n=False, k=listed)
    query(town.district, "UPDATE firms SET deregistered_on = NULL WHERE key = :k", k=struck)

    found = paid(town.ledger, town.district, REFUND, "2025")
    assert report.reconciled
    assert found.paid.keys() | found.waiting.keys() == due.keys()
    assert found.at_treasury == found.paid == {key: due[key][1] for key in found.paid}
    assert {found.waiting.pop(key) for key in (listed, struck)} == {"stopped"}
    dispatch = {key for key, (kind, fen) in due.items() if kind == "劳务派遣单位" and fen}
    assert dispatch
    assert {found.waiting.pop(key) for key in dispatch} == {"offered"}
    assert set(found.waiting.values()) <= WAITS

    applies = min(dispatch)
    (offer,) = [one for one in await town.platform.offers(applies) if one.policy == REFUND]
    assert offer.fen == sum(step.fen for step in offer.calculation) == due[applies][1]
    assert offer.mode == "依申请"
    assert (await town.platform.confirm(offer)).state in (GrantState.GRANTED, GrantState.SECOND_LOOK)


async def test_a_subsidy_for_every_hire(town: Parts) -> None:
    """Once for each, onto the firm's account, and a second campaign finds nobody again."""
    taken = {
        key for (key,) in query(town.ledger, "SELECT beneficiary FROM grants WHERE policy = :p", p=HIRING)
    }
    due = hires(town) - taken
    first = await prepared(town, "once", policy=HIRING)
    await first.release(RELEASED_BY)
    report = await first.report()
    mine = query(town.ledger, "SELECT beneficiary, state, fen FROM grants WHERE campaign = :c", c=first.id)
    assert report.reconciled
    assert {key for key, _, _ in mine} == due
    assert {state for _, state, _ in mine} <= {"paid", *WAITS}
    assert {fen for _, state, fen in mine if state == "paid"} == {150_000}
    assert report.ledger_fen == 150_000 * sum(state == "paid" for _, state, _ in mine) > 0
    went = query(
        town.ledger,
        "SELECT g.beneficiary, g.payee, p.account FROM payments p JOIN grants g ON g.reference = p.reference "
        "WHERE g.campaign = :c",
        c=first.id,
    )
    employers = query(
        town.district, "SELECT b.key, f.key, f.account FROM persons b JOIN firms f ON f.key = b.employer"
    )
    assert {*map(tuple, went)} <= {*map(tuple, employers)}
    second = await prepared(town, "once", policy=HIRING)
    preview = (await second.progress()).preview
    assert preview
    assert (preview.opens_as, preview.already) == ((), len(due | taken))
    await second.stop("officer-3", "重复")
    await second.report()
