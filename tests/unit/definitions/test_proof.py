"""What `onematter matters check` proves of a definition: each mistake seeded into a sound one."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from matters import catalogue
from matters.definitions import departments, law
from matters.language import (
    Basis,
    CalendarDays,
    Figure,
    Follows,
    Form,
    Licence,
    Limit,
    Material,
    Matter,
    OneMatter,
    Otherwise,
    Timetable,
    WorkingDays,
)
from matters.proof.one_matter_proof import prove, unverified

OURS: Final = Basis(document="本测试")


class Shop(Form):
    area: Decimal
    open_late: bool = False
    street: str | None = None


SIZE: Final = Figure(name="面积", value=Decimal(300), unit="平方米", basis=OURS)
PERMIT: Final = Licence(code="permit", name="许可", type_code=f"{departments.HEALTH.credit_code}001")
CARD: Final = Licence(code="card", name="证", type_code=f"{departments.HEALTH.credit_code}002")


def is_large(form: Shop) -> bool:
    """面积达到标准"""
    return form.open_late or form.area >= SIZE.value


def is_huge(form: Shop) -> bool:
    """面积极大"""
    return form.area > 10 * SIZE.value


def is_anything(form: Shop) -> bool:
    """面积不限"""
    return form.area < SIZE.value or form.area >= SIZE.value


def is_long_street(form: Shop) -> bool:
    """路名较长"""
    return form.street.strip() != "x"  # type: ignore[union-attr]  # the mistake


def is_small(form: Shop) -> bool:
    """面积未达标准"""
    return not is_large(form)


def days(count: int) -> Limit:
    return WorkingDays(count=count, basis=OURS)


FIRST: Final = Matter(
    code="first",
    name="第一项",
    basic_code="990000000001",
    department=departments.HEALTH,
    form=Shop,
    promised=days(2),
    statutory=days(5),
    gives=PERMIT,
    materials=(Material[Shop](code="proof", name="证明", when=is_large),),
)
SECOND: Final = Matter(
    code="second",
    name="第二项",
    basic_code="990000000002",
    department=departments.HEALTH,
    form=Shop,
    promised=days(3),
    when=is_large,
    materials=(Material[Shop](code="permit", name="许可", licence=PERMIT),),
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
)


PROMISED: Final = Material[Shop](code="permit", name="许可", licence=PERMIT, on_promise=True)
FOLLOWING: Final = Material[Shop](
    code="permit",
    name="许可",
    licence=PERMIT,
    follows=Follows(within=days(5), otherwise=Otherwise.LAPSE),
)


def warning_at(percent: int) -> OneMatter[Shop]:
    warn_at = replace(SOUND.timetable.warn_at, value=Decimal(percent))
    return replace(SOUND, timetable=replace(SOUND.timetable, warn_at=warn_at))


def with_first(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(replace(FIRST, gives=None, **changes), SECOND))


def with_second(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(FIRST, replace(SECOND, **changes)))


def paper(code: str, *, when: Callable[[Shop], bool] = is_large, **more: Any) -> tuple[Material[Shop], ...]:
    return (Material[Shop](code=code, name="证明", when=when, **more),)


def test_sound_definitions_have_no_fault() -> None:
    """The catalogue is proved, and so is the definition that the next test breaks."""
    assert prove((*catalogue.ONE_MATTERS, SOUND)) == ()


@pytest.mark.parametrize(
    ("broken", "where", "says"),
    [
        (with_second(basic_code=FIRST.basic_code), "shop", "first, second share the basic code"),
        (with_second(materials=paper("proof", licence=CARD)), "shop/second/proof", "another paper"),
        (with_second(when=is_huge), "shop/second", "no answer makes 'is_huge' true"),
        (with_second(when=is_anything), "shop/second", "no answer makes 'is_anything' false"),
        (with_second(when=is_long_street), "shop/second", "its condition fails on {'street': None}"),
        (with_first(materials=paper("proof", when=is_huge)), "shop/first/proof", "'is_huge' true"),
        (with_first(materials=paper("proof", when=is_anything)), "shop/first/proof", "'is_anything' false"),
        (with_second(materials=paper("other", when=is_small)), "shop/second/other", "'is_small' true"),
        (with_first(promised=days(0)), "shop/first", "promised limit is 0个工作日"),
        (with_first(statutory=days(1)), "shop/first", "promises 2个工作日, the law allows 1个工作日"),
        (replace(SOUND, statutory=days(4)), "shop", "promises 5个工作日, the law allows 4个工作日"),
        (with_second(promised=days(4)), "shop/second", "first -> second takes 6个工作日"),
        (
            with_first(materials=(PROMISED,)),
            "shop/first/permit",
            "may be promised, but no earlier item gives it",
        ),
        (
            with_second(materials=(FOLLOWING,)),
            "shop/second/permit",
            "may follow, but an earlier item gives it",
        ),
        (warning_at(100), "shop", "warns at 100% of a limit"),
    ],
)
def test_a_seeded_fault_is_found(broken: OneMatter[Shop], where: str, says: str) -> None:
    """Each mistake gives one fault, which says where it is and what is wrong."""
    faults = prove((broken,))
    assert [fault.where for fault in faults] == [where]
    assert says in str(faults[0])


def test_a_shared_paper_may_be_wanted_by_one_item_in_any_case() -> None:
    """Whoever needs the first item's paper only when it is due itself may use the same value."""
    assert prove((with_second(materials=FIRST.materials),)) == ()


def test_an_edition_is_listed_once() -> None:
    """Editions may stand side by side; two texts may not be called the same."""
    assert prove((SOUND, replace(SOUND, edition="2027-01"))) == ()
    assert [str(fault) for fault in prove((SOUND, SOUND))] == [
        "shop: edition '2026-11' is listed 2 times; give each text its own edition"
    ]


def test_limits_of_different_units_are_not_compared() -> None:
    """Thirty calendar days may be more or less than twenty working days: nothing is claimed."""
    long = CalendarDays(count=30, basis=OURS)
    assert prove((with_first(promised=long, statutory=days(20)),)) == ()


def test_numbers_to_confirm_are_a_reminder() -> None:
    """A number whose source was not read is listed with its place, and is no fault."""
    doubtful = with_second(promised=WorkingDays(count=3, basis=law.DEMONSTRATION))
    assert prove((doubtful,)) == ()
    assert unverified(SOUND) == ()
    assert [str(number) for number in unverified(doubtful)] == [
        f"shop/second promised 3个工作日，{law.DEMONSTRATION}"
    ]
