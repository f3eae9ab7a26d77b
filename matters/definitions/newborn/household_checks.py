"""What registers and e-licences must say of the parents together, and of the household."""

from datetime import timedelta
from decimal import Decimal

from ...language import Check, Facts, Family, Figure, Severity
from ..law import AT_ANY_WINDOW, DEMONSTRATION, DEMONSTRATION_RULE
from ..licences import HOUSEHOLD_REGISTER, ID_CARD
from ..registers import (
    INSURANCE,
    MARRIAGES,
    POPULATION,
    Element,
    HeldLicence,
    MarriageEntry,
    licence,
)
from .checks import HOUSEHOLD_REGULATIONS, XIAMEN_GUIDE
from .form import Household, Maternity, Settles, Sex
from .situations import a_spouse, receiving_parent

ON_ITS_WAY = Figure(
    name="婚姻终止后出生、由人工核对的期间", value=Decimal(300), unit="日", basis=DEMONSTRATION
)


def _name_on(held: HeldLicence | None) -> str | None:
    return held.elements.get(Element.NAME) if held else None


def father_has_his_name(form: Household, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.father_id) if form.father_id else None
    return person is None or person.name == form.father_name


def father_is_a_man(form: Household, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.father_id) if form.father_id else None
    return person is None or person.sex == Sex.MALE


def _marriage(form: Household, facts: Facts) -> MarriageEntry | None:
    spouse = a_spouse(form)
    return facts.entry(MARRIAGES, spouse) if spouse else None


def _ended_of_late(form: Household, marriage: MarriageEntry) -> bool:
    """Whether the husband has died, or was divorced, when the child was on its way, or since."""
    ended = marriage.ended_on
    return ended is not None and form.born_on - ended <= timedelta(days=int(ON_ITS_WAY.value))


def marriage_lasts(form: Household, facts: Facts) -> bool:
    marriage = _marriage(form, facts)
    return marriage is None or not _ended_of_late(form, marriage)


def marriage_is_as_told(form: Household, facts: Facts) -> bool:
    marriage = _marriage(form, facts)
    if marriage is None or _ended_of_late(form, marriage) or (form.father_document and not form.father_id):
        return True
    together = marriage.ended_on is None and marriage.husband == form.father_id
    return form.parents_married == together


def married_to_nobody_else(form: Household, facts: Facts) -> bool:
    """On the day of the birth, where the parents say that they are not married to one another."""
    marriage = None if form.parents_married else _marriage(form, facts)
    if marriage is None or marriage.husband == form.father_id:
        return True
    return _ended_of_late(form, marriage) or not marriage.lasts(form.born_on)


def marriage_is_on_record(form: Household, facts: Facts) -> bool:
    return not form.parents_married or _marriage(form, facts) is not None


def settles_where_registered(form: Household, facts: Facts) -> bool:
    if form.settles is Settles.ELSEWHERE:
        return True
    receiving = facts.entry(POPULATION, receiving_parent(form))
    return receiving is None or facts.lies_in(receiving.division)


def police_of_the_household(form: Household, facts: Facts) -> str:
    receiving = facts.entry(POPULATION, receiving_parent(form))
    return f"户籍所在地（区划代码 {receiving.division}）公安派出所" if receiving else ""


def receiving_parent_lives(form: Household, facts: Facts) -> bool:
    """The applicant's own is asked for anyway."""
    parent = receiving_parent(form)
    if form.settles is Settles.ELSEWHERE or parent == facts.applicant:
        return True
    receiving = facts.entry(POPULATION, parent)
    return receiving is None or receiving.alive


def mother_is_insured(form: Maternity, facts: Facts) -> bool:
    """On the day of the birth, which is what is paid for; not on the day of the application."""
    if form.mother_id is None:  # an officer looks
        return True
    insured = facts.entry(INSURANCE, form.mother_id)
    return not form.maternity_insured or (insured is not None and insured.covers(form.born_on))


def receiving_parent_has_a_household(form: Household, facts: Facts) -> bool:
    with_her = form.settles is Settles.WITH_MOTHER and form.mother_document
    return not with_her or form.mother_id is not None


