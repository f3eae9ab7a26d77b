"""When an item is called for; the docstring is what the operator reads."""

from decimal import Decimal

from ...language import Basis, Confidence, Figure
from .form import FireSafety, Premises, Registration, RoadSign, Sign, Tobacco

FIRE_CHECK = Basis(
    document="崇义县公众聚集场所消防安全检查适用范围（娱乐场所除外）", confidence=Confidence.SECONDARY
)
HYGIENE_LICENCE = Basis(document="餐饮场所卫生许可适用范围（他省做法）", confidence=Confidence.SECONDARY)

FIRE_CHECK_FROM = Figure(name="消防安全检查的面积起点", value=Decimal(300), unit="平方米", basis=FIRE_CHECK)
HYGIENE_LICENCE_ABOVE = Figure(
    name="卫生许可的面积界限", value=Decimal(500), unit="平方米", basis=HYGIENE_LICENCE
)
SMALL_SIGN = Basis(document="示范：小型招牌免收户外空间占用费", confidence=Confidence.UNVERIFIED)
SMALL_SIGN_UP_TO = Figure(name="免收占用费的招牌面积上限", value=Decimal(15), unit="平方米", basis=SMALL_SIGN)


def not_registered(form: Registration) -> bool:
    """尚无营业执照"""
    return not form.already_registered


def proves_premises_on_paper(form: Registration) -> bool:
    """未提供不动产权证书的电子证照标识"""
    return form.premises_licence is None


def needs_fire_check(form: Premises) -> bool:
    """经营面积达到消防安全检查标准"""
    return form.floor_area >= FIRE_CHECK_FROM.value


def commits_to_fire_safety(form: FireSafety) -> bool:
    """经营面积达到消防安全检查标准，采用告知承诺方式"""
    return needs_fire_check(form) and form.commits_to_fire_safety


def is_inspected_before_opening(form: FireSafety) -> bool:
    """经营面积达到消防安全检查标准，不采用告知承诺方式"""
    return needs_fire_check(form) and not form.commits_to_fire_safety


def needs_hygiene_licence(form: Premises) -> bool:
    """经营面积超过卫生许可标准"""
    return form.floor_area > HYGIENE_LICENCE_ABOVE.value


def hangs_a_sign(form: Sign) -> bool:
    """设置户外招牌"""
    return form.hangs_a_sign


def small_sign(form: Sign) -> bool:
    """招牌面积不超过免收占用费的上限"""
    return form.sign_area is not None and form.sign_area <= SMALL_SIGN_UP_TO.value


def off_the_road(form: RoadSign) -> bool:
    """招牌不占用城市道路"""
    return not form.sign_on_road


def sells_tobacco(form: Tobacco) -> bool:
    """零售烟草制品"""
    return form.sells_tobacco
