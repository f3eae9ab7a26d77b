"""Tables by which a machine earns trust: what rules said, what officers said later, and whom they look at."""

# pyright: reportAssignmentType=false

from datetime import datetime

from sqlalchemy import DateTime, Index
from sqlmodel import Field

from activities.ledger.ledger import LedgerTable


class VerdictRow(LedgerTable, table=True):
    """What a rule said of an item (`key` is that of its request), and whether an officer agreed later.

    `decided` is what the officer said, `agrees` is nothing where that says nothing of this rule.
    """

    __tablename__ = "verdicts"
    __table_args__ = (Index("verdicts_of_rule", "one_matter", "edition", "rule", "decided_at"),)

    key: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    one_matter: str
    edition: str
    item: str
    verdict: str
    shadow: bool
    judged_at: datetime = Field(sa_type=DateTime(timezone=True))
    decided: str | None = None
    agrees: bool | None = None
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class SecondLookRow(LedgerTable, table=True):
    """A grant of the machine that was drawn for an officer; `task` is the JSON of what the inbox shows."""

    __tablename__ = "second_looks"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    item: str
    department: str = Field(index=True)
    task: str
    officer: str | None = None
    agrees: bool | None = None
    reasons: str | None = None
    looked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
