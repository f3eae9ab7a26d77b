"""开办餐饮店一件事: up to six items, by size and trade of the shop."""

from dataclasses import replace
from datetime import date

from ...language import (
    Basis,
    Confidence,
    Fee,
    Follows,
    Material,
    Matter,
    OneMatter,
    OnWithdrawal,
    Otherwise,
    Rate,
    Trust,
    Unattended,
    WorkingDays,
)
from .. import departments, law, licences
from . import situations as when
from .business_checks import (
    NAME_IN_HAN,
    NOT_REGISTERED_YET,
    ON_THE_BUSINESS,
    PREMISES_ADDRESS,
    PREMISES_LICENCE,
)
from .checks import (
    BY_THE_OPERATOR,
    CERTIFIED,
    CREDIT_CODE,
    FOOD_PERMIT_CONDITIONS,
    LICENCE_NAMED,
    LISTED_ONCE,
    MEASURED,
)
from .form import Food, Premises, Registration, RestaurantForm, Sign, Tobacco
from .operator_checks import FULL_AGE, ON_THE_FOOD, ON_THE_OPERATOR
from .situations import FIRE_CHECK, FIRE_CHECK_FROM, HYGIENE_LICENCE, HYGIENE_LICENCE_ABOVE, SMALL_SIGN_UP_TO
from .sources import PREFILLS

MATERIALS_OF_REGISTRATION = Basis(
    document="中华人民共和国市场主体登记管理条例", article="第十六条", since=date(2022, 3, 1)
)
FOOD_PERMIT_PAPERS = Basis(
    document="中华人民共和国食品安全法", article="第三十三条、第三十五条第二款", since=date(2021, 4, 29)
)
FIRE_PAPERS = Basis(
    document="通城县消防救援大队关于公众聚集场所消防安全检查告知承诺管理的公告",
    article="四、申请材料",
    confidence=Confidence.SECONDARY,
)
TOBACCO_RETAIL = Basis(
    document="中华人民共和国烟草专卖法实施条例", article="第六条、第九条", since=date(2023, 7, 20)
)
TOBACCO_PAPERS = Basis(document="烟草专卖许可证管理办法", article="第十三条", confidence=Confidence.SECONDARY)
FOOD_PERMIT_CLOCK = Basis(
    document="食品经营许可和备案管理办法", article="审查期限", confidence=Confidence.UNVERIFIED
)
FIRE_CHECK_CLOCK = Basis(
    document="公众聚集场所消防安全检查程序规定",
    article="检查与决定期限",
    confidence=Confidence.UNVERIFIED,
)

BUSINESS_LICENCE = Material[Premises](
    code="business-licence",
    name="营业执照",
    licence=licences.BUSINESS_LICENCE,
    of=lambda form: form.operator_id,
    basis=FOOD_PERMIT_CONDITIONS,
)
PROMISED_BUSINESS_LICENCE = replace(BUSINESS_LICENCE, on_promise=True)

business_registration = Matter(
    code="business-registration",
    name="营业执照办理",
    basic_code="990700011000",
    department=departments.MARKET_REGULATION,
    form=Registration,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    statutory=law.REGISTRATION_LIMIT,
    extension=law.REGISTRATION_EXTENSION,
    gives=licences.BUSINESS_LICENCE,
    when=when.not_registered,
    materials=(
        Material[Premises](
            code="operator-id-card",
            name="经营者居民身份证",
            licence=licences.ID_CARD,
            of=lambda form: form.operator_id,
            basis=MATERIALS_OF_REGISTRATION,
        ),
        Material[Registration](
            code="premises-proof",
            name="经营场所使用证明",
            when=when.proves_premises_on_paper,
            basis=MATERIALS_OF_REGISTRATION,
        ),
    ),
    checks=(BY_THE_OPERATOR, LICENCE_NAMED, CREDIT_CODE, NOT_REGISTERED_YET),
    unattended=Unattended[Registration](
        rules=(
            BY_THE_OPERATOR,
            NOT_REGISTERED_YET,
            *ON_THE_OPERATOR,
            NAME_IN_HAN,
            PREMISES_LICENCE,
            PREMISES_ADDRESS,
        ),
        agreement=law.AGREEMENT,
        cases=law.TRUSTED_AFTER,
        second_look=law.SECOND_LOOK,
    ),
    basis=law.MARKET_REGISTRATION,
)

