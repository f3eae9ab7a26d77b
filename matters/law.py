"""Documents that several definitions rest upon."""

from datetime import date

from .language import Basis, Confidence

LICENSING_ACT_SINCE = date(2019, 4, 23)

DECISION_SINGLE = Basis(
    document="中华人民共和国行政许可法", article="第四十二条第一款", since=LICENSING_ACT_SINCE
)
DECISION_JOINT = Basis(
    document="中华人民共和国行政许可法", article="第四十二条第二款", since=LICENSING_ACT_SINCE
)
MARKET_REGISTRATION = Basis(
    document="中华人民共和国市场主体登记管理条例", article="第十九条", since=date(2022, 3, 1)
)
ONE_MATTER_OPINION = Basis(
    document="国务院关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见",
    article="国发〔2024〕3号",
    since=date(2024, 1, 9),
)
AT_THE_WINDOW = Basis(document="中华人民共和国行政许可法", article="第三十二条", since=LICENSING_ACT_SINCE)
"""Mended on the spot, corrected at one notice, not required, not ours: told at once."""
FALSE_MATERIALS = Basis(document="中华人民共和国行政许可法", article="第七十八条", since=LICENSING_ACT_SINCE)
REAL_NAMES = Basis(document="中华人民共和国市场主体登记管理条例", article="第十五条", since=date(2022, 3, 1))
ELECTRONIC_MATERIALS = Basis(document="“互联网+政务服务”技术体系建设指南", article="国办函〔2016〕108号")
DEMONSTRATION_RULE = Basis(document="示范规则，使用前以本地办事指南核定", confidence=Confidence.UNVERIFIED)
DEMONSTRATION = Basis(document="示范时限，使用前以本地办事指南核定", confidence=Confidence.UNVERIFIED)
