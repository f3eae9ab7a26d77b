"""Each policy at its edges: who has a right, to how much, and who is asked for what."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.entitlement import Verdict
from matters.grants import CHILD_CARE, OLD_AGE
from matters.language import Disability, FirmKind, FirmSize, Mode, Period, Work, months_later
from tests.beneficiaries import CHILD, COURIER, ELDER, ELSEWHERE, FIRM, HIRE, POOR, SEVERE, enjoyed

QUARTER: Final = Period.quarter(2026, 1)
DAY: Final = timedelta(days=1)


@pytest.mark.parametrize(
    ("born_on", "yuan"),
    [
        (date(1961, 4, 1), 0),
        (date(1961, 3, 31), 75),
        (date(1961, 3, 1), 75),
        (date(1961, 1, 1), 225),
        (date(1956, 4, 1), 225),
        (date(1956, 2, 10), 75 + 150 + 150),
        (date(1956, 1, 31), 450),
        (date(1946, 3, 1), 150 + 150 + 180),
        (date(1936, 3, 31), 180 + 180 + 350),
        (date(1936, 1, 1), 1050),
        (date(1926, 2, 28), 350 + 600 + 600),
        (date(1915, 7, 1), 1800),
    ],
)
def test_a_birthday_at_the_border_of_a_band_counts_from_its_month(born_on: date, yuan: int) -> None:
    """The month of the birthday is paid at the new rate, whichever day of it the birthday is."""
    assert ELDER.fen(born_on=born_on) == 100 * yuan


@pytest.mark.parametrize(("year", "yuan"), [(2024, 0), (2025, 150), (2026, 225)])
def test_born_on_the_29th_of_february(year: int, yuan: int) -> None:
    """Sixty-five in a February without a 29th: from that February on."""
    assert ELDER.fen(born_on=date(1960, 2, 29), period=Period.quarter(year, 1)) == 100 * yuan


@pytest.mark.parametrize(
    ("died_on", "yuan"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 150),
        (date(2026, 1, 31), 150),
        (date(2026, 2, 1), 300),
        (date(2026, 3, 31), 450),
        (date(2026, 4, 1), 450),
    ],
)
def test_the_month_of_death_is_the_last_that_is_paid(died_on: date, yuan: int) -> None:
    """What was due until then stays due, though the registers know of the death when it is paid."""
    assert ELDER.fen(died_on=died_on) == 100 * yuan


def test_whoever_dies_before_the_birthday_never_reached_the_age() -> None:
    """A birthday later in the quarter than the death counts for nothing."""
    born = date(1961, 3, 10)
    assert ELDER.fen(born_on=born) == 7500
    assert ELDER.decided(born_on=born, died_on=date(2026, 2, 15)).verdict is Verdict.NOT
    assert ELDER.fen(born_on=born, died_on=date(2026, 3, 1)) == 7500


@given(
    born_on=st.dates(date(1900, 1, 1), date(1970, 12, 31)),
    died_on=st.none() | st.dates(date(2025, 10, 1), date(2026, 6, 30)),
)
def test_the_allowance_is_the_sum_of_its_months(born_on: date, died_on: date | None) -> None:
    """As reckoned month by month from full years of life on the last day of each."""
    rates = {65: 75, 70: 150, 80: 180, 90: 350, 100: 600}
    expected = 0
    for month in (1, 2, 3):
        last = date(2026, month + 1, 1) - DAY
        alive = died_on is None or died_on >= date(2026, month, 1)
        reached = [rate for age, rate in rates.items() if months_later(born_on, 12 * age) <= last]
        expected += reached[-1] if alive and reached else 0
    assert ELDER.fen(born_on=born_on, died_on=died_on) == 100 * expected


def test_the_calculation_names_the_bands() -> None:
    """One line for each band of the quarter, which add up to the sum."""
    amount = ELDER.decided(born_on=date(1956, 2, 10)).amount
    assert amount
    assert [(line.says, line.fen) for line in amount.lines] == [
        ("65至69周岁每月75元，1个月", 7500),
        ("70至79周岁每月150元，2个月", 30000),
    ]


def test_pay_days() -> None:
    """On the 15th of the month after the quarter."""
    assert OLD_AGE.pay_day
    days = [OLD_AGE.pay_day.of(Period.quarter(2026, quarter)) for quarter in (1, 2, 3, 4)]
    assert days == [date(2026, 4, 15), date(2026, 7, 15), date(2026, 10, 15), date(2027, 1, 15)]


def test_household_elsewhere() -> None:
    """The allowance is for the city's own, and for nobody whose register is unknown."""
    assert ELDER.decided(registered_in=ELSEWHERE).verdict is Verdict.NOT
    assert ELDER.decided(registered_in=None).verdict is Verdict.NOT


