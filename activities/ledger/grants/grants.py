"""Who is granted what: one row for each policy, period and beneficiary, whoever finds it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Date, Row, Select, and_, bindparam, func, insert, or_, select, text, update

from activities.database import Transaction, bulk
from activities.errors import GrantMissing
from activities.ledger.grants.tables import GrantRow, OptOutRow
from client.messages.grants.offers import ANY, GrantState
from matters.language import Enjoyed

GRANTS: Final = GrantRow.metadata.tables["grants"]
OPT_OUTS: Final = OptOutRow.metadata.tables["opt_outs"]

ENJOYED: Final = (GrantState.FILED, GrantState.PAID, GrantState.RETURNED)
"""Money is under way or there: it counts as enjoyed before, for other grants and other periods."""

FREE: Final = (
    GrantState.MATCHED,
    GrantState.OFFERED,
    GrantState.ASKED,
    GrantState.SECOND_LOOK,
    GrantState.GRANTED,
    GrantState.FAULTY,
)
"""What a campaign that is stopped lets go, unless somebody has acted: a later one may find it again."""

_BLANK: Final = {
    "waits_since": None,
    "waits_until": None,
    "objections_until": None,
    "objected": False,
    "apart": False,
    "last_act": "",
    "overpaid": 0,
}
_TO_LOOK_AT = "CASE WHEN opens_as IN ('second-look', 'faulty') THEN"
_OPEN = text(
    f"UPDATE grants SET state = opens_as, waits_since = {_TO_LOOK_AT} :since END, "  # noqa: S608
    f"waits_until = {_TO_LOOK_AT} :until END WHERE reference IN (SELECT reference FROM grants "
    "WHERE campaign = :campaign AND state = 'matched' ORDER BY reference LIMIT :size)"
).bindparams(bindparam("since", type_=Date), bindparam("until", type_=Date))
_OPTED_OUT = text(
    "SELECT beneficiary, wanted FROM opt_outs WHERE beneficiary BETWEEN :first AND :last "
    "AND policy IN (:policy, '*') AND period IN (:period, '*') "
    "ORDER BY CASE policy WHEN '*' THEN 0 ELSE 1 END, CASE period WHEN '*' THEN 0 ELSE 1 END"
)


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


class Sum(NamedTuple):
    """So many grants and their fen."""

    label: str
    grants: int
    fen: int


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


def open_up_to(books: Transaction, campaign: str, *, target: int, since: date, until: date) -> int:
    """Let matched grants take the state that they are to open in, until so many are open; tells how many are.

    What an officer is to look at waits from `since`, at most `until`. A repeat opens nothing more.
    """
    total, closed = (count(books, campaign, state=state) for state in (None, GrantState.MATCHED))
    size = max(0, target - (total - closed))
    return total - closed + _opened(books, campaign, size, since=since, until=until)


def _opened(books: Transaction, campaign: str, size: int, **waits: date) -> int:
    return books.execute(_OPEN, {"campaign": campaign, "size": size, **waits}).rowcount


def publicise(books: Transaction, campaign: str, *, until: date) -> int:
    """Hear objections to what a campaign has granted until the end of this day."""
    mine = (GRANTS.c.campaign == campaign, GRANTS.c.state == GrantState.GRANTED)
    return books.execute(update(GRANTS).where(*mine).values(objections_until=until)).rowcount


def free(books: Transaction, campaign: str) -> int:
    """Let go what a stopped campaign has not paid and nobody has acted upon."""
    mine = GRANTS.c.campaign == campaign
    return books.execute(
        GRANTS.delete().where(mine, GRANTS.c.state.in_(FREE), GRANTS.c.apart.is_(False))
    ).rowcount


def due(books: Transaction, campaign: str, *, size: int, beside: Sequence[str]) -> list[GrantRecord]:
    """The next of a campaign to be paid, locked until the transaction ends.

    Locked with them, in one order for all payments, is what their beneficiaries are granted of the policies
    `beside`: of two that exclude each other, the second sees the first.
    """
    granted = GRANTS.c.state == GrantState.GRANTED
    mine = (GRANTS.c.campaign == campaign, GRANTS.c.apart.is_(False), granted)
    following = select(GRANTS.c.beneficiary).where(*mine).order_by(GRANTS.c.reference).limit(size)
    while keys := books.execute(following).scalars().all():
        wanted = _standings().where(GRANTS.c.beneficiary.in_(keys), GRANTS.c.policy.in_(beside), granted)
        locked = _read(books, wanted.order_by(GRANTS.c.reference))
        if found := [each for each in locked if each.campaign == campaign and not each.apart]:
            return found  # else all of them were changed by whoever had them locked
    return []


def get(books: Transaction, reference: str) -> GrantRecord | None:
    """One grant, locked until the transaction ends."""
    found = _read(books, _standings().where(GRANTS.c.reference == reference))
    return found[0] if found else None


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
    wanted = _standings().where(GRANTS.c.beneficiary == beneficiary)
    return _read(books, wanted.order_by(GRANTS.c.reference))


def told_to(books: Transaction, key: str) -> list[GrantRecord]:
    """Everything that somebody was found for, or is paid for another, locked likewise."""
    own, others = GRANTS.c.beneficiary == key, GRANTS.c.payee == key
    wanted = _standings().where(or_(own, and_(others, GRANTS.c.payee != GRANTS.c.beneficiary)))
    return _read(books, wanted.order_by(GRANTS.c.reference))


def change(books: Transaction, references: Iterable[str], **values: Any) -> None:
    """Write new values into grants."""
    books.execute(update(GRANTS).where(GRANTS.c.reference.in_(sorted(references))).values(**values))


def sums(books: Transaction, campaign: str, *, by: str) -> list[Sum]:
    """A campaign's grants and their fen by the values of a column."""
    column = GRANTS.c[by]
    found = select(column, func.count(), func.sum(GRANTS.c.fen)).where(GRANTS.c.campaign == campaign)
    rows = books.execute(found.group_by(column).order_by(column))
    return [Sum(str(label), grants, int(fen)) for label, grants, fen in rows]


