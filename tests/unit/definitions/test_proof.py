"""What `onematter matters check` proves of a definition: each mistake seeded into a sound one."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

import pytest

from matters import catalogue
from matters.definitions import departments, law
from matters.definitions.restaurant import RESTAURANT
from matters.language import (
    Asks,
    Basis,
    CalendarDays,
    Check,
    Family,
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
from matters.proof import inspection
from matters.proof.basis_table import provisions
from matters.proof.one_matter_proof import prove
from matters.proof.one_matter_provisions import general_provisions
from matters.proof.provision import expiring, unverified

TODAY: Final = date(2026, 12, 1)
OURS: Final = Basis(document="本测试")


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


PROMISED: Final = Material[Shop](code="permit", name="许可", licence=PERMIT, on_promise=True, basis=OURS)
FOLLOWING: Final = Material[Shop](
    code="permit",
    name="许可",
    licence=PERMIT,
    follows=Follows(within=days(5), otherwise=Otherwise.LAPSE),
    basis=OURS,
)


UNFOUNDED: Final = Material[Shop](code="proof", name="证明", when=is_large)
OPEN: Final = Check[Shop](
    rule="shop.open",
    family=Family.ELIGIBILITY,
    holds=lambda form, _: form.open_late,
    field="open_late",
    says="不营业",
    mend="请营业",
)


def warning_at(percent: int) -> OneMatter[Shop]:
    warn_at = replace(SOUND.timetable.warn_at, value=Decimal(percent))
    return replace(SOUND, timetable=replace(SOUND.timetable, warn_at=warn_at))


def with_first(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(replace(FIRST, gives=None, **changes), SECOND))


def with_second(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(FIRST, replace(SECOND, **changes)))


def paper(code: str, *, when: Callable[[Shop], bool] = is_large, **more: Any) -> tuple[Material[Shop], ...]:
    return (Material[Shop](code=code, name="证明", when=when, basis=OURS, **more),)


def test_sound_definitions_have_no_fault() -> None:
    """The catalogue is proved, and so is the definition that the next test breaks."""
    assert prove((*catalogue.ONE_MATTERS, SOUND), on=TODAY) == ()


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
        (with_second(basis=Basis(document=" ")), "shop/second", "has no basis"),
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
    assert prove((SOUND, replace(SOUND, edition="2027-01")), on=TODAY) == ()
    assert [str(fault) for fault in prove((SOUND, SOUND), on=TODAY)] == [
        "shop: edition '2026-11' is listed 2 times; give each text its own edition"
    ]


def test_limits_of_different_units_are_compared_on_the_calendar() -> None:
    """Thirty calendar days outlast twenty working days on most days, and twenty never do."""
    outlasting = replace(SOUND, promised=CalendarDays(count=30, basis=OURS))
    faults = prove((outlasting,), on=TODAY)
    assert [fault.where for fault in faults] == ["shop"]
    assert re.search(
        r"promises 30日, the law allows 20个工作日, which from .* on is .* and .*", str(faults[0])
    )
    assert prove((replace(SOUND, promised=CalendarDays(count=20, basis=OURS)),), on=TODAY) == ()


def test_numbers_to_confirm_are_a_reminder() -> None:
    """A number whose source was not read is listed with its place, and is no fault."""
    doubtful = with_second(promised=WorkingDays(count=3, basis=law.DEMONSTRATION))
    assert prove((doubtful,), on=TODAY) == ()
    of_law = [str(number) for number in unverified(general_provisions())]
    assert of_law == [
        f"law {code} 陈述申辩 5个工作日，{law.DEMONSTRATION}"
        for code in ("withdrawn", "revoked", "revoked-for-fraud")
    ]
    assert [str(number) for number in unverified(provisions(SOUND))] == of_law
    assert [str(number) for number in unverified(provisions(doubtful))] == [
        f"shop/second promised 3个工作日，{law.DEMONSTRATION}",
        *of_law,
    ]


@pytest.mark.parametrize(
    ("day", "warned"), [(date(2026, 11, 1), False), (date(2026, 11, 2), True), (date(2027, 3, 1), True)]
)
def test_a_text_that_expires_is_told_sixty_days_before(day: date, *, warned: bool) -> None:
    """From then on, and after its end, with the definitions that rest upon it; it is no fault."""
    ends = Basis(document="本年度通知", until=date(2027, 1, 1))
    short = with_second(basis=ends, promised=WorkingDays(count=3, basis=ends))
    assert prove((short,), on=TODAY) == ()
    assert expiring(provisions(short), on=day) == ({ends: ("shop",)} if warned else {})


def test_all_that_is_laid_down_is_listed() -> None:
    """Every item, paper, rule, limit and figure, whatever it rests upon."""
    listed = [(it.where, it.kind, it.says) for it in provisions(with_second(checks=(OPEN,)))]
    assert listed == [
        ("shop", "整体", "开店一件事"),
        ("shop", "数值", "面积 300平方米"),
        ("shop", "数值", "预警 80%"),
        ("shop/first", "办理环节", "第一项"),
        ("shop/first/proof", "材料", "证明"),
        ("shop/second", "办理环节", "第二项"),
        ("shop/second/permit", "材料", "许可"),
        ("shop/second", "规则", "shop.open 不营业"),
        ("shop promised", "期限", "5个工作日"),
        ("shop statutory", "期限", "20个工作日"),
        ("shop/first promised", "期限", "2个工作日"),
        ("shop/first statutory", "期限", "5个工作日"),
        ("shop/second promised", "期限", "3个工作日"),
        ("shop 汇集各部门补正要求", "期限", "1个工作日"),
        ("shop 一次性告知补正", "期限", "5个工作日"),
        ("shop 申请人补正", "期限", "10个工作日"),
        ("shop 催告后的宽限", "期限", "5个工作日"),
        ("shop 不予办理后的选择", "期限", "5个工作日"),
        ("shop 缴费", "期限", "5个工作日"),
        ("law statements", "办理环节", "陈述和申辩"),
        ("law statements/heard", "办理环节", "听取申请人、利害关系人的陈述和申辩"),
        ("law hearing", "办理环节", "听证（依申请）"),
        ("law hearing", "办理环节", "听证所需时间不计入期限"),
        ("law hearing/asked", "办理环节", "申请听证"),
        ("law hearing/asked", "期限", "5个工作日"),
        ("law hearing/notice", "办理环节", "通知听证时间、地点和主持人"),
        ("law hearing/notice", "期限", "7个工作日"),
        ("law hearing/notice", "数值", "听证主持人 1人"),
        ("law hearing/held", "办理环节", "举行听证"),
        ("law hearing/held", "期限", "20个工作日"),
        ("law hearing/record", "办理环节", "听证笔录交听证参加人确认签字"),
        ("law public-hearing", "办理环节", "听证（依职权）"),
        ("law public-hearing", "办理环节", "听证所需时间不计入期限"),
        ("law public-hearing/announced", "办理环节", "向社会公告听证"),
        ("law public-hearing/notice", "办理环节", "通知听证时间、地点和主持人"),
        ("law public-hearing/notice", "期限", "7个工作日"),
        ("law public-hearing/notice", "数值", "听证主持人 1人"),
        ("law public-hearing/held", "办理环节", "举行听证"),
        ("law public-hearing/record", "办理环节", "听证笔录交听证参加人确认签字"),
        ("law inspection", "办理环节", "现场核查"),
        ("law inspection/sent", "办理环节", "指派两名以上工作人员"),
        ("law inspection/sent", "期限", "5个工作日"),
        ("law inspection/sent", "数值", "核查人员 2人"),
        ("law inspection/record", "办理环节", "现场核查记录"),
        ("law delivery", "期限", "送达 10个工作日"),
        ("law remedy", "期限", "行政复议 60日"),
        ("law remedy", "期限", "行政诉讼 6个月"),
        ("law upheld", "办理环节", "维持（驳回请求）"),
        ("law confirmed-unlawful", "办理环节", "确认违法"),
        ("law set-aside", "办理环节", "撤销决定"),
        ("law void", "办理环节", "确认无效"),
        ("law remade", "办理环节", "撤销并责令重新作出决定"),
        ("law changed-into-grant", "办理环节", "复议变更为准予"),
        ("law renewal", "办理环节", "延续许可"),
        ("law renewal", "期限", "届满前提出 30日"),
        ("law change", "办理环节", "变更许可事项"),
        ("law withdrawn", "办理环节", "撤回许可"),
        ("law withdrawn", "期限", "陈述申辩 5个工作日"),
        ("law withdrawn", "办理环节", "补偿（赔偿）"),
        ("law revoked", "办理环节", "撤销许可"),
        ("law revoked", "期限", "陈述申辩 5个工作日"),
        ("law revoked", "办理环节", "补偿（赔偿）"),
        ("law revoked-for-fraud", "办理环节", "撤销以不正当手段取得的许可"),
        ("law revoked-for-fraud", "期限", "陈述申辩 5个工作日"),
        ("law cancelled", "办理环节", "注销许可"),
    ]


def test_one_definition_is_judged_beside_all() -> None:
    """Of one alone, `check` tells what another has taken already, and nothing of that other."""
    dog = replace(RESTAURANT, code="dog", also_called=("二胎",))
    assert [str(fault) for fault in inspection.faults((dog,), (), on=TODAY)] == [
        "dog also_called: '二胎' leads to 'newborn' already; call only one of the two so"
    ]
