"""A one-matter with two groups, as large as any: heirs, and properties in two districts."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import Field
from stdnum.iso7064 import mod_11_2

from matters.definitions import law, licences
from matters.guide.whole_form import read_whole
from matters.language import (
    Asks,
    Check,
    Competent,
    Department,
    Facts,
    Family,
    Fee,
    Form,
    FormList,
    IdentityNumber,
    Material,
    Matter,
    OneMatter,
    Rate,
    Text,
    WorkingDays,
    each,
)
from matters.language.partial_form import fill_in
from matters.plan.application import Application
from matters.plan.plan import Plan
from tests.support.applications.shop import OURS

ONE: Final = Department(code="registry-one", name="一区登记中心", credit_code="11990101000000019X")
TWO: Final = Department(code="registry-two", name="二区登记中心", credit_code="11990101000000027Q")


class Deceased(Form):
    deceased_id: Annotated[IdentityNumber, Asks("逝者公民身份号码")]


class Heir(Form):
    """继承人"""

    heir_id: Annotated[IdentityNumber, Asks("继承人公民身份号码", identifies=True)]
    heir_name: Annotated[Text, Asks("继承人姓名", names=True)]
    under_age: Annotated[bool, Asks("是否未成年？")] = False


class Property(Form):
    """不动产"""

    unit: Annotated[Text, Asks("不动产单元号", identifies=True)]
    address: Annotated[Text, Asks("坐落", names=True)]
    district: Annotated[Text, Asks("所在区", such_as=("一区", "二区"))]
    area: Annotated[Decimal, Asks("面积（平方米）"), Field(gt=0)]
    goes_to: Annotated[IdentityNumber, Asks("由谁取得")]


class Heirs(Deceased):
    heirs: Annotated[tuple[Heir, ...], Asks("继承人名单"), Field(min_length=1, max_length=20)]


class Estate(Heirs):
    properties: Annotated[tuple[Property, ...], Asks("遗产中的不动产"), Field(max_length=50)] = ()


class Transfer(Estate, Property):
    """What a registry is told of one property."""


class EstateForm(Estate): ...


HEIRS: Final = FormList(Heirs, lambda form: form.heirs)
PROPERTIES: Final = FormList(Estate, lambda form: form.properties)


def is_under_age(form: Heir) -> bool:
    """继承人未成年"""
    return form.under_age


def is_small(form: Property) -> bool:
    """面积不足十平方米"""
    return form.area < 10


def registry(form: Property) -> Department:
    return ONE if form.district == "一区" else TWO


def goes_to_an_heir(form: Transfer, _: Facts) -> bool:
    return form.goes_to in {heir.heir_id for heir in form.heirs}


def heir_is_another(form: Heir, _: Facts) -> bool:
    return form.heir_name != "示范甲"


def of_the_heir(form: Heir) -> str:
    return form.heir_id


HEIRS_CARD: Final = each(
    HEIRS,
    Material[Heir](code="heir-card", name="居民身份证", licence=licences.ID_CARD, of=of_the_heir, basis=OURS),
)
GUARDIAN: Final = each(
    HEIRS, Material[Heir](code="guardian", name="监护关系证明", when=is_under_age, basis=OURS)
)
HEIR_NAMED: Final = each(
    HEIRS,
    Check[Heir](
        rule="estate.heir-name",
        family=Family.CONSISTENCY,
        holds=heir_is_another,
        field="heir_name",
        says="姓名不符",
        mend="请核对",
        basis=OURS,
    ),
)
GOES_TO_AN_HEIR: Final = Check[Transfer](
    rule="estate.goes-to",
    family=Family.CONSISTENCY,
    holds=goes_to_an_heir,
    field="goes_to",
    says="取得人不在继承人之列",
    mend="请核对",
    basis=OURS,
)
search: Final = Matter(
    code="search",
    name="遗产查询",
    basic_code="990700061000",
    department=ONE,
    form=Heirs,
    promised=WorkingDays(count=1, basis=OURS),
    materials=(HEIRS_CARD,),
    checks=(HEIR_NAMED,),
    basis=OURS,
)
transfer: Final = each(
    PROPERTIES,
    Matter[Transfer](
        code="transfer",
        name="不动产转移登记",
        basic_code="990700062000",
        department=ONE,
        competent=Competent(name="不动产登记机构", among=(ONE, TWO), by=registry),
        form=Transfer,
        promised=WorkingDays(count=2, basis=OURS),
        materials=(
            HEIRS_CARD,
            GUARDIAN,
            Material[Transfer](code="agreement", name="遗产分割协议", basis=OURS),
            each(PROPERTIES, Material[Property](code="plan", name="宗地图", basis=OURS)),
        ),
        checks=(GOES_TO_AN_HEIR, HEIR_NAMED),
        after=(search,),
        gives=licences.PROPERTY_CERTIFICATE,
        fee=Fee[Property](
            statute=OURS,
            rates=(Rate(since=date(2025, 1, 1), fen=8000, basis=OURS),),
            account="registry",
            exempt=is_small,
        ),
        basis=OURS,
    ),
)
ESTATE: Final = OneMatter[EstateForm](
    code="estate",
    edition="2026-11",
    name="遗产一件事",
    basic_code="992000000009",
    lead=ONE,
    form=EstateForm,
    matters=(search, transfer),
    promised=WorkingDays(count=5, basis=OURS),
    timetable=law.TIMETABLE_OF_SERVICES,
    basis=OURS,
)


def identity(number: int) -> str:
    """Of nobody."""
    body = f"99010119800101{number:03}"
    return f"{body}{mod_11_2.calc_check_digit(body)}"


def filled(*, heirs: int, properties: int) -> dict[str, Any]:
    """A form of so many."""
    return {
        "deceased_id": identity(900),
        "heirs": [{"heir_id": identity(n), "heir_name": f"继承人{n}"} for n in range(heirs)],
        "properties": [
            {
                "unit": f"单元{n}",
                "address": f"示范路{n}号",
                "district": "一区" if n % 2 else "二区",
                "area": "80",
                "goes_to": identity(n % heirs),
            }
            for n in range(properties)
        ],
    }


ON: Final = date(2026, 11, 30)
FACTS: Final = Facts(on=ON, applicant=identity(0))


def planned(one: OneMatter[Any], given: dict[str, Any], **more: Any) -> Plan:
    """The plan of what is filled in so."""
    answers, wrong = read_whole(one, given)
    assert not wrong
    return Application[Any](one=one, form=fill_in(one.form, answers), facts=FACTS, **more).plan()
