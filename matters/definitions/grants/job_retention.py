"""失业保险稳岗返还: a share of last year's unemployment premium, back to firms that kept their staff."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...language import (
    IN_TIME,
    Amount,
    AmountLine,
    Basis,
    Bound,
    Budget,
    Confidence,
    Datum,
    EntryTest,
    Figure,
    Firm,
    FirmKind,
    FirmSize,
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
    Rule,
    RuleKind,
    Statement,
    yuan,
)
from .. import departments
from .shared_rules import (
    ANSWER,
    ASSUMED,
    BRAKE,
    ENTRY_TEST,
    HERE_NOW,
    RELEASE,
    SECOND_LOOK,
    account_known,
    assumed,
    discredited,
    registered_now,
)

ENDS = date(2025, 12, 31)
REFUND = Basis(
    document="2025年失业保险稳岗返还政策（各地公告）",
    since=date(2025, 1, 1),
    until=ENDS,
    confidence=Confidence.SECONDARY,
)
TERM = Basis(
    document="三门峡市人力资源和社会保障局关于失业保险稳岗返还的公告",
    article="执行期限",
    since=date(2025, 1, 1),
    until=ENDS,
    confidence=Confidence.SECONDARY,
)
RAISED = Basis(
    document="国务院办公厅关于进一步加大稳就业政策支持力度的通知（国办发〔2025〕25号）",
    article="一、（二）",
    until=ENDS,
    confidence=Confidence.SECONDARY,
)

MONTHS = Figure(name="失业保险缴费至少", value=Decimal(12), unit="个月", basis=REFUND)
SMALL_STAFF = Figure(name="小规模单位的参保人数上限", value=Decimal(30), unit="人", basis=REFUND)
LAYOFFS = Figure(name="裁员率上限", value=Decimal("5.5"), unit="%", basis=REFUND)
LAYOFFS_SMALL = Figure(name="小规模单位的裁员率上限", value=Decimal(20), unit="%", basis=REFUND)
SHARE_LARGE = Figure(name="大型企业返还比例至多", value=Decimal(50), unit="%", basis=RAISED)
SHARE = Figure(name="其他单位返还比例至多", value=Decimal(90), unit="%", basis=RAISED)
RESERVE = Figure(name="提高比例所需的基金备付期限", value=Decimal(12), unit="个月", basis=RAISED)
SHARE_LARGE_BEFORE = Figure(name="大型企业返还比例", value=Decimal(30), unit="%", basis=REFUND)
SHARE_BEFORE = Figure(name="其他单位返还比例", value=Decimal(60), unit="%", basis=REFUND)
FIGURES = (MONTHS, SMALL_STAFF, LAYOFFS, LAYOFFS_SMALL)
DETERMINED_IN_TIME = assumed(
    f"资格自核定之日产生：不迟于{ENDS}经批次比对核定的，此后才放行或者才提供账户的照发；该日以后才核定的，"
    "包括被询问企业划型等核定所需信息而该日以后才答复的，不发"
)
"""No text says on which day of several; whoever was found to be due is not made to bear a late release.

