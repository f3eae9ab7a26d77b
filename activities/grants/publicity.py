"""Public lists (公示名单): what is shown of a grant while objections are heard, and what never is."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from temporalio import activity

from activities.database import Transaction
from activities.grants import policies
from activities.ledger import Ledger
from activities.ledger.grants import publicity
from activities.ledger.grants.grants import GrantRecord
from activities.rejection import rejected
from client.errors import InvalidOrder, NotPossible
from client.messages.grants.offers import GrantState
from client.messages.grants.publicity import (
    MARK,
    PublicEntry,
    PublicList,
    PublicNumber,
    PublicPage,
    PublicRequest,
)
from client.messages.message import Message
from matters import catalogue
from matters.catalogue import find_grant
from matters.language import DefinitionError, Grant

PAGE: Final = 2_000
"""Entries in one message, far below what the server takes."""

TAIL: Final = 4
"""Of a key so many characters are shown at most, and never more than a third."""


class PageWanted(Message):
    """Which part of a list, and as of which day."""

    request: PublicRequest
    on: date


class Named(Message):
    """A public number, and the day on which it is used."""

    number: PublicNumber
    on: date


class Numbered(Message):
    """The grant that a public number stands for, and the opaque stand-in by which operators know it."""

    reference: str
    seal: str


def begun(books: Transaction, grant: Grant[Any], state: GrantState, *, on: date) -> dict[str, date]:
    """Since when and until when objections are heard to what comes into this state, if they then are."""
    if grant.publicity is None or state is not GrantState.GRANTED:
        return {}
    return {"public_since": on, "objections_until": policies.heard_until(books, grant.publicity, on=on).on}


def lengthen(books: Transaction, *, on: date) -> None:
    """What is public that day gets the days that orders of the calendar give; what is over stays over."""
    for grant in catalogue.GRANTS:
        if grant.publicity is None:
            continue
        for since in publicity.begun_on(books, policy=grant.code, edition=grant.edition, on=on):
            until = policies.heard_until(books, grant.publicity, on=since).on
            publicity.lengthen(
                books, policy=grant.code, edition=grant.edition, since=since, until=until, on=on
            )


class PublicLists:
    """What the public may know. `seal` makes the opaque part of a number."""

    def __init__(self, ledger: Ledger, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._seal = seal

    @activity.defn
    def publish(self, wanted: PageWanted) -> PublicPage:
        """The next part of a list; refused where the policy has no publicity, or `after` is of another."""
        request = wanted.request
        if request.after and not request.after.startswith(f"{request.policy}/{request.period}/"):
            raise rejected(InvalidOrder, "翻页位置（after）不是本名单给出的；请填上一页末尾给出的值")
        grant = _public_policy(request.policy, request.period, on=wanted.on)
        with self._ledger.reading() as books:
            found = publicity.page(books, **request.model_dump(), on=wanted.on, size=PAGE)
        part = PublicList(
            policy=grant.code,
            name=grant.name,
            period=request.period,
            department=grant.department.name,
            basis=str(grant.publicity.basis) if grant.publicity else "",
            entries=tuple(map(self._entry, found)),
        )
        return PublicPage(part=part, after=found[-1].reference if len(found) == PAGE else "")

    @activity.defn
    def find(self, named: Named) -> Numbered:
        """The grant of a public number; refused when objections to it are not heard any more."""
        number = named.number.number
        policy, _, rest = number.partition("/")
        period, _, _ = rest.partition("/")
        for each in self._public(policy, period, on=named.on):
            if self._number(each) == number:
                return Numbered(reference=each.reference, seal=self._seal(each.reference))
        raise rejected(NotPossible, "没有这个公示编号，或其异议期已届满，请核对公示名单")

    def _public(self, policy: str, period: str, *, on: date) -> Iterator[GrantRecord]:
        with self._ledger.reading() as books:
            after: str | None = ""
            while after is not None:
                found = publicity.page(books, policy=policy, period=period, on=on, after=after, size=PAGE)
                yield from found
                after = found[-1].reference if len(found) == PAGE else None

    def _entry(self, each: GrantRecord) -> PublicEntry:
        return PublicEntry(
            number=self._number(each),
            beneficiary=_masked(each.beneficiary),
            region=each.region,
            fen=each.fen,
            until=each.objections_until or date.max,
        )

    def _number(self, each: GrantRecord) -> str:
        """Not the stand-in by which operators know its workflow: the public need not find that."""
        sealed = self._seal(f"public/{each.reference}")[:16].upper()
        return f"{each.policy}/{each.period}/{MARK}{sealed}"


def _masked(key: str) -> str:
    shown = min(TAIL, len(key) // 3)
    return "*" * (len(key) - shown) + key[len(key) - shown :]


def _public_policy(code: str, period: str, *, on: date) -> Grant[Any]:
    try:
        grant = find_grant(code, on=on)
        policies.period(grant, period)
    except DefinitionError as error:
        raise rejected(NotPossible, str(error)) from None
    if grant.publicity is None:
        raise rejected(NotPossible, f"{grant.name}不公示名单")
    return grant
