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
    Period,
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
from .. import departments, law
from .shared_rules import (
    ALIVE,
    ANSWER,
    ASSUMED,
    BRAKE,
    ENTRY_TEST,
    LIVED,
    RELEASE,
    SECOND_LOOK,
    account_known,
    assumed,
    discredited,
)

SUBSIDY = Basis(document="广东省灵活就业社会保险补贴办事指南", confidence=Confidence.SECONDARY)
LOCAL = Basis(document="灵活就业社会保险补贴标准（示范数值）", confidence=Confidence.UNVERIFIED)
LONGEST = Basis(
    document="乌海市海勃湾区就业困难人员灵活就业社会保险补贴公告（2025年7月）",
    article="补贴期限",
    confidence=Confidence.SECONDARY,
)
MOST = replace(LONGEST, article="补贴标准")
LONGEST_FOR_GRADUATES = Basis(
    document="淮安市灵活就业社会保险补贴政策（转载）", article="补贴期限", confidence=Confidence.SECONDARY
)

LARGEST_PREMIUM = Figure(name="自行填报的季度社会保险费至多", value=Decimal(20_000), unit="元", basis=ASSUMED)
SHARE = Figure(name="补贴比例", value=Decimal(50), unit="%", basis=LOCAL)
SINCE_SCHOOL = Figure(name="离校不超过", value=Decimal(24), unit="个月", basis=SUBSIDY)
CEILING = Figure(name="补贴上限为实缴保险费三等份中的", value=Decimal(2), unit="份", basis=MOST)
QUARTERS = Figure(name="就业困难人员累计享受至多", value=Decimal(12), unit="个季度", basis=LONGEST)
QUARTERS_OF_GRADUATES = Figure(
    name="毕业生累计享受至多", value=Decimal(8), unit="个季度", basis=LONGEST_FOR_GRADUATES
)
NEAR_RETIREMENT = Figure(
    name="首次核定时距法定退休年龄不足此数的，享受至退休", value=Decimal(60), unit="个月", basis=LONGEST
)
READ = (
    assumed("按最近一个完整季度的实缴保险费计，不足一分的部分舍去"),
    assumed("异议期与公示期相同"),
)
CODE = "flexible-employment-subsidy"


def _registered(person: Person, occasion: Occasion) -> bool:
    """On some day of the period: whoever is employed in the midst of it has paid for the months before."""
    since, hired, period = person.flexible_since, person.employed_since, occasion.period
    if since is None or since > period.last:
        return False
    return person.work == Work.FLEXIBLE or (hired is not None and hired > max(since, period.first))


def _supported_group(person: Person, occasion: Occasion) -> bool:
    left, period = person.graduated_on, occasion.period
    graduate = left is not None and left <= period.last and period.first <= _two_years_after(left)
    return _was_hard_to_employ(person, period) or graduate


def _was_hard_to_employ(person: Person, period: Period) -> bool:
    return person.was("hard_to_employ", from_=period.first, to=period.last)


def _two_years_after(left: date) -> date:
    return months_later(left, int(SINCE_SCHOOL.value))


def _paid(person: Person, _: Occasion) -> bool | None:
    return None if person.own_premium is None else person.own_premium > 0


def _used_up(person: Person, occasion: Occasion) -> bool:
    """Whether it was had as often as may be; until retirement by whoever was near it at first."""
    had = [before.period for before in person.enjoyed if before.policy == CODE]
    if not _was_hard_to_employ(person, occasion.period):
        return len(had) >= QUARTERS_OF_GRADUATES.value
    first = min((Period.of_quarter(label).first for label in had), default=occasion.period.first)
    retires = person.retires_on
    near = retires is not None and months_later(first, int(NEAR_RETIREMENT.value)) > retires
    return not near and len(had) >= QUARTERS.value


def _retired(person: Person, occasion: Occasion) -> bool:
    return person.retires_on is not None and person.retires_on < occasion.period.first


