"""What a definition rests upon: listed, to be confirmed, or about to expire."""

from datetime import date
from typing import Final

import pytest

from matters.definitions import conventions, law
from matters.definitions.conventions import CONVENTIONS
from matters.language import (
    Basis,
    WorkingDays,
)
from matters.proof.basis_table import provisions
from matters.proof.one_matter_proof import prove
from matters.proof.one_matter_provisions import general_provisions
from matters.proof.provision import expiring, unverified
from tests.support.applications.shop import OPEN, SOUND, with_second

TODAY: Final = date(2026, 12, 1)


def test_numbers_to_confirm_are_a_reminder() -> None:
    """A number whose source was not read is listed with its place, and is no fault."""
    doubtful = with_second(promised=WorkingDays(count=3, basis=law.DEMONSTRATION))
    assert prove((doubtful,), on=TODAY) == ()
    of_law = [str(number) for number in unverified(general_provisions(SOUND))]
    assert of_law == [
        f"law inspection/sent 5个工作日，{law.INSPECTION}",
        *(
            f"law {code} 陈述申辩 5个工作日，{law.DEMONSTRATION}"
            for code in ("withdrawn", "revoked", "revoked-for-fraud")
        ),
        f"law days {conventions.INSPECTION_FROM_ITS_BEGINNING.says}，{law.INSPECTION}",
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
    ends = Basis(document="本年度通知", article="第一条", until=date(2027, 1, 1))
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
        ("law remedy", "期限", "经行政复议的行政诉讼 15日"),
        ("law upheld", "办理环节", "维持（驳回请求）"),
        ("law confirmed-unlawful", "办理环节", "确认违法"),
        ("law set-aside", "办理环节", "撤销决定"),
        ("law set-aside-in-part", "办理环节", "部分撤销决定"),
        ("law void", "办理环节", "确认无效"),
        ("law remade", "办理环节", "撤销并责令重新作出决定"),
        ("law changed-into-grant", "办理环节", "复议变更为准予"),
        ("law ordered-to-perform", "办理环节", "责令履行法定职责"),
        ("law renewal", "办理环节", "延续许可"),
        ("law renewal", "期限", "届满前提出 30日"),
        ("law change", "办理环节", "变更许可事项"),
        ("law withdrawn", "办理环节", "撤回许可"),
        ("law withdrawn", "期限", "陈述申辩 5个工作日"),
        ("law withdrawn", "办理环节", "补偿"),
        ("law revoked", "办理环节", "撤销许可"),
        ("law revoked", "期限", "陈述申辩 5个工作日"),
        ("law revoked", "办理环节", "赔偿"),
        ("law revoked-for-fraud", "办理环节", "撤销以不正当手段取得的许可"),
        ("law revoked-for-fraud", "期限", "陈述申辩 5个工作日"),
        ("law cancelled", "办理环节", "注销许可"),
        *(("law days", "口径", read.says) for read in CONVENTIONS),
    ]
