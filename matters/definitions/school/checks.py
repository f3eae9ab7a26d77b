"""What a guardian is told before any department sees the application."""

from decimal import Decimal

from ...language import Basis, Check, Confidence, Facts, Family, Figure, Severity
from ..addresses import place
from ..divisions import CITY
from ..law import AT_ANY_WINDOW, DEMONSTRATION
from ..registers import (
    HOMES,
    PLACEMENTS,
    POPULATION,
    SEASONS,
    HomeEntry,
    PersonEntry,
    SeasonEntry,
    same_object,
)
from .form import HomeOwner, HomeTitle, HousedPupil, HouseholdPlace, Migrant, Pupil, SchoolStage
from .placement import AT_SIX, EQUALLY, NEARBY
from .situations import comes_from_elsewhere, owns_a_home, term_begins

BY_AUGUST = Basis(
    document="各地义务教育招生入学工作意见",
    article="年满六周岁（8月31日前出生）",
    confidence=Confidence.SECONDARY,
)
OF_AGE = Figure(name="入读小学一年级的年龄", value=Decimal(6), unit="周岁", basis=AT_SIX)


def _child(form: Pupil, facts: Facts) -> PersonEntry | None:
    return facts.entry(POPULATION, form.child_id)


def _season(form: Pupil, facts: Facts) -> SeasonEntry | None:
    return facts.entry(SEASONS, form.school_term)


def _home(form: HomeOwner, facts: Facts) -> HomeEntry | None:
    return facts.entry(HOMES, f"{form.owner_id}/{form.home_unit}")


def child_is_known(form: Pupil, facts: Facts) -> bool:
    child = _child(form, facts)
    return child is not None and child.name == form.child_name


def is_six(form: Pupil, facts: Facts) -> bool:
    begins = term_begins(form)
    day = f"{begins.year - int(OF_AGE.value)}{begins:%m%d}"
    return form.school_stage is not SchoolStage.PRIMARY or form.child_id[6:14] < day


def season_has_begun(form: Pupil, facts: Facts) -> bool:
    """When it is judged: whoever came too early is served once it has begun."""
    season = _season(form, facts)
    return season is None or season.opens_on <= facts.now


def season_is_not_over(form: Pupil, facts: Facts) -> bool:
    """By the day of receipt."""
    season = _season(form, facts)
    return season is None or facts.on <= season.closes_on


def household_is_as_said(form: HousedPupil, facts: Facts) -> bool:
    """Of this city, in whichever of its districts: that is what the form asks."""
    child = _child(form, facts)
    return child is None or (child.division in CITY) is not comes_from_elsewhere(form)


def lives_there(form: HousedPupil, facts: Facts) -> bool:
    child = _child(form, facts) if form.household is HouseholdPlace.SAME else None
    return child is None or place(child.address) == place(form.home_address)


def home_is_named(form: HomeOwner, facts: Facts) -> bool:
    return not owns_a_home(form) or (form.owner_id is not None and form.home_unit is not None)


def home_is_held(form: HomeOwner, facts: Facts) -> bool:
    if not owns_a_home(form) or form.owner_id is None or form.home_unit is None:
        return True
    home = _home(form, facts)
    return home is not None and home.whole is (form.home_title is not HomeTitle.SHARED)


def permit_is_named(form: Migrant, facts: Facts) -> bool:
    return not comes_from_elsewhere(form) or form.permit_number is not None


def is_not_placed_yet(form: Pupil, facts: Facts) -> bool:
    placement = facts.entry(PLACEMENTS, form.child_id)
    return placement is None or placement.placed_on is None


def nobody_else_applies(form: Pupil, facts: Facts) -> bool:
    return same_object(facts, "school", f"{form.child_id}/{form.school_term}") == 0


KNOWN = Check(
    rule="school.child-known",
    family=Family.CONSISTENCY,
    holds=child_is_known,
    field="child_name",
    says="儿童姓名与公民身份号码在人口基础信息库中不一致",
    mend="请对照户口簿核对姓名和公民身份号码",
    basis=AT_ANY_WINDOW,
)
SIX = Check(
    rule="school.of-age",
    family=Family.ELIGIBILITY,
    holds=is_six,
    field="child_id",
    says="入学当年8月31日前未满六周岁，不能入读小学一年级",
    mend="请在年满六周岁的当年申请",
    basis=BY_AUGUST,
)
OPENED = Check(
    rule="school.season-begins",
    family=Family.VALIDITY,
    holds=season_has_begun,
    field="school_term",
    says="该学期的报名尚未开始",
    mend="请在报名开始后申请",
    basis=DEMONSTRATION,
)
NOT_CLOSED = Check(
    rule="school.season-over",
    family=Family.VALIDITY,
    holds=season_is_not_over,
    field="school_term",
    says="该学期的报名已经截止",
    mend="可以补报，由教育部门统筹安排",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION,
)
HOUSEHOLD = Check(
    rule="school.household",
    family=Family.CONSISTENCY,
    holds=household_is_as_said,
    field="household",
    says="户籍情况与人口基础信息库不一致",
    mend="请按户口簿填写",
    basis=NEARBY,
)
LIVES_THERE = Check(
    rule="school.same-address",
    family=Family.CONSISTENCY,
    holds=lives_there,
    field="home_address",
    says="居住地址与户籍地址不同，不是人户一致",
    mend="请核对地址，或者改选户籍与居住地不一致",
    basis=NEARBY,
)
HOME_NAMED = Check(
    rule="school.home-named",
    family=Family.COMPLETENESS,
    holds=home_is_named,
    field="home_unit",
    says="自有房屋须填写产权人和不动产单元号",
    mend="请按不动产权证书补填",
    basis=AT_ANY_WINDOW,
)
HOME_HELD = Check(
    rule="school.home-held",
    family=Family.CONSISTENCY,
    holds=home_is_held,
    field="home_title",
    says="房屋产权情况与不动产登记信息不一致",
    mend="请按不动产权证书填写",
    basis=AT_ANY_WINDOW,
)
PERMITTED = Check(
    rule="school.permit",
    family=Family.COMPLETENESS,
    holds=permit_is_named,
    field="permit_number",
    says="随迁子女须填写监护人的居住证编号",
    mend="请按居住证补填",
    basis=EQUALLY,
)
UNPLACED = Check(
    rule="school.placed-already",
    family=Family.DUPLICATE,
    holds=is_not_placed_yet,
    field="child_id",
    says="该儿童已经安排学校",
    mend="需要转学的，请向教育部门另行申请；由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=AT_ANY_WINDOW,
)
ASKED_ONCE = Check(
    rule="school.same-child",
    family=Family.DUPLICATE,
    holds=nobody_else_applies,
    field="child_id",
    says="该儿童同一学期已有报名",
    mend="不是重复申请的，无需处理，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=AT_ANY_WINDOW,
)
