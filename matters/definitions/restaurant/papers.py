"""The paper that most departments want of a shop, and what prescribes the others."""

from datetime import date

from ...language import Basis, Confidence, Material
from .. import licences
from .checks import FOOD_PERMIT_CONDITIONS
from .form import Premises

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
TOBACCO_PAPERS = Basis(document="烟草专卖许可证管理办法", article="第十三条", confidence=Confidence.SECONDARY)

BUSINESS_LICENCE = Material[Premises](
    code="business-licence",
    name="营业执照",
    licence=licences.BUSINESS_LICENCE,
    of=lambda form: form.operator_id,
    basis=FOOD_PERMIT_CONDITIONS,
)
