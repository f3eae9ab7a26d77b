"""The ledger's tables. Values that only travel through are kept as the JSON of their message."""

# pyright: reportAssignmentType=false
# (SQLAlchemy declares `__tablename__` as a descriptor, SQLModel documents it as a plain string.)

from datetime import date, datetime

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field

from activities.ledger.ledger import LedgerTable


class CaseRow(LedgerTable, table=True):
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


class PaperRow(LedgerTable, table=True):
    """A file that came with a case, kept once however many departments need it."""

    __tablename__ = "papers"

    case: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    filename: str
    media_type: str
    sha256: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SerialRow(LedgerTable, table=True):
    """The last serial number given on a day under one prefix."""

    __tablename__ = "serials"

    prefix: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    last: int


class AuthorisationRow(LedgerTable, table=True):
    """Whose data may be used for which one-matter, or policy, until which day inclusive.

    The grantee is an applicant, or the department of the policy.
    """

    __tablename__ = "authorisations"

    grantee: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    grantor: str = Field(primary_key=True)
    until: date
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))


class CommitmentRow(LedgerTable, table=True):
    """What was promised when a grant was confirmed (告知承诺): of which edition, the SHA-256 of its text."""

    __tablename__ = "commitments"

    reference: str = Field(primary_key=True)
    grantor: str
    edition: str
    sha256: str
    given_at: datetime = Field(sa_type=DateTime(timezone=True))


class PrefillRow(LedgerTable, table=True):
    """An answer that was prefilled for an applicant: its seal, never the answer itself."""

    __tablename__ = "prefills"

    applicant_key: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    seal: str
    source: str
    prefilled_at: datetime = Field(sa_type=DateTime(timezone=True))


class TaskRow(LedgerTable, table=True):
    """An item that waits for a department's officers; `task` is the JSON of what they see in their inbox."""

    __tablename__ = "tasks"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    department: str = Field(index=True)
    due_on: date | None
    stuck: bool = Field(index=True)
    task: str


class NoticeRow(LedgerTable, table=True):
    """Something told to somebody, in the words in which it was told; written once, never changed."""

    __tablename__ = "notices"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime = Field(sa_type=DateTime(timezone=True))


class OutboxRow(LedgerTable, table=True):
    """A notice that has not been delivered yet."""

    __tablename__ = "outbox"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)


class PayloadKeyRow(LedgerTable, table=True):
    """A payload key that cases were written with: its id, and a check value from which it cannot be found."""

    __tablename__ = "payload_keys"

    id: str = Field(primary_key=True)
    check_value: str
