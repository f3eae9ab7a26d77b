"""Tables of the demonstration district: departments, registers, licences, the banks and the treasury.

The columns of persons and firms are the fields of `Person` and `Firm`, but for two: an account's number
stands where the rules ask only whether it is known, and what was enjoyed before is in the grants.
"""

# pyright: reportAssignmentType=false
# (SQLAlchemy declares `__tablename__` as a descriptor, SQLModel documents it as a plain string.)

from datetime import date, datetime

from sqlalchemy import BigInteger, DateTime, Index
from sqlmodel import Field

from activities.database import Key

from .district import DistrictTable


class LodgingRow(DistrictTable, table=True):
    """A department stand-in's own book: what was lodged, how often it was called, what it answered."""

    __tablename__ = "lodgings"

    key: str = Field(primary_key=True)
    department: str = Field(index=True)
    request: str
    calls: int = 0
    answer: str | None = None


class BehaviourRow(DistrictTable, table=True):
    """How a stand-in behaves towards one item; `case` is `*` where it is meant for all cases."""

    __tablename__ = "behaviours"

    case: str = Field(primary_key=True)
    matter: str = Field(primary_key=True)
    behaviour: str


class LicenceRow(DistrictTable, table=True):
    """An e-licence; `elements` are what its face says, as JSON.

    `issue_key` is the item that gave it: one item gives one licence, however often asked.
    """

    __tablename__ = "licences"
    __table_args__ = (Index("licences_of_holder", "holder", "code"),)

    identifier: str = Field(primary_key=True)
    code: str
    name: str
    holder: str
    issue_key: str = Field(unique=True)
    issued_at: datetime = Field(sa_type=DateTime(timezone=True))
    valid_until: date | None = None
    revoked_because: str | None = None
    suspended_because: str | None = None
    elements: str = "{}"


class LicenceSerialRow(DistrictTable, table=True):
    """The last serial number that an issuer has given to a kind of licence in a year."""

    __tablename__ = "licence_serials"

    series: str = Field(primary_key=True)
    year: str = Field(primary_key=True)
    last: int


class EntryRow(DistrictTable, table=True):
    """What a base register (`source`) says under a key, as the JSON of its entry."""

    __tablename__ = "entries"

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    entry: str


class RefundRow(DistrictTable, table=True):
    """Money that the payment system was told to give back, in fen."""

    __tablename__ = "refunds"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    item: str
    account: str
    fen: int
    because: str


class LetterRow(DistrictTable, table=True):
    """A notice that was delivered."""

    __tablename__ = "letters"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime = Field(sa_type=DateTime(timezone=True))


class PersonRow(DistrictTable, table=True):
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


class FirmRow(DistrictTable, table=True):
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


class ToldRow(DistrictTable, table=True):
    """Something that the registers were told, an event or a datum, and have written down."""

    __tablename__ = "told"

    id: str = Field(primary_key=True)


class BankRow(DistrictTable, table=True):
    """An account to which the banks of the stand-in pay nothing, and why; all others are in order."""

    __tablename__ = "bank_faults"

    account: str = Field(primary_key=True)
    fault: str


class ReceivedPaymentRow(DistrictTable, table=True):
    """The treasury stand-in's own book: a payment that it was told to make, once, and what became of it."""

    __tablename__ = "treasury_payments"

    id: str = Field(primary_key=True, sa_type=Key)
    file: str = Field(index=True, sa_type=Key)
    account: str
    fen: int = Field(sa_type=BigInteger)
    returned_because: str | None = None