def _amount(person: Person, _: Occasion) -> Amount:
    premium = person.own_premium or 0
    fen = int(min(premium * SHARE.value // 100, premium * CEILING.value // 3))
    says = f"实缴社会保险费{yuan(premium)}的{SHARE}，不超过三分之二"
    return Amount((AmountLine(says=says, fen=fen),))


FLEXIBLE_EMPLOYMENT = Grant[Person](
    code=CODE,
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="灵活就业社会保险补贴",
    also_called=("自己交社保", "社保补贴"),
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
            datum=Datum(
                field="own_premium",
                asks="请填写最近一个季度实缴的社会保险费（元），并备好缴费记录",
                at_most=int(LARGEST_PREMIUM.value * 100),
            ),
        ),
        LIVED,
        account_known("请提供领取补贴的本人银行账户"),
        discredited("有骗取补贴记录", basis=ASSUMED),
        Rule(
            id="used-up",
            says=f"享受期满：毕业生{QUARTERS_OF_GRADUATES}，就业困难人员{QUARTERS}；临近退休的至退休",
            holds=_used_up,
            basis=LONGEST,
            kind=RuleKind.EXCLUSION,
        ),
        Rule(
            id="retired",
            says="已达到法定退休年龄",
            holds=_retired,
            basis=LONGEST,
            kind=RuleKind.EXCLUSION,
        ),
    ),
    narrowing=Narrowing(
        (
            Bound(
                column="work",
                op=Op.EQUALS,
                value=lambda _: Work.FLEXIBLE.value,
                otherwise=Bound(column="employed_since", op=Op.AT_LEAST, value=lambda period: period.first),
            ),
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
        says="本人承诺：灵活就业登记和社会保险费缴费情况属实，自行缴费期间未在用人单位就业参保，未重复享受同类补贴；"
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
    release=RELEASE,
    answer=ANSWER,
    basis=SUBSIDY,
    figures=(SHARE, CEILING, LARGEST_PREMIUM, SINCE_SCHOOL, QUARTERS_OF_GRADUATES, QUARTERS, NEAR_RETIREMENT),
    assumptions=(
        *READ,
        assumed("登记库只有最近一个完整季度的实缴保险费；补发更早季度的，由经办机构核对缴费记录"),
        assumed("季度内到单位就业的，就业前自行缴纳的部分仍计发"),
        assumed("未查到逾期不予受理的期限，以前季度可以补领"),
        assumed("法定退休日以社会保险登记的测算为准，未登记的不按临近退休处理"),
    ),
)


def _registered_now(person: Person, occasion: Occasion) -> bool:
    since = person.flexible_since
    return person.work == Work.FLEXIBLE and since is not None and since <= occasion.period.last


def _supported_now(person: Person, occasion: Occasion) -> bool:
    left, period = person.graduated_on, occasion.period
    graduate = left is not None and left <= period.last and period.first <= _two_years_after(left)
    return person.hard_to_employ or graduate


def _used_up_after_three_years(person: Person, _: Occasion) -> bool:
    return sum(before.policy == CODE for before in person.enjoyed) >= QUARTERS.value


def _half(person: Person, _: Occasion) -> Amount:
    premium = person.own_premium or 0
    says = f"实缴社会保险费{yuan(premium)}的{SHARE}"
    return Amount((AmountLine(says=says, fen=int(premium * SHARE.value // 100)),))


_REGISTERED, _GROUP, *_REST, _USED_UP, _ = FLEXIBLE_EMPLOYMENT.rules

FLEXIBLE_EMPLOYMENT_2026_11 = replace(
    FLEXIBLE_EMPLOYMENT,
    edition="2026-11",
    since=None,
    rules=(
        replace(_REGISTERED, holds=_registered_now),
        replace(_GROUP, holds=_supported_now),
        *_REST,
        replace(_USED_UP, says=f"已累计享受至多{QUARTERS}", holds=_used_up_after_three_years),
    ),
    amount=_half,
    figures=(SHARE, SINCE_SCHOOL, QUARTERS),
    assumptions=READ,
)
"""Until 2026-12: three years for everybody, whoever near retirement and graduates, too."""
