"""What `onematter matters check` lets pass: texts that write numbers otherwise, and words that are right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

import pytest

from matters.language import (
    Asks,
    Check,
    Extendable,
    Facts,
    Family,
    Fee,
    Figure,
    Limit,
    Material,
    Matter,
    Months,
    OneMatter,
    Rate,
    Remedy,
    WorkingDays,
)
from matters.proof.items.quoted_numbers import is_quoted
from matters.proof.one_matter_proof import prove_one
from tests.support.applications.shop import FIRST, OURS, SECOND, SIZE, SOUND, Shop

TODAY: Final = date(2026, 12, 1)


class Pickup(StrEnum):
    POST = "邮寄"
    DESK = "窗口领取"
    LOCKER = "自助柜"


class ShopInHouse(Shop):
    rents: Annotated[bool, Asks("是否租赁房屋？")] = False
    way: Annotated[Pickup, Asks("如何领取证照？")]
    ways: Annotated[tuple[Pickup, ...], Asks("还可以如何领取证照？")] = ()

    @property
    def is_large(self) -> bool:
        return self.open_late or self.area >= SIZE.value


class ShopWithAccount(ShopInHouse):
    account: Annotated[str | None, Asks("收款账号")] = None


BY_STREET: Final[Mapping[str, Figure]] = {"东街": SIZE}


def has_large(form: ShopInHouse) -> bool:
    """面积达到标准"""
    return form.is_large


def is_large_there(form: Shop) -> bool:
    """面积达到标准"""
    return form.open_late or any(form.area >= size.value for size in BY_STREET.values())


def owns(form: ShopInHouse) -> bool:
    """自有房屋"""
    return not form.rents


def gets_by_post(form: ShopInHouse) -> bool:
    """选择邮寄的"""
    return Pickup.POST in form.ways


def gets_otherwise(form: ShopInHouse) -> bool:
    """邮寄以外的方式"""
    return form.way is not Pickup.POST


def is_an_account(form: ShopWithAccount, _: Facts) -> bool:
    return form.account is None or (len(form.account) == 12 and form.account.endswith("7"))


ACCOUNT: Final = Check[Any](
    rule="shop.account",
    family=Family.COMPLETENESS,
    holds=is_an_account,
    field="account",
    says="账号不完整",
    mend="请填写完整的账号",
    basis=OURS,
)


def first(form: type[Shop] = ShopInHouse, **changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, form=form, matters=(replace(FIRST, form=form, **changes), SECOND))


def paper(when: Callable[[Any], bool]) -> OneMatter[Shop]:
    return first(
        materials=(*FIRST.materials, Material[Any](code="other", name="其他证明", when=when, basis=OURS))
    )


def large_if(when: Callable[[Any], bool]) -> OneMatter[Shop]:
    """Nothing else reads its figure."""
    proof = replace(FIRST.materials[0], when=when)
    items: tuple[Matter[Any], ...] = (
        replace(FIRST, form=ShopInHouse, materials=(proof,)),
        replace(SECOND, form=ShopInHouse, when=when),
    )
    return replace(SOUND, form=ShopInHouse, matters=items)


def days(count: int, *, quotes: str) -> Limit:
    return WorkingDays(count=count, basis=replace(OURS, quotes=quotes))


def charged(fen: int, *, quotes: str) -> OneMatter[Shop]:
    rate = Rate[Any](since=date(2020, 1, 1), fen=fen, basis=replace(OURS, quotes=quotes))
    return first(fee=Fee[Any](statute=OURS, rates=(rate,), account="1"))


A_YEAR: Final = Months(count=12, basis=replace(OURS, quotes="自知道之日起一年内"))
THREE_YEARS: Final = Months(count=36, basis=replace(OURS, quotes="最长不超过叁年"))
RIGHT: Final = {
    "a figure that a property of the form reads": large_if(has_large),
    "a figure that stands in a table": large_if(is_large_there),
    "an answer whose contrary has a word of its own": paper(owns),
    "one of many choices": paper(gets_by_post),
    "all choices but one": paper(gets_otherwise),
    "a rule of completeness that few answers satisfy": first(ShopWithAccount, checks=(ACCOUNT,)),
    "a fee in jiao": charged(50, quotes="每件五角"),
    "a fee in ten thousands": charged(3_000_000, quotes="每件3万元"),
    "months of a year": first(remedies=(Remedy(name="复核", limit=A_YEAR, body="本级人民政府"),)),
    "a limit of three years that is quoted": first(
        remedies=(Remedy(name="再审", limit=THREE_YEARS, body="人民法院"),)
    ),
    "a law's own longer limit": first(statutory=days(30, quotes="三十个工作日内作出决定")),
    "an extension longer than its limit, by its text": first(
        statutory=days(3, quotes="三个工作日内"),
        extension=Extendable(limit=days(5, quotes="可以延长五个工作日"), approver="本行政机关负责人"),
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_has_no_fault(name: str) -> None:
    """Each is what an author may mean, though it looks like what another does wrong."""
    assert prove_one(RIGHT[name], on=TODAY) == ()


@pytest.mark.parametrize(
    ("says", "quotes", "is_said"),
    [
        ("注册资本 10万元", "不低于十万元", True),
        ("注册资本 100000元", "不低于10万元", True),
        ("注册资本 20万元", "不低于10万元", False),
        ("容量 5千克", "不超过五千克", True),
        ("15个工作日", "15 个工作日内", True),
        ("20日", "二十个自然日内", True),
        ("20日", "二十个工作日内", False),
        ("6个月", "半年内", True),
        ("1年", "十二个月", True),
        ("12个月", "二年内", False),
        ("3,000.00元", "每人3千元", True),
        ("5%", "百分之五", True),
        ("0.3%", "千分之三", True),
        ("7日", "一周内", True),
        ("7个工作日", "一周内", False),
        ("1日", "二十四小时以内", True),
        ("1个工作日", "二十四小时以内", False),
        ("12个月", "壹年", True),
        ("18个月", "一年半", True),
        ("3个月", "一个季度", True),
        ("15日", "半个月", True),
        ("35000元", "叁万伍仟元整", True),
        ("30日", "自2020年1月1日起三十日内", True),
        ("1个月", "自2020年1月1日起施行", False),
        ("3日", "依照第三条的规定", False),
        ("15个工作日", "１５至２０个工作日", True),
    ],
)
def test_how_texts_write_a_number(says: str, quotes: str, *, is_said: bool) -> None:
    """In digits, in words, or both; by weeks, hours, halves; dates and articles count nothing."""
    assert is_quoted(says, quotes) is is_said
