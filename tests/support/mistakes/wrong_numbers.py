"""Limits, fees and shares that do not fit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from matters.definitions import licences
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import (
    maternity_payment,
    parenting_guidance,
    social_security_card,
    vaccination_record,
)
from matters.definitions.restaurant.definition import (
    food_licence,
    sign_permit,
)
from matters.language import (
    Basis,
    CalendarDays,
    Figure,
    Follows,
    Months,
    Otherwise,
    Validity,
)
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import (
    Mistake,
    caught_by_check,
    cost,
    days,
    machine,
    newborn,
    paper,
    rate,
    restaurant,
    with_item,
)

WRONG_NUMBERS: Final[tuple[Mistake, ...]] = (
    caught_by_check("a limit of no days", newborn(vaccination_record, promised=days(0)), "at least one day"),
    caught_by_check(
        "a promise beyond the law",
        restaurant(food_licence, promised=days(11)),
        "promises 11个工作日, the law allows 10个工作日",
    ),
    caught_by_check(
        "a licence without the limit of the law",
        restaurant(food_licence, statutory=None, extension=None),
        "says no limit of the law, which is 20个工作日 at most",
    ),
    caught_by_check(
        "thirty working days within fifteen days",
        newborn(parenting_guidance, promised=days(5), statutory=CalendarDays(count=5, basis=OURS)),
        "the law allows 5日, which from",
    ),
    caught_by_check(
        "a month that is longer than the law's days",
        lambda: with_item(
            replace(NEWBORN, promised=days(40)),
            parenting_guidance,
            promised=Months(count=1, basis=OURS),
            statutory=CalendarDays(count=30, basis=OURS),
        ),
        "the law allows 30日, which from",
    ),
    caught_by_check(
        "items that need longer than the whole",
        newborn(maternity_payment, promised=days(5)),
        "bring the two together",
    ),
    caught_by_check(
        "items of another unit that need longer than the whole",
        lambda: replace(NEWBORN, promised=CalendarDays(count=5, basis=OURS)),
        "bring the two together",
    ),
    caught_by_check(
        "a warning at the very end",
        lambda: replace(
            NEWBORN,
            timetable=replace(
                NEWBORN.timetable, warn_at=replace(NEWBORN.timetable.warn_at, value=Decimal(100))
            ),
        ),
        "a share between 1 and 99",
    ),
    caught_by_check(
        "a fee that begins in 2030",
        restaurant(sign_permit, fee=rate(since=date(2030, 1, 1))),
        "add the older one",
    ),
    caught_by_check(
        "a fee whose statute is over",
        restaurant(sign_permit, fee=cost(statute=Basis(document="旧条例", until=date(2020, 1, 1)))),
        "name what allows it now",
    ),
    caught_by_check("a fee of nothing", restaurant(sign_permit, fee=rate(fen=0)), "whole fen"),
    caught_by_check(
        "a licence that is never valid",
        restaurant(food_licence, valid=Validity(years=0, basis=OURS)),
        "at least one year",
    ),
    caught_by_check(
        "what an item gives may follow",
        newborn(
            social_security_card,
            materials=(
                paper(
                    licence=licences.BIRTH_CERTIFICATE,
                    follows=Follows(within=days(5), otherwise=Otherwise.LAPSE),
                ),
            ),
        ),
        "an earlier item gives it",
    ),
    caught_by_check(
        "a machine without rules",
        newborn(vaccination_record, unattended=machine(rules=())),
        "would grant anything",
    ),
    caught_by_check(
        "a rule that decides and only watches",
        newborn(vaccination_record, unattended=machine(shadow=machine().rules[:1])),
        "cannot both decide and be in shadow",
    ),
    caught_by_check(
        "a machine that is trusted by a minority",
        newborn(
            vaccination_record,
            unattended=machine(agreement=Figure(name="一致率", value=Decimal(40), unit="%", basis=OURS)),
        ),
        "more than half",
    ),
)
