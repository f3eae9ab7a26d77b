"""Tables of the population: what the registers say of persons and firms, and what the banks know.

The columns are the fields of `Person` and `Firm`, but for two: an account's number stands where the rules
ask only whether it is known, and what was enjoyed before is in the grants.
"""

# pyright: reportAssignmentType=false

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from ...ledger.key import Key


class PersonRow(SQLModel, table=True):
    """A resident, as `matters.language.Person` says."""

    __tablename__ = "persons"

    key: str = Field(primary_key=True, sa_type=Key)
    born_on: date
    died_on: date | None = None
    registered_in: str | None = None
    guardian: str | None = Field(default=None, index=True)
    lawful_birth: bool | None = None
    disability_grade: int | None = None
    disability: str | None = None
    disability_since: date | None = None
    minimum_living: bool = False
    destitute_support: bool = False
    work: str
    employer: str | None = None
    employed_since: date | None = None
    insured_months: int = 0
    graduated_on: date | None = None
    unemployed_since: date | None = None
    hard_to_employ: bool = False
    flexible_since: date | None = None
    own_premium: int | None = Field(default=None, sa_type=BigInteger)
    account: str | None = None
    discredited: bool = False


class FirmRow(SQLModel, table=True):
    """An insured unit, as `matters.language.Firm` says."""

    __tablename__ = "firms"

    key: str = Field(primary_key=True, sa_type=Key)
    kind: str
    size: str | None = None
    registered_in: str | None = None
    insured: int = 0
    layoffs: int = 0
    premium: int = Field(default=0, sa_type=BigInteger)
    months_paid: int = 0
    deregistered_on: date | None = None
    account: str | None = None
    discredited: bool = False


class BankRow(SQLModel, table=True):
    """An account to which the banks of the stand-in pay nothing, and why; all others are in order."""

    __tablename__ = "bank_faults"

    account: str = Field(primary_key=True)
    fault: str
