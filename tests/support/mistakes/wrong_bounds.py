"""Numbers that no text allows, contradict the words of theirs, or are read by nobody."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from matters.definitions import law, procedures
from matters.definitions.closure import CLOSING
from matters.definitions.closure.definition import simple_deregistration
from matters.definitions.closure.notices import SIMPLE_NOTICE, SIMPLE_PERIOD
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import household_registration
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import food_licence, sign_permit, tobacco_licence
from matters.definitions.school import SCHOOL
from matters.definitions.school.definition import admission
from matters.definitions.school.placement import BEFORE_TERM
from matters.language import (
    Basis,
    CalendarDays,
    Extendable,
    Figure,
    FurtherUnits,
    Limit,
    Months,
    OneMatter,
    Validity,
    WorkingDays,
)
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import (
    Mistake,
    caught_by_check,
    cost,
    days,
    newborn,
    rate,
    restaurant,
    with_item,
)

UNREAD: Final = Figure(name="谁也不读的数", value=Decimal(7), unit="个", basis=OURS)


def noticed(period: Limit) -> Callable[[], OneMatter[Any]]:
    """The enterprise that closes, with another period of its public notice."""
    published, objection = SIMPLE_NOTICE.steps
    notice = replace(SIMPLE_NOTICE, steps=(published, replace(objection, within=period)))
    return lambda: with_item(CLOSING, simple_deregistration, procedures=(notice,))


def in_time(**changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: replace(RESTAURANT, timetable=replace(RESTAURANT.timetable, **changes))


WRONG_BOUNDS: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "a figure that nobody reads",
        lambda: replace(NEWBORN, figures=(*NEWBORN.figures, UNREAD)),
        "nothing reads '谁也不读的数'",
    ),
    caught_by_check(
        "an extension that is longer than the law's",
        restaurant(sign_permit, extension=Extendable(limit=days(15), approver="本行政机关负责人")),
        "is extended by 15个工作日, the law allows 10个工作日",
    ),
    caught_by_check(
        "an extension that is not its article's",
        restaurant(
            sign_permit,
            extension=Extendable(
                limit=WorkingDays(count=12, basis=law.DECISION_SINGLE), approver="本行政机关负责人"
            ),
        ),
        "12个工作日",
    ),
    caught_by_check(
        "a whole that is extended by more than the law has it",
        lambda: replace(RESTAURANT, extension=Extendable(limit=days(30), approver="本级人民政府负责人")),
        "is extended by 30个工作日, the law allows 15个工作日",
    ),
    caught_by_check(
        "an extension longer than what it extends",
        newborn(
            household_registration,
            statutory=days(5),
            extension=Extendable(limit=days(20), approver="派出所负责人"),
        ),
        "is extended by 20个工作日, which is longer than its limit",
    ),
    caught_by_check(
        "a law's limit that no law has",
        restaurant(tobacco_licence, statutory=replace(law.SINGLE_LIMIT, count=30)),
        "30个工作日",
    ),
    caught_by_check(
        "a notice of defects after three weeks",
        in_time(notice=replace(law.NOTICE_LIMIT, count=15)),
        "15个工作日",
    ),
    caught_by_check(
        "a hearing told of too late",
        restaurant(
            food_licence,
            procedures=(
                replace(
                    procedures.HEARING_ON_REQUEST,
                    steps=tuple(
                        replace(step, within=replace(step.within, count=3))
                        if step.code == "notice" and step.within
                        else step
                        for step in procedures.HEARING_ON_REQUEST.steps
                    ),
                ),
            ),
        ),
        "3个工作日",
    ),
    caught_by_check(
        "before an event by 900 days",
        lambda: with_item(
            SCHOOL, admission, lead_time=replace(BEFORE_TERM, by=CalendarDays(count=900, basis=OURS))
        ),
        "900日",
    ),
    caught_by_check(
        "a licence for 500 years", restaurant(food_licence, valid=Validity(years=500, basis=OURS)), "500年"
    ),
    caught_by_check(
        "a licence for other years than its law has",
        restaurant(food_licence, valid=replace(food_licence.valid or Validity(years=5, basis=OURS), years=8)),
        "8年",
    ),
    caught_by_check(
        "a public notice that is shorter than the law's", noticed(replace(SIMPLE_PERIOD, count=10)), "10日"
    ),
    caught_by_check(
        "months for days",
        noticed(Months(count=20, basis=SIMPLE_PERIOD.basis)),
        "20个月",
    ),
    caught_by_check(
        "a text by which it resumes what was never interrupted",
        lambda: replace(NEWBORN, resumes=replace(OURS, article="")),
        "names no article",
    ),
    caught_by_check("an answer within five years", in_time(answer=days(1250)), "1250个工作日"),
    caught_by_check("a payment told of in no days", in_time(told_within=days(0)), "limit is 0个工作日"),
    caught_by_check(
        "a further unit in yuan for fen",
        restaurant(sign_permit, fee=rate(further=FurtherUnits(fen=10, basis=OURS))),
        "charges 0.10元",
    ),
    caught_by_check(
        "a further unit where one is counted",
        restaurant(sign_permit, fee=rate(further=FurtherUnits(fen=1_000, basis=OURS))),
        "counts one of it",
    ),
    caught_by_check(
        "a further unit that is paid out",
        restaurant(sign_permit, fee=rate(further=FurtherUnits(fen=-500, basis=OURS))),
        "charges nothing, or less",
    ),
    caught_by_check(
        "a further unit by no text",
        restaurant(sign_permit, fee=rate(further=FurtherUnits(fen=1_000, basis=Basis(document="")))),
        "每增加一件10.00元' has no basis",
    ),
    caught_by_check(
        "a further unit at another sum than its text has",
        restaurant(
            sign_permit,
            fee=rate(further=FurtherUnits(fen=2_000, basis=replace(OURS, quotes="每增加一本加收10元"))),
        ),
        "每增加一件20.00元' rests upon",
    ),
    caught_by_check("a fee in yuan for fen", restaurant(sign_permit, fee=rate(fen=200)), "in fen"),
    caught_by_check(
        "a rate that another one replaces from its first day on",
        restaurant(sign_permit, fee=cost(rates=(cost().rates[0], replace(cost().rates[0], fen=30_000)))),
        "nobody is charged",
    ),
    caught_by_check(
        "how long nothing is valid",
        newborn(household_registration, gives=None, materials=(), valid=Validity(years=5, basis=OURS)),
        "gives no licence",
    ),
    caught_by_check(
        "who appeals for ten years",
        restaurant(
            food_licence,
            remedies=(replace(law.REMEDIES[0], limit=CalendarDays(count=600, basis=law.REVIEW_REQUEST)),),
        ),
        "600日",
    ),
)
