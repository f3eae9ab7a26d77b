"""What the bereaved are told before any department sees the case."""

from ...language import Check, Facts, Family, Severity, each
from ..law import DEMONSTRATION_RULE
from ..registers import MARRIAGES, POPULATION, same_object
from .form import (
    HEIRS,
    PROPERTIES,
    Collector,
    Departed,
    Inheritance,
    Kinship,
    ResidenceTransfer,
    Succession,
    Successor,
)
from .heir_checks import ALL_NUMBERED
from .law import (
    ADULTS,
    AGREEMENT,
    BY_OTHER_TITLES,
    DEATH,
    DIED_SINCE,
    FULL_AGE,
    INHERITED,
    ORDER,
    SPOUSES,
    SURVIVORS,
    TO_TELL,
)

OTHER_TITLES = (Kinship.SUBSTITUTE, Kinship.IN_LAW, Kinship.NAMED)
"""Which no register tells: somebody looks at the proof."""
FIRST_ORDER = (Kinship.SPOUSE, Kinship.CHILD, Kinship.PARENT, *OTHER_TITLES)


class OneOfMany(Succession, Successor):
    """An heir, and the dead whose heir that is."""


def deceased_is_known(form: Departed, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.deceased_id)
    return person is not None and person.name == form.deceased_name


def has_died(form: Departed, facts: Facts) -> bool:
    return form.died_on <= facts.now


def is_told_in_time(form: Departed, facts: Facts) -> bool:
    """By the day of receipt."""
    return facts.on <= facts.last_day(form.died_on, TO_TELL)


def asked_once(form: Departed, facts: Facts) -> bool:
    return same_object(facts, "bereavement", form.deceased_id) == 0


def heir_is_known(form: Successor, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.heir_id)
    return person is not None and person.name == form.heir_name


def heir_lives(form: Successor, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.heir_id)
    return person is None or person.alive


def inherits_by_kinship(form: Successor, _: Facts) -> bool:
    return form.relation not in OTHER_TITLES


def is_another(form: OneOfMany, _: Facts) -> bool:
    return form.heir_id != form.deceased_id


def age_is_right(form: Successor, facts: Facts) -> bool:
    """On the day of receipt, on which a guardian has declared for him, or he himself."""
    born = form.heir_id[6:14]
    years = facts.on.year - int(born[:4]) - (f"{facts.on:%m%d}" < born[4:])
    return form.under_age is (years < FULL_AGE.value)


def was_married(form: OneOfMany, facts: Facts) -> bool:
    if form.relation is not Kinship.SPOUSE:
        return True
    """On the day of the death: whoever was divorced before is no spouse."""
    marriage = facts.entry(MARRIAGES, form.deceased_id)
    spouses = {marriage.husband, marriage.wife} if marriage and marriage.lasts(form.died_on) else ()
    return form.heir_id in spouses


def are_of_one_order(form: Succession, _: Facts) -> bool:
    first = [heir.relation in FIRST_ORDER for heir in form.heirs if not heir.renounces]
    return all(first) or not any(first)


def somebody_inherits(form: Succession, _: Facts) -> bool:
    return not all(heir.renounces for heir in form.heirs)


def _inherits(person: str, form: Succession) -> bool:
    """Whether he is an heir, and wants to be one."""
    return person in [heir.heir_id for heir in form.heirs if not heir.renounces]


def payee_is_an_heir(form: Collector, _: Facts) -> bool:
    return form.payee_id in [heir.heir_id for heir in form.heirs]


def payee_inherits(form: Collector, facts: Facts) -> bool:
    return _inherits(form.payee_id, form) or not payee_is_an_heir(form, facts)


def route_is_chosen(form: Inheritance, _: Facts) -> bool:
    return not form.properties or form.route is not None


def whoever_gets_it_inherits(form: ResidenceTransfer, _: Facts) -> bool:
    return _inherits(form.goes_to, form)


