"""开办餐饮店一件事: up to seven items, by size and trade of the shop.

Restaurants need no hygiene licence (国发〔2016〕12号).
"""

from dataclasses import replace
from datetime import date

from ...language import (
    Basis,
    CalendarDays,
    Confidence,
    Extendable,
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
    Validity,
    WorkingDays,
)
from .. import departments, law, licences
from . import food_permits
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
    LICENCE_NAMED,
    LISTED_ONCE,
    MEASURED,
)
from .fire_safety import fire_check, fire_commitment, fire_recheck
from .form import Food, Premises, Registration, RestaurantForm, RoadSign, Tobacco
from .inspections import FOOD_INSPECTED, TOBACCO_INSPECTED
from .operator_checks import ASKED_FOR_ONCE, FULL_AGE, ON_THE_FOOD, ON_THE_OPERATOR, shop
from .papers import BUSINESS_LICENCE, MATERIALS_OF_REGISTRATION, PLAN, TOBACCO_PAPERS
from .situations import FIRE_CHECK_FROM
from .sources import PREFILLS

TOBACCO_RETAIL = Basis(
    document="中华人民共和国烟草专卖法实施条例", article="第六条、第九条", since=date(2023, 7, 20)
)
ROAD_OCCUPATION = Basis(
    document="城市道路管理条例",
    article="第三十七条（城市道路占用费，由市政工程行政主管部门收取；是否适用于招牌由其核定）",
    since=date(2019, 3, 24),
    confidence=Confidence.UNVERIFIED,
)
TOBACCO_REVIEW = replace(
    law.REMEDIES_ABOVE[0],
    limit=CalendarDays(
        count=60,
        basis=replace(
            law.review("第二十条第一款、第二十七条（烟草专卖法实施条例第四条：双重领导，以上一级为主）"),
            confidence=Confidence.UNVERIFIED,
        ),
    ),
)
"""Whether tobacco is led from above alone (实行垂直领导) Art. 27 does not say by name."""
TOBACCO_VALIDITY = Basis(
    document="烟草专卖许可证管理办法",
    article="有效期限",
    confidence=Confidence.SECONDARY,
    quotes="有效期限最长为五年",
)


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
    checks=(BY_THE_OPERATOR, LICENCE_NAMED, CREDIT_CODE, NOT_REGISTERED_YET, ASKED_FOR_ONCE),
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
    promised=WorkingDays(count=10, basis=food_permits.DECIDED),
    statutory=WorkingDays(count=10, basis=food_permits.DECIDED),
    extension=Extendable(
        limit=WorkingDays(count=5, basis=food_permits.DECIDED), approver="市场监督管理部门负责人"
    ),
    delivery=WorkingDays(count=5, basis=food_permits.DELIVERED),
    gives=licences.FOOD_LICENCE,
    valid=Validity(
        years=5,
        basis=food_permits.VALID,
        renewable_from=WorkingDays(count=90, basis=food_permits.RENEWED),
        renewable_until=WorkingDays(count=15, basis=food_permits.RENEWED),
    ),
    materials=(
        replace(BUSINESS_LICENCE, basis=food_permits.REGISTERED_FIRST),
        Material[Food](
            code="layout-plan",
            name="经营场所布局与操作流程图",
            trust=Trust.D,
            basis=food_permits.PAPERS,
        ),
        Material[Food](
            code="safety-rules",
            name="食品安全管理制度与人员",
            trust=Trust.D,
            basis=food_permits.PAPERS,
            follows=Follows(
                within=WorkingDays(count=5, basis=law.DEMONSTRATION), otherwise=Otherwise.REVIEW_AGAIN
            ),
        ),
    ),
    inspection=True,
    procedures=(FOOD_INSPECTED,),
    checks=(
        BY_THE_OPERATOR,
        LICENCE_NAMED,
        CREDIT_CODE,
        LISTED_ONCE,
        CERTIFIED,
        *ON_THE_OPERATOR,
        *ON_THE_BUSINESS,
        *ON_THE_FOOD,
        ASKED_FOR_ONCE,
    ),
    basis=food_permits.PERMIT,
)

sign_permit = Matter(
    code="sign-permit",
    name="户外招牌设置规范管理",
    basic_code="990100015000",
    department=departments.URBAN_MANAGEMENT,
    form=RoadSign,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.SIGN_PERMIT,
    when=when.hangs_a_sign,
    materials=(
        replace(BUSINESS_LICENCE, on_promise=True),
        Material[RoadSign](code="sign-drawing", name="招牌设计效果图", trust=Trust.D, basis=law.NONE_FOUND),
    ),
    checks=(MEASURED,),
    fee=Fee(
        statute=ROAD_OCCUPATION,
        rates=(Rate(since=date(2026, 1, 1), fen=20_000, basis=law.DEMONSTRATION_RULE),),
        account="990101-urban-management",
        exempt=when.off_the_road,
    ),
    on_withdrawal=OnWithdrawal.UNDO,
    basis=PLAN,
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
    valid=Validity(years=5, basis=TOBACCO_VALIDITY),
    when=when.sells_tobacco,
    materials=(replace(BUSINESS_LICENCE, basis=TOBACCO_PAPERS),),
    inspection=True,
    procedures=(TOBACCO_INSPECTED,),
    remedies=(TOBACCO_REVIEW, *law.REMEDIES_ABOVE[1:]),
    on_withdrawal=OnWithdrawal.UNDO,
    basis=TOBACCO_RETAIL,
)

RESTAURANT = OneMatter[RestaurantForm](
    code="restaurant",
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="开办餐饮店一件事",
    also_called=("小饭馆", "开饭店", "餐馆", "小吃店", "奶茶店"),
    basic_code="990100010000",
    lead=departments.MARKET_REGULATION,
    form=RestaurantForm,
    promised=WorkingDays(count=22, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE,
    statutory=law.JOINT_LIMIT,
    extension=law.JOINT_EXTENSION,
    figures=(FIRE_CHECK_FROM, FULL_AGE),
    about=shop,
    prefills=PREFILLS,
    matters=(
        business_registration,
        food_licence,
        fire_commitment,
        fire_recheck,
        fire_check,
        sign_permit,
        tobacco_licence,
    ),
    basis=law.ONE_MATTER_OPINION,
)
