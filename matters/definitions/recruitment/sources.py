"""What of it is held already, and by whom."""

from pydantic import JsonValue

from ...language import Facts, Prefill, each
from ..registers import BUSINESSES, POPULATION, BusinessEntry, PersonEntry
from .form import EMPLOYEES, Employer, Hired


def _employer(form: Employer, _: Facts) -> str:
    return form.credit_code


def _name_of_business(entry: BusinessEntry) -> JsonValue:
    return entry.name


def _employee(form: Hired, _: Facts) -> str:
    return form.employee_id


def _name_of_person(entry: PersonEntry) -> JsonValue:
    return entry.name


PREFILLS = (
    Prefill(field="employer_name", register=BUSINESSES, key=_employer, says=_name_of_business),
    each(
        EMPLOYEES,
        Prefill(field="employee_name", register=POPULATION, key=_employee, says=_name_of_person),
    ),
)
"""An employee's name is held by the population register, and shown with the employee's leave alone."""
