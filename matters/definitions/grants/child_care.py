"""育儿补贴: for each child under three; by law on application, so it is offered with everything filled in.

The beneficiary is the child, so that no child is paid for twice; the payee is the parent who claims.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...language import (
    IN_TIME,
    Amount,
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
    Payee,
    PeriodKind,
    Person,
    Rule,
    RuleKind,
    Statement,
    months_later,
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
    each_month,
    fixed,
    registered_here,
    registered_now,
)

ALLOWANCE = Basis(
    document="育儿补贴制度实施方案（报道转述）", since=date(2025, 1, 1), confidence=Confidence.SECONDARY
)

COVERS = Basis(
    document="育儿补贴制度管理规范（试行）",
    article="第五条",
    since=date(2025, 1, 1),
    confidence=Confidence.SECONDARY,
)
CLAIMANT = replace(COVERS, article="第六条")
BY_YEARS = replace(COVERS, article="第十四条第一款")
BY_MONTHS = replace(COVERS, article="第十四条第二款")
DEADLINE = replace(COVERS, article="申领期限（吉林省、重庆市、内蒙古自治区实施文件转述）")
MOVED = replace(COVERS, article="户籍迁移与死亡（北京市、上海市实施文件转述）")

YEARLY = Figure(name="每孩每年", value=Decimal(3600), unit="元", basis=ALLOWANCE)
MONTHLY = Figure(name="每孩每月", value=Decimal(300), unit="元", basis=BY_MONTHS)
YEARS = Figure(name="每孩领取", value=Decimal(3), unit="个年度", basis=DEADLINE)
LATEST = Figure(name="各年度的补贴，申领不迟于其后第", value=Decimal(1), unit="年年底", basis=DEADLINE)
UNDER_AGE = Figure(name="补贴至", value=Decimal(3), unit="周岁", basis=ALLOWANCE)
SINCE = date(2025, 1, 1)
CODE = "child-care-allowance"


def _months(child: Person, occasion: Occasion) -> int:
    """Months of the period after that of the birth, until that of the third birthday or of the death."""
    period = occasion.period
    third_birthday = months_later(child.born_on, 12 * int(UNDER_AGE.value))
    last = min(period.last, third_birthday, child.died_on or period.last)
    first = max(period.first, SINCE, months_later(child.born_on.replace(day=1), 1))
    return sum(first <= month <= last for month in period.months)


def _is_due(child: Person, occasion: Occasion) -> bool:
    """In three years: that of the birth and the next two, or the next three if it was first claimed then."""
    if child.born_on < SINCE:
        return _months(child, occasion) > 0
    born, year = child.born_on.year, occasion.period.first.year
    claimed = {before.period for before in child.enjoyed if before.policy == CODE}
    if len(claimed) >= YEARS.value:
        return False
    if year - born == YEARS.value:
        return str(born + 1) in claimed and str(born) not in claimed
    return 0 <= year - born < YEARS.value


def _in_time(_: Person, occasion: Occasion) -> bool:
    return occasion.claimed or occasion.on.year - occasion.period.first.year <= LATEST.value


def _first_claimed_late(child: Person, occasion: Occasion) -> bool:
    """After the year that follows the birth, or the policy's beginning, with nothing claimed here before.

    When a claim was made is not on record: whoever has said his word in time, and is judged later, is looked
    at once more.
    """
    first = child.born_on.year + 1 if child.born_on >= SINCE else SINCE.year
    nothing_before = not any(before.policy == CODE for before in child.enjoyed)
    return nothing_before and occasion.on.year > first


def _lawful_birth(child: Person, _: Occasion) -> bool | None:
    return child.lawful_birth


def _guardian_known(child: Person, _: Occasion) -> bool | None:
    return None if child.guardian is None else True


def _amount(child: Person, occasion: Occasion) -> Amount:
    return fixed(YEARLY) if child.born_on >= SINCE else _by_months(child, occasion)


def _by_months(child: Person, occasion: Occasion) -> Amount:
    months = _months(child, occasion)
    return fixed(YEARLY) if months == len(occasion.period.months) else Amount((each_month(MONTHLY, months),))


CHILD_CARE = Grant[Person](
    code=CODE,
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="育儿补贴",
    also_called=("生娃补贴", "奶粉钱", "三岁以下补贴"),
    department=departments.HEALTH,
    beneficiary=Person,
    scope="2022年1月1日以后出生、不满三周岁、具有本市户籍的婴幼儿",
    rules=(
        registered_here("婴幼儿具有本市户籍", basis=ALLOWANCE),
        Rule(
            id="small",
            says=f"2025年以后出生的，出生当年（首次在次年申领的，次年）起{YEARS}；此前出生的，期内不满{UNDER_AGE}",
            holds=_is_due,
            basis=DEADLINE,
        ),
        Rule(id=IN_TIME, says=f"{LATEST.name}{LATEST}", holds=_in_time, basis=DEADLINE),
        Rule(
            id="first-claimed-late",
            says="首次申领晚于出生次年（2025年以前出生的，晚于2025年），由受理地核定",
            holds=_first_claimed_late,
            basis=DEADLINE,
            kind=RuleKind.BY_AN_OFFICER,
        ),
        LIVED,
        Rule(
            id="lawful-birth",
            says="符合法律法规规定生育",
            holds=_lawful_birth,
            basis=ALLOWANCE,
            datum=Datum(field="lawful_birth", asks="请提供出生医学证明"),
        ),
        Rule(
            id="guardian",
            says="由父母一方（或其他监护人）申领",
            holds=_guardian_known,
            basis=CLAIMANT,
            datum=Datum(field="guardian", asks="请确认由父母哪一方申领"),
        ),
        account_known("请提供申领人的银行账户"),
    ),
    narrowing=Narrowing(
        (
            Bound(
                column="born_on",
                op=Op.AT_LEAST,
                value=lambda period: months_later(period.first, -12 * int(UNDER_AGE.value)),
            ),
            Bound(column="born_on", op=Op.AT_MOST, value=lambda period: period.last),
            HERE,
            ALIVE,
        )
    ),
    amount=_amount,
    period=PeriodKind.YEAR,
    term=InForce(since=SINCE, until=None, basis=ALLOWANCE),
    mode=Mode.APPLICATION,
    once=Once(often=Often.PER_PERIOD, basis=BY_YEARS),
    budget=Budget(fen=200_000_000_00, basis=ASSUMED),
    channel=PaidOnto.BANK_ACCOUNT,
    payee=Payee.GUARDIAN,
    entry=EntryTest(
        beneficiary_clear=Statement(says="出生与户籍登记载明", basis=ENTRY_TEST),
        evidence_held=Statement(says="出生医学证明与户籍信息可比对", basis=ALLOWANCE),
        amount_fixed=Statement(says="每孩每年固定标准", basis=ALLOWANCE),
        in_force=Statement(says="2025年1月1日起施行", basis=ALLOWANCE),
    ),
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=ALLOWANCE,
    figures=(YEARLY, MONTHLY, YEARS, LATEST, UNDER_AGE),
    assumptions=(
        Statement(
            says="2025年1月1日以后出生的，每年全额，不按月折算；去世当年仍发全额，次年停发", basis=MOVED
        ),
        Statement(
            says="此前出生的按月折算：出生次月起至满三周岁当月，去世当月仍计发；总额与公布的例子相符，逐年分配为推算",
            basis=BY_MONTHS,
        ),
        Statement(
            says="户籍迁出前已审核确认的，仍发放当年补贴；迁入当年已在迁出地领取的，不重复发放", basis=MOVED
        ),
        Statement(
            says="首次申请须在出生当年或次年（此前出生的，2025年年底前）；逾期的和在外地首次申领的，由受理地核定",
            basis=DEADLINE,
        ),
        Statement(
            says="收养的婴幼儿、由儿童福利机构申领的，按管理规范到机构或户籍所在地申请", basis=CLAIMANT
        ),
    ),
)


def _is_small(child: Person, occasion: Occasion) -> bool:
    return _months(child, occasion) > 0


CHILD_CARE_2025 = replace(
    CHILD_CARE,
    edition="2025",
    since=None,
    rules=(
        registered_now("婴幼儿具有本市户籍", basis=ALLOWANCE),
        Rule(id="small", says=f"期内不满{UNDER_AGE}", holds=_is_small, basis=ALLOWANCE),
        *CHILD_CARE.rules[4:],
    ),
    amount=_by_months,
    figures=(YEARLY, MONTHLY, UNDER_AGE),
    assumptions=(
        assumed("按月折算：出生次月起至满三周岁当月；总额与公布的例子相符，逐年分配为推算"),
        assumed("去世当月仍计发"),
    ),
)
"""Until 2026-12: it reckoned those by months, too, who were born under the policy."""
