"""Months as the civil law counts them."""

from calendar import monthrange
from datetime import date, timedelta


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_day_of_years(day: date, years: int) -> date:
    """The last day of so many years that begin with `day`: the one before the same day of a later year."""
    return months_later(day, 12 * years) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (民法典 Art. 202); earlier if negative."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
