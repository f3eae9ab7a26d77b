"""What the office that paid says of the mistake, and what the payee answers."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ...language import Asks, CreditCode, Day, Form, IdentityNumber, Text

Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class Cause(StrEnum):
    DEATH = "去世后继续发放"
    MOVE = "迁出后继续发放"
    WRONG_DATA = "登记信息有误"
    TWICE = "重复享受"
    FALSE_PAPERS = "提供虚假材料"


class Repays(StrEnum):
    AT_ONCE = "一次退还"
    IN_INSTALMENTS = "分期退还"


class PaidBy(StrEnum):
    """The departments whose payments are claimed back here."""

    CIVIL_AFFAIRS = "民政局"
    HUMAN_RESOURCES = "人力资源和社会保障局"
    HEALTH = "卫生健康委员会"
    MEDICAL_INSURANCE = "医疗保障局"


class Overpayment(Form):
    payment: Annotated[Text, Asks("拨付编号")]
    policy: Annotated[Text, Asks("政策名称")]
    paid_on: Annotated[Day, Asks("拨付日期")]
    paid: Annotated[Money, Asks("已拨付金额（元）")]
    due: Annotated[Money, Asks("应拨付金额（元）")]
    cause: Annotated[Cause, Asks("多发原因")]
    payee_name: Annotated[Text | None, Asks("收款人名称")] = None
    payee_id: Annotated[IdentityNumber | None, Asks("收款人公民身份号码")] = None
    payee_credit_code: Annotated[CreditCode | None, Asks("收款单位统一社会信用代码")] = None
    payee_key: Annotated[Text | None, Asks("收款人在登记库中的编号")] = None


class Answer(Overpayment):
    wants_hearing: Annotated[bool, Asks("收款人是否要求听证？")] = False


class Repayment(Answer):
    repays: Annotated[Repays, Asks("收款人如何退还？")] = Repays.AT_ONCE
    instalments: Annotated[int | None, Asks("分几个月退还？")] = None
    in_hardship: Annotated[bool, Asks("收款人是否因生活（经营）困难申请减免？")] = False


class FirstClawbackForm(Repayment):
    """多发资金追回一件事登记表（2026-11 版）：每项只填一次。"""


class Payer(Form):
    paid_by: Annotated[PaidBy, Asks("由哪个部门拨付？")]


class PaidOverpayment(Overpayment, Payer):
    """What the department that paid sees of a mistake."""


class PaidAnswer(Answer, Payer):
    """The same with what the payee answers."""


class ClawbackForm(FirstClawbackForm, PaidAnswer, PaidOverpayment):
    """多发资金追回一件事登记表：每项只填一次。"""
