"""Who is granted what: one row for each policy, period and beneficiary, whoever finds it.

A grant is named by its `reference`, `policy/period/beneficiary`: the key that lets nobody have it twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Index, Select, and_, bindparam, or_, select, update
from sqlmodel import Field

from activities.database import Key, Transaction, bulk, table_of
from activities.errors import GrantMissing
from activities.ledger.ledger import LedgerTable
from client.messages.grants.offers import GrantState
from matters.language import Enjoyed


class GrantRow(LedgerTable, table=True):
    """One grant. Money is in fen.

    `opens_as` is the state that it takes when its campaign is released; `because` the rule, the wish or
    the datum by which it is where it is. `apart` is set as soon as somebody acts: from then on a workflow
    of its own sees to it, and its campaign only counts it. `objected` stays set
    when the objection is decided.
    Where an officer is to look at it, that is since `waits_since` and should be done by `waits_until`.
    Where it is public, it is so from `public_since` on, and objections are heard until `objections_until`.
    `overpaid` is what is to be claimed back; `last_act` the id of the act that was carried out last.
    """

    __tablename__ = "grants"
    __table_args__ = (
        Index("grants_of_campaign", "campaign", "state", "reference"),
        Index("grants_of_beneficiary", "beneficiary", "policy"),
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
    public_since: date | None = None
    objections_until: date | None = None
    objected: bool = False
    apart: bool = False
    last_act: str = ""
    overpaid: int = Field(default=0, sa_type=BigInteger)


class GrantRecord(NamedTuple):
    """A grant as the ledger has it."""

    reference: str
    policy: str
    edition: str
    period: str
    beneficiary: str
    payee: str
    region: str
    campaign: str
    state: GrantState
    opens_as: str
    because: str
    fen: int
    waits_since: date | None
    waits_until: date | None
    objections_until: date | None
    apart: bool
    last_act: str
    overpaid: int


ENJOYED: Final = (GrantState.FILED, GrantState.PAID, GrantState.RETURNED)
"""Money is under way or there: it counts as enjoyed before, for other grants and other periods."""

TO_LOOK_AT: Final = (GrantState.SECOND_LOOK, GrantState.FAULTY)
"""Drawn for a second look, or beyond a rule that failed."""

GRANTS: Final = table_of(GrantRow)
RECORDS: Final = select(*(GRANTS.c[name] for name in GrantRecord._fields))

_FOR_ANOTHER: Final = GRANTS.c.payee != GRANTS.c.beneficiary
"""Parents and employers are paid for others; most people are their own payees."""
Index("grants_of_payee", GRANTS.c.payee, sqlite_where=_FOR_ANOTHER, postgresql_where=_FOR_ANOTHER)

WAITS: Final = GRANTS.c.state.in_(bindparam("looks", TO_LOOK_AT, expanding=True, literal_execute=True))
"""What waits for an officer is little beside what is granted. The states stand in every statement, for
a database uses the index of a part only where it sees that nothing beyond that part is asked for."""
Index("grants_to_look_at", GRANTS.c.policy, GRANTS.c.waits_until, sqlite_where=WAITS, postgresql_where=WAITS)

_LOCKED: Final = RECORDS.with_for_update()
_GET: Final = _LOCKED.where(GRANTS.c.reference == bindparam("of"))
_IS_THERE: Final = select(GRANTS.c.reference).where(GRANTS.c.reference == bindparam("of"))
_OWN: Final = GRANTS.c.beneficiary == bindparam("somebody")
_OF: Final = _LOCKED.where(_OWN).order_by(GRANTS.c.reference)
_TOLD_TO: Final = _LOCKED.where(
    or_(_OWN, and_(GRANTS.c.payee == bindparam("somebody"), _FOR_ANOTHER))
).order_by(GRANTS.c.reference)
_CHANGE: Final = update(GRANTS).where(GRANTS.c.reference.in_(bindparam("these", expanding=True)))
_ENJOYED: Final = (
    select(GRANTS.c.beneficiary, GRANTS.c.policy, GRANTS.c.period, GRANTS.c.payee)
    .where(
        GRANTS.c.beneficiary.between(bindparam("first"), bindparam("last")),
        GRANTS.c.policy.in_(bindparam("policies", expanding=True)),
        GRANTS.c.state.in_(ENJOYED),
    )
    .order_by(GRANTS.c.reference)
)
_BLANK: Final = {
    name: field.default for name, field in GrantRow.model_fields.items() if not field.is_required()
}


def reference(policy: str, period: str, beneficiary: str) -> str:
    """The key of a grant, from which those of its payments are made."""
    return f"{policy}/{period}/{beneficiary}"


def beneficiary(reference: str) -> str:
    """Whose grant it is."""
    return reference.split("/", 2)[2]


def enter(books: Transaction, found: Sequence[Mapping[str, Any]]) -> int:
    """Enter those whose key is not taken; tells how many were."""
    names = [column.name for column in GRANTS.columns]
    rows = [[row[name] for name in names] for row in ({**_BLANK, **each} for each in found)]
    return bulk.merge(books, GRANTS, rows) if rows else 0


def get(books: Transaction, reference: str) -> GrantRecord | None:
    """One grant, locked until the transaction ends."""
    found = read(books, _GET, of=reference)
    return found[0] if found else None


def is_known(books: Transaction, reference: str) -> bool:
    """Whether there is one."""
    return books.execute(_IS_THERE, {"of": reference}).first() is not None


def require(books: Transaction, reference: str) -> GrantRecord:
    """One grant that must be there.  Raises `GrantMissing`."""
    found = get(books, reference)
    if found is None:
        raise GrantMissing(
            "a grant that was found is not in the ledger; was it restored from an older backup?"
        )
    return found


def of(books: Transaction, beneficiary: str) -> list[GrantRecord]:
    """Everything that somebody was found for, locked likewise."""
    return read(books, _OF, somebody=beneficiary)


def told_to(books: Transaction, key: str) -> list[GrantRecord]:
    """Everything that somebody was found for, or is paid for another, locked likewise."""
    return read(books, _TOLD_TO, somebody=key)


def change(books: Transaction, references: Iterable[str], **values: Any) -> None:
    """Write new values into grants."""
    books.execute(_CHANGE, {"these": sorted(references), **values})


def enjoyed(
    books: Transaction, keys: Sequence[str], *, policies: Sequence[str], but: str
) -> dict[str, tuple[Enjoyed, ...]]:
    """What these have had of these policies before, by key, without the grants of the period `but`."""
    if not keys:
        return {}
    had: dict[str, tuple[Enjoyed, ...]] = {}
    asked = {"first": min(keys), "last": max(keys), "policies": policies}
    for beneficiary, policy, period, payee in books.execute(_ENJOYED, asked):
        if (policy, period) != (policies[0], but):
            before = Enjoyed(policy=policy, period=period, paid_to=payee)
            had[beneficiary] = (*had.get(beneficiary, ()), before)
    return had


def read(books: Transaction, statement: Select[Any], **asked: Any) -> list[GrantRecord]:
    """What a statement finds that begins with `RECORDS`."""
    rows = map(GrantRecord._make, books.execute(statement, asked))
    return [row._replace(state=GrantState(row.state)) for row in rows]
