"""Grants of working life at their edges: refund to firms, hiring subsidy, flexible employment."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from activities.grants.judgement import NO_ACCOUNT, UNCLAIMED, is_claimed
from activities.ledger.grants.grants import GrantRecord
from client.messages.grants.offers import GrantState
from matters.definitions.grants import JOB_RETENTION_2025
from matters.entitlement.entitlement import EntitlementVerdict, decide
from matters.language import FirmKind, FirmSize, Mode, Period, PeriodKind, Work
from tests.support.beneficiaries import COURIER, FIRM, HIRE, enjoyed

DAY: Final = timedelta(days=1)


@pytest.mark.parametrize(
    ("insured", "layoffs", "kept"),
    [
        (200, 11, True),
        (200, 12, False),
        (2000, 110, True),
        (2000, 111, False),
        (30, 6, True),
        (30, 7, False),
        (31, 1, True),
        (31, 2, False),
        (31, 6, False),
        (1, 0, True),
        (1, 1, False),
        (0, 0, False),
    ],
)
def test_layoffs_at_the_ceiling(insured: int, layoffs: int, *, kept: bool) -> None:
    """5.5 % exactly is not above 5.5 %; up to thirty heads the ceiling is 20 %."""
    verdict = FIRM.decided(insured=insured, layoffs=layoffs).verdict
    assert verdict is (EntitlementVerdict.ENTITLED if kept else EntitlementVerdict.NOT)


def test_who_lacks_an_account_alone() -> None:
    """His right is found if he need say nothing; not where he is to tell what it hangs on, or to claim it."""
    fields: dict[str, Any] = dict.fromkeys(GrantRecord._fields, "")
    fields["policy"], fields["edition"], fields["period"] = FIRM.grant.code, FIRM.grant.edition, "2025"
    fields["state"], fields["opens_as"] = GrantState.ASKED, "asked"
    asked = GrantRecord(**fields)
    assert is_claimed(asked._replace(because=NO_ACCOUNT))
    assert not is_claimed(asked._replace(because="size"))
    assert is_claimed(asked._replace(state=GrantState.GRANTED))
    claimed = asked._replace(policy=COURIER.grant.code, edition=COURIER.grant.edition, period="2025-Q3")
    assert not is_claimed(claimed._replace(because=NO_ACCOUNT))
    assert any("才提供账户的照发" in one.says for one in FIRM.grant.assumptions)


def test_what_was_found_due_in_time() -> None:
    """It is paid when its campaign is released after the end; what is found only then has no right to it."""
    late, period = date(2026, 1, 5), Period.containing(date(2025, 12, 31), kind=PeriodKind.YEAR)
    found, then = (
        decide(FIRM.grant, FIRM.row, period=period, on=late, claimed=known).verdict for known in (True, False)
    )
    assert (found, then) == (EntitlementVerdict.ENTITLED, EntitlementVerdict.NOT)
    assert GrantState.GRANTED not in UNCLAIMED
    assert any("才放行" in one.says for one in FIRM.grant.assumptions)


@pytest.mark.parametrize(
    ("months", "verdict"), [(11, EntitlementVerdict.NOT), (12, EntitlementVerdict.ENTITLED)]
)
def test_a_year_of_premiums(months: int, verdict: EntitlementVerdict) -> None:
    """Twelve months are enough."""
    assert FIRM.decided(months_paid=months).verdict is verdict


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({"size": FirmSize.LARGE}, 500_000),
        ({"size": FirmSize.MEDIUM}, 900_000),
        ({"size": FirmSize.MICRO}, 900_000),
        ({"size": None, "kind": FirmKind.SOCIAL_ORGANISATION}, 900_000),
        ({"size": FirmSize.LARGE, "kind": FirmKind.SOCIAL_ORGANISATION}, 900_000),
        ({"size": FirmSize.LARGE, "kind": FirmKind.LABOUR_DISPATCH}, 500_000),
        ({"premium": 3}, 2),
        ({"premium": 1}, 0),
        ({"premium": 0}, 0),
    ],
)
def test_the_share_of_the_premium(changes: dict[str, Any], fen: int) -> None:
    """Fifty of a hundred for large enterprises, ninety for all others; no part of a fen is paid."""
    assert FIRM.fen(**changes) == fen


def test_the_share_before_it_was_raised() -> None:
    """Under the earlier edition it is thirty and sixty."""
    before = replace(FIRM, grant=JOB_RETENTION_2025)
    assert before.fen(size=FirmSize.LARGE) == 300_000
    assert before.fen() == 600_000


def test_a_premium_too_small_to_share_gives_no_right() -> None:
    """A grant of nothing is no grant."""
    assert FIRM.decided(premium=1).verdict is EntitlementVerdict.NOT


def test_an_enterprise_of_unknown_size_is_asked_for_it() -> None:
    """The share depends upon it; a social organisation has none and is not asked."""
    assert [datum.field for datum in FIRM.decided(size=None).missing] == ["size"]


def test_deregistered_before_payment() -> None:
    """Whoever is struck off on the day is struck off; the day before there was still a firm."""
    off = date(2025, 10, 9)
    assert FIRM.decided(deregistered_on=off, on=off).verdict is EntitlementVerdict.EXCLUDED
    assert FIRM.decided(deregistered_on=off, on=off - DAY).verdict is EntitlementVerdict.ENTITLED


def test_a_discredited_firm_is_excluded() -> None:
    """The list of serious dishonesty excludes; where a condition fails as well, that is said first."""
    assert FIRM.decided(discredited=True).verdict is EntitlementVerdict.EXCLUDED
    assert FIRM.decided(discredited=True, layoffs=50).verdict is EntitlementVerdict.NOT
    assert FIRM.decided(discredited=True, account_known=False).verdict is EntitlementVerdict.EXCLUDED


def test_labour_dispatch_must_apply() -> None:
    """It has the same right, but is not served before it asks."""
    dispatch = FIRM.decided(kind=FirmKind.LABOUR_DISPATCH)
    assert (dispatch.verdict, dispatch.mode) == (EntitlementVerdict.ENTITLED, Mode.APPLICATION)
    assert FIRM.decided().mode is Mode.AUTOMATIC


@pytest.mark.parametrize(
    ("hired", "entitled"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_hired_while_the_policy_is_in_force(hired: date, *, entitled: bool) -> None:
    """The first and the last day count."""
    verdict = HIRE.decided(employed_since=hired).verdict
    assert verdict is (EntitlementVerdict.ENTITLED if entitled else EntitlementVerdict.NOT)


@pytest.mark.parametrize(
    ("left", "hired", "entitled"),
    [
        (date(2023, 7, 1), date(2025, 7, 1), True),
        (date(2023, 6, 30), date(2025, 7, 1), False),
        (date(2024, 2, 29), date(2026, 2, 28), False),
        (date(2025, 12, 31), date(2025, 1, 1), True),
        (date(2026, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_two_years_after_school(left: date, hired: date, *, entitled: bool) -> None:
    """To the day; in the year of graduation even before it."""
    verdict = HIRE.decided(graduated_on=left, employed_since=hired).verdict
    assert verdict is (EntitlementVerdict.ENTITLED if entitled else EntitlementVerdict.NOT)


@pytest.mark.parametrize(
    ("born_on", "hired", "entitled"),
    [
        (date(2009, 7, 2), date(2025, 7, 1), False),
        (date(2009, 7, 1), date(2025, 7, 1), True),
        (date(2000, 7, 2), date(2025, 7, 1), True),
        (date(2000, 7, 1), date(2025, 7, 1), False),
        (date(2000, 2, 29), date(2025, 2, 27), True),
        (date(2000, 2, 29), date(2025, 2, 28), False),
    ],
)
def test_unemployed_youth_of_16_to_24(born_on: date, hired: date, *, entitled: bool) -> None:
    """From the sixteenth birthday until the day before the twenty-fifth, on the day of the contract."""
    changes: dict[str, Any] = {"graduated_on": None, "unemployed_since": hired, "born_on": born_on}
    verdict = HIRE.decided(employed_since=hired, **changes).verdict
    assert verdict is (EntitlementVerdict.ENTITLED if entitled else EntitlementVerdict.NOT)


def test_registered_as_unemployed_only_after_the_hiring() -> None:
    """Who was hired first was not taken from unemployment."""
    late: dict[str, Any] = {"graduated_on": None, "unemployed_since": date(2025, 7, 2)}
    assert HIRE.decided(**late).verdict is EntitlementVerdict.NOT


@pytest.mark.parametrize(
    ("months", "verdict"), [(2, EntitlementVerdict.NOT), (3, EntitlementVerdict.ENTITLED)]
)
def test_three_months_of_three_insurances(months: int, verdict: EntitlementVerdict) -> None:
    """Fewer are not enough."""
    assert HIRE.decided(insured_months=months).verdict is verdict


def test_no_longer_employed() -> None:
    """At review the hire must be in work, and alive."""
    assert HIRE.decided(work=Work.NONE, employer=None).verdict is EntitlementVerdict.NOT
    assert HIRE.decided(died_on=HIRE.on).verdict is EntitlementVerdict.NOT


def test_two_firms_for_one_person() -> None:
    """Whoever was subsidised once is subsidised nowhere again, whichever firm, year or place."""
    before = enjoyed("hiring-subsidy", "once", paid_to="another firm")
    assert HIRE.decided(enjoyed=before).verdict is EntitlementVerdict.EXCLUDED
    assert HIRE.decided(enjoyed=enjoyed("hiring-subsidy", "2019")).verdict is EntitlementVerdict.EXCLUDED
    assert HIRE.fen() == 150_000


def test_half_of_the_premium() -> None:
    """No part of a fen is paid."""
    assert COURIER.fen() == 150_000
    assert COURIER.fen(own_premium=300_002) == 150_001


def test_an_unknown_premium_is_asked_for_alone() -> None:
    """None paid is an answer, and a no; none known is a question."""
    assert [datum.field for datum in COURIER.decided(own_premium=None).missing] == ["own_premium"]
    assert COURIER.decided(own_premium=0).verdict is EntitlementVerdict.NOT


@pytest.mark.parametrize(
    ("left", "entitled"),
    [
        (date(2024, 6, 30), False),
        (date(2024, 7, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (None, False),
    ],
)
def test_graduates_who_work_flexibly(left: date | None, *, entitled: bool) -> None:
    """As long as two years since leaving touch the quarter; the hard to employ need no diploma."""
    verdict = COURIER.decided(hard_to_employ=False, graduated_on=left).verdict
    assert verdict is (EntitlementVerdict.ENTITLED if entitled else EntitlementVerdict.NOT)


@pytest.mark.parametrize(
    ("quarters", "verdict"), [(11, EntitlementVerdict.ENTITLED), (12, EntitlementVerdict.EXCLUDED)]
)
def test_three_years_are_the_most(quarters: int, verdict: EntitlementVerdict) -> None:
    """Twelve quarters use the subsidy up."""
    periods = [f"{2020 + n // 4}-Q{n % 4 + 1}" for n in range(quarters)]
    before = tuple(each for period in periods for each in enjoyed("flexible-employment-subsidy", period))
    assert COURIER.decided(enjoyed=before).verdict is verdict
