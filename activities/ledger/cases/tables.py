"""The ledger's tables. Values that only travel through are kept as the JSON of their message."""

# pyright: reportAssignmentType=false
# (SQLAlchemy declares `__tablename__` as a descriptor, SQLModel documents it as a plain string.)

from datetime import date, datetime

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


class CaseRow(SQLModel, table=True):
    """A case that came in. `reception` is the answer given, so that a repeat gets the same one."""

    __tablename__ = "cases"

    id: str = Field(primary_key=True)
    fingerprint: str
    one_matter: str = Field(index=True)
    edition: str
    applicant_key: str = Field(index=True)
    acceptance_number: str | None = Field(default=None, unique=True)
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
    reception: str
    outcome: str | None = None


class PaperRow(SQLModel, table=True):
    """A file that came with a case, kept once however many departments need it."""

    __tablename__ = "papers"

    case: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    filename: str
    media_type: str
    sha256: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SerialRow(SQLModel, table=True):
    """The last serial number given on a day under one prefix."""

    __tablename__ = "serials"

    prefix: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    last: int


class LodgingRow(SQLModel, table=True):
    """A department stand-in's own book: what was lodged, how often it was called, what it answered."""

    __tablename__ = "lodgings"

    key: str = Field(primary_key=True)
    department: str = Field(index=True)
    request: str
    calls: int = 0
    answer: str | None = None


class BehaviourRow(SQLModel, table=True):
    """How a stand-in behaves towards one item; `case` is `*` where it is meant for all cases."""

    __tablename__ = "behaviours"

    case: str = Field(primary_key=True)
    matter: str = Field(primary_key=True)
    behaviour: str


class LicenceRow(SQLModel, table=True):
    """An e-licence; `elements` are what its face says, as JSON.

    `issue_key` is the item that gave it: one item gives one licence, however often asked.
    """

    __tablename__ = "licences"

    identifier: str = Field(primary_key=True)
    code: str = Field(index=True)
    name: str
    holder: str = Field(index=True)
    issue_key: str = Field(unique=True)
    issued_at: datetime = Field(sa_type=DateTime(timezone=True))
    valid_until: date | None = None
    revoked_because: str | None = None
    suspended_because: str | None = None
    elements: str = "{}"


class EntryRow(SQLModel, table=True):
    """What a base register (`source`) says under a key, as the JSON of its entry."""

    __tablename__ = "entries"

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    entry: str


class AuthorisationRow(SQLModel, table=True):
    """Whose data may be used for which one-matter, or policy, until which day inclusive.

    The grantee is an applicant, or the department of the policy.
    """

    __tablename__ = "authorisations"

    grantee: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    grantor: str = Field(primary_key=True)
    until: date
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))


class CommitmentRow(SQLModel, table=True):
    """What was promised when a grant was confirmed (告知承诺): of which edition, the SHA-256 of its text."""

    __tablename__ = "commitments"

    reference: str = Field(primary_key=True)
    grantor: str
    edition: str
    sha256: str
    given_at: datetime = Field(sa_type=DateTime(timezone=True))


class PrefillRow(SQLModel, table=True):
    """An answer that was prefilled for an applicant: its seal, never the answer itself."""

    __tablename__ = "prefills"

    applicant_key: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    seal: str
    source: str
    prefilled_at: datetime = Field(sa_type=DateTime(timezone=True))


class TaskRow(SQLModel, table=True):
    """An item that waits for a department's officers; `task` is the JSON of what they see in their inbox."""

    __tablename__ = "tasks"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    department: str = Field(index=True)
    due_on: date | None
    stuck: bool = Field(index=True)
    task: str


class NoticeRow(SQLModel, table=True):
    """Something told to somebody, in the words in which it was told; written once, never changed."""

    __tablename__ = "notices"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime = Field(sa_type=DateTime(timezone=True))


class RefundRow(SQLModel, table=True):
    """Money that the payment system was told to give back, in fen."""

    __tablename__ = "refunds"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    item: str
    account: str
    fen: int
    because: str


class PayloadKeyRow(SQLModel, table=True):
    """A payload key that cases were written with: its id, and a check value from which it cannot be found."""

    __tablename__ = "payload_keys"

    id: str = Field(primary_key=True)
    check_value: str
