"""Mandates: a campaign was prepared by one natural person, and its preview released by another."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Key, Transaction, insert_or_replace, table_of
from activities.errors import NotReleased
from activities.ledger.campaigns import campaigns
from activities.ledger.ledger import LedgerTable


class MandateRow(LedgerTable, table=True):
    """Who lets a campaign pay, from which day on. Persons are those of the directory.

    `ordered` and `released` are the signed words themselves, `shown` the digest of the preview that the
    ledger has given last, `preview` of the one that was released, `run` the run of the engine that was
    ordered: a campaign that begins anew is released anew.
    """

    __tablename__ = "mandates"

    campaign: str = Field(primary_key=True, sa_type=Key)
    run: str
    prepared_by: str
    ordered: str
    payable_from: date
    shown: str = Field(default="", sa_column_kwargs={"server_default": ""})
    preview: str = ""
    released_by: str = ""
    released: str = ""


MANDATES: Final = table_of(MandateRow)

_THIS: Final = MANDATES.c.campaign == bindparam("of")
_FIND: Final = select(MANDATES).where(_THIS)
_ENTER: Final = insert_or_replace(MANDATES)
_SHOW: Final = update(MANDATES).where(_THIS, MANDATES.c.released_by == "").values(shown=bindparam("what"))
_RELEASE: Final = (
    update(MANDATES)
    .where(
        _THIS,
        MANDATES.c.released_by == "",
        MANDATES.c.prepared_by != bindparam("by"),
        MANDATES.c.shown == bindparam("what"),
    )
    .values(preview=bindparam("what"), released_by=bindparam("by"), released=bindparam("word"))
)


def find(books: Transaction, campaign: str) -> MandateRow | None:
    """That of a campaign, if it was ordered."""
    row = books.execute(_FIND, {"of": campaign}).mappings().one_or_none()
    return MandateRow(**row) if row else None


def require(books: Transaction, campaign: str, *, on: date | None = None) -> None:
    """Two persons let it go on, whatever a workflow was told, and pay from its day on.

    Raises `NotReleased`.
    """
    known = find(books, campaign)
    if known is None or not known.released_by or (on and on < known.payable_from):
        raise NotReleased(f"campaign {campaign} may not go on: nobody has released it, or its day is to come")


def require_ordered(books: Transaction, campaign: str) -> None:
    """Whom a campaign finds is in its preview: nobody joins one that is released, or that nobody has ordered.

    Raises `NotReleased`.
    """
    known = find(books, campaign)
    if known is None:
        raise NotReleased(f"campaign {campaign} was ordered by nobody: it finds nobody")
    if known.released_by:
        raise NotReleased(f"campaign {campaign} is released: whom it finds now was in no preview; begin anew")


def require_policy(books: Transaction, campaign: str, *, policy: str, edition: str, period: str) -> None:
    """By whatever policy a workflow says, it is that of the campaign.  Raises `NotReleased`."""
    if not campaigns.is_of(books, campaign, policy=policy, edition=edition, period=period):
        raise NotReleased(f"campaign {campaign} was ordered for another policy, edition or period")


def show(books: Transaction, campaign: str, *, preview: str) -> None:
    """From now on just this may be released."""
    books.execute(_SHOW, {"of": campaign, "what": preview})


def enter(books: Transaction, ordered: MandateRow) -> None:
    """Somebody has ordered a campaign; a repeat changes nothing."""
    known = find(books, ordered.campaign)
    if known is None or known.run != ordered.run:
        books.execute(_ENTER, ordered.model_dump())


def release(books: Transaction, campaign: str, *, preview: str, by: str, word: str) -> bool:
    """Let it pay; whether this person has, who is another than the one who prepared it."""
    books.execute(_RELEASE, {"of": campaign, "what": preview, "by": by, "word": word})
    known = find(books, campaign)
    return known is not None and (known.preview, known.released_by) == (preview, by)
