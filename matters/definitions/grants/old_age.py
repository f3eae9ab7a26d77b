"""老年综合津贴: a monthly sum by age band, paid every quarter."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from ...language import (
    Amount,
    AmountLine,
    Basis,
    Bound,
    Budget,
    Confidence,
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
    PayDay,
    Period,
    PeriodKind,
    Person,
    Rule,
    Statement,
    month_end,
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
    registered_here,
    registered_now,
)

ALLOWANCE = Basis(document="上海市老年综合津贴制度", since=date(2023, 5, 1), confidence=Confidence.SECONDARY)


@dataclass(frozen=True, kw_only=True)
class Band:
    """From the month in which `first` is reached to the one before `end` is; `monthly` is in yuan."""

    first: int
    end: int
    monthly: Figure

    def covers(self, age: int) -> bool:
        return self.first <= age < self.end

    def line(self, months: int) -> AmountLine:
        return each_month(self.monthly, months)


def _band(first: int, end: int, *, name: str, yuan: int) -> Band:
    monthly = Figure(name=f"{name}每月", value=Decimal(yuan), unit="元", basis=ALLOWANCE)
    return Band(first=first, end=end, monthly=monthly)


BANDS = (
    _band(65, 70, name="65至69周岁", yuan=75),
    _band(70, 80, name="70至79周岁", yuan=150),
    _band(80, 90, name="80至89周岁", yuan=180),
    _band(90, 100, name="90至99周岁", yuan=350),
    _band(100, 200, name="100周岁及以上", yuan=600),
)
FROM_AGE = BANDS[0].first


def age_in_month(born_on: date, month: date) -> int:
    """The age reached by the end of the month: a birthday counts from its month on, 29 February, too."""
    return month.year - born_on.year - (month.month < born_on.month)


def _reached(person: Person, month: date) -> int:
    """The age by the end of the month, or by death: nobody reaches an age after it."""
    age, died_on = age_in_month(person.born_on, month), person.died_on
    return age - (died_on is not None and months_later(person.born_on, 12 * age) > died_on)


def _last_day(person: Person, period: Period) -> date:
    return min(period.last, person.died_on or period.last)


def _of_age(person: Person, occasion: Occasion) -> bool:
    return _reached(person, _last_day(person, occasion.period)) >= FROM_AGE


def _amount(person: Person, occasion: Occasion) -> Amount:
    last = _last_day(person, occasion.period)
    return _of_ages(tuple([_reached(person, month) for month in occasion.period.months if month <= last]))


@cache
def _of_ages(ages: tuple[int, ...]) -> Amount:
    """For the age in each month counted: a city has a million people, but few such triples."""
    counted = ((band, sum(band.covers(age) for age in ages)) for band in BANDS)
    return Amount(tuple(band.line(months) for band, months in counted if months))


def _latest_birth(period: Period) -> date:
    return month_end(date(period.last.year - FROM_AGE, period.last.month, 1))


OLD_AGE = Grant[Person](
    code="old-age-allowance",
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="老年综合津贴",
    also_called=("老人补贴", "高龄补贴", "敬老卡"),
    department=departments.CIVIL_AFFAIRS,
    beneficiary=Person,
    scope="具有本市户籍且年满65周岁的老年人",
    rules=(
        registered_here("具有本市户籍", basis=ALLOWANCE),
        Rule(id="of-age", says=f"期内年满{FROM_AGE}周岁", holds=_of_age, basis=ALLOWANCE),
        LIVED,
        account_known("请选择接收津贴的敬老卡或社会保障卡"),
    ),
    narrowing=Narrowing(
        (
            Bound(column="born_on", op=Op.AT_MOST, value=_latest_birth),
            HERE,
            ALIVE,
        )
    ),
    amount=_amount,
    period=PeriodKind.QUARTER,
    term=InForce(since=date(2023, 5, 1), until=None, basis=ALLOWANCE),
    mode=Mode.AUTOMATIC,
    once=Once(often=Often.PER_PERIOD, basis=ALLOWANCE),
    budget=Budget(fen=500_000_000_00, basis=ASSUMED),
    channel=PaidOnto.CARD,
    entry=EntryTest(
        beneficiary_clear=Statement(says="户籍与出生日期由户籍库载明", basis=ENTRY_TEST),
        evidence_held=Statement(says="户籍、死亡登记均可比对，无须证明", basis=ENTRY_TEST),
        amount_fixed=Statement(says="每一年龄段有固定标准", basis=ALLOWANCE),
        in_force=Statement(says="自2023年5月起免申即享", basis=ALLOWANCE),
    ),
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=ALLOWANCE,
    pay_day=PayDay(day=15, basis=ALLOWANCE),
    figures=tuple(band.monthly for band in BANDS),
    assumptions=(
        assumed("生日当月起按新年龄段计发整月；去世当月仍计发，按去世时的年龄，未满65周岁去世的不计发"),
        assumed("每年1、4、7、10月发放的是上一季度的津贴"),
        assumed("无须申领，未查到补发以前季度的期限"),
        assumed("户籍以期末为准，期内迁入迁出不折算；期满以后迁移的，不影响该期"),
    ),
)


def _of_age_in_month(person: Person, occasion: Occasion) -> bool:
    return age_in_month(person.born_on, _last_day(person, occasion.period)) >= FROM_AGE


def _amount_by_month(person: Person, occasion: Occasion) -> Amount:
    last = _last_day(person, occasion.period)
    months = (month for month in occasion.period.months if month <= last)
    return _of_ages(tuple([age_in_month(person.born_on, month) for month in months]))


OLD_AGE_2023_05 = replace(
    OLD_AGE,
    edition="2023-05",
    since=None,
    rules=(
        registered_now("具有本市户籍", basis=ALLOWANCE),
        Rule(id="of-age", says=f"期内年满{FROM_AGE}周岁", holds=_of_age_in_month, basis=ALLOWANCE),
        *OLD_AGE.rules[2:],
    ),
    amount=_amount_by_month,
    assumptions=(
        assumed("生日当月起按新年龄段计发整月，去世当月仍计发"),
        assumed("每年1、4、7、10月发放的是上一季度的津贴"),
        assumed("户籍以核定日为准，期内迁入迁出不折算"),
    ),
)
"""Until 2026-12: it paid the month of a sixty-fifth birthday that was not lived to see."""
