"""What registers and e-licences must say of a mother; where she has no number, an officer looks."""

from ...language import Check, Facts, Family, Severity
from ..law import AT_ANY_WINDOW, DEMONSTRATION_RULE
from ..licences import ID_CARD
from ..registers import POPULATION, Element, HeldLicence, PersonEntry, licence
from .checks import NATIONALITY, XIAMEN_GUIDE
from .form import Childbirth, Sex


def _name_on(held: HeldLicence | None) -> str | None:
    return held.elements.get(Element.NAME) if held else None


def _mother(form: Childbirth, facts: Facts) -> PersonEntry | None:
    return facts.entry(POPULATION, form.mother_id) if form.mother_id else None


def _name_on_her_card(form: Childbirth, facts: Facts) -> str | None:
    return _name_on(licence(facts, ID_CARD, form.mother_id)) if form.mother_id else None


def mother_is_known(form: Childbirth, facts: Facts) -> bool:
    return form.mother_id is None or _mother(form, facts) is not None


def mother_has_her_name(form: Childbirth, facts: Facts) -> bool:
    person = _mother(form, facts)
    on_card = _name_on_her_card(form, facts)
    known = [name for name in (person and person.name, on_card) if name]
    return not known or form.mother_name in known


def card_and_register_agree(form: Childbirth, facts: Facts) -> bool:
    person = _mother(form, facts)
    on_card = _name_on_her_card(form, facts)
    return person is None or on_card in {None, person.name}


def mother_is_a_woman(form: Childbirth, facts: Facts) -> bool:
    person = _mother(form, facts)
    return person is None or person.sex == Sex.FEMALE


def mother_is_identified(form: Childbirth, facts: Facts) -> bool:
    return bool(form.mother_id or form.mother_document)


def mother_has_a_number(form: Childbirth, facts: Facts) -> bool:
    return form.mother_id is not None or not form.mother_document


MOTHER_IDENTIFIED: Check[Childbirth] = Check(
    rule="newborn.mother-identified",
    family=Family.COMPLETENESS,
    holds=mother_is_identified,
    field="mother_id",
    says="未填写母亲的身份证件",
    mend="请填写母亲公民身份号码；没有公民身份号码的，填写护照等身份证件",
    basis=AT_ANY_WINDOW,
)
OF_A_FOREIGN_MOTHER: Check[Childbirth] = Check(
    rule="newborn.mother-document",
    family=Family.CONSISTENCY,
    holds=mother_has_a_number,
    field="mother_document",
    says="母亲没有公民身份号码，所填证件和有关登记未能自动核对",
    mend="可以继续申请，由工作人员核对母亲的证件、分娩记录、结婚证和新生儿的国籍；请带原件备查",
    severity=Severity.TO_A_PERSON,
    basis=NATIONALITY,
)
MOTHER_NAMED: Check[Childbirth] = Check(
    rule="newborn.mother-name",
    family=Family.CONSISTENCY,
    holds=mother_has_her_name,
    field="mother_name",
    says="母亲姓名与公民身份号码登记的姓名不一致",
    mend="请对照居民身份证核对母亲姓名和公民身份号码",
    basis=AT_ANY_WINDOW,
)
ON_THE_MOTHER: tuple[Check[Childbirth], ...] = (
    MOTHER_IDENTIFIED,
    OF_A_FOREIGN_MOTHER,
    Check(
        rule="newborn.mother-known",
        family=Family.CONSISTENCY,
        holds=mother_is_known,
        field="mother_id",
        says="人口库中查无母亲的公民身份号码",
        mend="请核对母亲的公民身份号码",
        severity=Severity.TO_A_PERSON,
        basis=XIAMEN_GUIDE,
    ),
    MOTHER_NAMED,
    Check(
        rule="newborn.mother-card",
        family=Family.CONSISTENCY,
        holds=card_and_register_agree,
        field="mother_name",
        says="母亲的电子身份证与人口库记载不一致",
        mend="由工作人员核实",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="newborn.mother-sex",
        family=Family.CONSISTENCY,
        holds=mother_is_a_woman,
        field="mother_id",
        says="母亲一栏所填的公民身份号码登记为男性",
        mend="请核对父母信息是否填反",
        basis=AT_ANY_WINDOW,
    ),
)