def test_an_unknown_account_is_asked_for_alone() -> None:
    """Nothing else is in the way, so nothing else is asked; without a right nothing is asked at all."""
    asked = ELDER.decided(account_known=False)
    assert (asked.verdict, [datum.field for datum in asked.missing]) == (Verdict.MISSING, ["account_known"])
    assert ELDER.decided(account_known=False, registered_in=ELSEWHERE).missing == ()


def test_twice_in_one_quarter() -> None:
    """Whoever had this quarter's allowance has it no second time; the last one's is no obstacle."""
    assert ELDER.decided(enjoyed=enjoyed("old-age-allowance", "2026-Q1")).verdict is Verdict.EXCLUDED
    assert ELDER.decided(enjoyed=enjoyed("old-age-allowance", "2025-Q4")).verdict is Verdict.ENTITLED


def test_before_the_policy_was_in_force() -> None:
    """The quarter in which it began is the first that is paid."""
    assert ELDER.decided(period=Period.quarter(2023, 1)).verdict is Verdict.NOT
    assert ELDER.decided(period=Period.quarter(2023, 2)).verdict is Verdict.ENTITLED


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
    assert verdict is (Verdict.ENTITLED if kept else Verdict.NOT)


@pytest.mark.parametrize(("months", "verdict"), [(11, Verdict.NOT), (12, Verdict.ENTITLED)])
def test_a_year_of_premiums(months: int, verdict: Verdict) -> None:
    """Twelve months are enough."""
    assert FIRM.decided(months_paid=months).verdict is verdict


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({"size": FirmSize.LARGE}, 300_000),
        ({"size": FirmSize.MEDIUM}, 600_000),
        ({"size": FirmSize.MICRO}, 600_000),
        ({"size": None, "kind": FirmKind.SOCIAL_ORGANISATION}, 600_000),
        ({"size": FirmSize.LARGE, "kind": FirmKind.SOCIAL_ORGANISATION}, 600_000),
        ({"size": FirmSize.LARGE, "kind": FirmKind.LABOUR_DISPATCH}, 300_000),
        ({"premium": 3}, 1),
        ({"premium": 1}, 0),
        ({"premium": 0}, 0),
    ],
)
def test_the_share_of_the_premium(changes: dict[str, Any], fen: int) -> None:
    """Thirty of a hundred for large enterprises, sixty for all others; no part of a fen is paid."""
    assert FIRM.fen(**changes) == fen


def test_a_premium_too_small_to_share_gives_no_right() -> None:
    """A grant of nothing is no grant."""
    assert FIRM.decided(premium=1).verdict is Verdict.NOT


def test_an_enterprise_of_unknown_size_is_asked_for_it() -> None:
    """The share depends upon it; a social organisation has none and is not asked."""
    assert [datum.field for datum in FIRM.decided(size=None).missing] == ["size"]


def test_deregistered_before_payment() -> None:
    """Whoever is struck off on the day is struck off; the day before there was still a firm."""
    off = date(2025, 10, 9)
    assert FIRM.decided(deregistered_on=off, on=off).verdict is Verdict.EXCLUDED
    assert FIRM.decided(deregistered_on=off, on=off - DAY).verdict is Verdict.ENTITLED


