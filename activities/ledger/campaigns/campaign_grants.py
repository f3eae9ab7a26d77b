"""The grants that campaigns have found, moved and counted many at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Date, bindparam, case, delete, func, select, update

from activities.database import Transaction
from activities.ledger.grants.grants import GRANTS, RECORDS, TO_LOOK_AT, GrantRecord, read
from client.messages.grants.offers import GrantState

FREE: Final = (
    GrantState.MATCHED,
    GrantState.OFFERED,
    GrantState.ASKED,
    GrantState.SECOND_LOOK,
    GrantState.GRANTED,
    GrantState.FAULTY,
)
"""What a campaign that is stopped lets go, unless somebody has acted: a later one may find it again."""


class Sum(NamedTuple):
    """So many grants and their fen."""

    label: str
    grants: int
    fen: int


_MINE: Final = GRANTS.c.campaign == bindparam("of_campaign")
_GRANTED: Final = GRANTS.c.state == GrantState.GRANTED
_NOBODY_ACTED: Final = GRANTS.c.apart.is_(False)
_LOOKED_AT: Final = GRANTS.c.opens_as.in_(TO_LOOK_AT)
_NEXT: Final = (
    select(GRANTS.c.reference)
    .where(_MINE, GRANTS.c.state == GrantState.MATCHED)
    .order_by(GRANTS.c.reference)
    .limit(bindparam("size"))
    .with_for_update()  # what an event ends meanwhile is left, and the next one takes its place
    .cte("next_ones", nesting=True)  # for a plan may ask a subquery anew at each row, and be told of others
)
_OPEN: Final = (
    update(GRANTS)
    .where(GRANTS.c.reference.in_(select(_NEXT.c.reference)))
    .values(
        state=GRANTS.c.opens_as,
        waits_since=case((_LOOKED_AT, bindparam("since", type_=Date))),
        waits_until=case((_LOOKED_AT, bindparam("until", type_=Date))),
    )
)
_PUBLICISE: Final = update(GRANTS).where(_MINE, _GRANTED)
_PUBLIC_UNTIL: Final = select(func.max(GRANTS.c.objections_until)).where(_MINE, _GRANTED, _NOBODY_ACTED)
_FREE: Final = delete(GRANTS).where(_MINE, GRANTS.c.state.in_(FREE), _NOBODY_ACTED)
_FOLLOWING: Final = (
    select(GRANTS.c.beneficiary)
    .where(_MINE, _GRANTED, _NOBODY_ACTED)
    .order_by(GRANTS.c.reference)
    .limit(bindparam("size"))
)
_GRANTED_BESIDE: Final = (
    RECORDS.where(
        GRANTS.c.beneficiary.in_(bindparam("beneficiaries", expanding=True)),
        GRANTS.c.policy.in_(bindparam("beside", expanding=True)),
        _GRANTED,
    )
    .order_by(GRANTS.c.reference)
    .with_for_update()
)
_SUMS: Final = {
    column.name: select(column, func.count(), func.sum(GRANTS.c.fen))
    .where(_MINE)
    .group_by(column)
    .order_by(column)
    for column in (GRANTS.c.opens_as, GRANTS.c.state, GRANTS.c.region)
}
_AMOUNTS: Final = (
    select(GRANTS.c.fen, func.count())
    .where(_MINE, GRANTS.c.fen > 0)
    .group_by(GRANTS.c.fen)
    .order_by(GRANTS.c.fen)
)
_COUNT: Final = select(func.count()).where(_MINE)
_COUNT_STATE: Final = _COUNT.where(GRANTS.c.state == bindparam("state"))
_OBJECTIONS: Final = _COUNT.where(GRANTS.c.objected.is_(True))
_TOTAL: Final = select(func.count(), func.coalesce(func.sum(GRANTS.c.fen), 0)).where(
    GRANTS.c.reference.between(bindparam("first"), bindparam("last")),
    GRANTS.c.state.in_(bindparam("states", expanding=True)),
)


def open_up_to(books: Transaction, campaign: str, *, target: int, since: date, until: date) -> int:
    """Let matched grants take the state that they are to open in, until so many are open; tells how many are.

    What an officer is to look at waits from `since`, at most `until`. A repeat opens nothing more.
    """
    opened = count(books, campaign) - count(books, campaign, state=GrantState.MATCHED)
    more = {"of_campaign": campaign, "size": max(0, target - opened), "since": since, "until": until}
    return opened + books.execute(_OPEN, more).rowcount


def publicise(books: Transaction, campaign: str, *, since: date, until: date) -> int:
    """Hear objections to what a campaign has granted until the end of this day."""
    public = {"of_campaign": campaign, "public_since": since, "objections_until": until}
    return books.execute(_PUBLICISE, public).rowcount


def public_until(books: Transaction, campaign: str) -> date | None:
    """The last day on which objections are heard to what the campaign itself is to pay."""
    found: date | None = books.execute(_PUBLIC_UNTIL, {"of_campaign": campaign}).scalar_one()
    return found


def free(books: Transaction, campaign: str) -> int:
    """Let go what a stopped campaign has not paid and nobody has acted upon."""
    return books.execute(_FREE, {"of_campaign": campaign}).rowcount


def due(books: Transaction, campaign: str, *, size: int, beside: Sequence[str]) -> list[GrantRecord]:
    """The next of a campaign to be paid, locked until the transaction ends.

    Locked with them, in one order for all payments, is what their beneficiaries are granted of the policies
    `beside`: of two that exclude each other, the second sees the first.
    """
    following = {"of_campaign": campaign, "size": size}
    while keys := books.execute(_FOLLOWING, following).scalars().all():
        locked = read(books, _GRANTED_BESIDE, beneficiaries=keys, beside=beside)
        if found := [each for each in locked if each.campaign == campaign and not each.apart]:
            return found  # else all of them were changed by whoever had them locked
    return []


def sums(books: Transaction, campaign: str, *, by: str) -> list[Sum]:
    """A campaign's grants and their fen by the values of a column: `opens_as`, `state` or `region`."""
    rows = books.execute(_SUMS[by], {"of_campaign": campaign})
    return [Sum(str(label), grants, int(fen)) for label, grants, fen in rows]


def amounts(books: Transaction, campaign: str) -> list[tuple[int, int]]:
    """Every amount that a campaign comes to, and how often, the smallest first."""
    return [(int(fen), times) for fen, times in books.execute(_AMOUNTS, {"of_campaign": campaign})]


def count(books: Transaction, campaign: str, *, state: GrantState | None = None) -> int:
    """How many of a campaign's grants are in this state, or in any."""
    found = (
        books.execute(_COUNT_STATE, {"of_campaign": campaign, "state": state})
        if state
        else books.execute(_COUNT, {"of_campaign": campaign})
    )
    return int(found.scalar_one())


def total(books: Transaction, *, policy: str, period: str, states: Sequence[str]) -> Sum:
    """What was granted of a policy in a period, whoever granted it."""
    span = {"first": f"{policy}/{period}/", "last": f"{policy}/{period}/~", "states": states}
    grants, fen = books.execute(_TOTAL, span).one()
    return Sum(period, grants, int(fen))


def objections(books: Transaction, campaign: str) -> int:
    """To how many of a campaign's grants somebody has objected."""
    return int(books.execute(_OBJECTIONS, {"of_campaign": campaign}).scalar_one())