def amounts(books: Transaction, campaign: str) -> list[tuple[int, int]]:
    """Every amount that a campaign comes to, and how often, the smallest first."""
    found = select(GRANTS.c.fen, func.count()).where(GRANTS.c.campaign == campaign, GRANTS.c.fen > 0)
    return [
        (int(fen), times) for fen, times in books.execute(found.group_by(GRANTS.c.fen).order_by(GRANTS.c.fen))
    ]


def count(books: Transaction, campaign: str, *, state: GrantState | None = None) -> int:
    """How many of a campaign's grants are in this state, or in any."""
    found = select(func.count()).where(GRANTS.c.campaign == campaign)
    return int(books.execute(found.where(GRANTS.c.state == state) if state else found).scalar_one())


def total(books: Transaction, *, policy: str, period: str, states: Sequence[str]) -> Sum:
    """What was granted of a policy in a period, whoever granted it."""
    found = select(func.count(), func.coalesce(func.sum(GRANTS.c.fen), 0)).where(
        GRANTS.c.reference.between(f"{policy}/{period}/", f"{policy}/{period}/~"),
        GRANTS.c.state.in_(states),
    )
    grants, fen = books.execute(found).one()
    return Sum(period, grants, int(fen))


def objections(books: Transaction, campaign: str) -> int:
    """To how many of a campaign's grants somebody has objected."""
    found = select(func.count()).where(GRANTS.c.campaign == campaign, GRANTS.c.objected.is_(True))
    return int(books.execute(found).scalar_one())


def enjoyed(
    books: Transaction, keys: Sequence[str], *, policies: Sequence[str], but: str
) -> dict[str, tuple[Enjoyed, ...]]:
    """What these have had of these policies before, by key, without the grants of the period `but`."""
    if not keys:
        return {}
    found = select(GRANTS.c.beneficiary, GRANTS.c.policy, GRANTS.c.period, GRANTS.c.payee).where(
        GRANTS.c.beneficiary.between(min(keys), max(keys)),
        GRANTS.c.policy.in_(policies),
        GRANTS.c.state.in_(ENJOYED),
    )
    had: dict[str, tuple[Enjoyed, ...]] = {}
    for beneficiary, policy, period, payee in books.execute(found.order_by(GRANTS.c.reference)):
        if (policy, period) != (policies[0], but):
            before = Enjoyed(policy=policy, period=period, paid_to=payee)
            had[beneficiary] = (*had.get(beneficiary, ()), before)
    return had


def opted_out(books: Transaction, keys: Sequence[str], *, policy: str, period: str) -> frozenset[str]:
    """Those who do not want the policy, in this period or ever: of several wishes the closest counts."""
    if not keys:
        return frozenset()
    span = {"first": min(keys), "last": max(keys), "policy": policy, "period": period}
    wishes = [tuple(row) for row in books.execute(_OPTED_OUT, span)]
    return frozenset(beneficiary for beneficiary, wanted in dict(wishes).items() if not wanted)


def wish(books: Transaction, *, beneficiary: str, policy: str, period: str, wanted: bool) -> None:
    """Write down whether somebody wants a policy, in place of every earlier wish that this one covers."""
    mine = OPT_OUTS.c.beneficiary == beneficiary
    covered = ((OPT_OUTS.c.policy, policy), (OPT_OUTS.c.period, period))
    books.execute(OPT_OUTS.delete().where(mine, *(column == it for column, it in covered if it != ANY)))
    if not wanted or books.execute(select(OPT_OUTS).where(mine)).first():
        row = {"beneficiary": beneficiary, "policy": policy, "period": period, "wanted": wanted}
        books.execute(insert(OPT_OUTS).values(**row))


def _standings() -> Select[Any]:
    return select(*(GRANTS.c[name] for name in GrantRecord._fields)).with_for_update()


def _read(books: Transaction, statement: Select[Any]) -> list[GrantRecord]:
    return [standing(row) for row in books.execute(statement)]


def standing(row: Row[Any]) -> GrantRecord:
    """A row of its columns."""
    found = GrantRecord._make(row)
    return found._replace(state=GrantState(found.state))
