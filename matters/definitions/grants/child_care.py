"""育儿补贴: for each child under three; by law on application, so it is offered with everything filled in.

The beneficiary is the child, so that no child is paid for twice; the payee is the parent who claims.
"""

from datetime import date
from decimal import Decimal

from ...language import (
    Amount,
    AmountLine,
    Basis,
    Bound,
    Budget,
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
    Statement,
    months_later,
)
from .. import departments
from .shared_rules import (
    ALIVE,
    ANSWER,
    ASSUMED,
    BRAKE,
    ENTRY_TEST,
    HERE,
    LIVED,
    SECOND_LOOK,
    account_known,
    assumed,
    registered_here,
)

ALLOWANCE = Basis(document="国家育儿补贴制度", since=date(2025, 1, 1))

YEARLY = Figure(name="每孩每年", value=Decimal(3600), unit="元", basis=ALLOWANCE)
MONTHLY = Figure(name="每孩每月", value=Decimal(300), unit="元", basis=ASSUMED)
UNDER_AGE = Figure(name="补贴至", value=Decimal(3), unit="周岁", basis=ALLOWANCE)
SINCE = date(2025, 1, 1)


def _months(child: Person, occasion: Occasion) -> int:
    """Months of the period after that of the birth, until that of the third birthday or of the death."""
    period = occasion.period
    third_birthday = months_later(child.born_on, 12 * int(UNDER_AGE.value))
    last = min(period.last, third_birthday, child.died_on or period.last)
    first = max(period.first, SINCE, months_later(child.born_on.replace(day=1), 1))
    return sum(first <= month <= last for month in period.months)


def _is_small(child: Person, occasion: Occasion) -> bool:
    return _months(child, occasion) > 0


def _lawful_birth(child: Person, _: Occasion) -> bool | None:
    return child.lawful_birth


def _guardian_known(child: Person, _: Occasion) -> bool | None:
    return None if child.guardian is None else True


def _amount(child: Person, occasion: Occasion) -> Amount:
    months = _months(child, occasion)
    if months == len(occasion.period.months):
        return Amount((AmountLine(says=f"{YEARLY.name}{YEARLY}", fen=100 * int(YEARLY.value)),))
    says = f"{MONTHLY.name}{MONTHLY}，{months}个月"
    return Amount((AmountLine(says=says, fen=100 * int(MONTHLY.value) * months),))


CHILD_CARE = Grant[Person](
    code="child-care-allowance",
    edition="2025",
    name="育儿补贴",
    department=departments.HEALTH,
    beneficiary=Person,
    scope="2022年1月1日以后出生、不满三周岁、具有本市户籍的婴幼儿",
    rules=(
        registered_here("婴幼儿具有本市户籍", basis=ALLOWANCE),
        Rule(id="small", says=f"期内不满{UNDER_AGE}", holds=_is_small, basis=ALLOWANCE),
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
            basis=ALLOWANCE,
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
    once=Once(often=Often.PER_PERIOD, basis=ALLOWANCE),
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
    answer=ANSWER,
    basis=ALLOWANCE,
    figures=(YEARLY, MONTHLY, UNDER_AGE),
    assumptions=(
        assumed("按月折算：出生次月起至满三周岁当月；总额与公布的例子相符，逐年分配为推算"),
        assumed("去世当月仍计发"),
    ),
)
