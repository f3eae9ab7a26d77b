"""Mistakes that an author of definitions will make: never run, only checked.

Each line names what mypy says, then what pyright says. An ignore that has become needless in either is
an error of `make check`; `test_typing.py` holds both to the very rule. That two items of one code are a
mistake shows only at import.
"""

# ruff: noqa: F821

from collections.abc import Callable
from datetime import date

from matters.definitions.departments import HEALTH
from matters.definitions.law import DEMONSTRATION, TIMETABLE
from matters.definitions.newborn.form import Card, Childbirth, Household, NewbornForm, Settles
from matters.definitions.newborn.situations import settles_here
from matters.definitions.restaurant.form import Premises
from matters.language import (
    Amount,
    Check,
    Facts,
    Family,
    Firm,
    Material,
    Matter,
    Occasion,
    OneMatter,
    Person,
    Rule,
    WorkingDays,
)

BASIC = "990000000000"
DAY = WorkingDays(count=1, basis=DEMONSTRATION)


def says_when(form: Childbirth) -> date:
    """出生之日"""
    return form.born_on


def says_why(form: Childbirth, _: Facts) -> str:
    return form.child_name


def says_born(form: Childbirth, facts: Facts) -> bool:
    return form.born_on <= facts.on


def card_is_wanted(form: Card, _: Facts) -> bool:
    return form.wants_card


CARD = Check(rule="r", family=Family.FORMAT, holds=card_is_wanted, field="born_on", says="", mend="")
household = Matter(code="h", name="h", basic_code=BASIC, department=HEALTH, form=Household, promised=DAY)
premises = Matter(code="p", name="p", basic_code=BASIC, department=HEALTH, form=Premises, promised=DAY)


def typo_in_a_condition(form: Household) -> bool:
    """在本市落户"""
    return form.setles is not Settles.ELSEWHERE  # type: ignore[attr-defined]  # reportAttributeAccessIssue


typo_in_a_holder = Material[Childbirth](code="m", name="m", of=lambda form: form.mother)  # type: ignore[attr-defined]  # reportAttributeAccessIssue
answers_with_a_date = Material[Childbirth](code="m", name="m", when=says_when)  # type: ignore[arg-type]  # reportArgumentType
condition_of_a_larger_form = Material[Childbirth](code="m", name="m", when=settles_here)  # type: ignore[arg-type]  # reportArgumentType
misspelt_keyword = Material[Childbirth](code="m", name="m", licences=None)  # type: ignore[call-arg]  # reportCallIssue
check_answers_with_text = Check[Childbirth](
    rule="r",
    family=Family.FORMAT,
    holds=says_why,  # type: ignore[arg-type]  # reportArgumentType
    field="born_on",
    says="",
    mend="",
)
rule_without_an_id = Check[Childbirth](  # type: ignore[call-arg]  # reportCallIssue
    family=Family.FORMAT, holds=says_born, field="born_on", says="", mend=""
)
follows_nothing = Matter(
    code="a",
    name="a",
    basic_code=BASIC,
    department=HEALTH,
    form=Childbirth,
    promised=DAY,
    after=(no_such_matter,),  # type: ignore[name-defined]  # reportUndefinedVariable
)
cycle = Matter(
    code="b",
    name="b",
    basic_code=BASIC,
    department=HEALTH,
    form=Childbirth,
    promised=DAY,
    after=(back_again,),  # type: ignore[has-type, used-before-def]  # reportUndefinedVariable
)
back_again = Matter(
    code="c", name="c", basic_code=BASIC, department=HEALTH, form=Childbirth, promised=DAY, after=(cycle,)
)
no_department = Matter(code="d", name="d", basic_code=BASIC, form=Childbirth, promised=DAY)  # type: ignore[call-arg]  # reportCallIssue
no_limit = Matter(code="d", name="d", basic_code=BASIC, department=HEALTH, form=Childbirth)  # type: ignore[call-arg]  # reportCallIssue
bare_number = Matter(code="f", name="f", basic_code=BASIC, department=HEALTH, form=Childbirth, promised=3)  # type: ignore[arg-type]  # reportArgumentType
licence_as_text = Matter(
    code="g",
    name="g",
    basic_code=BASIC,
    department=HEALTH,
    form=Childbirth,
    promised=DAY,
    gives="出生医学证明",  # type: ignore[arg-type]  # reportArgumentType
)
check_of_another_form = Matter[Childbirth](
    code="h",
    name="h",
    basic_code=BASIC,
    department=HEALTH,
    form=Childbirth,
    promised=DAY,
    checks=(CARD,),  # type: ignore[arg-type]  # reportArgumentType
)
matter_of_another_one_matter = OneMatter[NewbornForm](
    code="i",
    edition="1",
    name="i",
    basic_code=BASIC,
    lead=HEALTH,
    form=NewbornForm,
    promised=DAY,
    timetable=TIMETABLE,
    matters=(premises,),  # type: ignore[arg-type]  # reportArgumentType
)
form_forgets_fields = OneMatter[Childbirth](
    code="j",
    edition="1",
    name="j",
    basic_code=BASIC,
    lead=HEALTH,
    form=Childbirth,
    promised=DAY,
    timetable=TIMETABLE,
    matters=(household,),  # type: ignore[arg-type]  # reportArgumentType
)


def keeps_staff(firm: Firm, _: Occasion) -> bool:
    return firm.layoffs == 0


def typo_in_a_rule(person: Person, _: Occasion) -> bool:
    return person.birthday is not None  # type: ignore[attr-defined]  # reportAttributeAccessIssue


def amount_in_yuan(_person: Person, _occasion: Occasion) -> int:
    return 75


FIRMS = Rule(id="kept", says="", holds=keeps_staff, basis=DEMONSTRATION)
rule_of_a_firm = Rule[Person](id="k", says="", holds=keeps_staff, basis=DEMONSTRATION)  # type: ignore[arg-type]  # reportArgumentType
rule_without_basis = Rule[Firm](id="k", says="", holds=keeps_staff)  # type: ignore[call-arg]  # reportCallIssue
rules_of_persons: tuple[Rule[Person], ...] = (FIRMS,)  # type: ignore[assignment]  # reportAssignmentType
amount: Callable[[Person, Occasion], Amount] = amount_in_yuan  # type: ignore[assignment]  # reportAssignmentType
