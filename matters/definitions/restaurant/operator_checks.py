"""What registers and e-licences must say of an operator, and of what is under way or held already."""

from decimal import Decimal

from ...language import Check, Facts, Family, Figure, Severity
from ..addresses import place
from ..departments import MARKET_REGULATION
from ..law import AT_THE_WINDOW, DEMONSTRATION_RULE, REAL_NAMES, civil_code
from ..licences import FOOD_LICENCE, ID_CARD
from ..registers import CREDIT, POPULATION, Element, in_force, licence, same_object, under_way
from .food_permits import BANNED
from .form import Food, Premises, Registration

FULL_AGE = Figure(
    name="成年",
    value=Decimal(18),
    unit="周岁",
    basis=civil_code("第十七条", quotes="十八周岁以上的自然人为成年人"),
)


def operator_is_known(form: Premises, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.operator_id)
    return person is not None and person.alive


def operator_has_his_name(form: Premises, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.operator_id)
    card = licence(facts, ID_CARD, form.operator_id)
    on_card = card.elements.get(Element.NAME) if card else None
    known = [name for name in (person and person.name, on_card) if name]
    return not known or form.operator_name in known


def card_and_register_agree(form: Premises, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.operator_id)
    card = licence(facts, ID_CARD, form.operator_id)
    return person is None or card is None or card.elements.get(Element.NAME) in {None, person.name}


def operator_is_of_age(form: Premises, facts: Facts) -> bool:
    """When it is decided: whoever comes of age meanwhile may be granted."""
    born = form.operator_id[6:14]
    years = facts.now.year - int(born[:4]) - (f"{facts.now:%m%d}" < born[4:])
    return years >= FULL_AGE.value


def no_food_licence_yet(form: Food, facts: Facts) -> bool:
    """Whichever of his licences it is; one that has ended meanwhile is none."""
    held = in_force(facts, FOOD_LICENCE, form.operator_id)
    places = [place(there) for one in held if (there := one.elements.get(Element.ADDRESS))]
    return place(form.address) not in places


def nothing_under_way(form: Food, facts: Facts) -> bool:
    return under_way(facts, "restaurant") is None


def shop(form: Registration) -> tuple[str, ...]:
    """The operator's shop at that address, and the firm, if it is registered."""
    here = f"{form.operator_id}/{place(form.address)}"
    return (here, form.credit_code) if form.credit_code else (here,)


def asked_for_once(form: Registration, facts: Facts) -> bool:
    return not any(same_object(facts, "restaurant", what) for what in shop(form))


def is_served_here(form: Food, facts: Facts) -> bool:
    return facts.lies_in(MARKET_REGULATION.division)


def market_regulation_of_the_region(_: Food, facts: Facts) -> str:
    return f"区划代码 {facts.region} 所在地市场监督管理部门"


def operator_is_not_barred(form: Food, facts: Facts) -> bool:
    listing = facts.entry(CREDIT, form.operator_id)
    return listing is None or listing.until < facts.now


def applicant_is_not_listed(form: Food, facts: Facts) -> bool:
    listing = facts.entry(CREDIT, facts.applicant)
    return listing is None or listing.until < facts.now or facts.applicant == form.operator_id


ON_THE_OPERATOR: tuple[Check[Premises], ...] = (
    Check(
        rule="restaurant.operator-known",
        family=Family.ELIGIBILITY,
        holds=operator_is_known,
        field="operator_id",
        says="经营者的公民身份号码在人口库中查无或已注销",
        mend="由工作人员核实身份",
        severity=Severity.TO_A_PERSON,
        basis=REAL_NAMES,
    ),
    Check(
        rule="restaurant.operator-name",
        family=Family.CONSISTENCY,
        holds=operator_has_his_name,
        field="operator_name",
        says="经营者姓名与公民身份号码登记的姓名不一致",
        mend="请对照居民身份证核对经营者姓名和公民身份号码",
        basis=REAL_NAMES,
    ),
    Check(
        rule="restaurant.operator-card",
        family=Family.CONSISTENCY,
        holds=card_and_register_agree,
        field="operator_name",
        says="经营者的电子身份证与人口库记载不一致",
        mend="由工作人员核实",
        severity=Severity.TO_A_PERSON,
        basis=REAL_NAMES,
    ),
    Check(
        rule="restaurant.operator-of-age",
        family=Family.ELIGIBILITY,
        holds=operator_is_of_age,
        field="operator_id",
        says=f"经营者未满{FULL_AGE}",
        mend="由工作人员核实经营者的民事行为能力",
        severity=Severity.TO_A_PERSON,
        basis=FULL_AGE.basis,
    ),
)


ASKED_FOR_ONCE: Check[Registration] = Check(
    rule="restaurant.same-shop",
    family=Family.DUPLICATE,
    holds=asked_for_once,
    field="address",
    says="该经营者在此地址的店铺（或该统一社会信用代码）另有办件在办或已办结",
    mend="已办结的无需再次申请；停业后重新开办的由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=DEMONSTRATION_RULE,
)

ON_THE_FOOD: tuple[Check[Food], ...] = (
    Check(
        rule="restaurant.served-here",
        family=Family.JURISDICTION,
        holds=is_served_here,
        field="address",
        says="申请地不在本地服务范围",
        mend="请向申请地的市场监督管理部门申请",
        severity=Severity.NOT_OURS,
        basis=AT_THE_WINDOW,
        competent=market_regulation_of_the_region,
    ),
    Check(
        rule="restaurant.no-food-licence-yet",
        family=Family.DUPLICATE,
        holds=no_food_licence_yet,
        field="address",
        says="该经营者在此地址已有有效的食品经营许可证",
        mend="无需再次申请；信息有变的请申请变更",
        severity=Severity.NOT_REQUIRED,
        basis=AT_THE_WINDOW,
    ),
    Check(
        rule="restaurant.under-way",
        family=Family.DUPLICATE,
        holds=nothing_under_way,
        field="shop_name",
        says="申请人另有同一事项正在办理",
        mend="重复提交的请撤回其一；开办另一家店的由工作人员核对",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="restaurant.barred",
        family=Family.RISK,
        holds=operator_is_not_barred,
        field="operator_id",
        says="经营者在食品行业信用名单中",
        mend="由工作人员核实是否在禁业期内",
        severity=Severity.TO_A_PERSON,
        basis=BANNED,
    ),
    Check(
        rule="restaurant.listed",
        family=Family.RISK,
        holds=applicant_is_not_listed,
        field="operator_id",
        says="代为申请的人在信用名单中",
        mend="由工作人员核实",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
)
