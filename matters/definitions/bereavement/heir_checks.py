"""Heirs who have no identity number, only a passport or the like: an officer sees to them."""

from datetime import date

from ...language import Basis, Check, Confidence, Facts, Family, Severity
from .form import Succession

OF_FOREIGNERS = Basis(
    document="中华人民共和国涉外民事关系法律适用法",
    article="第三十一条",
    since=date(2011, 4, 1),
    confidence=Confidence.UNVERIFIED,
)


def all_have_numbers(form: Succession, facts: Facts) -> bool:
    return not form.others_without_number


ALL_NUMBERED = Check(
    rule="bereavement.heirs-without-number",
    family=Family.CONSISTENCY,
    holds=all_have_numbers,
    field="others_without_number",
    says="还有没有公民身份号码的继承人（如只有护照的外国人），未能自动核对其身份和继承份额",
    mend="可以继续申请，由工作人员核对；请带其身份证件、亲属关系证明（在境外形成的，须经公证认证）备查",
    severity=Severity.TO_A_PERSON,
    basis=OF_FOREIGNERS,
)
