"""What `onematter matters check` proves of a definition: each mistake seeded into a sound one."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from matters.definitions import law
from matters.definitions.restaurant import RESTAURANT
from matters.language import (
    Basis,
    CalendarDays,
    Follows,
    Material,
    OneMatter,
    Otherwise,
)
from matters.proof import inspection
from matters.proof.one_matter_proof import prove
from tests.support.applications.shop import (
    CARD,
    FIRST,
    OPEN,
    OURS,
    PERMIT,
    SIZE,
    SOUND,
    Shop,
    days,
    is_large,
    with_first,
    with_second,
)

TODAY: Final = date(2026, 12, 1)


def is_huge(form: Shop) -> bool:
    """面积极大"""
    return form.area > 10 * SIZE.value and form.area / 2 < SIZE.value


def is_anything(form: Shop) -> bool:
    """面积不限"""
    return form.area < SIZE.value or form.area >= SIZE.value


def is_long_street(form: Shop) -> bool:
    """路名较长"""
    return form.street.strip() != "x"  # type: ignore[union-attr]  # the mistake


def is_small(form: Shop) -> bool:
    """面积未达标准"""
    return not is_large(form)


PROMISED: Final = Material[Shop](code="permit", name="许可", licence=PERMIT, on_promise=True, basis=OURS)
FOLLOWING: Final = Material[Shop](
    code="permit",
    name="许可",
    licence=PERMIT,
    follows=Follows(within=days(5), otherwise=Otherwise.LAPSE),
    basis=OURS,
)


UNFOUNDED: Final = Material[Shop](code="proof", name="证明", when=is_large)


def warning_at(percent: int) -> OneMatter[Shop]:
    warn_at = replace(SOUND.timetable.warn_at, value=Decimal(percent))
    return replace(SOUND, timetable=replace(SOUND.timetable, warn_at=warn_at))


def paper(code: str, *, when: Callable[[Shop], bool] = is_large, **more: Any) -> tuple[Material[Shop], ...]:
    return (Material[Shop](code=code, name="证明", when=when, basis=OURS, **more),)


def test_sound_definitions_have_no_fault() -> None:
    """The definition that the next test breaks is proved; the catalogue is with its grants."""
    assert prove((SOUND,), on=TODAY) == ()


@pytest.mark.parametrize(
    ("broken", "where", "says"),
    [
        (
            with_second(basic_code=FIRST.basic_code, statutory=days(5)),
            "shop",
            "first, second share the basic code",
        ),
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
        (with_second(promised=days(4)), "shop/second", "first -> second takes 2个工作日 + 4个工作日"),
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
        (replace(SOUND, basis=None), "shop", "整体 '开店一件事' has no basis; give `basis=`"),
        (with_second(basis=None), "shop/second", "办理环节 '第二项' has no basis"),
        (with_first(materials=(UNFOUNDED,)), "shop/first/proof", "材料 '证明' has no basis"),
        (with_second(checks=(OPEN,)), "shop/second", "规则 'shop.open 不营业' has no basis"),
        (with_second(basis=Basis(document=" ", article="第一条")), "shop/second", "has no basis"),
        (with_second(basis=Basis(document="本条例", article="登记")), "shop/second", "names no article"),
        (with_second(basis=law.STATEMENTS), "shop/second", "and is about no licence"),
    ],
)
def test_a_seeded_fault_is_found(broken: OneMatter[Shop], where: str, says: str) -> None:
    """Each mistake gives one fault, which says where it is and what is wrong."""
    faults = prove((broken,), on=TODAY)
    assert [fault.where for fault in faults] == [where]
    assert says in str(faults[0])


def test_a_shared_paper_may_be_wanted_by_one_item_in_any_case() -> None:
    """Whoever needs the first item's paper only when it is due itself may use the same value."""
    assert prove((with_second(materials=FIRST.materials),), on=TODAY) == ()


def test_an_edition_is_listed_once() -> None:
    """Editions may stand side by side; two texts may not be called the same."""
    assert prove((SOUND, replace(SOUND, edition="2027-01", since=date(2027, 1, 1))), on=TODAY) == ()
    assert [str(fault) for fault in prove((SOUND, SOUND), on=TODAY)] == [
        "shop: edition '2026-11' is listed 2 times; give each text its own edition"
    ]


def test_a_basic_code_is_one_item_in_all_one_matters() -> None:
    """Another one-matter may have the same item, and no other one under its code."""
    third = replace(SOUND.matters[1], code="third")
    lent = replace(SOUND, code="market", edition="2026-12", matters=(FIRST, third))
    says = "its basic code 990000000002 is that of shop/second; give each item its own (GB/T 39554.1)"
    assert f"market/third: {says}" in map(str, prove((SOUND, lent), on=TODAY))
    assert not any("market/first: its basic" in str(fault) for fault in prove((SOUND, lent), on=TODAY))


def test_limits_of_different_units_are_compared_on_the_calendar() -> None:
    """Thirty calendar days outlast twenty working days on most days, and twenty never do."""
    outlasting = replace(SOUND, promised=CalendarDays(count=30, basis=OURS))
    faults = prove((outlasting,), on=TODAY)
    assert [fault.where for fault in faults] == ["shop"]
    assert re.search(
        r"promises 30日, the law allows 20个工作日, which from .* on is .* and .*", str(faults[0])
    )
    assert prove((replace(SOUND, promised=CalendarDays(count=20, basis=OURS)),), on=TODAY) == ()


def test_one_definition_is_judged_beside_all() -> None:
    """Of one alone, `check` tells what another has taken already, and nothing of that other."""
    dog = replace(RESTAURANT, code="dog", name="养犬一件事", also_called=("二胎",))
    assert [str(fault) for fault in inspection.faults((dog,), (), on=TODAY)] == [
        "dog also_called: '二胎' leads to 'newborn' already; call only one of the two so"
    ]
