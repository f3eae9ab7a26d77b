"""Holidays by name: those that a regulation fixes for every year, and those of the yearly notices."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
from holidays import country_holidays

NAMES: Final = ("元旦", "农历除夕", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""全国年节及纪念日放假办法 (2024) Art. 2."""

FIRST_YEAR, END = 2025, 2101
"""From the regulation of 2024 on, as far as the lunar calendar is computed."""

IN_CHINESE: Final[Mapping[str, str]] = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def _festivals() -> Mapping[date, str]:
    """Without the days in lieu: on which working days these fall is for the yearly notice to say."""
    known = country_holidays("CN", years=range(FIRST_YEAR, END), observed=False, language="zh_CN")
    named = {day: [name for name in text.split("; ") if name in NAMES] for day, text in known.items()}
    return {day: "、".join(names) for day, names in named.items() if names}


def _arranged(moved: Mapping[date, str]) -> Mapping[date, str]:
    return {day: IN_CHINESE[name] for day, name in moved.items()}


FESTIVALS: Final = _festivals()
"""Days that are holidays whatever a notice says, and their names."""

ARRANGED: Final = _arranged(chinese_calendar.holidays)
"""Days off by a published notice, and the holidays for which they are."""

MADE_UP: Final = _arranged(chinese_calendar.workdays)
"""Rest days that are worked in their stead (调休)."""
