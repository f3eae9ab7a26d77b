"""一次性扩岗补助: for a young hire, to the firm that hired; once in the hire's life, whichever firm.

The beneficiary is the person hired, because the law counts persons; the payee is the employer.
"""

from datetime import date
from decimal import Decimal

from ...language import (
    Amount,
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
    Payee,
    PeriodKind,
    Person,
    Rule,
    Statement,
    Work,
    months_later,
)
from .. import departments
from .shared_rules import ANSWER, ASSUMED, BRAKE, ENTRY_TEST, RELEASE, SECOND_LOOK, assumed, fixed

SUBSIDY = Basis(
    document="2025年一次性扩岗补助政策（各地公告）",
    since=date(2025, 1, 1),
    until=date(2025, 12, 31),
    confidence=Confidence.SECONDARY,
)

NOT_MORE = Basis(
    document="2025年一次性扩岗补助政策（各地公告）",
    article="每人不超过1500元（上限；执行标准由各地确定）",
    since=date(2025, 1, 1),
    until=date(2025, 12, 31),
    confidence=Confidence.UNVERIFIED,
)
"""The sources name a ceiling, and no successor of the policy: it ended with 2025."""
PER_PERSON = Figure(name="每人（上限）", value=Decimal(1500), unit="元", basis=NOT_MORE)
SINCE_SCHOOL = Figure(name="离校不超过", value=Decimal(24), unit="个月", basis=ASSUMED)
YOUNGEST = Figure(name="登记失业青年最低年龄", value=Decimal(16), unit="周岁", basis=SUBSIDY)
OLDEST = Figure(name="登记失业青年最高年龄", value=Decimal(24), unit="周岁", basis=SUBSIDY)
INSURED = Figure(name="三项社会保险连续缴费至少", value=Decimal(3), unit="个月", basis=SUBSIDY)


def _hired(person: Person, occasion: Occasion) -> bool:
    since, period = person.employed_since, occasion.period
    employed = person.work == Work.EMPLOYED and person.employer is not None
    return employed and since is not None and period.first <= since <= period.last


def _alive(person: Person, occasion: Occasion) -> bool:
    return person.died_on is None or person.died_on > occasion.on


def _newcomer(person: Person, _: Occasion) -> bool:
    hired = person.employed_since
    return hired is not None and (_graduate(person, hired=hired) or _unemployed_youth(person, hired=hired))


def _graduate(person: Person, *, hired: date) -> bool:
    left = person.graduated_on
    if left is None:
        return False
    return left.year == hired.year or left <= hired <= months_later(left, int(SINCE_SCHOOL.value))


def _unemployed_youth(person: Person, *, hired: date) -> bool:
    if person.unemployed_since is None or person.unemployed_since > hired:
        return False
    of_age, too_old = (12 * int(age) for age in (YOUNGEST.value, OLDEST.value + 1))
    return months_later(person.born_on, of_age) <= hired < months_later(person.born_on, too_old)


def _insured(person: Person, _: Occasion) -> bool:
    return person.insured_months >= INSURED.value


def _amount(_person: Person, _occasion: Occasion) -> Amount:
    return fixed(PER_PERSON)


HIRING = Grant[Person](
    code="hiring-subsidy",
    edition="2025",
    name="一次性扩岗补助",
    also_called=("招毕业生补贴", "扩岗补贴"),
    department=departments.HUMAN_RESOURCES,
    beneficiary=Person,
    scope="招用毕业年度或离校两年内高校毕业生、16至24岁登记失业青年的用人单位",
    rules=(
        Rule(id="hired", says="政策期内签订劳动合同并在职", holds=_hired, basis=SUBSIDY),
        Rule(id="alive", says="核定日在世", holds=_alive, basis=ASSUMED),
        Rule(
            id="newcomer",
            says=f"{SINCE_SCHOOL.name}{SINCE_SCHOOL}的毕业生，或{int(YOUNGEST.value)}至{OLDEST}登记失业青年",
            holds=_newcomer,
            basis=SUBSIDY,
        ),
        Rule(id="insured", says=f"{INSURED.name}{INSURED}且仍在缴", holds=_insured, basis=SUBSIDY),
    ),
    narrowing=Narrowing(
        (
            Bound(column="employed_since", op=Op.AT_LEAST, value=lambda period: period.first),
            Bound(column="employed_since", op=Op.AT_MOST, value=lambda period: period.last),
            Bound(column="employer", op=Op.NOT_NULL),
            Bound(column="work", op=Op.EQUALS, value=lambda _: Work.EMPLOYED.value),
            Bound(column="insured_months", op=Op.AT_LEAST, value=lambda _: int(INSURED.value)),
        )
    ),
    amount=_amount,
    period=PeriodKind.ONCE,
    term=InForce(since=date(2025, 1, 1), until=date(2025, 12, 31), basis=SUBSIDY),
    mode=Mode.AUTOMATIC,
    once=Once(often=Often.LIFETIME, basis=SUBSIDY),
    budget=Budget(fen=60_000_000_00, basis=ASSUMED),
    channel=PaidOnto.CORPORATE_ACCOUNT,
    payee=Payee.EMPLOYER,
    entry=EntryTest(
        beneficiary_clear=Statement(says="劳动合同备案与参保登记载明招用人员和单位", basis=ENTRY_TEST),
        evidence_held=Statement(says="毕业、失业登记、参保信息均可比对", basis=SUBSIDY),
        amount_fixed=Statement(says="每人按本地公布的标准，不超过上限", basis=SUBSIDY),
        in_force=Statement(says="执行至2025年12月31日", basis=SUBSIDY),
    ),
    second_look=SECOND_LOOK,
    brake=BRAKE,
    release=RELEASE,
    answer=ANSWER,
    basis=SUBSIDY,
    figures=(PER_PERSON, SINCE_SCHOOL, YOUNGEST, OLDEST, INSURED),
    assumptions=(
        assumed("政策规定每人不超过1500元，按上限计发"),
        assumed("政策期内招用的，参保满三个月后核定；未查到期满以后停止核定的期限"),
        assumed("离校时间自毕业日起算至劳动合同起始日；毕业当年的，不论先后"),
    ),
)
