"""What an operator is told before any department sees the case."""

from ...language import Check, Facts, Family
from ..credit_codes import credit_code_adds_up
from ..law import AGENCY, AT_THE_WINDOW, WHOLE_MATERIALS
from .food_permits import HEALTH_CERTIFICATES
from .form import Food, Premises, Registration, Sign


def operator_applies(form: Premises, facts: Facts) -> bool:
    return form.operator_id in {facts.applicant, *facts.authorised_by}


def _code(form: Registration) -> str | None:
    return form.credit_code


def licence_is_named(form: Registration, facts: Facts) -> bool:
    return not form.already_registered or form.credit_code is not None


def staff_is_certified(form: Food, facts: Facts) -> bool:
    return form.staff_certified


def dishes_are_listed_once(form: Food, facts: Facts) -> bool:
    return len(set(form.dishes)) == len(form.dishes)


def sign_is_measured(form: Sign, facts: Facts) -> bool:
    return not form.hangs_a_sign or form.sign_area is not None


BY_THE_OPERATOR = Check(
    rule="restaurant.by-the-operator",
    family=Family.AUTHORITY,
    holds=operator_applies,
    field="operator_id",
    says="申请人不是表中所填的经营者",
    mend="请由经营者本人或其授权的人申请，或核对经营者的公民身份号码",
    basis=AGENCY,
)
LICENCE_NAMED = Check(
    rule="restaurant.licence-named",
    family=Family.COMPLETENESS,
    holds=licence_is_named,
    field="credit_code",
    says="已有营业执照但未填写统一社会信用代码",
    mend="请填写营业执照上的 18 位代码",
    basis=WHOLE_MATERIALS,
)
CREDIT_CODE = credit_code_adds_up("restaurant", field="credit_code", of=_code)
CERTIFIED = Check(
    rule="restaurant.certified",
    family=Family.ELIGIBILITY,
    holds=staff_is_certified,
    field="staff_certified",
    says="接触直接入口食品的从业人员未全部取得健康证明",
    mend="请在上述人员均取得健康证明后申请",
    basis=HEALTH_CERTIFICATES,
)
LISTED_ONCE = Check(
    rule="restaurant.listed-once",
    family=Family.FORMAT,
    holds=dishes_are_listed_once,
    field="dishes",
    says="经营品类有重复",
    mend="每个品类只选一次",
    basis=AT_THE_WINDOW,
)
MEASURED = Check(
    rule="restaurant.measured",
    family=Family.COMPLETENESS,
    holds=sign_is_measured,
    field="sign_area",
    says="设置户外招牌但未填写招牌面积",
    mend="请填写招牌面积（平方米）",
    basis=AT_THE_WINDOW,
)
