"""What it rests upon, and how sure that is; statutes were read in their text, notices in copies.

Of the items, household, pension, medical account, housing fund and driving licence are those of the guide of
a city (济宁市“公民身后一件事”); the withdrawal of small deposits is in the national list (个人身后“一件事”).
"""

from datetime import date
from decimal import Decimal

from ...language import Basis, Confidence, Figure
from ..law import civil_code


def _social_insurance(article: str) -> Basis:
    return Basis(document="中华人民共和国社会保险法", article=article, since=date(2018, 12, 29))


def _registration(article: str) -> Basis:
    return Basis(document="不动产登记暂行条例", article=article, since=date(2024, 5, 1))


def _housing_fund(article: str) -> Basis:
    return Basis(document="住房公积金管理条例", article=article, since=date(2019, 3, 24))


DEATH = Basis(
    document="中华人民共和国户口登记条例",
    article="第八条",
    since=date(1958, 1, 9),
    quotes="公民死亡，城市在葬前，农村在一个月以内",
)
DEATH_PROOFS = Basis(
    document="死亡登记所需证明（多地办事指南：医疗、公安、火化证明任一）", confidence=Confidence.SECONDARY
)
ADULTS = civil_code("第十七条")
GUARDIANS = civil_code("第二十三条")
RENOUNCING = civil_code("第一千一百二十四条第一款")
ORDER = civil_code("第一千一百二十七条")
BY_OTHER_TITLES = civil_code("第一千一百二十八条、第一千一百二十九条、第一千一百三十三条")
DIED_SINCE = civil_code("第一千一百二十八条、第一千一百五十二条")
AGREEMENT = civil_code("第一千一百三十二条")
SPOUSES = civil_code("第一千零六十一条")
FEES = civil_code("第二百二十三条")
PENSION_ACCOUNT = _social_insurance("第十四条")
SURVIVORS = _social_insurance("第十七条")
MEDICAL_ACCOUNT = Basis(
    document="职工基本医疗保险个人账户的继承（各地医保经办规程）", confidence=Confidence.UNVERIFIED
)
FUND = _housing_fund("第二十四条第三款")
FUND_LIMIT = _housing_fund("第二十五条第二款")
DRIVING = Basis(
    document="机动车驾驶证申领和使用规定", article="驾驶人死亡的注销", confidence=Confidence.UNVERIFIED
)
SMALL_DEPOSITS = Basis(
    document="关于优化已故存款人小额存款提取有关要求的通知",
    article="金规〔2024〕6号",
    since=date(2024, 6, 1),
    confidence=Confidence.SECONDARY,
)
INHERITED = _registration("第十四条第二款第二项")
REGISTRATION_PAPERS = _registration("第十六条")
REGISTRATION_LIMIT = _registration("第二十条")
EXAMINATION = Basis(
    document="不动产登记操作规范（试行）", article="非公证继承的查验和公示", confidence=Confidence.UNVERIFIED
)
REGISTRATION_FEE = Basis(
    document="关于不动产登记收费标准等有关问题的通知",
    article="发改价格规〔2016〕2559号",
    since=date(2016, 12, 1),
    confidence=Confidence.UNVERIFIED,
)

TO_TELL = Figure(name="农村申报死亡登记", value=Decimal(1), unit="个月", basis=DEATH)
FULL_AGE = Figure(name="成年", value=Decimal(18), unit="周岁", basis=ADULTS)
SMALL = Figure(name="免公证提取的存款限额", value=Decimal(50_000), unit="元", basis=SMALL_DEPOSITS)