def test_a_discredited_firm_is_excluded() -> None:
    """The list of serious dishonesty excludes; where a condition fails as well, that is said first."""
    assert FIRM.decided(discredited=True).verdict is Verdict.EXCLUDED
    assert FIRM.decided(discredited=True, layoffs=50).verdict is Verdict.NOT
    assert FIRM.decided(discredited=True, account_known=False).verdict is Verdict.EXCLUDED


def test_labour_dispatch_must_apply() -> None:
    """It has the same right, but is not served before it asks."""
    dispatch = FIRM.decided(kind=FirmKind.LABOUR_DISPATCH)
    assert (dispatch.verdict, dispatch.mode) == (Verdict.ENTITLED, Mode.APPLICATION)
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
    assert verdict is (Verdict.ENTITLED if entitled else Verdict.NOT)


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
    assert verdict is (Verdict.ENTITLED if entitled else Verdict.NOT)


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
    assert verdict is (Verdict.ENTITLED if entitled else Verdict.NOT)


def test_registered_as_unemployed_only_after_the_hiring() -> None:
    """Who was hired first was not taken from unemployment."""
    late: dict[str, Any] = {"graduated_on": None, "unemployed_since": date(2025, 7, 2)}
    assert HIRE.decided(**late).verdict is Verdict.NOT


@pytest.mark.parametrize(("months", "verdict"), [(2, Verdict.NOT), (3, Verdict.ENTITLED)])
def test_three_months_of_three_insurances(months: int, verdict: Verdict) -> None:
    """Fewer are not enough."""
    assert HIRE.decided(insured_months=months).verdict is verdict


def test_no_longer_employed() -> None:
    """At review the hire must be in work, and alive."""
    assert HIRE.decided(work=Work.NONE, employer=None).verdict is Verdict.NOT
    assert HIRE.decided(died_on=HIRE.on).verdict is Verdict.NOT


def test_two_firms_for_one_person() -> None:
    """Whoever was subsidised once is subsidised nowhere again, whichever firm, year or place."""
    before = enjoyed("hiring-subsidy", "once", paid_to="another firm")
    assert HIRE.decided(enjoyed=before).verdict is Verdict.EXCLUDED
    assert HIRE.decided(enjoyed=enjoyed("hiring-subsidy", "2019")).verdict is Verdict.EXCLUDED
    assert HIRE.fen() == 150_000


def test_a_card_counts_from_its_month() -> None:
    """Issued on the last day of October, it gives October's allowance, not September's."""
    issued: dict[str, Any] = {"disability_since": date(2026, 10, 31)}
    assert POOR.fen(**issued) == 11_000
    assert POOR.fen(period=Period.month(2026, 9), **issued) == 0


@pytest.mark.parametrize("whose", [POOR, SEVERE], ids=["living", "care"])
def test_the_month_of_death_of_the_disabled(whose: Any) -> None:
    """It is the last that is paid."""
    died: dict[str, Any] = {"died_on": date(2026, 10, 1)}
    assert whose.fen(**died) > 0
    assert whose.fen(period=Period.month(2026, 11), **died) == 0


def test_the_living_allowance_is_for_the_poor() -> None:
    """Without minimum-living support there is none; in destitute support its other help excludes it."""
    assert POOR.decided(minimum_living=False).verdict is Verdict.NOT
    assert POOR.decided(destitute_support=True).verdict is Verdict.EXCLUDED


@pytest.mark.parametrize(
    ("grade", "kind", "fen"),
    [
        (1, Disability.VISION, 11_000),
        (1, None, 11_000),
        (2, Disability.VISION, 6_000),
        (3, Disability.VISION, 0),
        (3, Disability.MENTAL, 6_000),
        (4, Disability.INTELLECTUAL, 6_000),
        (4, Disability.MULTIPLE, 0),
        (None, Disability.MENTAL, 0),
    ],
)
def test_the_care_allowance_by_grade_and_kind(grade: int | None, kind: Disability | None, fen: int) -> None:
    """Grades one and two; of mind and intellect three and four as well."""
    assert SEVERE.fen(disability_grade=grade, disability=kind) == fen


