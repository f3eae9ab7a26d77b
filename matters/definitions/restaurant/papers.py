"""The paper that most departments want of a shop, and what prescribes the others."""

from ...language import Basis, Confidence, Material
from .. import law, licences
from .form import Premises

MATERIALS_OF_REGISTRATION = law.registration("第十六条")
PLAN = Basis(
    document="“开办餐饮店一件事”流程再造方案（省级）", article="联办事项", confidence=Confidence.SECONDARY
)
"""A provincial plan of which items there are; it is no law of any of them."""
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
    basis=PLAN,
)
