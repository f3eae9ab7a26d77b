"""Procedures that nobody could go through, or not in time."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from matters.definitions import departments, procedures
from matters.definitions.closure import CLOSING
from matters.definitions.closure.definition import simple_deregistration
from matters.definitions.closure.notices import SIMPLE_NOTICE
from matters.definitions.registers import PUBLICITY
from matters.definitions.restaurant.definition import food_licence
from matters.definitions.school import SCHOOL
from matters.definitions.school.definition import admission
from matters.definitions.school.placement import BEFORE_TERM
from matters.language import CalendarDays, Ground, OneMatter, OutsideEvent, Owner, ProcedureStep, Stops
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import (
    Mistake,
    caught_at_import,
    caught_by_check,
    days,
    machine,
    restaurant,
    with_item,
)

HEARING = procedures.HEARING_ON_REQUEST
INSPECTED = procedures.INSPECTED
REVIEWED = procedures.first_review(departments.DISEASE_CONTROL)
ASKED, NOTICE, HELD, RECORD = HEARING.steps


def hearing(*steps: ProcedureStep, **changes: Any) -> Callable[[], OneMatter[Any]]:
    changed = replace(HEARING, steps=steps or HEARING.steps, **changes)
    return restaurant(food_licence, procedures=(changed,))


WRONG_PROCEDURES: Final[tuple[Mistake, ...]] = (
    caught_by_check("a procedure without basis", hearing(basis=None), "has no basis"),
    caught_by_check(
        "a step without basis", hearing(replace(ASKED, basis=None), NOTICE, HELD, RECORD), "has no basis"
    ),
    caught_by_check(
        "a procedure without steps",
        restaurant(food_licence, procedures=(replace(INSPECTED, steps=()),)),
        "has no steps",
    ),
    caught_by_check(
        "one procedure twice",
        restaurant(food_licence, procedures=(INSPECTED, INSPECTED)),
        "rename all but one",
    ),
    caught_by_check(
        "a step of another body that is not named",
        restaurant(
            food_licence,
            procedures=(replace(REVIEWED, steps=(replace(REVIEWED.steps[0], body=None),)),),
        ),
        "its owner is unknown; name the `body`",
    ),
    caught_by_check(
        "a host whom nobody has named",
        hearing(ASKED, replace(NOTICE, officers=None), HELD, RECORD),
        "its owner is unknown; let an earlier step",
    ),
    caught_by_check(
        "inspected by nobody",
        restaurant(
            food_licence,
            procedures=(
                replace(
                    INSPECTED,
                    steps=(
                        replace(
                            INSPECTED.steps[0],
                            officers=replace(procedures.TWO_INSPECTORS, value=Decimal(0)),
                        ),
                    ),
                ),
            ),
        ),
        "ask for one at least",
    ),
    caught_by_check(
        "a hearing within no days",
        hearing(ASKED, NOTICE, replace(HELD, within=days(0)), RECORD),
        "at least one day",
    ),
    caught_by_check(
        "a right that lapses some day",
        hearing(replace(ASKED, within=None), NOTICE, HELD, RECORD),
        "lapses, and nobody knows when",
    ),
    caught_by_check(
        "a clock that would stand for ever",
        hearing(ASKED, NOTICE, replace(HELD, lapses=True), RECORD),
        "would stand for ever",
    ),
    caught_by_check(
        "told after it was held",
        hearing(ASKED, replace(NOTICE, within=days(20)), HELD, RECORD),
        "bring them together",
    ),
    caught_by_check(
        "a day of nothing",
        hearing(ASKED, replace(NOTICE, before=""), HELD, RECORD),
        "fixes a day, and not of which step",
    ),
    caught_by_check(
        "the law's clock stops for a party",
        hearing(ground=Ground(code="party", name="庆祝", basis=OURS)),
        "which is not in its list",
    ),
    caught_by_check("a ground from no step on", hearing(stands_from=""), "needs both `ground` and"),
    caught_by_check(
        "reviewed first by whoever decides",
        restaurant(food_licence, procedures=(replace(INSPECTED, comes_first=True),)),
        "when no officer has it",
    ),
)

PUBLISHED, OBJECTED = SIMPLE_NOTICE.steps


def notice(*steps: ProcedureStep) -> Callable[[], OneMatter[Any]]:
    changed = replace(SIMPLE_NOTICE, steps=steps)
    return lambda: with_item(CLOSING, simple_deregistration, procedures=(changed,))


WRONG_EVENTS: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "what happens outside, and nobody knows where",
        notice(replace(PUBLISHED, event=None), OBJECTED),
        "nobody could tell of it; name the `event`",
    ),
    caught_by_check(
        "what an officer does, told by a register",
        notice(replace(PUBLISHED, owner=Owner.OTHER_BODY, body=departments.TAX), OBJECTED),
        "and of nothing else",
    ),
    caught_by_check(
        "ends what is never published, some day",
        notice(replace(PUBLISHED, within=None), OBJECTED),
        "ends the item if it is missed, and nobody knows when",
    ),
    caught_by_check(
        "goes on and ends, both when nobody objects",
        notice(PUBLISHED, replace(OBJECTED, stops=Stops.MISSED)),
        "both lapses and ends the item",
    ),
    caught_by_check(
        "an officer objects before anybody has the item",
        notice(PUBLISHED, replace(OBJECTED, owner=Owner.DEPARTMENT, event=None)),
        "when no officer has it",
    ),
    caught_by_check(
        "no days before the term",
        lambda: with_item(SCHOOL, admission, lead_time=replace(BEFORE_TERM, by=days(0))),
        "its lead time limit is",
    ),
    caught_by_check(
        "a notice that is longer than the whole",
        notice(PUBLISHED, replace(OBJECTED, within=CalendarDays(count=200, basis=OURS))),
        "200日",
    ),
)

REFUSED_EVENTS: Final[tuple[Mistake, ...]] = (
    caught_at_import(
        "an event on a day that no entry has",
        lambda: OutsideEvent(register=PUBLICITY, key="credit_code", on="simple_sinec"),
        "no such field",
    ),
    caught_at_import(
        "an event on a day that is a name",
        lambda: OutsideEvent(register=PUBLICITY, key="credit_code", on="objection_by"),
        "which is no day",
    ),
    caught_at_import(
        "an event under what is not asked",
        notice(replace(PUBLISHED, event=OutsideEvent(register=PUBLICITY, key="code", on="simple_since"))),
        "does not ask",
    ),
)

REFUSED_PROCEDURES: Final[tuple[Mistake, ...]] = (
    caught_at_import(
        "two steps of one code", lambda: replace(HEARING, steps=(ASKED, ASKED)), "has two steps 'asked'"
    ),
    caught_at_import(
        "the time of a step begins with a later one",
        lambda: replace(HEARING, steps=(replace(ASKED, since="held"), NOTICE, HELD, RECORD)),
        "list a step 'held' before it",
    ),
    caught_at_import(
        "told before what has been", lambda: replace(HEARING, steps=(ASKED, HELD, NOTICE, RECORD)), "after it"
    ),
    caught_at_import(
        "the clock stands from nothing on",
        lambda: replace(HEARING, stands_from="begun"),
        "name one of its steps",
    ),
    caught_at_import(
        "a step whose code is a sentence",
        restaurant(
            food_licence,
            procedures=(replace(INSPECTED, steps=(replace(INSPECTED.steps[0], code="Sent Out"),)),),
        ),
        "lower-case words",
    ),
    caught_at_import(
        "a machine grants what is heard",
        restaurant(food_licence, inspection=False, procedures=(HEARING,), unattended=machine()),
        "goes through procedures",
    ),
)
