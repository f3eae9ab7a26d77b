"""Situations of a child that goes to school, and the day on which its term begins."""

from collections.abc import Mapping
from datetime import date

from ..registers import Element
from .form import Attendance, HomeTitle, HousedPupil, HouseholdPlace, Pupil, SchoolAttendance, SchoolTerm
from .priority import rank

BEGINS: Mapping[SchoolTerm, date] = {SchoolTerm.AUTUMN_2027: date(2027, 9, 1)}

OWNED = (HomeTitle.PARENTS, HomeTitle.GRANDPARENTS, HomeTitle.SHARED)


def term_begins(form: Pupil) -> date:
    return BEGINS[form.school_term]


def owns_a_home(form: HousedPupil) -> bool:
    """居住房屋由家庭成员拥有全部或者部分产权"""
    return form.home_title in OWNED


def has_bought_a_home(form: HousedPupil) -> bool:
    """已办理网签购房合同"""
    return form.home_title is HomeTitle.CONTRACT


def rents_a_home(form: HousedPupil) -> bool:
    """租赁房屋居住"""
    return form.home_title is HomeTitle.RENTED


def comes_from_elsewhere(form: HousedPupil) -> bool:
    """随迁子女（非本市户籍）"""
    return form.household is HouseholdPlace.ELSEWHERE


def is_registered_here(form: HousedPupil) -> bool:
    """本市户籍"""
    return form.household is not HouseholdPlace.ELSEWHERE


def the_child(form: Pupil) -> tuple[str, ...]:
    """入学的儿童、少年"""
    return (form.child_id,)


def child(form: Pupil) -> str:
    """入学的儿童、少年"""
    return form.child_id


def goes_there(form: SchoolAttendance) -> bool:
    """到安排的公办学校入读"""
    return form.attends is not Attendance.ELSEWHERE


def child_and_rank(form: HousedPupil) -> dict[str, str]:
    return {Element.NAME.value: f"{form.child_name}，招生排序第{rank(form)}顺位"}


def name_of_the_child(form: Pupil) -> dict[str, str]:
    return {Element.NAME.value: form.child_name}


def once_a_term(form: Pupil) -> tuple[str, ...]:
    return (f"{form.child_id}/{form.school_term}",)
