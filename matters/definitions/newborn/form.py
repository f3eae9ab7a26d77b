"""What a family is asked when a child is born."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ...language import Asks, BankAccount, Day, Form, IdentityNumber, Phone, Text
from ..licences import ID_CARD


class Sex(StrEnum):
    MALE = "男"
    FEMALE = "女"


class Settles(StrEnum):
    WITH_MOTHER = "随母落户"
    WITH_FATHER = "随父落户"
    ELSEWHERE = "不在本市落户"


class Had(StrEnum):
    """What parents may have already; the rest goes on without it."""

    CERTIFICATE = "出生医学证明"
    HOUSEHOLD = "出生户口登记"
    INSURANCE = "居民医保参保登记"


class Childbirth(Form):
    child_name: Annotated[Text, Asks("新生儿姓名")]
    child_sex: Annotated[Sex, Asks("新生儿性别")]
    born_on: Annotated[Day, Asks("出生日期")]
    hospital: Annotated[Text, Asks("出生的助产机构")]
    mother_name: Annotated[Text, Asks("母亲姓名", found_in=ID_CARD)]
    mother_id: Annotated[IdentityNumber | None, Asks("母亲公民身份号码", found_in=ID_CARD)] = None
    mother_document: Annotated[Text | None, Asks("母亲没有公民身份号码的，其护照等身份证件的名称和号码")] = (
        None
    )
    already_had: Annotated[
        tuple[Had, ...],
        Asks("哪些已经办好、不再办理？（其余事项照常办理）"),
        Field(max_length=len(Had)),
    ] = ()


class Parents(Childbirth):
    father_name: Annotated[Text | None, Asks("父亲姓名", found_in=ID_CARD)] = None
    father_id: Annotated[IdentityNumber | None, Asks("父亲公民身份号码", found_in=ID_CARD)] = None
    father_document: Annotated[Text | None, Asks("父亲没有公民身份号码的，其护照等身份证件的名称和号码")] = (
        None
    )


class Household(Parents):
    settles: Annotated[Settles, Asks("新生儿在哪里落户？")]
    parents_married: Annotated[bool, Asks("父母是否已登记结婚？")]
    other_surname: Annotated[bool, Asks("新生儿是否随父姓、母姓以外的姓氏？")] = False


class Maternity(Childbirth):
    maternity_insured: Annotated[bool, Asks("母亲是否参加生育保险？")]
    bank_account: Annotated[BankAccount | None, Asks("生育医疗费用的收款账户")] = None


class MaternityOfSpouse(Parents, Maternity):
    through_father: Annotated[bool, Asks("母亲未就业的，是否由参加生育保险的父亲享受生育医疗费用待遇？")] = (
        False
    )


class Card(Household):
    wants_card: Annotated[bool, Asks("是否同时申领社会保障卡？")] = True
    deliver_to: Annotated[Text | None, Asks("社会保障卡邮寄地址")] = None
    phone: Annotated[Phone, Asks("联系电话")]


class ParentingGuidance(Childbirth):
    wants_guidance: Annotated[bool, Asks("是否接受科学育儿指导？")] = False


class FirstNewbornForm(Card, Maternity, ParentingGuidance):
    """新生儿出生一件事申请表（2026-11 版）：每项只填一次。"""


class NewbornForm(FirstNewbornForm, MaternityOfSpouse):
    """新生儿出生一件事申请表：每项只填一次。"""
