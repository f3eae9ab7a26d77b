"""A small sound one-matter to seed mistakes into: two items, the second by the licence of the first."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final

from matters.definitions import departments
from matters.language import (
    Asks,
    Basis,
    Check,
    Family,
    Figure,
    Form,
    Licence,
    Limit,
    Material,
    Matter,
    OneMatter,
    Timetable,
    WorkingDays,
)

OURS: Final = Basis(document="本测试", article="第一条")
"""What every definition of a test rests upon."""


class Shop(Form):
    area: Annotated[Decimal, Asks("营业面积")]
    open_late: Annotated[bool, Asks("是否夜间营业？")] = False
    street: Annotated[str | None, Asks("所在路名")]


SIZE: Final = Figure(name="面积", value=Decimal(300), unit="平方米", basis=OURS)
PERMIT: Final = Licence(code="permit", name="许可", type_code=f"{departments.HEALTH.credit_code}001")
CARD: Final = Licence(code="card", name="证", type_code=f"{departments.HEALTH.credit_code}002")


def is_large(form: Shop) -> bool:
    """面积达到标准"""
    return form.open_late or form.area >= SIZE.value


def days(count: int) -> Limit:
    return WorkingDays(count=count, basis=OURS)


FIRST: Final = Matter(
    code="first",
    name="第一项",
    basic_code="990100000001",
    department=departments.HEALTH,
    form=Shop,
    promised=days(2),
    statutory=days(5),
    gives=PERMIT,
    materials=(Material[Shop](code="proof", name="证明", when=is_large, basis=OURS),),
    basis=OURS,
)
SECOND: Final = Matter(
    code="second",
    name="第二项",
    basic_code="990000000002",
    department=departments.HEALTH,
    form=Shop,
    promised=days(3),
    when=is_large,
    materials=(Material[Shop](code="permit", name="许可", licence=PERMIT, basis=OURS),),
    basis=OURS,
)
SOUND: Final = OneMatter[Shop](
    code="shop",
    edition="2026-11",
    name="开店一件事",
    basic_code="990000000000",
    lead=departments.HEALTH,
    form=Shop,
    promised=days(5),
    timetable=Timetable(
        gather=days(1),
        notice=days(5),
        answer=days(10),
        grace=days(5),
        choose=days(5),
        pay=days(5),
        warn_at=Figure(name="预警", value=Decimal(80), unit="%", basis=OURS),
    ),
    statutory=days(20),
    figures=(SIZE,),
    matters=(FIRST, SECOND),
    basis=OURS,
)
OPEN: Final = Check[Shop](
    rule="shop.open",
    family=Family.ELIGIBILITY,
    holds=lambda form, _: form.open_late,
    field="open_late",
    says="不营业",
    mend="请营业",
)


def with_first(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(replace(FIRST, gives=None, **changes), SECOND))


def with_second(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(FIRST, replace(SECOND, **changes)))
