"""What the registers hold of somebody who may have a grant: plain columns, a row each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import ConfigDict, with_config

_READ = ConfigDict(extra="forbid")
"""Where one is read from a file, an unknown field is a mistake."""


class Disability(StrEnum):
    """The kind on the disability card (残疾类别)."""

    VISION = "视力"
    HEARING = "听力"
    SPEECH = "言语"
    PHYSICAL = "肢体"
    INTELLECTUAL = "智力"
    MENTAL = "精神"
    MULTIPLE = "多重"


class Work(StrEnum):
    """How somebody earns a living, as the social insurance knows it."""

    NONE = "未就业"
    EMPLOYED = "单位就业"
    FLEXIBLE = "灵活就业"


class FirmKind(StrEnum):
    """What an insured unit is in law."""

    ENTERPRISE = "企业"
    LABOUR_DISPATCH = "劳务派遣单位"
    SOCIAL_ORGANISATION = "社会组织"
    SOLE_TRADER = "个体工商户"


class FirmSize(StrEnum):
    """The size class (中小企业划型); what is no enterprise is counted with the small ones."""

    LARGE = "大型"
    MEDIUM = "中型"
    SMALL = "小型"
    MICRO = "微型"


@with_config(_READ)
@dataclass(frozen=True, slots=True, kw_only=True)
class Enjoyed:
    """A grant that was given before; `period` is the label of its period, `paid_to` the payee's key."""

    policy: str
    period: str
    paid_to: str


class Beneficiary(Protocol):
    """What a person and a firm have in common."""

    @property
    def key(self) -> str: ...
    @property
    def account_known(self) -> bool: ...
    @property
    def discredited(self) -> bool: ...
    @property
    def enjoyed(self) -> tuple[Enjoyed, ...]: ...


BeneficiaryT = TypeVar("BeneficiaryT", bound=Beneficiary, contravariant=True)

DERIVED = ("account_known", "enjoyed")
"""Fields that are no columns of the registers: an account's number is there, and the grants elsewhere."""


@with_config(_READ)
@dataclass(frozen=True, slots=True)
class Person:
    """A resident. The fields stand in the order of the columns, so that a row is `Person(*row)`.

    Divisions are codes of GB/T 2260 (6 digits). `guardian` is the key of the parent who claims for a
    child; a child's `account_known` says whether the guardian's account is known. `insured_months` are
    months without a gap with the present employer, in all three insurances; `own_premium` is what
    somebody who works flexibly paid for the last full quarter (fen). `registered_since`,
    `minimum_living_since`, `destitute_support_since` and `hard_to_employ_since` say since when it has been
    as the column without `_since` says now, for better or worse (in the city or outside it, for
    `registered_in`); `None`, that it was never otherwise.
    `retires_on` is the statutory day, as the pension insurance reckons it.
    `None` says that the register holds nothing: no death, no card, no registration; where a datum must
    exist for somebody in that situation, a rule asks for it. The plain text of an enumeration's value
    does as well as its member. `enjoyed` comes from the
    ledger: what was granted before, without the grant that is being decided.
    """

    key: str
    born_on: date
    died_on: date | None = None
    registered_in: str | None = None
    guardian: str | None = None
    lawful_birth: bool | None = None
    disability_grade: int | None = None
    disability: Disability | None = None
    disability_since: date | None = None
    minimum_living: bool = False
    destitute_support: bool = False
    work: Work = Work.NONE
    employer: str | None = None
    employed_since: date | None = None
    insured_months: int = 0
    graduated_on: date | None = None
    unemployed_since: date | None = None
    hard_to_employ: bool = False
    flexible_since: date | None = None
    own_premium: int | None = None
    registered_since: date | None = None
    minimum_living_since: date | None = None
    destitute_support_since: date | None = None
    hard_to_employ_since: date | None = None
    retires_on: date | None = None
    injury_care_since: date | None = None
    orphan_since: date | None = None
    account_known: bool = False
    discredited: bool = False
    enjoyed: tuple[Enjoyed, ...] = ()

    def was(self, column: str, *, from_: date, to: date) -> bool:
        """Whether a yes-or-no column was yes on some day of these, as far as its `_since` tells.

        Before that day it was otherwise.
        """
        since: date | None = getattr(self, f"{column}_since")
        if getattr(self, column):
            return since is None or since <= to
        return since is not None and since > from_


@with_config(_READ)
@dataclass(frozen=True, slots=True)
class Firm:
    """An insured unit. The fields stand in the order of the columns, so that a row is `Firm(*row)`.

    `registered_in` is where it is insured, `insured` the monthly average head count, `layoffs` the new
    claimants of unemployment benefit that came from it, `premium` what it paid into the unemployment
    insurance (fen): all three of the year before the period. `months_paid` counts all months until then.
    """

    key: str
    kind: FirmKind = FirmKind.ENTERPRISE
    size: FirmSize | None = None
    registered_in: str | None = None
    insured: int = 0
    layoffs: int = 0
    premium: int = 0
    months_paid: int = 0
    deregistered_on: date | None = None
    account_known: bool = False
    discredited: bool = False
    enjoyed: tuple[Enjoyed, ...] = ()