def test_an_unknown_kind_is_asked_for_where_it_matters() -> None:
    """Grade three depends upon the kind; grade one does not."""
    asked = SEVERE.decided(disability_grade=3, disability=None)
    assert [datum.field for datum in asked.missing] == ["disability"]


def test_both_allowances_may_be_had_together() -> None:
    """The one excludes the other in no month; another care subsidy excludes care in its own."""
    assert SEVERE.fen(enjoyed=enjoyed("disability-living-allowance", "2026-10")) > 0
    same = SEVERE.decided(enjoyed=enjoyed("elderly-care-subsidy", "2026-10"))
    assert same.verdict is Verdict.EXCLUDED
    assert SEVERE.fen(enjoyed=enjoyed("elderly-care-subsidy", "2026-09")) > 0


def test_half_of_the_premium() -> None:
    """No part of a fen is paid."""
    assert COURIER.fen() == 150_000
    assert COURIER.fen(own_premium=300_002) == 150_001


def test_an_unknown_premium_is_asked_for_alone() -> None:
    """None paid is an answer, and a no; none known is a question."""
    assert [datum.field for datum in COURIER.decided(own_premium=None).missing] == ["own_premium"]
    assert COURIER.decided(own_premium=0).verdict is Verdict.NOT


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
    assert verdict is (Verdict.ENTITLED if entitled else Verdict.NOT)


@pytest.mark.parametrize(("quarters", "verdict"), [(11, Verdict.ENTITLED), (12, Verdict.EXCLUDED)])
def test_three_years_are_the_most(quarters: int, verdict: Verdict) -> None:
    """Twelve quarters use the subsidy up."""
    periods = [f"{2020 + n // 4}-Q{n % 4 + 1}" for n in range(quarters)]
    before = tuple(each for period in periods for each in enjoyed("flexible-employment-subsidy", period))
    assert COURIER.decided(enjoyed=before).verdict is verdict


@pytest.mark.parametrize(
    ("born_on", "yuan"),
    [
        (date(2021, 12, 31), 0),
        (date(2022, 1, 1), 300),
        (date(2022, 12, 31), 3600),
        (date(2024, 1, 31), 7500),
        (date(2024, 2, 29), 7800),
        (date(2024, 12, 1), 10_800),
        (date(2025, 1, 1), 10_800),
        (date(2025, 6, 30), 10_800),
    ],
)
def test_a_childhood_of_allowances(born_on: date, yuan: int) -> None:
    """The totals that were published for 2024-01 and 2025-01, and those at the edges around them."""
    years = [CHILD.fen(born_on=born_on, period=Period.year(year)) for year in range(2022, 2032)]
    assert sum(years) == 100 * yuan


@given(st.dates(date(2024, 12, 1), date(2030, 12, 31)))
def test_every_child_born_under_the_policy_gets_the_same(born_on: date) -> None:
    """Three years' worth, whatever the day of birth."""
    years = [Period.year(year) for year in range(born_on.year, born_on.year + 5)]
    assert sum(CHILD.fen(born_on=born_on, period=year) for year in years) == 3 * 360_000


def test_a_full_year_and_part_of_one() -> None:
    """A full year is 3,600, a part 300 a month; the child's death ends it with its month."""
    assert CHILD.fen() == 360_000
    assert CHILD.fen(period=Period.year(2027)) == 5 * 30_000
    assert CHILD.fen(died_on=date(2026, 2, 1)) == 2 * 30_000
    assert CHILD.fen(died_on=date(2025, 12, 31)) == 0


def test_the_child_care_allowance_is_offered_not_paid() -> None:
    """The law asks for an application, so everything is filled in and nothing is done unasked."""
    assert CHILD.decided().mode is Mode.APPLICATION
    assert CHILD_CARE.entry.passed


def test_several_missing_data_are_asked_for_at_once() -> None:
    """Each once, in the order of the rules."""
    asked = CHILD.decided(lawful_birth=None, guardian=None, account_known=False)
    assert [datum.field for datum in asked.missing] == ["lawful_birth", "guardian", "account_known"]
    assert CHILD.decided(lawful_birth=False, guardian=None).missing == ()
