"""The same asked for again, whoever asks: neither claimed nor registered twice without a person's look."""

from typing import Any, Final

import pytest

from deploy import demonstration
from matters import catalogue
from matters.definitions.registers import SAME_OBJECT, SameObject
from matters.guide.advice import guide
from matters.review.review import review
from tests.support.applications.planned import ON, application

CLAIM: Final = "clawback-heard-in-instalments"
TWO: Final = "recruitment-two"


def about(name: str, **changes: Any) -> list[str]:
    asked = application(name, **changes)
    return [*asked.one.about(asked.form)]


@pytest.mark.parametrize(
    ("name", "rule", "at"),
    [
        (CLAIM, "clawback.same-payment", "form.payment"),
        (TWO, "recruitment.same-employee", "form.employees[1].employee_id"),
    ],
)
def test_what_another_case_is_about(name: str, rule: str, at: str) -> None:
    """A person looks whether it is the same mistake, or the same employment, and nobody else is looked at."""
    asked = application(name)
    key = f"{asked.one.code}/{asked.facts.case}/{about(name)[-1]}"
    facts = asked.facts.told({(SAME_OBJECT, key): SameObject(as_of=ON, cases=1)})
    advice = guide(asked.one, asked.answers)
    found = review(asked.one, asked.answers, advice, facts, uploaded={}, committed=True).findings
    assert [one.path for one in found if one.rule == rule and "另有" in one.says] == [at]


def test_what_is_left_of_a_payment() -> None:
    """A rest that is claimed later is another claim; the same sum is the same, however it is written."""
    assert about(CLAIM, paid="450.00") == about(CLAIM, paid="450") == about(CLAIM, payee_name="另一人")
    assert about(CLAIM, paid="450.00") != about(CLAIM, paid="400.00")


def test_an_employment_is_an_employer_a_person_and_a_day() -> None:
    """Who is hired anew on another day is registered anew."""
    employees = application(TWO).form.model_dump(mode="json", exclude_none=True)["employees"]
    later = [{**one, "hired_on": "2026-11-02"} for one in employees]
    assert len({*about(TWO), *about(TWO, employees=later)}) == 2 * len(employees)


@pytest.mark.parametrize("name", [CLAIM, TWO])
def test_each_household_of_the_demonstration_asks_for_its_own(name: str) -> None:
    """Whoever tries it with several is not told that another has it."""
    filed = [demonstration.submission(name, household=number) for number in (1, 2)]
    one = catalogue.find(filed[0].one_matter)
    first, second = ({*one.about(one.form.model_validate(each.form))} for each in filed)
    assert not first & second
