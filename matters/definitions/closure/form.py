"""What an enterprise that closes is asked."""

from enum import StrEnum
from typing import Annotated

from ...language import Asks, CreditCode, Day, Form, Text


class EnterpriseKind(StrEnum):
    COMPANY = "公司"
    PARTNERSHIP = "合伙企业"
    SOLE = "个人独资企业"
    BRANCH = "分支机构"
    INDIVIDUAL = "个体工商户"


class ClosingWay(StrEnum):
    SIMPLE = "简易注销"
    ORDINARY = "一般注销"


class Enterprise(Form):
    credit_code: Annotated[
        CreditCode,
        Asks("企业统一社会信用代码", such_as=("91990101000030015G", "919901010000300150")),
    ]
    enterprise_name: Annotated[Text, Asks("企业名称")]
    enterprise_kind: Annotated[EnterpriseKind, Asks("企业类型")]


class Deregistering(Enterprise):
    closing_way: Annotated[ClosingWay, Asks("以何种程序注销？")]
    debts_settled: Annotated[
        bool, Asks("债权债务、职工工资、社会保险费用、应缴税款是否均未发生或者已经结清？")
    ]
    decided_on: Annotated[Day, Asks("作出注销决定（决议）的日期")]
    by_agent: Annotated[bool, Asks("是否委托他人办理？")]


class Taxpayer(Deregistering):
    used_invoices: Annotated[bool, Asks("是否领用过发票或者办理过涉税事宜？")]


class InsuringEnterprise(Enterprise):
    has_insured: Annotated[bool, Asks("是否办理过单位社会保险登记？")]


class SavingEnterprise(Enterprise):
    has_saved: Annotated[bool, Asks("是否办理过住房公积金缴存登记？")]


class Declarant(Enterprise):
    at_customs: Annotated[bool, Asks("是否在海关备案为报关单位？")]


class SealHolder(Enterprise):
    has_seals: Annotated[bool, Asks("是否有在公安机关备案的印章？")]


class ClosingForm(Taxpayer, InsuringEnterprise, SavingEnterprise, Declarant, SealHolder):
    """企业注销登记信息采集表：每项只填一次。"""
