"""What registers must say of a birth, the child and the applicant."""

from datetime import timedelta
from decimal import Decimal

from ...language import Check, Facts, Family, Figure, Severity
from ..departments import HEALTH
from ..han_names import is_written_in_han
from ..law import AT_ANY_WINDOW, DEMONSTRATION, DEMONSTRATION_RULE
from ..registers import (
    BIRTHS,
    CREDIT,
    POPULATION,
    BirthEntry,
    same_object,
    under_way,
)
from .checks import ZHONGSHAN_GUIDE
from .form import Childbirth, Had
from .mother_checks import ON_THE_MOTHER

APART = Figure(name="同一母亲两次分娩至少相隔的日数", value=Decimal(180), unit="日", basis=DEMONSTRATION)
"""A register has the last birth of a mother: what is so far from it is another one, and no slip of a pen."""


def applicant_lives(form: Childbirth, facts: Facts) -> bool:
    person = facts.entry(POPULATION, facts.applicant)
    return person is not None and person.alive


def _last_birth(form: Childbirth, facts: Facts) -> BirthEntry | None:
    return facts.entry(BIRTHS, form.mother_id) if form.mother_id else None


def recorded_birth(form: Childbirth, facts: Facts) -> BirthEntry | None:
    """What the register says of this birth; of an older or a younger sibling's it says nothing here."""
    birth = _last_birth(form, facts)
    this = birth is not None and abs(form.born_on - birth.born_on) < timedelta(days=int(APART.value))
    return birth if this else None


def birth_is_on_record(form: Childbirth, facts: Facts) -> bool:
    """Of a mother without a number nobody has looked: no machine grants upon it."""
    return recorded_birth(form, facts) is not None


def birth_is_as_recorded(form: Childbirth, facts: Facts) -> bool:
    birth = recorded_birth(form, facts)
    if birth is None:
        return True
    apart = abs(form.born_on - birth.born_on).days
    return form.hospital == birth.hospital and (apart == 0 or (birth.children > 1 and apart == 1))


def born_on_one_day(form: Childbirth, facts: Facts) -> bool:
    birth = recorded_birth(form, facts)
    return birth is None or birth.children == 1 or form.born_on == birth.born_on


def sex_is_as_recorded(form: Childbirth, facts: Facts) -> bool:
    birth = recorded_birth(form, facts)
    return birth is None or birth.children > 1 or form.child_sex == birth.sex


def not_certified_yet(form: Childbirth, facts: Facts) -> bool:
    if Had.CERTIFICATE in form.already_had:
        return True
    birth = _last_birth(form, facts)
    return birth is None or birth.certified < birth.children or form.born_on != birth.born_on


def nothing_under_way(form: Childbirth, facts: Facts) -> bool:
    return under_way(facts, "newborn") is None


def child(form: Childbirth) -> tuple[str, str]:
    """The birth and the child, whichever parent applies."""
    birth = f"{form.mother_id or form.mother_document}/{form.born_on}"
    return birth, f"{birth}/{form.child_name}"


def asked_for_once(form: Childbirth, facts: Facts) -> bool:
    birth, this = child(form)
    others = same_object(facts, "newborn", birth)
    if not others:
        return True
    recorded = recorded_birth(form, facts)
    return not same_object(facts, "newborn", this) and others < (recorded.children if recorded else 1)


def is_served_here(form: Childbirth, facts: Facts) -> bool:
    return facts.lies_in(HEALTH.division)


def health_of_the_region(_: Childbirth, facts: Facts) -> str:
    return f"区划代码 {facts.region} 所在地卫生健康部门"


def child_is_written_in_han(form: Childbirth, facts: Facts) -> bool:
    return is_written_in_han(form.child_name)


def applicant_is_not_listed(form: Childbirth, facts: Facts) -> bool:
    listing = facts.entry(CREDIT, facts.applicant)
    return listing is None or listing.until < facts.now


BIRTH_RECORDED: Check[Childbirth] = Check(
    rule="newborn.birth-recorded",
    family=Family.ELIGIBILITY,
    holds=birth_is_on_record,
    field="hospital",
    says="出生医学登记中查无母亲的这次分娩（没有登记，或者登记的是另一次分娩）",
    mend="由工作人员与助产机构核实；出生日期填错的请更正",
    severity=Severity.TO_A_PERSON,
    basis=ZHONGSHAN_GUIDE,
)
BIRTH_AGREES: Check[Childbirth] = Check(
    rule="newborn.birth-agrees",
    family=Family.CONSISTENCY,
    holds=birth_is_as_recorded,
    field="born_on",
    says="出生日期或助产机构与出生医学登记不一致",
    mend="请按出生医学登记核对出生日期和助产机构",
    basis=ZHONGSHAN_GUIDE,
)

ASKED_FOR_ONCE: Check[Childbirth] = Check(
    rule="newborn.same-child",
    family=Family.DUPLICATE,
    holds=asked_for_once,
    field="child_name",
    says="该新生儿（或同一次分娩的全部新生儿）另有办件在办或已办结",
    mend="父母任一方申请一次即可；确属另一名新生儿的，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)
AT_MIDNIGHT: Check[Childbirth] = Check(
    rule="newborn.twins-at-midnight",
    family=Family.CONSISTENCY,
    holds=born_on_one_day,
    field="born_on",
    says="多胞胎的出生日期与出生医学登记相差一日",
    mend="由工作人员与助产机构核对各自的出生时间",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)

ON_THE_BIRTH: tuple[Check[Childbirth], ...] = (
    Check(
        rule="newborn.served-here",
        family=Family.JURISDICTION,
        holds=is_served_here,
        field="hospital",
        says="申请地不在本地服务范围",
        mend="请向申请地的卫生健康部门申请",
        severity=Severity.NOT_OURS,
        basis=AT_ANY_WINDOW,
        competent=health_of_the_region,
    ),
    *ON_THE_MOTHER,
    BIRTH_RECORDED,
    BIRTH_AGREES,
    Check(
        rule="newborn.sex-agrees",
        family=Family.CONSISTENCY,
        holds=sex_is_as_recorded,
        field="child_sex",
        says="新生儿性别与出生医学登记不一致",
        mend="请按出生医学登记核对性别",
        basis=ZHONGSHAN_GUIDE,
    ),
    Check(
        rule="newborn.certified",
        family=Family.DUPLICATE,
        holds=not_certified_yet,
        field="already_had",
        says="该新生儿的出生医学证明已经签发",
        mend="无需再次签发，请选出生医学证明已经办好，其余事项照常办理；遗失的请申请补发",
        severity=Severity.NOT_REQUIRED,
        basis=ZHONGSHAN_GUIDE,
    ),
    Check(
        rule="newborn.under-way",
        family=Family.DUPLICATE,
        holds=nothing_under_way,
        field="child_name",
        says="申请人另有同一事项正在办理",
        mend="多胞胎可以分别申请，由工作人员核对；重复提交的请撤回其一",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.name-in-han",
        family=Family.LEGAL_FORM,
        holds=child_is_written_in_han,
        field="child_name",
        says="新生儿姓名含有规范汉字以外的字符",
        mend="请用规范汉字填写；形近的符号、部首和其他文字请改正",
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.applicant-lives",
        family=Family.RISK,
        holds=applicant_lives,
        field="mother_id",
        says="申请人的公民身份号码在人口库中查无或已注销",
        mend="由工作人员核实身份",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.listed",
        family=Family.RISK,
        holds=applicant_is_not_listed,
        field="mother_id",
        says="申请人在信用名单中",
        mend="由工作人员核实",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
)
