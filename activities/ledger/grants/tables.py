"""Tables of who is granted what, and of the money.

A grant is named by its `reference`, `policy/period/beneficiary`: the key that lets nobody have it twice.
"""

# pyright: reportAssignmentType=false

from datetime import date, datetime
from typing import Final

from sqlalchemy import BigInteger, DateTime, Index, text
from sqlmodel import Field

from activities.database import Key
from activities.ledger.ledger import LedgerTable

_FOR_ANOTHER: Final = text("payee <> beneficiary")
"""Parents and employers are paid for others; most people are their own payees."""

_TO_LOOK_AT: Final = text("state IN ('second-look', 'faulty')")
"""What waits for an officer is little beside what is granted."""


class GrantRow(LedgerTable, table=True):
    """One grant. Money is in fen.

    `opens_as` is the state that it takes when its campaign is released; `because` the rule, the wish or
    the datum by which it is where it is. `apart` is set as soon as somebody acts: from then on a workflow
    of its own sees to it, and its campaign only counts it. `objected` stays set
    when the objection is decided.
    Where an officer is to look at it, that is since `waits_since` and should be done by `waits_until`.
    `overpaid` is what is to be claimed back; `last_act` the id of the act that was carried out last.
    """

    __tablename__ = "grants"
    __table_args__ = (
        Index("grants_of_campaign", "campaign", "state", "reference"),
        Index("grants_of_beneficiary", "beneficiary", "policy"),
        Index(
            "grants_to_look_at",
            "policy",
            "waits_until",
            sqlite_where=_TO_LOOK_AT,
            postgresql_where=_TO_LOOK_AT,
        ),
        Index("grants_of_payee", "payee", sqlite_where=_FOR_ANOTHER, postgresql_where=_FOR_ANOTHER),
    )

    reference: str = Field(primary_key=True, sa_type=Key)
    policy: str
    edition: str
    period: str
    beneficiary: str = Field(sa_type=Key)
    payee: str = Field(sa_type=Key)
    campaign: str
    state: str
    opens_as: str
    because: str = ""
    fen: int = Field(sa_type=BigInteger)
    region: str = ""
    waits_since: date | None = None
    waits_until: date | None = None
    objections_until: date | None = None
    objected: bool = False
    apart: bool = False
    last_act: str = ""
    overpaid: int = Field(default=0, sa_type=BigInteger)


class PaymentRow(LedgerTable, table=True):
    """One payment of a grant, `reference/round`; a second round follows a return or a correction.

    `facts` is the beneficiary as the rules knew him when it was made, as JSON.
    """

    __tablename__ = "payments"

    id: str = Field(primary_key=True, sa_type=Key)
    reference: str = Field(index=True, sa_type=Key)
    file: str = Field(index=True, sa_type=Key)
    account: str
    fen: int = Field(sa_type=BigInteger)
    state: str
    because: str = ""
    facts: str


class PaymentFileRow(LedgerTable, table=True):
    """Payments that go to the treasury together, what is in them and what became of them, as JSON."""

    __tablename__ = "payment_files"

    id: str = Field(primary_key=True)
    campaign: str = Field(index=True)
    made_on: date
    content: str = ""
    answer: str | None = None


class BudgetRow(LedgerTable, table=True):
    """What a policy may pay in a period, and what of it is bound by payments, in fen."""

    __tablename__ = "budgets"

    policy: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    total: int = Field(sa_type=BigInteger)
    bound: int = Field(default=0, sa_type=BigInteger)


class BudgetOrderRow(LedgerTable, table=True):
    """Who has set a budget to how much (fen), and when; nothing is ever taken out."""

    __tablename__ = "budget_orders"

    id: str = Field(primary_key=True)
    policy: str
    period: str
    total: int = Field(sa_type=BigInteger)
    ordered_by: str
    ordered_at: datetime = Field(sa_type=DateTime(timezone=True))


class CampaignRow(LedgerTable, table=True):
    """A campaign, who prepared it, and its closing report as JSON."""

    __tablename__ = "campaigns"

    id: str = Field(primary_key=True)
    policy: str
    edition: str
    period: str
    prepared_by: str
    report: str | None = None


class OptOutRow(LedgerTable, table=True):
    """Who does not want a policy (or any: `*`), in a period or for ever (`*`); or wants it all the same."""

    __tablename__ = "opt_outs"

    beneficiary: str = Field(primary_key=True, sa_type=Key)
    policy: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    wanted: bool = False


class ObjectionRow(LedgerTable, table=True):
    """An objection to a grant: the grounds, the officer's last day, and the decision."""

    __tablename__ = "objections"

    id: str = Field(primary_key=True)
    reference: str = Field(index=True)
    grounds: str
    raised_on: date
    due_on: date
    upheld: bool | None = None
    decided_by: str = ""


class ClawbackRow(LedgerTable, table=True):
    """A case in which so many fen of a grant are claimed back; what is claimed by one is not by another."""

    __tablename__ = "clawbacks"

    case: str = Field(primary_key=True)
    reference: str = Field(index=True, sa_type=Key)
    number: int
    fen: int = Field(sa_type=BigInteger)