KNOWN = Check(
    rule="bereavement.deceased-known",
    family=Family.CONSISTENCY,
    holds=deceased_is_known,
    field="deceased_name",
    says="逝者姓名与公民身份号码在人口基础信息库中不一致",
    mend="请对照逝者的居民身份证或者户口簿核对",
    basis=DEATH,
)
DIED = Check(
    rule="bereavement.has-died",
    family=Family.FORMAT,
    holds=has_died,
    field="died_on",
    says="死亡日期晚于申请之日",
    mend="请对照死亡证明核对日期",
    basis=DEATH,
)
IN_TIME = Check(
    rule="bereavement.in-time",
    family=Family.VALIDITY,
    holds=is_told_in_time,
    field="died_on",
    says="死亡已超过一个月",
    mend="仍可办理；死亡登记，城市应在葬前、农村应在一个月以内申报",
    severity=Severity.WARNING,
    basis=DEATH,
)
ASKED_ONCE = Check(
    rule="bereavement.under-way",
    family=Family.DUPLICATE,
    holds=asked_once,
    field="deceased_id",
    says="已有继承人就同一逝者申请了公民身后一件事",
    mend="各继承人可以并入一件办理；由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)
HEIR_KNOWN = each(
    HEIRS,
    Check(
        rule="bereavement.heir-known",
        family=Family.CONSISTENCY,
        holds=heir_is_known,
        field="heir_name",
        says="继承人姓名与公民身份号码在人口基础信息库中不一致",
        mend="请对照继承人的居民身份证核对",
        basis=ORDER,
    ),
)
HEIR_LIVES = each(
    HEIRS,
    Check(
        rule="bereavement.heir-lives",
        family=Family.ELIGIBILITY,
        holds=heir_lives,
        field="heir_id",
        says="人口基础信息库记载该继承人已死亡",
        mend="由工作人员核实：后于逝者死亡的，其份额转给其继承人；先于逝者死亡的，由其晚辈代位继承",
        severity=Severity.TO_A_PERSON,
        basis=DIED_SINCE,
    ),
)
BY_OTHER_TITLE = each(
    HEIRS,
    Check(
        rule="bereavement.other-title",
        family=Family.ELIGIBILITY,
        holds=inherits_by_kinship,
        field="relation",
        says="该继承人依代位继承、主要赡养或者遗嘱取得遗产，须凭证明认定",
        mend="可以继续申请，由工作人员核对亲属关系、赡养情况或者遗嘱",
        severity=Severity.TO_A_PERSON,
        basis=BY_OTHER_TITLES,
    ),
)
ANOTHER = each(
    HEIRS.beside(OneOfMany),
    Check(
        rule="bereavement.another",
        family=Family.CONSISTENCY,
        holds=is_another,
        field="heir_id",
        says="继承人与逝者是同一人",
        mend="请填写继承人的公民身份号码",
        basis=ORDER,
    ),
)
OF_AGE = each(
    HEIRS,
    Check(
        rule="bereavement.under-age",
        family=Family.CONSISTENCY,
        holds=age_is_right,
        field="under_age",
        says="是否未满十八周岁，与公民身份号码不符",
        mend="请按继承人的出生日期选择；未满十八周岁的，由监护人代理",
        basis=ADULTS,
    ),
)
MARRIED = each(
    HEIRS.beside(OneOfMany),
    Check(
        rule="bereavement.married",
        family=Family.CONSISTENCY,
        holds=was_married,
        field="relation",
        says="婚姻登记信息库中查不到该继承人与逝者在其死亡之日的婚姻",
        mend="无需重新提交，由工作人员核实婚姻关系",
        severity=Severity.TO_A_PERSON,
        basis=SPOUSES,
    ),
)
ONE_ORDER = Check(
    rule="bereavement.one-order",
    family=Family.ELIGIBILITY,
    holds=are_of_one_order,
    field="heirs",
    says="有第一顺序继承人（配偶、子女、父母）的，第二顺序继承人不继承",
    mend="请移出第二顺序继承人；遗嘱、代位继承等情形由工作人员核实",
    severity=Severity.TO_A_PERSON,
    basis=ORDER,
)
INHERITED_BY_SOMEBODY = Check(
    rule="bereavement.somebody-inherits",
    family=Family.ELIGIBILITY,
    holds=somebody_inherits,
    field="heirs",
    says="所填继承人全部放弃继承",
    mend="有其他继承人的请补填；放弃继承不影响丧葬补助金、抚恤金的申领，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=AGREEMENT,
)
PAYEE = Check(
    rule="bereavement.payee",
    family=Family.ELIGIBILITY,
    holds=payee_is_an_heir,
    field="payee_id",
    says="代领人不在继承人之列",
    mend="请填写一位继承人的公民身份号码",
    basis=AGREEMENT,
)
PAYEE_INHERITS = Check(
    rule="bereavement.payee-renounces",
    family=Family.ELIGIBILITY,
    holds=payee_inherits,
    field="payee_id",
    says="代领人已放弃继承",
    mend="由工作人员核对：放弃继承的，只能领取不属于遗产的丧葬补助金、抚恤金；另有继承人的请改填",
    severity=Severity.TO_A_PERSON,
    basis=SURVIVORS,
)
"""What survivors are paid is no part of the estate: whoever renounces that may have it (社会保险法 17)."""
ROUTE = Check(
    rule="bereavement.route",
    family=Family.COMPLETENESS,
    holds=route_is_chosen,
    field="route",
    says="有住宅要转移登记，但未说明有没有继承公证书或者法院文书",
    mend="请选择一种；没有公证的，由登记机构查验并公示",
    basis=INHERITED,
)
GOES_TO = each(
    PROPERTIES.beside(ResidenceTransfer),
    Check(
        rule="bereavement.goes-to",
        family=Family.ELIGIBILITY,
        holds=whoever_gets_it_inherits,
        field="goes_to",
        says="取得人不在继承人之列，或者已放弃继承",
        mend="请填写一位继承人的公民身份号码",
        basis=AGREEMENT,
    ),
)
ON_THE_HEIRS = (
    *(HEIR_KNOWN, HEIR_LIVES, ANOTHER, OF_AGE, MARRIED, ALL_NUMBERED),
    *(BY_OTHER_TITLE, ONE_ORDER, INHERITED_BY_SOMEBODY),
)
