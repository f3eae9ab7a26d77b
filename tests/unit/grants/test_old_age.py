"""The old-age allowance at its edges: bands, months, deaths, and having it twice."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.definitions.grants import OLD_AGE
from matters.entitlement.entitlement import EntitlementVerdict
from matters.language import Period, months_later
from tests.support.beneficiaries import ELDER, ELSEWHERE, enjoyed

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
    """A birthday later than the death counts for nothing, in the same month, too."""
    born = date(1961, 3, 10)
    assert ELDER.fen(born_on=born) == 7500
    assert ELDER.decided(born_on=born, died_on=date(2026, 2, 15)).verdict is EntitlementVerdict.NOT
    assert ELDER.decided(born_on=born, died_on=date(2026, 3, 9)).verdict is EntitlementVerdict.NOT
    assert ELDER.fen(born_on=born, died_on=date(2026, 3, 10)) == 7500


@given(
    born_on=st.dates(date(1900, 1, 1), date(1970, 12, 31)),
    died_on=st.none() | st.dates(date(2025, 10, 1), date(2026, 6, 30)),
)
def test_the_allowance_is_the_sum_of_its_months(born_on: date, died_on: date | None) -> None:
    """As reckoned month by month from full years of life on the last day of each that was lived."""
    rates = {65: 75, 70: 150, 80: 180, 90: 350, 100: 600}
    expected = 0
    for month in (1, 2, 3):
        last = min(date(2026, month + 1, 1) - DAY, died_on or date.max)
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
    assert ELDER.decided(registered_in=ELSEWHERE).verdict is EntitlementVerdict.NOT
    assert ELDER.decided(registered_in=None).verdict is EntitlementVerdict.NOT


def test_an_unknown_account_is_asked_for_alone() -> None:
    """Nothing else is in the way, so nothing else is asked; without a right nothing is asked at all."""
    asked = ELDER.decided(account_known=False)
    assert (asked.verdict, [datum.field for datum in asked.missing]) == (
        EntitlementVerdict.MISSING,
        ["account_known"],
    )
    assert ELDER.decided(account_known=False, registered_in=ELSEWHERE).missing == ()


def test_twice_in_one_quarter() -> None:
    """Whoever had this quarter's allowance has it no second time; the last one's is no obstacle."""
    assert (
        ELDER.decided(enjoyed=enjoyed("old-age-allowance", "2026-Q1")).verdict is EntitlementVerdict.EXCLUDED
    )
    assert (
        ELDER.decided(enjoyed=enjoyed("old-age-allowance", "2025-Q4")).verdict is EntitlementVerdict.ENTITLED
    )


def test_before_the_policy_was_in_force() -> None:
    """The quarter in which it began is the first that is paid."""
    assert ELDER.decided(period=Period.quarter(2023, 1)).verdict is EntitlementVerdict.NOT
    assert ELDER.decided(period=Period.quarter(2023, 2)).verdict is EntitlementVerdict.ENTITLED


@pytest.mark.parametrize("after", [0, 5])
def test_a_registration_that_ended_with_a_death(after: int) -> None:
    """Whoever has died lived here until then: he is struck off for that, and has not moved away."""
    died_on = date(2026, 2, 10)
    struck_off = died_on + after * DAY
    assert ELDER.fen(died_on=died_on, registered_in=None, registered_since=struck_off) == 30_000
    assert ELDER.fen(died_on=died_on, registered_in=None, registered_since=died_on - DAY) == 0