An account is no condition of the right. What the amount hangs on is: until it is told, nothing is determined.
"""
ROUNDED = (assumed("不足一分的部分舍去"), assumed("月平均参保人数取整数"))


def _paid_long_enough(firm: Firm, _: Occasion) -> bool:
    return firm.months_paid >= MONTHS.value


def _paid_premium(firm: Firm, _: Occasion) -> bool:
    return firm.premium > 0 and firm.insured > 0


def _kept_staff(firm: Firm, _: Occasion) -> bool:
    ceiling = LAYOFFS_SMALL if firm.insured <= SMALL_STAFF.value else LAYOFFS
    return 100 * firm.layoffs <= ceiling.value * firm.insured


def _is_sized(firm: Firm) -> bool:
    return firm.kind in {FirmKind.ENTERPRISE, FirmKind.LABOUR_DISPATCH}


def _size_known(firm: Firm, _: Occasion) -> bool | None:
    return None if _is_sized(firm) and firm.size is None else True


def _in_time(_: Firm, occasion: Occasion) -> bool:
    return occasion.claimed or occasion.on <= ENDS


def _deregistered(firm: Firm, occasion: Occasion) -> bool:
    return firm.deregistered_on is not None and firm.deregistered_on <= occasion.on


def _dispatches_labour(firm: Firm, _: Occasion) -> bool:
    return firm.kind == FirmKind.LABOUR_DISPATCH


def _amount(firm: Firm, _: Occasion) -> Amount:
    return _part(firm, SHARE_LARGE if _is_large(firm) else SHARE)


def _amount_before(firm: Firm, _: Occasion) -> Amount:
    return _part(firm, SHARE_LARGE_BEFORE if _is_large(firm) else SHARE_BEFORE)


def _is_large(firm: Firm) -> bool:
    return _is_sized(firm) and firm.size == FirmSize.LARGE


def _part(firm: Firm, share: Figure) -> Amount:
    says = f"上年实缴失业保险费{yuan(firm.premium)}的{share}"
    return Amount((AmountLine(says=says, fen=int(firm.premium * share.value // 100)),))


JOB_RETENTION = Grant[Firm](
    code="job-retention-refund",
    edition="2026-12",
    since=date(2025, 7, 1),
    name="失业保险稳岗返还",
    also_called=("稳岗补贴", "返还失业保险费"),
    department=departments.HUMAN_RESOURCES,
    beneficiary=Firm,
    scope="参加失业保险、不裁员或少裁员的用人单位",
    rules=(
        registered_now("在本市参保", basis=REFUND),
        Rule(id="paid-long-enough", says=f"{MONTHS.name}{MONTHS}", holds=_paid_long_enough, basis=REFUND),
        Rule(id="paid-premium", says="上年实际缴纳失业保险费", holds=_paid_premium, basis=REFUND),
        Rule(
            id="kept-staff",
            says=f"上年裁员率不高于{LAYOFFS}；参保{SMALL_STAFF}及以下的不高于{LAYOFFS_SMALL}",
            holds=_kept_staff,
            basis=REFUND,
        ),
        Rule(
            id="size",
            says="企业划型已知",
            holds=_size_known,
            basis=REFUND,
            datum=Datum(field="size", asks="请确认本单位的企业划型（大型、中型、小型、微型）"),
        ),
        Rule(id=IN_TIME, says=f"不迟于{ENDS}受理、核定", holds=_in_time, basis=TERM),
        account_known("请提供本单位对公账户"),
        Rule(
            id="deregistered",
            says="拨付前已注销",
            holds=_deregistered,
            basis=REFUND,
            kind=RuleKind.EXCLUSION,
        ),
        discredited("列入严重失信主体名单", basis=REFUND),
        Rule(
            id="dispatch",
            says="劳务派遣单位须主动申请",
            holds=_dispatches_labour,
            basis=REFUND,
            kind=RuleKind.BY_APPLICATION,
        ),
    ),
    narrowing=Narrowing(
        (
            HERE_NOW,
            Bound(column="months_paid", op=Op.AT_LEAST, value=lambda _: int(MONTHS.value)),
            Bound(column="premium", op=Op.AT_LEAST, value=lambda _: 1),
            Bound(column="discredited", op=Op.EQUALS, value=lambda _: False),
        )
    ),
    amount=_amount,
    period=PeriodKind.YEAR,
    term=InForce(since=date(2025, 1, 1), until=ENDS, basis=TERM),
    mode=Mode.AUTOMATIC,
    once=Once(often=Often.PER_PERIOD, basis=REFUND),
    budget=Budget(fen=300_000_000_00, basis=ASSUMED),
    channel=PaidOnto.CORPORATE_ACCOUNT,
    entry=EntryTest(
        beneficiary_clear=Statement(says="参保单位由失业保险登记载明", basis=ENTRY_TEST),
        evidence_held=Statement(says="缴费、领金、失信、注销信息均可比对", basis=REFUND),
        amount_fixed=Statement(says="按上年实缴保险费的固定比例", basis=REFUND),
        in_force=Statement(says="2025年度政策", basis=REFUND),
    ),
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=REFUND,
    figures=(*FIGURES, SHARE_LARGE, SHARE, RESERVE),
    assumptions=(
        assumed("本地失业保险基金备付期限在1年以上，按提高后的比例上限返还；不足1年的，改用提高前的版本"),
        DETERMINED_IN_TIME,
        Statement(says="政策执行至2025年12月31日，未查到接续文件，此后不再受理和核定", basis=TERM),
        *ROUNDED,
    ),
)

JOB_RETENTION_2025 = replace(
    JOB_RETENTION,
    edition="2025",
    since=None,
    amount=_amount_before,
    figures=(*FIGURES, SHARE_LARGE_BEFORE, SHARE_BEFORE),
    assumptions=(DETERMINED_IN_TIME, *ROUNDED),
)
"""Before the shares were raised in July 2025."""
