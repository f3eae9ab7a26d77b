"""灵活就业社会保险补贴: a share of the premium that somebody who works flexibly pays alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...language import (
    Amount,
    AmountLine,
    Basis,
    Bound,
    Budget,
    Confidence,
    Datum,
    EntryTest,
    Figure,
    Grant,
    InForce,
    Mode,
    Narrowing,
    Occasion,
    Often,
    Once,
    Op,
    PaidOnto,
    PeriodKind,
    Person,
    Publicity,
    Rule,
    RuleKind,
    Statement,
    Work,
    WorkingDays,
    months_later,
    yuan,
)
from .. import departments
from .shared_rules import (
    ALIVE,
    ANSWER,
    ASSUMED,
    BRAKE,
    ENTRY_TEST,
    LIVED,
    SECOND_LOOK,
    account_known,
    assumed,
    discredited,
)

SUBSIDY = Basis(document="广东省灵活就业社会保险补贴办事指南", confidence=Confidence.SECONDARY)
LOCAL = Basis(document="灵活就业社会保险补贴标准（示范数值）", confidence=Confidence.UNVERIFIED)
LONGEST = Basis(document="灵活就业社会保险补贴期限（一般口径）", confidence=Confidence.UNVERIFIED)

SHARE = Figure(name="补贴比例", value=Decimal(50), unit="%", basis=LOCAL)
SINCE_SCHOOL = Figure(name="离校不超过", value=Decimal(24), unit="个月", basis=SUBSIDY)
QUARTERS = Figure(name="累计享受至多", value=Decimal(12), unit="个季度", basis=LONGEST)
CODE = "flexible-employment-subsidy"


def _registered(person: Person, occasion: Occasion) -> bool:
    since = person.flexible_since
    return person.work == Work.FLEXIBLE and since is not None and since <= occasion.period.last


def _supported_group(person: Person, occasion: Occasion) -> bool:
    left, last = person.graduated_on, occasion.period.last
    graduate = left is not None and left <= last and occasion.period.first <= _two_years_after(left)
    return person.hard_to_employ or graduate


def _two_years_after(left: date) -> date:
    return months_later(left, int(SINCE_SCHOOL.value))


def _paid(person: Person, _: Occasion) -> bool | None:
    return None if person.own_premium is None else person.own_premium > 0


def _used_up(person: Person, _: Occasion) -> bool:
    return sum(before.policy == CODE for before in person.enjoyed) >= QUARTERS.value


def _amount(person: Person, _: Occasion) -> Amount:
    premium = person.own_premium or 0
    says = f"实缴社会保险费{yuan(premium)}的{SHARE}"
    return Amount((AmountLine(says=says, fen=int(premium * SHARE.value // 100)),))


FLEXIBLE_EMPLOYMENT = Grant[Person](
    code=CODE,
    edition="2026-11",
    name="灵活就业社会保险补贴",
    department=departments.HUMAN_RESOURCES,
    beneficiary=Person,
    scope="自行缴纳社会保险费的就业困难人员和离校两年内毕业生",
    rules=(
        Rule(id="registered", says="已办理灵活就业登记", holds=_registered, basis=SUBSIDY),
        Rule(
            id="group",
            says=f"就业困难人员，或{SINCE_SCHOOL.name}{SINCE_SCHOOL}的毕业生",
            holds=_supported_group,
            basis=SUBSIDY,
        ),
        Rule(
            id="paid",
            says="自行缴纳社会保险费",
            holds=_paid,
            basis=SUBSIDY,
            datum=Datum(field="own_premium", asks="请提供最近一个季度的社会保险费缴费记录"),
        ),
        LIVED,
        account_known("请提供领取补贴的本人银行账户"),
        discredited("有骗取补贴记录", basis=ASSUMED),
        Rule(
            id="used-up",
            says=f"已{QUARTERS.name}{QUARTERS}",
            holds=_used_up,
            basis=LONGEST,
            kind=RuleKind.EXCLUSION,
        ),
    ),
    narrowing=Narrowing(
        (
            Bound(column="work", op=Op.EQUALS, value=lambda _: Work.FLEXIBLE.value),
            Bound(column="flexible_since", op=Op.AT_MOST, value=lambda period: period.last),
            Bound(column="own_premium", op=Op.AT_LEAST, value=lambda _: 1, or_null=True),
            ALIVE,
        )
    ),
    amount=_amount,
    period=PeriodKind.QUARTER,
    term=InForce(since=date(2025, 1, 1), until=None, basis=LOCAL),
    mode=Mode.COMMITMENT,
    commitment=Statement(
        says="本人承诺：灵活就业登记和社会保险费缴费情况属实，未在用人单位就业参保，未重复享受同类补贴；"
        "情况变化时及时告知；承诺不实的，退回已领补贴并承担相应责任",
        basis=ASSUMED,
    ),
    once=Once(often=Often.PER_PERIOD, basis=SUBSIDY),
    budget=Budget(fen=40_000_000_00, basis=ASSUMED),
    channel=PaidOnto.BANK_ACCOUNT,
    publicity=Publicity(
        limit=WorkingDays(count=5, basis=SUBSIDY),
        objection=WorkingDays(count=5, basis=ASSUMED),
        basis=SUBSIDY,
    ),
    entry=EntryTest(
        beneficiary_clear=Statement(says="灵活就业登记载明", basis=ENTRY_TEST),
        evidence_held=None,
        amount_fixed=Statement(says="按实缴保险费的固定比例", basis=LOCAL),
        in_force=Statement(says="现行有效", basis=LOCAL),
    ),
    second_look=replace(SECOND_LOOK, value=Decimal(5)),
    brake=BRAKE,
    answer=ANSWER,
    basis=SUBSIDY,
    figures=(SHARE, SINCE_SCHOOL, QUARTERS),
    assumptions=(
        assumed("按最近一个完整季度的实缴保险费计，不足一分的部分舍去"),
        assumed("异议期与公示期相同"),
    ),
)
