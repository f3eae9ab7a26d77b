"""Pre-review: rules that must hold before any department sees the case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from .basis import Basis
from .form import Form

FormT = TypeVar("FormT", bound=Form, contravariant=True)


class Severity(StrEnum):
    """Whether a finding stops the case, or is only told."""

    MUST_MEND = "must-mend"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known beside the form: the day of receipt (in China) and the applicant's identity number."""

    on: date
    applicant: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What pre-review tells the applicant: of which item, where, what is wrong, how to mend it."""

    matter: str
    path: str
    says: str
    mend: str
    severity: Severity = Severity.MUST_MEND
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Check(Generic[FormT]):
    """A rule; `holds` is a plain function of the form and the facts, `field` the answer it is about."""

    holds: Callable[[FormT, Facts], bool]
    field: str
    says: str
    mend: str
    severity: Severity = Severity.MUST_MEND
    basis: Basis | None = None

    def find(self, matter: str) -> Finding:
        """The finding for an applicant whose answers break the rule."""
        return Finding(
            matter=matter,
            path=f"form.{self.field}",
            says=self.says,
            mend=self.mend,
            severity=self.severity,
            basis=str(self.basis or ""),
        )
