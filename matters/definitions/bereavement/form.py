"""What the bereaved are asked: of the dead, of each heir, of each property and account that is left."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ...language import Asks, BankAccount, Day, Fen, Form, FormList, IdentityNumber, Text


class Kinship(StrEnum):
    SPOUSE = "配偶"
    CHILD = "子女"
    PARENT = "父母"
    SIBLING = "兄弟姐妹"
    GRANDPARENT = "祖父母、外祖父母"
    SUBSTITUTE = "先于逝者死亡的子女、兄弟姐妹的晚辈（代位继承）"
    IN_LAW = "尽了主要赡养义务的丧偶儿媳、丧偶女婿"
    NAMED = "遗嘱指定的继承人、受遗赠人"


class Pension(StrEnum):
    EMPLOYEES = "企业职工基本养老保险"
    RESIDENTS = "城乡居民基本养老保险"
    NONE = "未参加基本养老保险"


class Route(StrEnum):
    PROVED = "有继承公证书或者生效法律文书"
    EXAMINED = "没有公证，由登记机构查验"


class ResidenceDistrict(StrEnum):
    ONE = "示范一区"
    TWO = "示范二区"
    ELSEWHERE = "外地"


class Bank(StrEnum):
    SAVINGS = "示范储蓄银行"
    RURAL = "示范农村商业银行"


class Departed(Form):
    deceased_id: Annotated[
        IdentityNumber, Asks("逝者公民身份号码", such_as=("990101195001010037", "990101199203120021"))
    ]
    deceased_name: Annotated[Text, Asks("逝者姓名")]
    died_on: Annotated[Day, Asks("死亡日期")]


class Successor(Form):
    """继承人"""

    heir_id: Annotated[
        IdentityNumber,
        Asks("继承人公民身份号码", identifies=True, such_as=("990101197803030012", "990101201505050030")),
    ]
    heir_name: Annotated[Text, Asks("继承人姓名", names=True)]
    relation: Annotated[Kinship, Asks("与逝者的关系（是逝者的什么人）")]
    under_age: Annotated[bool, Asks("是否未满十八周岁？")] = False
    renounces: Annotated[bool, Asks("是否放弃继承？")] = False


class Succession(Departed):
    heirs: Annotated[tuple[Successor, ...], Asks("全部继承人"), Field(min_length=1, max_length=20)]
    others_without_number: Annotated[
        bool, Asks("此外是否还有没有公民身份号码（只有护照等证件）的继承人？")
    ] = False


class DrivingLicenceHolder(Departed):
    drove: Annotated[bool, Asks("逝者是否持有机动车驾驶证？")]


class Collector(Succession):
    payee_id: Annotated[IdentityNumber, Asks("由哪位继承人代领各项款项（公民身份号码）")]
    payee_account: Annotated[BankAccount, Asks("代领人的银行账户")]


class PensionMember(Collector):
    pension: Annotated[Pension, Asks("逝者参加哪一种基本养老保险？")]
    work_accident: Annotated[bool, Asks("是否因工死亡？")] = False


class MedicalAccountHolder(Collector):
    medical_account: Annotated[bool, Asks("逝者是否有职工医保个人账户？")]


class FundAccountHolder(Collector):
    fund_account: Annotated[bool, Asks("逝者是否有住房公积金账户？")]


class LeftAccount(Form):
    """银行账户"""

    account_number: Annotated[BankAccount, Asks("逝者的银行账号", identifies=True)]
    bank: Annotated[Bank, Asks("开户银行", names=True)]
    balance: Annotated[Fen, Asks("逝者在该银行的全部存款（分）")]


class LeftDeposits(Collector):
    accounts: Annotated[tuple[LeftAccount, ...], Asks("要提取存款的账户"), Field(max_length=20)] = ()


class Residence(Form):
    """住宅"""

    unit: Annotated[Text, Asks("不动产单元号", identifies=True)]
    address: Annotated[Text, Asks("坐落", names=True)]
    district: Annotated[ResidenceDistrict, Asks("在哪个区？")]
    goes_to: Annotated[
        IdentityNumber,
        Asks("由哪位继承人取得（公民身份号码）", such_as=("990101197803030012", "990101201505050030")),
    ]


class Inheritance(Succession):
    route: Annotated[Route | None, Asks("有没有继承公证书或者法院文书？")] = None
    properties: Annotated[tuple[Residence, ...], Asks("遗产中的住宅"), Field(max_length=50)] = ()


class DepositWithdrawal(LeftDeposits, LeftAccount):
    """What a bank is told of one account; below, a registry of one property."""


class ResidenceTransfer(Inheritance, Residence): ...


class BereavementForm(
    DrivingLicenceHolder, PensionMember, MedicalAccountHolder, FundAccountHolder, LeftDeposits, Inheritance
):
    """公民身后一件事申请表：逝者、每名继承人、每处住宅、每个账户各填一次。"""


HEIRS = FormList(Succession, lambda form: form.heirs)
ACCOUNTS = FormList(LeftDeposits, lambda form: form.accounts)
PROPERTIES = FormList(Inheritance, lambda form: form.properties)
