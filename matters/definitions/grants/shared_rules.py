"""Rules, bounds, safeguards and sums that several policies share."""

from datetime import date
from decimal import Decimal

from ...language import (
    IN_TIME,
    Amount,
    AmountLine,
    Basis,
    Beneficiary,
    Bound,
    Brake,
    CalendarDays,
    Confidence,
    Datum,
    Figure,
    Firm,
    Occasion,
    Op,
    Person,
    ReleaseAbove,
    Rule,
    RuleKind,
    Statement,
)
from ..divisions import CITY

PROACTIVE = Basis(
    document="沪府办发〔2025〕7号（“智慧好办”4.0）",
    article="免申即享",
    since=date(2025, 3, 31),
    confidence=Confidence.SECONDARY,
)
ENTRY_TEST = Basis(document="通城县“免申即享”政策清单（2022年）", confidence=Confidence.SECONDARY)
ASSUMED = Basis(document="示范设定，使用前由主管部门核定", confidence=Confidence.UNVERIFIED)

BRAKE = Brake(
    faults=Decimal("0.01"), returns=Decimal("0.02"), objections=Decimal("0.01"), least=200, basis=ASSUMED
)
RELEASE = ReleaseAbove(fen=5_000_00, basis=ASSUMED)
SECOND_LOOK = Figure(name="抽查复核比例", value=Decimal(1), unit="%", basis=ASSUMED)
ANSWER = CalendarDays(count=15, basis=ASSUMED)


def _registered_now(one: Person | Firm, _: Occasion) -> bool:
    return one.registered_in in CITY


def _registered_here(person: Person, occasion: Occasion) -> bool:
    """At the end of the period, or now if it is not over: who has moved since then was here.

    Whose registration ended with his death lived here until then (户口登记条例 Art. 8).
    """
    since, period, died_on = person.registered_since, occasion.period, person.died_on
    here, day = person.registered_in in CITY, max(period.first, min(period.last, occasion.on))
    if since is None:
        return here
    changed_since = since > day or (died_on is not None and since >= died_on)
    return here is not changed_since


def _account_known(one: Beneficiary, _: Occasion) -> bool | None:
    return True if one.account_known else None


def _discredited(one: Beneficiary, _: Occasion) -> bool:
    return one.discredited


def _lived(person: Person, occasion: Occasion) -> bool:
    return person.died_on is None or person.died_on >= occasion.period.first


LIVED = Rule(id="lived", says="期内在世", holds=_lived, basis=ASSUMED)
"""Whoever dies within the period keeps the right to the part before."""

ALIVE = Bound(column="died_on", op=Op.AT_LEAST, value=lambda period: period.first, or_null=True)
HERE = Bound(
    column="registered_in",
    op=Op.IN,
    value=lambda _: CITY,
    otherwise=Bound(column="registered_since", op=Op.AT_LEAST, value=lambda period: period.first),
)
HERE_NOW = Bound(column="registered_in", op=Op.IN, value=lambda _: CITY)


def registered_here(says: str, *, basis: Basis) -> Rule[Person]:
    return Rule(id="registered-here", says=says, holds=_registered_here, basis=basis)


def registered_now(says: str, *, basis: Basis) -> Rule[Person | Firm]:
    """As the registers stand, whatever the period: of firms, and in editions of grants before 2026-12."""
    return Rule(id="registered-here", says=says, holds=_registered_now, basis=basis)


def from_claim(code: str, *, basis: Basis) -> Rule[Person]:
    """The month in which it is claimed, and those after it: of whoever has had it, it was claimed."""

    def holds(person: Person, occasion: Occasion) -> bool:
        had = (before.period for before in person.enjoyed if before.policy == code)
        this = occasion.period
        return occasion.claimed or occasion.on <= this.last or any(month < this.label for month in had)

    says = "自递交申请当月起计发；主动服务的，以确认当月为申请当月"
    return Rule(id=IN_TIME, says=says, holds=holds, basis=basis)


def fixed(yuan: Figure) -> Amount:
    """As much as one figure says, whoever it is."""
    return Amount((AmountLine(says=f"{yuan.name}{yuan}", fen=100 * int(yuan.value)),))


def each_month(yuan: Figure, months: int) -> AmountLine:
    """So much for each of some months."""
    return AmountLine(says=f"{yuan.name}{yuan}，{months}个月", fen=100 * int(yuan.value) * months)


def assumed(says: str) -> Statement:
    return Statement(says=says, basis=ASSUMED)


def account_known(asks: str) -> Rule[Beneficiary]:
    return Rule(
        id="account",
        says="收款账户已知",
        holds=_account_known,
        basis=PROACTIVE,
        datum=Datum(field="account_known", asks=asks),
    )


def discredited(says: str, *, basis: Basis) -> Rule[Beneficiary]:
    return Rule(id="discredited", says=says, holds=_discredited, basis=basis, kind=RuleKind.EXCLUSION)
