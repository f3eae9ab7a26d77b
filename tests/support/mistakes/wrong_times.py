"""Texts, times and numbers that cannot be meant, and what stands twice in a list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import vaccination_record
from matters.definitions.restaurant.definition import food_licence, sign_permit
from matters.language import CalendarDays, Figure, Form, Ground, Remedy, Validity
from tests.support.applications.shop import OURS
from tests.support.applications.stalls import MARKET_STALL, STALL, with_quota
from tests.support.mistakes.mistake import PAPER, Mistake, caught_by_check, cost, days, newborn, restaurant

SOME: Final = Figure(name="某数", value=Decimal(1), unit="个", basis=OURS)


def nobody_counts(_: Form) -> int:
    """每块"""
    return 0


def always_the_same(_: Form) -> tuple[str, ...]:
    return ("同一个",)


def counting(*figures: Figure) -> Callable[[], Any]:
    return lambda: replace(NEWBORN, figures=(*NEWBORN.figures, *figures))


def stall(**changes: Any) -> Callable[[], Any]:
    return lambda: replace(MARKET_STALL, matters=(replace(STALL, **changes),))


WRONG_TIMES: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "a law that begins in 2030",
        newborn(vaccination_record, basis=replace(OURS, since=date(2030, 1, 1))),
        "not in force before 2030-01-01",
    ),
    caught_by_check(
        "a law that ends before it begins",
        newborn(vaccination_record, basis=replace(OURS, since=date(2026, 1, 1), until=date(2025, 1, 1))),
        "before it begins on 2026-01-01",
    ),
    caught_by_check(
        "no days to appeal",
        newborn(vaccination_record, remedies=(Remedy(name="行政复议", limit=days(0), body="区人民政府"),)),
        "its 行政复议 limit is 0个工作日",
    ),
    caught_by_check(
        "a decision that is served in no days",
        restaurant(food_licence, delivery=CalendarDays(count=0, basis=OURS)),
        "its delivery limit is 0",
    ),
    caught_by_check(
        "a decision that is served later than the law has it",
        restaurant(food_licence, delivery=days(11)),
        "is delivered within 11个工作日, the law allows 10个工作日",
    ),
    caught_by_check(
        "a renewal that is over before it begins",
        stall(valid=Validity(years=1, basis=OURS, renewable_from=days(5), renewable_until=days(30))),
        "exchange the two",
    ),
    caught_by_check(
        "a place is waited for longer than all takes", lambda: with_quota(waits=days(400)), "wait no longer"
    ),
    caught_by_check("a number of nothing", counting(replace(SOME, unit=" ")), "give its `unit`"),
    caught_by_check(
        "one number of two values", counting(SOME, replace(SOME, value=Decimal(2))), "'某数' is 1 and 2"
    ),
    caught_by_check(
        "a fee for each of none", restaurant(sign_permit, fee=cost(units=nobody_counts)), "counts none"
    ),
    caught_by_check(
        "one paper twice",
        newborn(vaccination_record, materials=(PAPER, replace(PAPER))),
        "lists the paper 'another-proof' 2 times",
    ),
    caught_by_check(
        "one ground twice",
        newborn(vaccination_record, stops_for=2 * (Ground(code="storm", name="台风", basis=OURS),)),
        "lists the ground 'storm' 2 times",
    ),
    caught_by_check(
        "one source twice",
        lambda: replace(NEWBORN, prefills=(*NEWBORN.prefills, NEWBORN.prefills[0])),
        "write one source of each register",
    ),
    caught_by_check(
        "everybody asks for the same thing",
        lambda: replace(NEWBORN, about=always_the_same),
        "is held to apply twice",
    ),
    caught_by_check("an edition without a name", lambda: replace(NEWBORN, edition=" "), "give it one"),
)