def receiving_papers_agree(form: Household, facts: Facts) -> bool:
    receiving = receiving_parent(form)
    names = {_name_on(licence(facts, kind, receiving)) for kind in (ID_CARD, HOUSEHOLD_REGISTER)}
    return len(names - {None}) <= 1


SETTLES_HERE: Check[Household] = Check(
    rule="newborn.settles-here",
    family=Family.JURISDICTION,
    holds=settles_where_registered,
    field="settles",
    says="入户方的户籍不在申请地",
    mend="请向入户方户籍地的公安派出所申请出生登记",
    severity=Severity.NOT_OURS,
    basis=HOUSEHOLD_REGULATIONS,
    competent=police_of_the_household,
)
PAPERS_AGREE: Check[Household] = Check(
    rule="newborn.papers-agree",
    family=Family.CONSISTENCY,
    holds=receiving_papers_agree,
    field="settles",
    says="入户方的居民身份证与户口簿姓名不一致",
    mend="由工作人员核实；姓名变更的请先换领证件",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)

RECEIVING_LIVES: Check[Household] = Check(
    rule="newborn.receiving-lives",
    family=Family.CONSISTENCY,
    holds=receiving_parent_lives,
    field="settles",
    says="入户方的户口已因死亡等原因注销",
    mend="由工作人员核对家庭户口的户主后办理",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)

ON_THE_HOUSEHOLD: tuple[Check[Household], ...] = (
    Check(
        rule="newborn.father-name",
        family=Family.CONSISTENCY,
        holds=father_has_his_name,
        field="father_name",
        says="父亲姓名与公民身份号码登记的姓名不一致",
        mend="请对照居民身份证核对父亲姓名和公民身份号码",
        basis=AT_ANY_WINDOW,
    ),
    Check(
        rule="newborn.father-sex",
        family=Family.CONSISTENCY,
        holds=father_is_a_man,
        field="father_id",
        says="父亲一栏所填的公民身份号码登记为女性",
        mend="请核对父母信息是否填反",
        basis=AT_ANY_WINDOW,
    ),
    Check(
        rule="newborn.marriage-agrees",
        family=Family.CONSISTENCY,
        holds=marriage_is_as_told,
        field="parents_married",
        says="父母的婚姻状况与婚姻登记不一致",
        mend="请核对是否已登记结婚，以及父亲的公民身份号码",
        basis=XIAMEN_GUIDE,
    ),
    Check(
        rule="newborn.marriage-recorded",
        family=Family.ELIGIBILITY,
        holds=marriage_is_on_record,
        field="parents_married",
        says="婚姻登记中查无父母的结婚登记",
        mend="由工作人员核对结婚证",
        severity=Severity.TO_A_PERSON,
        basis=XIAMEN_GUIDE,
    ),
    Check(
        rule="newborn.married-to-another",
        family=Family.CONSISTENCY,
        holds=married_to_nobody_else,
        field="parents_married",
        says="所填父亲与婚姻登记不一致",
        mend="可以继续申请，由工作人员核对父亲信息",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.marriage-ended",
        family=Family.ELIGIBILITY,
        holds=marriage_lasts,
        field="parents_married",
        says="婚姻登记记载母亲的婚姻已经终止（丈夫死亡或离婚）",
        mend="可以继续申请，由工作人员核对父亲信息",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.mother-household",
        family=Family.CONSISTENCY,
        holds=receiving_parent_has_a_household,
        field="settles",
        says="母亲没有公民身份号码，没有户口，不能随母落户",
        mend="请改选随父落户或者不在本市落户；父母都没有户口的，请向户籍窗口咨询",
        basis=HOUSEHOLD_REGULATIONS,
    ),
    SETTLES_HERE,
    RECEIVING_LIVES,
    PAPERS_AGREE,
)


INSURED: Check[Maternity] = Check(
    rule="newborn.insured",
    family=Family.ELIGIBILITY,
    holds=mother_is_insured,
    field="maternity_insured",
    says="医疗保障参保信息中查无母亲在分娩之日有效的生育保险",
    mend="请改选未参加生育保险；分娩之日确已参保的，请再次如此申报，由工作人员核实",
    basis=DEMONSTRATION_RULE,
)
