"""Who does not want to be given what nobody asked for."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.grants.offers import ANY


class OptOutRow(LedgerTable, table=True):
    """Who does not want a policy (or any: `*`), in a period or for ever (`*`); or wants it all the same."""

    __tablename__ = "opt_outs"

    beneficiary: str = Field(primary_key=True, sa_type=Key)
    policy: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    wanted: bool = False


_WISHES: Final = table_of(OptOutRow)
_MINE: Final = _WISHES.c.beneficiary == bindparam("mine")

_OPTED_OUT: Final = (
    select(_WISHES.c.beneficiary, _WISHES.c.wanted)
    .where(
        _WISHES.c.beneficiary.between(bindparam("first"), bindparam("last")),
        _WISHES.c.policy.in_([bindparam("policy"), ANY]),
        _WISHES.c.period.in_([bindparam("period"), ANY]),
    )
    .order_by(_WISHES.c.policy != ANY, _WISHES.c.period != ANY)
)
_ANY_OF_MINE: Final = select(_WISHES.c.wanted).where(_MINE).limit(1)
_WISH: Final = insert(_WISHES)


def opted_out(books: Transaction, keys: Sequence[str], *, policy: str, period: str) -> frozenset[str]:
    """Those who do not want the policy, in this period or ever: of several wishes the closest counts."""
    if not keys:
        return frozenset()
    span = {"first": min(keys), "last": max(keys), "policy": policy, "period": period}
    closest = dict(books.execute(_OPTED_OUT, span).all())
    return frozenset(beneficiary for beneficiary, wanted in closest.items() if not wanted)


def wish(books: Transaction, *, beneficiary: str, policy: str, period: str, wanted: bool) -> None:
    """Write down whether somebody wants a policy, in place of every earlier wish that this one covers."""
    covered = ((_WISHES.c.policy, policy), (_WISHES.c.period, period))
    earlier = delete(_WISHES).where(_MINE, *(column == it for column, it in covered if it != ANY))
    books.execute(earlier, {"mine": beneficiary})
    if not wanted or books.execute(_ANY_OF_MINE, {"mine": beneficiary}).first():
        row = {"beneficiary": beneficiary, "policy": policy, "period": period, "wanted": wanted}
        books.execute(_WISH, row)
