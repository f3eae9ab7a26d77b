"""The edition of 2026-11, for cases that it has begun. Its hygiene licence was abolished in 2016."""

from dataclasses import replace
from datetime import date

from ...language import (
    Fee,
    Follows,
    Material,
    Matter,
    OneMatter,
    OnWithdrawal,
    Otherwise,
    Rate,
    Trust,
    WorkingDays,
)
from .. import departments, law, licences
from . import situations as when
from .checks import MEASURED
from .definition import RESTAURANT, TOBACCO_RETAIL, business_registration, food_licence
from .form import FirstRestaurantForm, Premises, Sign, Tobacco
from .operator_checks import ASKED_FOR_ONCE, FULL_AGE
from .papers import BUSINESS_LICENCE, FIRE_PAPERS, PLAN, TOBACCO_PAPERS
from .situations import FIRE_CHECK, FIRE_CHECK_FROM, HYGIENE_LICENCE, HYGIENE_LICENCE_ABOVE, SMALL_SIGN_UP_TO
from .sources import PREFILLS

PROMISED_BUSINESS_LICENCE = replace(BUSINESS_LICENCE, on_promise=True)

first_registration = replace(
    business_registration,
    checks=tuple(check for check in business_registration.checks if check is not ASKED_FOR_ONCE),
)
first_food_licence = replace(
    food_licence,
    delivery=None,
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    procedures=(),
    checks=tuple(check for check in food_licence.checks if check is not ASKED_FOR_ONCE),
)

fire_check = Matter(
    code="fire-check",
    name="公众聚集场所投入使用、营业前消防安全检查",
    basic_code="990100013000",
    department=departments.FIRE_RESCUE,
    form=Premises,
    promised=WorkingDays(count=13, basis=law.DEMONSTRATION),
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
        statute=law.NONE_FOUND,
        rates=(Rate(since=date(2026, 1, 1), fen=20_000, basis=law.DEMONSTRATION),),
        account="990101-urban-management",
        exempt=when.small_sign,
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
    when=when.sells_tobacco,
    materials=(replace(BUSINESS_LICENCE, basis=TOBACCO_PAPERS),),
    on_withdrawal=OnWithdrawal.UNDO,
    basis=TOBACCO_RETAIL,
)

RESTAURANT_2026_11 = OneMatter[FirstRestaurantForm](
    code=RESTAURANT.code,
    edition="2026-11",
    name=RESTAURANT.name,
    basic_code=RESTAURANT.basic_code,
    lead=RESTAURANT.lead,
    form=FirstRestaurantForm,
    promised=WorkingDays(count=15, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE,
    statutory=law.JOINT_LIMIT,
    extension=law.JOINT_EXTENSION,
    figures=(FIRE_CHECK_FROM, HYGIENE_LICENCE_ABOVE, SMALL_SIGN_UP_TO, FULL_AGE),
    prefills=PREFILLS,
    matters=(
        first_registration,
        first_food_licence,
        fire_check,
        hygiene_licence,
        sign_permit,
        tobacco_licence,
    ),
    basis=law.ONE_MATTER_OPINION,
)
