"""What somebody who opens a restaurant is asked."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ...language import Area, Asks, CreditCode, Form, IdentityNumber, LicenceIdentifier, Text
from ..licences import BUSINESS_LICENCE, ID_CARD


class Dish(StrEnum):
    HOT = "热食类"
    COLD = "冷食类"
    RAW = "生食类"
    PASTRY = "糕点类"
    DRINKS = "自制饮品"


class Premises(Form):
    shop_name: Annotated[Text, Asks("店铺名称", found_in=BUSINESS_LICENCE)]
    operator_name: Annotated[Text, Asks("经营者姓名", found_in=ID_CARD)]
    operator_id: Annotated[IdentityNumber, Asks("经营者公民身份号码", found_in=ID_CARD)]
    address: Annotated[Text, Asks("经营场所地址", found_in=BUSINESS_LICENCE)]
    floor_area: Annotated[Area, Asks("经营面积（平方米）")]


class Registration(Premises):
    already_registered: Annotated[bool, Asks("是否已有营业执照？")]
    credit_code: Annotated[CreditCode | None, Asks("统一社会信用代码", found_in=BUSINESS_LICENCE)] = None
    premises_licence: Annotated[
        LicenceIdentifier | None,
        Asks("经营场所不动产权证书的电子证照标识（有则不必上传使用证明）"),
    ] = None


class Food(Registration):
    dishes: Annotated[tuple[Dish, ...], Asks("经营哪些品类？"), Field(min_length=1, max_length=len(Dish))]
    staff_certified: Annotated[bool, Asks("接触直接入口食品的从业人员是否均持有健康证明？")]


class Sign(Premises):
    hangs_a_sign: Annotated[bool, Asks("是否设置户外招牌？")]
    sign_area: Annotated[Area | None, Asks("招牌面积（平方米）")] = None


class Tobacco(Premises):
    sells_tobacco: Annotated[bool, Asks("是否零售烟草制品？")] = False


class RoadSign(Sign):
    sign_on_road: Annotated[bool, Asks("招牌是否占用城市道路？")] = False


class FireSafety(Premises):
    commits_to_fire_safety: Annotated[bool, Asks("需要消防安全检查的，是否采用告知承诺方式办理？")] = True


class FirstRestaurantForm(Food, Sign, Tobacco):
    """开办餐饮店一件事申请表（2026-11 版）：每项只填一次。"""


class RestaurantForm(FirstRestaurantForm, RoadSign, FireSafety):
    """开办餐饮店一件事申请表：每项只填一次。"""
