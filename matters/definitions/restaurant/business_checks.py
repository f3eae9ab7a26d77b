"""What registers and e-licences must say of a shop, its business licence and its premises."""

from ...language import Check, Facts, Family, Severity
from ..addresses import place
from ..han_names import is_written_in_han
from ..law import AT_ANY_WINDOW, AT_THE_WINDOW, DEMONSTRATION_RULE, PREMISES_PAPERS, TRUE_MATERIALS
from ..licences import PROPERTY_CERTIFICATE
from ..registers import BUSINESSES, LICENCE_NUMBERS, OPERATORS, BusinessEntry, BusinessStatus, Element
from .food_permits import REGISTERED_FIRST
from .form import Registration


def _business(form: Registration, facts: Facts) -> BusinessEntry | None:
    if not form.already_registered or form.credit_code is None:
        return None
    return facts.entry(BUSINESSES, form.credit_code)


def licence_is_on_record(form: Registration, facts: Facts) -> bool:
    told = form.already_registered and form.credit_code is not None
    return not told or _business(form, facts) is not None


def licence_is_the_operators(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or business.operator == form.operator_id


def shop_has_its_name(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or business.name == form.shop_name


def shop_is_at_its_address(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or place(business.address) == place(form.address)


def licence_is_in_force(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    ended = (BusinessStatus.REVOKED, BusinessStatus.DEREGISTERED)
    return business is None or business.status not in ended


def business_is_in_order(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or business.status is not BusinessStatus.ABNORMAL


def not_registered_yet(form: Registration, facts: Facts) -> bool:
    """Whichever of his shops it is: whoever has two has asked for neither again."""
    known = facts.entry(OPERATORS, form.operator_id)
    if form.already_registered or known is None:
        return True
    told = (form.shop_name, place(form.address))
    open_ones = (one for one in (known, *known.others) if one.status is BusinessStatus.OPEN)
    return told not in [(one.name, place(one.address)) for one in open_ones]


def shop_is_in_the_region(form: Registration, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or facts.lies_in(business.division)


def market_regulation_of_the_shop(form: Registration, facts: Facts) -> str:
    business = _business(form, facts)
    return f"区划代码 {business.division} 所在地市场监督管理部门" if business else ""


def premises_licence_is_real(form: Registration, facts: Facts) -> bool:
    if form.premises_licence is None:
        return True
    held = facts.entry(LICENCE_NUMBERS, form.premises_licence)
    return held is not None and held.code == PROPERTY_CERTIFICATE.code and held.is_valid(facts.now)


def premises_are_the_shops(form: Registration, facts: Facts) -> bool:
    held = facts.entry(LICENCE_NUMBERS, form.premises_licence) if form.premises_licence else None
    there = held.elements.get(Element.ADDRESS) if held else None
    return there is None or place(there) == place(form.address)


def name_is_written_in_han(form: Registration, facts: Facts) -> bool:
    return form.already_registered or is_written_in_han(form.shop_name)


PREMISES_LICENCE: Check[Registration] = Check(
    rule="restaurant.premises-licence",
    family=Family.VALIDITY,
    holds=premises_licence_is_real,
    field="premises_licence",
    says="电子证照库中没有该标识的有效不动产权证书",
    mend="请从不动产权证书电子证照上复制标识，或上传经营场所使用证明",
    basis=TRUE_MATERIALS,
)
PREMISES_ADDRESS: Check[Registration] = Check(
    rule="restaurant.premises-address",
    family=Family.CONSISTENCY,
    holds=premises_are_the_shops,
    field="premises_licence",
    says="不动产权证书记载的坐落与经营场所地址不一致",
    mend="请核对地址和不动产权证书",
    basis=PREMISES_PAPERS,
)
NAME_IN_HAN: Check[Registration] = Check(
    rule="restaurant.name-in-han",
    family=Family.LEGAL_FORM,
    holds=name_is_written_in_han,
    field="shop_name",
    says="店铺名称含有规范汉字以外的字符",
    mend="请用规范汉字填写名称；形近的符号、部首和其他文字请改正",
    basis=DEMONSTRATION_RULE,
)

ON_THE_BUSINESS: tuple[Check[Registration], ...] = (
    Check(
        rule="restaurant.licence-recorded",
        family=Family.CONSISTENCY,
        holds=licence_is_on_record,
        field="credit_code",
        says="法人库中查无该统一社会信用代码",
        mend="请对照营业执照核对统一社会信用代码",
        basis=REGISTERED_FIRST,
    ),
    Check(
        rule="restaurant.licence-own",
        family=Family.AUTHORITY,
        holds=licence_is_the_operators,
        field="credit_code",
        says="营业执照登记的经营者不是表中所填的经营者",
        mend="请由营业执照上的经营者申请，或核对统一社会信用代码",
        basis=REGISTERED_FIRST,
    ),
    Check(
        rule="restaurant.shop-name",
        family=Family.CONSISTENCY,
        holds=shop_has_its_name,
        field="shop_name",
        says="店铺名称与营业执照登记的名称不一致",
        mend="请按营业执照填写名称",
        basis=REGISTERED_FIRST,
    ),
    Check(
        rule="restaurant.shop-address",
        family=Family.CONSISTENCY,
        holds=shop_is_at_its_address,
        field="address",
        says="经营场所地址与营业执照登记的地址不一致",
        mend="请按营业执照填写地址；已迁址的请先办理变更登记",
        basis=REGISTERED_FIRST,
    ),
    Check(
        rule="restaurant.licence-in-force",
        family=Family.VALIDITY,
        holds=licence_is_in_force,
        field="credit_code",
        says="营业执照已被吊销或注销",
        mend="请先办理营业执照",
        basis=REGISTERED_FIRST,
    ),
    Check(
        rule="restaurant.business-in-order",
        family=Family.RISK,
        holds=business_is_in_order,
        field="credit_code",
        says="营业执照在经营异常名录中",
        mend="由工作人员核实；请尽快申请移出",
        severity=Severity.TO_A_PERSON,
        basis=DEMONSTRATION_RULE,
    ),
    Check(
        rule="restaurant.shop-in-the-region",
        family=Family.JURISDICTION,
        holds=shop_is_in_the_region,
        field="address",
        says="经营场所不在申请地",
        mend="请向经营场所所在地申请",
        severity=Severity.NOT_OURS,
        basis=AT_THE_WINDOW,
        competent=market_regulation_of_the_shop,
    ),
    PREMISES_LICENCE,
    PREMISES_ADDRESS,
    NAME_IN_HAN,
)


NOT_REGISTERED_YET: Check[Registration] = Check(
    rule="restaurant.not-registered-yet",
    family=Family.DUPLICATE,
    holds=not_registered_yet,
    field="already_registered",
    says="该经营者在此地址已有同名的营业执照",
    mend="无需再办营业执照，请改选已有营业执照",
    severity=Severity.NOT_REQUIRED,
    basis=AT_ANY_WINDOW,
)