food_licence = Matter(
    code="food-licence",
    name="食品经营许可新办",
    basic_code="990100012000",
    department=departments.MARKET_REGULATION,
    form=Food,
    promised=WorkingDays(count=10, basis=FOOD_PERMIT_CLOCK),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.FOOD_LICENCE,
    materials=(
        BUSINESS_LICENCE,
        Material[Food](
            code="layout-plan", name="经营场所布局与操作流程图", trust=Trust.D, basis=FOOD_PERMIT_PAPERS
        ),
        Material[Food](
            code="safety-rules",
            name="食品安全管理制度与人员",
            trust=Trust.D,
            basis=FOOD_PERMIT_PAPERS,
            follows=Follows(
                within=WorkingDays(count=5, basis=law.DEMONSTRATION), otherwise=Otherwise.REVIEW_AGAIN
            ),
        ),
    ),
    inspection=True,
    checks=(
        BY_THE_OPERATOR,
        LICENCE_NAMED,
        CREDIT_CODE,
        LISTED_ONCE,
        CERTIFIED,
        *ON_THE_OPERATOR,
        *ON_THE_BUSINESS,
        *ON_THE_FOOD,
    ),
    basis=FOOD_PERMIT_CONDITIONS,
)

fire_check = Matter(
    code="fire-check",
    name="公众聚集场所投入使用、营业前消防安全检查",
    basic_code="990100013000",
    department=departments.FIRE_RESCUE,
    form=Premises,
    promised=WorkingDays(count=13, basis=FIRE_CHECK_CLOCK),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.FIRE_CERTIFICATE,
    when=when.needs_fire_check,
    materials=(
        BUSINESS_LICENCE,
        Material[Premises](
            code="fire-plan",
            name="消防安全制度与灭火应急预案",
            trust=Trust.D,
            basis=FIRE_PAPERS,
            follows=Follows(within=WorkingDays(count=5, basis=law.DEMONSTRATION), otherwise=Otherwise.LAPSE),
        ),
    ),
    inspection=True,
    basis=FIRE_CHECK,
)

hygiene_licence = Matter(
    code="hygiene-licence",
    name="公共场所卫生许可新办",
    basic_code="990100014000",
    department=departments.HEALTH,
    form=Premises,
    promised=WorkingDays(count=10, basis=law.DEMONSTRATION),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.HYGIENE_LICENCE,
    when=when.needs_hygiene_licence,
    materials=(PROMISED_BUSINESS_LICENCE,),
    basis=HYGIENE_LICENCE,
)

sign_permit = Matter(
    code="sign-permit",
    name="户外招牌设置规范管理",
    basic_code="990100015000",
    department=departments.URBAN_MANAGEMENT,
    form=Sign,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.SIGN_PERMIT,
    when=when.hangs_a_sign,
    materials=(
        PROMISED_BUSINESS_LICENCE,
        Material[Sign](code="sign-drawing", name="招牌设计效果图", trust=Trust.D, basis=law.NONE_FOUND),
    ),
    checks=(MEASURED,),
    fee=Fee(
        rates=(Rate(since=date(2026, 1, 1), fen=20_000, basis=law.DEMONSTRATION),),
        account="990101-urban-management",
        exempt=when.small_sign,
    ),
    on_withdrawal=OnWithdrawal.UNDO,
    basis=FOOD_PERMIT_CONDITIONS,
)

tobacco_licence = Matter(
    code="tobacco-licence",
    name="烟草专卖零售许可证新办",
    basic_code="990100016000",
    department=departments.TOBACCO,
    form=Tobacco,
    promised=WorkingDays(count=10, basis=law.DEMONSTRATION),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.TOBACCO_LICENCE,
    when=when.sells_tobacco,
    materials=(replace(BUSINESS_LICENCE, basis=TOBACCO_PAPERS),),
    on_withdrawal=OnWithdrawal.UNDO,
    basis=TOBACCO_RETAIL,
)

RESTAURANT = OneMatter[RestaurantForm](
    code="restaurant",
    edition="2026-11",
    name="开办餐饮店一件事",
    basic_code="990100010000",
    lead=departments.MARKET_REGULATION,
    form=RestaurantForm,
    promised=WorkingDays(count=15, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE,
    statutory=law.JOINT_LIMIT,
    extension=law.JOINT_EXTENSION,
    figures=(FIRE_CHECK_FROM, HYGIENE_LICENCE_ABOVE, SMALL_SIGN_UP_TO, FULL_AGE),
    prefills=PREFILLS,
    matters=(
        business_registration,
        food_licence,
        fire_check,
        hygiene_licence,
        sign_permit,
        tobacco_licence,
    ),
    basis=law.ONE_MATTER_OPINION,
)
