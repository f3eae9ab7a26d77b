"""What an operator is told before any department sees the case."""

from datetime import date

from stdnum.cn import uscc

from ...language import Basis, Check, Confidence, Facts, Family, Severity
from ..law import AT_THE_WINDOW, CREDIT_CODES, REAL_NAMES
from .form import Food, Premises, Registration, Sign

HEALTH_CERTIFICATES = Basis(
    document="中华人民共和国食品安全法", article="第四十五条第二款", since=date(2021, 4, 29)
)
FOOD_PERMIT_CONDITIONS = Basis(
    document="食品经营许可条件（省级“开办餐饮店一件事”流程再造方案）",
    confidence=Confidence.SECONDARY,
)


def operator_applies(form: Premises, facts: Facts) -> bool:
    return form.operator_id in {facts.applicant, *facts.authorised_by}


def licence_is_named(form: Registration, facts: Facts) -> bool:
    return not form.already_registered or form.credit_code is not None


def credit_code_adds_up(form: Registration, facts: Facts) -> bool:
    return form.credit_code is None or uscc.is_valid(form.credit_code)


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
    basis=REAL_NAMES,
)
LICENCE_NAMED = Check(
    rule="restaurant.licence-named",
    family=Family.COMPLETENESS,
    holds=licence_is_named,
    field="credit_code",
    says="已有营业执照但未填写统一社会信用代码",
    mend="请填写营业执照上的 18 位代码",
    basis=AT_THE_WINDOW,
)
CREDIT_CODE = Check(
    rule="restaurant.credit-code",
    family=Family.FORMAT,
    holds=credit_code_adds_up,
    field="credit_code",
    says="统一社会信用代码的校验码不符",
    mend="请对照营业执照核对；早期试点代码确实不符的，可以继续办理",
    severity=Severity.WARNING,
    basis=CREDIT_CODES,
)
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
