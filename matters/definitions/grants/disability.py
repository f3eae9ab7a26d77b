"""残疾人两项补贴: a living allowance for the poor, a care allowance for the severely disabled."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...language import (
    Amount,
    Basis,
    Bound,
    Budget,
    Confidence,
    Datum,
    Disability,
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
    Rule,
    RuleKind,
    Statement,
)
from .. import departments, law
from .shared_rules import (
    ALIVE,
    ANSWER,
    ASSUMED,
    BRAKE,
    ENTRY_TEST,
    HERE,
    LIVED,
    RELEASE,
    SECOND_LOOK,
    account_known,
    assumed,
    fixed,
    from_claim,
    registered_here,
    registered_now,
)

ALLOWANCES = Basis(document="困难残疾人生活补贴和重度残疾人护理补贴制度", confidence=Confidence.SECONDARY)
NATIONAL = Basis(
    document="国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见",
    article="国发〔2015〕52号",
    since=date(2016, 1, 1),
    confidence=Confidence.SECONDARY,
)
EXCLUDED = Basis(
    document="湖北省关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见（国发〔2015〕52号的省级落实文件，报道转述）",
    article="政策衔接",
    since=date(2016, 1, 1),
    confidence=Confidence.SECONDARY,
)
PROCEDURE = Basis(document="残疾人两项补贴办理程序（各地办事指南）", confidence=Confidence.SECONDARY)
LOCAL = Basis(document="残疾人两项补贴标准（各地自定，此处为示范数值）", confidence=Confidence.UNVERIFIED)

LIVING_MONTHLY = Figure(name="生活补贴每月", value=Decimal(110), unit="元", basis=LOCAL)
CARE_FIRST = Figure(name="一级残疾护理补贴每月", value=Decimal(110), unit="元", basis=LOCAL)
CARE_OTHERS = Figure(name="其他护理补贴每月", value=Decimal(60), unit="元", basis=LOCAL)
SEVERE = Figure(name="重度残疾", value=Decimal(2), unit="级及以上", basis=ALLOWANCES)
SEVERE_OF_MIND = Figure(name="智力、精神残疾放宽至", value=Decimal(4), unit="级", basis=ALLOWANCES)
OF_MIND = (Disability.INTELLECTUAL, Disability.MENTAL)


def _has_card(person: Person, occasion: Occasion) -> bool:
    since = person.disability_since
    return person.disability_grade is not None and since is not None and since <= occasion.period.last


def _was_poor(person: Person, occasion: Occasion) -> bool:
    period = occasion.period
    return person.was("minimum_living", from_=period.first, to=period.last)


def _is_severe(person: Person, _: Occasion) -> bool | None:
    grade = person.disability_grade
    if grade is None or grade > SEVERE_OF_MIND.value:
        return False
    if grade <= SEVERE.value:
        return True
    return None if person.disability is None else person.disability in OF_MIND


def _was_supported(person: Person, occasion: Occasion) -> bool:
    period = occasion.period
    return person.was("destitute_support", from_=period.first, to=period.last)


def _has_injury_care(person: Person, occasion: Occasion) -> bool:
    since = person.injury_care_since
    return since is not None and since <= occasion.period.last


def _is_orphan(person: Person, occasion: Occasion) -> bool:
    since = person.orphan_since
    return since is not None and since <= occasion.period.last


def _living(_person: Person, _occasion: Occasion) -> Amount:
    return fixed(LIVING_MONTHLY)


def _care(person: Person, _: Occasion) -> Amount:
    return fixed(CARE_FIRST if person.disability_grade == 1 else CARE_OTHERS)


HERE_BY_HOUSEHOLD = registered_here("具有本市户籍", basis=ALLOWANCES)
LIVING, CARE = "disability-living-allowance", "disability-care-allowance"
HAS_CARD = Rule(id="card", says="期内持有残疾人证", holds=_has_card, basis=ALLOWANCES)
SUPPORTED = Rule(
    id="destitute-support",
    says="已纳入特困人员供养",
    holds=_was_supported,
    basis=EXCLUDED,
    kind=RuleKind.EXCLUSION,
)
INJURY_CARE = Rule(
    id="injury-care",
    says="已领取工伤保险生活护理费",
    holds=_has_injury_care,
    basis=EXCLUDED,
    kind=RuleKind.EXCLUSION,
)
ORPHAN = Rule(
    id="orphan",
    says="已享受孤儿基本生活保障",
    holds=_is_orphan,
    basis=EXCLUDED,
    kind=RuleKind.EXCLUSION,
)
ACCOUNT = account_known("请提供领取补贴的银行账户或社会保障卡")
WITH_CARD = Bound(column="disability_since", op=Op.AT_MOST, value=lambda period: period.last)
POOR = Bound(
    column="minimum_living",
    op=Op.EQUALS,
    value=lambda _: True,
    otherwise=Bound(column="minimum_living_since", op=Op.AT_LEAST, value=lambda period: period.first),
)
BY_MONTHS = assumed("按整月计发：持证当月起，去世当月止")
PUBLIC_ONCE = assumed("名单公示在首次核定时由受理地进行，不按月重复")
ASSUMPTIONS = (
    BY_MONTHS,
    PUBLIC_ONCE,
    Statement(says="推送后未在当月确认的，不补发以前月份；领过的，其后漏发的月份可以补发", basis=PROCEDURE),
    Statement(says="残疾等级和类别以残联审核发证的登记为准", basis=PROCEDURE),
    Statement(says="同时符合老年、因公致残、离休等同类补贴的，由本人择高领取其一", basis=EXCLUDED),
    assumed("期内曾纳入低保、特困供养的，按当月全月计"),
)
TERM = InForce(since=date(2016, 1, 1), until=None, basis=NATIONAL)
ENTRY = EntryTest(
    beneficiary_clear=Statement(says="残疾人证与低保信息载明", basis=ENTRY_TEST),
    evidence_held=Statement(says="残疾人证、低保、户籍信息均可比对", basis=ENTRY_TEST),
    amount_fixed=Statement(says="按月固定标准", basis=LOCAL),
    in_force=Statement(says="长期有效", basis=NATIONAL),
)

DISABILITY_LIVING = Grant[Person](
    code=LIVING,
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="困难残疾人生活补贴",
    also_called=("残疾人补贴", "残疾生活费"),
    department=departments.CIVIL_AFFAIRS,
    beneficiary=Person,
    scope="具有本市户籍、持有残疾人证的最低生活保障家庭成员",
    rules=(
        HERE_BY_HOUSEHOLD,
        HAS_CARD,
        Rule(id="poor", says="期内为最低生活保障家庭成员", holds=_was_poor, basis=ALLOWANCES),
        from_claim(LIVING, basis=PROCEDURE),
        LIVED,
        ACCOUNT,
        SUPPORTED,
        INJURY_CARE,
        ORPHAN,
    ),
    narrowing=Narrowing((POOR, WITH_CARD, Bound(column="disability_grade", op=Op.NOT_NULL), HERE, ALIVE)),
    amount=_living,
    period=PeriodKind.MONTH,
    term=TERM,
    mode=Mode.CONFIRMATION,
    once=Once(often=Often.PER_PERIOD, among=("elderly-living-subsidy",), basis=EXCLUDED),
    budget=Budget(fen=8_000_000_00, basis=ASSUMED),
    channel=PaidOnto.CARD,
    entry=ENTRY,
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=ALLOWANCES,
    figures=(LIVING_MONTHLY,),
    assumptions=ASSUMPTIONS,
)

DISABILITY_CARE = Grant[Person](
    code=CARE,
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="重度残疾人护理补贴",
    also_called=("护理费", "残疾护理费"),
    department=departments.CIVIL_AFFAIRS,
    beneficiary=Person,
    scope="具有本市户籍、残疾等级为一级、二级的残疾人，及三级、四级智力、精神残疾人",
    rules=(
        HERE_BY_HOUSEHOLD,
        from_claim(CARE, basis=PROCEDURE),
        HAS_CARD,
        Rule(
            id="severe",
            says="残疾等级一级、二级，或三级、四级智力、精神残疾",
            holds=_is_severe,
            basis=ALLOWANCES,
            datum=Datum(field="disability", asks="请确认残疾人证载明的残疾类别"),
        ),
        LIVED,
        ACCOUNT,
        SUPPORTED,
        INJURY_CARE,
    ),
    narrowing=Narrowing(
        (
            WITH_CARD,
            Bound(column="disability_grade", op=Op.AT_MOST, value=lambda _: int(SEVERE_OF_MIND.value)),
            HERE,
            ALIVE,
        )
    ),
    amount=_care,
    period=PeriodKind.MONTH,
    term=TERM,
    mode=Mode.CONFIRMATION,
    once=Once(often=Often.PER_PERIOD, among=("elderly-care-subsidy",), basis=EXCLUDED),
    budget=Budget(fen=8_000_000_00, basis=ASSUMED),
    channel=PaidOnto.CARD,
    entry=ENTRY,
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=ALLOWANCES,
    figures=(CARE_FIRST, CARE_OTHERS, SEVERE, SEVERE_OF_MIND),
    assumptions=(
        *ASSUMPTIONS,
        Statement(
            says="一级、二级残疾视为需要长期照护（因残疾产生的照护支出持续6个月以上），由残联审核",
            basis=NATIONAL,
        ),
    ),
)


def _is_poor_now(person: Person, _: Occasion) -> bool:
    return person.minimum_living


def _is_supported_now(person: Person, _: Occasion) -> bool:
    return person.destitute_support


HERE_NOW_BY_HOUSEHOLD = registered_now("具有本市户籍", basis=ALLOWANCES)
SUPPORTED_NOW = replace(SUPPORTED, holds=_is_supported_now, basis=NATIONAL)

DISABILITY_LIVING_2026_11 = replace(
    DISABILITY_LIVING,
    edition="2026-11",
    since=None,
    rules=(
        HERE_NOW_BY_HOUSEHOLD,
        HAS_CARD,
        Rule(id="poor", says="最低生活保障家庭成员", holds=_is_poor_now, basis=ALLOWANCES),
        LIVED,
        ACCOUNT,
        SUPPORTED_NOW,
    ),
    once=Once(often=Often.PER_PERIOD, basis=ALLOWANCES),
    assumptions=(BY_MONTHS, PUBLIC_ONCE),
)
DISABILITY_CARE_2026_11 = replace(
    DISABILITY_CARE,
    edition="2026-11",
    since=None,
    rules=(HERE_NOW_BY_HOUSEHOLD, *DISABILITY_CARE.rules[2:-2], SUPPORTED_NOW),
    assumptions=(BY_MONTHS, PUBLIC_ONCE),
)
"""Until 2026-12: judged by the day on which they are asked; they know of no injury care and no orphans."""
