"""Conditions in words, and pre-review: rules that must hold before any department sees the case."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import FunctionType
from typing import Any, Generic, TypeVar

from .errors import NobodyElse, Wordless
from .facts import Facts, HeardFacts
from .figures.basis import Basis
from .form import FORM, Form
from .groups.group import FormList

FormT = TypeVar("FormT", bound=Form, contravariant=True)


def always(_: Form) -> bool:
    """所有情形"""
    return True


def words(condition: Callable[..., object]) -> str:
    """A condition as a citizen reads it: the first line of its docstring."""
    if not isinstance(condition, FunctionType):
        raise Wordless(
            f"condition {condition!r} is no plain function, so its docstring is that of something else; "
            "write a function of the form, with a docstring of its own"
        )
    text = (condition.__doc__ or "").strip()
    if not text:
        raise Wordless(
            f"condition {condition.__name__!r} has no docstring; "
            "write in one line of Chinese when it holds, for guide and plan show it"
        )
    return text.splitlines()[0]


class Family(StrEnum):
    """What a rule looks at."""

    COMPLETENESS = "完整性"
    FORMAT = "格式"
    CONSISTENCY = "一致性"
    VALIDITY = "有效性"
    ELIGIBILITY = "资格"
    DUPLICATE = "重复申请"
    JURISDICTION = "管辖"
    AUTHORITY = "申请与代理权限"
    LEGAL_FORM = "法定形式"
    RISK = "风险与信用"


class Severity(StrEnum):
    """What a finding leads to (行政许可法 Art. 32). The machine refuses nothing: doubt goes to a person."""

    WARNING = "warning"
    TO_A_PERSON = "to-a-person"
    MUST_MEND = "must-mend"
    CORRECT = "correct"
    NOT_REQUIRED = "not-required"
    NOT_OURS = "not-ours"

    @property
    def turns_away(self) -> bool:
        """Whether what is not accepted yet ends with it."""
        return self in {Severity.NOT_REQUIRED, Severity.NOT_OURS}


@dataclass(frozen=True, kw_only=True)
class CheckFinding:
    """What pre-review tells the applicant: of which item, where, what is wrong, how to mend it.

    `rule` is the id of the rule that found it; `competent` the body to go to where we are not. What is at the
    path is `called` so by people.
    """

    matter: str
    path: str
    says: str
    mend: str
    severity: Severity = Severity.MUST_MEND
    basis: str = ""
    rule: str = ""
    family: Family = Family.COMPLETENESS
    competent: str = ""
    called: str = field(default="", compare=False)

    def insisted_upon(self) -> "CheckFinding":
        """The finding where the applicant says the same again: a register may be wrong, too."""
        return replace(
            self,
            says=f"{self.says}；申请人核对后仍如此申报",
            mend="无需重新提交，由工作人员与登记机关核实",
            severity=Severity.TO_A_PERSON,
        )

    def disproved(self) -> "CheckFinding":
        """The finding where the applicant brings proof that a register is wrong: a person looks at both."""
        return replace(
            self,
            says=f"{self.says}；申请人附有登记有误或者未载的证明",
            mend="无需重新提交，由工作人员与登记机关核实",
            severity=Severity.TO_A_PERSON,
        )

    def in_doubt(self, because: str) -> "CheckFinding":
        """The finding where nobody can tell now whether it is so: a person looks."""
        return replace(
            self,
            says=f"{because}，未能自动核对：{self.says}",
            mend="无需重新提交，由工作人员核对",
            severity=Severity.TO_A_PERSON,
        )


@dataclass(frozen=True, kw_only=True)
class Check(Generic[FormT]):
    """A rule; `holds` is a plain function of the form and the facts, `field` the answer it is about.

    `rule` is its id, unique in a one-matter and the same in all editions. `competent` names the body that
    a finding of severity `NOT_OURS` sends the applicant to. `for_each` is set by `each`. Where `when` does
    not hold, it is no rule of its item.
    """

    rule: str
    family: Family
    holds: Callable[[FormT, Facts], bool]
    field: str
    says: str
    mend: str
    severity: Severity = Severity.MUST_MEND
    basis: Basis | None = None
    competent: Callable[[FormT, Facts], str] | None = None
    for_each: FormList[Any, Any] | None = None
    when: Callable[[FormT], bool] = always

    def __post_init__(self) -> None:
        if self.severity is Severity.NOT_OURS and self.competent is None:
            raise NobodyElse(
                f"rule {self.rule!r} says that we are not competent, and not who is; "
                "give `competent=`, a function of form and facts that names the body to go to"
            )

    def is_kept(self, form: FormT, facts: Facts) -> bool:
        """Whether it holds, or is no rule of its item here.  Raises as it does."""
        return not self.when(form) or self.holds(form, facts)

    def rests_on_registers(self, form: FormT, facts: Facts) -> bool:
        """Whether it asks one; it has been judged before.  Raises as it does."""
        listening = HeardFacts(**vars(facts))
        self.holds(form, listening)
        return bool(listening.heard)

    def find(self, matter: str, *, competent: str = "") -> CheckFinding:
        """The finding for an applicant whose answers break the rule."""
        return CheckFinding(
            matter=matter,
            path=f"{FORM}{self.field}",
            says=self.says,
            mend=self.mend,
            severity=self.severity,
            basis=str(self.basis or ""),
            rule=self.rule,
            family=self.family,
            competent=competent,
        )

    def doubt(self, matter: str, *, because: str) -> CheckFinding:
        """The finding where nobody can tell now whether the rule holds: a person looks."""
        return self.find(matter).in_doubt(because)
