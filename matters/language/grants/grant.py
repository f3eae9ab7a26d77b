"""A proactive grant (免申即享): paid to whom it is due, before anybody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic

from ..edition import InEdition
from ..figures.basis import Basis, Figure
from ..figures.limit import Limit
from ..licence import Department
from ..matter import require_code
from .beneficiary import Beneficiary, BeneficiaryT
from .narrowing import Narrowing
from .period import Period, PeriodKind
from .rule import Occasion, Rule, RuleKind
from .safeguard import Brake, Budget, EntryTest, Often, Once, Publicity, ReleaseAbove, Statement


class Mode(StrEnum):
    """What the beneficiary does before the money comes."""

    AUTOMATIC = "免申即享"
    CONFIRMATION = "一键确认"
    COMMITMENT = "告知承诺"
    APPLICATION = "依申请"


class Payee(StrEnum):
    """Who gets the money for a beneficiary: the key is found in the row."""

    BENEFICIARY = "本人（本单位）"
    GUARDIAN = "监护人"
    EMPLOYER = "用人单位"


class PaidOnto(StrEnum):
    """Onto what the money is paid."""

    CARD = "敬老卡或社会保障卡"
    BANK_ACCOUNT = "个人银行账户"
    CORPORATE_ACCOUNT = "对公账户或社会保险费缴费账户"


@dataclass(frozen=True, kw_only=True)
class AmountLine:
    """A step of the calculation, in words, and what it adds (fen)."""

    says: str
    fen: int


@dataclass(frozen=True)
class Amount:
    """What is due, as the sum of its lines."""

    lines: tuple[AmountLine, ...]

    @cached_property
    def fen(self) -> int:
        return sum(line.fen for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class InForce:
    """From when to when the policy is in force; `until` is None where no end is set."""

    since: date
    until: date | None
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class PayDay:
    """Paid on this day of the month that follows the period."""

    day: int
    basis: Basis

    def of(self, period: Period) -> date:
        year, month = divmod(12 * period.last.year + period.last.month, 12)
        return date(year, month + 1, self.day)


@dataclass(frozen=True, kw_only=True, eq=False)
class Grant(InEdition, Generic[BeneficiaryT]):
    """One policy in one edition.

    `scope` says in words whom it is for. `amount` is asked only of those who are entitled, and is
    reckoned in fen. `second_look` is the share of the granted, in percent, that an officer looks at again.
    `answer` is the time for an officer to decide an objection. `commitment` is what a beneficiary promises
    where the mode asks for it (告知承诺), word for word.
    `pay_day` is None where the money follows the release at once. `assumptions` say how the law was read
    where it is silent or was not found. `also_called` are the everyday words by which people look for it.
    """

    code: str
    edition: str
    name: str
    department: Department
    beneficiary: type[BeneficiaryT]
    scope: str
    rules: tuple[Rule[BeneficiaryT], ...]
    narrowing: Narrowing
    amount: Callable[[BeneficiaryT, Occasion], Amount]
    period: PeriodKind
    term: InForce
    mode: Mode
    once: Once
    budget: Budget
    channel: PaidOnto
    entry: EntryTest
    second_look: Figure
    brake: Brake
    release: ReleaseAbove
    answer: Limit
    basis: Basis
    payee: Payee = Payee.BENEFICIARY
    publicity: Publicity | None = None
    commitment: Statement | None = None
    pay_day: PayDay | None = None
    figures: tuple[Figure, ...] = ()
    assumptions: tuple[Statement, ...] = ()
    also_called: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_code(self.code, of="grant")
        self.require_term(of=f"edition {self.edition!r} of {self.code!r}")

    @cached_property
    def all_rules(self) -> tuple[Rule[BeneficiaryT], ...]:
        """The policy's own rules, that it is in force, and that nobody has it twice."""
        return (*self.rules, self._in_force(), self._not_twice())

    def period_on(self, day: date) -> Period:
        """The period that `day` is in; of what is paid once, the term of the policy."""
        if self.period is PeriodKind.ONCE:
            return Period.once(self.term.since, self.term.until or date.max)
        return Period.containing(day, kind=self.period)

    def _in_force(self) -> Rule[Beneficiary]:
        term = self.term

        def holds(_: Beneficiary, occasion: Occasion) -> bool:
            period = occasion.period
            return period.last >= term.since and (term.until is None or period.first <= term.until)

        until = f"至 {term.until} " if term.until else "起"
        return Rule(id="in-force", says=f"政策自 {term.since} {until}有效", holds=holds, basis=term.basis)

    def _not_twice(self) -> Rule[Beneficiary]:
        same = (self.code, *self.once.among)
        lifetime = self.once.often is Often.LIFETIME

        def holds(beneficiary: Beneficiary, occasion: Occasion) -> bool:
            return any(
                before.policy in same and (lifetime or before.period == occasion.period.label)
                for before in beneficiary.enjoyed
            )

        says = "已享受过该项或同类政策" if lifetime else "本期已享受该项或同类政策"
        basis = self.once.basis
        return Rule(id="enjoyed", says=says, holds=holds, basis=basis, kind=RuleKind.EXCLUSION)
