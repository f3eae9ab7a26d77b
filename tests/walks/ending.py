"""How a walk ends: whatever has become of the case, it is closed, and its books are in order."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import text

from activities.ledger.cases import notices
from activities.stand_ins.books import refunds
from client import Outcome, OutcomeKind, State
from client.messages.cases.choice import OnRefusal
from client.messages.cases.progress import Colour
from tests.walks.book import FEE
from tests.walks.clerk import Order, WalkClerk
from tests.walks.item import LATE_PAPERS, SETTLED, WANTED
from tests.walks.walker import Walker

PAPERS: Final = (*WANTED.values(), *LATE_PAPERS.values())
OFFICERS: Final = ("officer-1", "officer-2")
COUNTED: Final = (
    "correction",
    "payment",
    "reminder",
    "suspension",
    "extension",
    "calendar",
    "late-demand",
)
"""Kinds of notices that the clerk counts; those of deadlines are to be seen in colours."""
NEGLECT: Final = timedelta(days=90)
STEPS: Final = 60
_VALID: Final = text("SELECT issue_key FROM licences WHERE issue_key LIKE :keys AND revoked_because IS NULL")


class Ending(StrEnum):
    """What happens after the last step."""

    DUTIFUL = "everybody does what is to be done"
    NEGLECTED = "nobody does anything for long, then everybody"
    WITHDRAWN = "the applicant withdraws"


async def end(walker: Walker, ending: Ending) -> None:
    """Take the case to its end, and look through the books."""
    if ending is Ending.NEGLECTED and not walker.clerk.closed:
        await walker.waits(NEGLECT)
        _require_nothing_hidden(walker)
    if ending is Ending.WITHDRAWN:
        await walker.withdraws()
    for _ in range(STEPS):
        if walker.clerk.closed:
            break
        await _do_what_is_to_be_done(walker)
    _require_order(walker, await walker.case.outcome())


async def _do_what_is_to_be_done(walker: Walker) -> None:
    clerk = walker.clerk
    order = next(_orders(clerk), None)
    if clerk.choice:
        await walker.chooses(OnRefusal.WITHDRAW_REST)
    elif clerk.objection_to_supplement(PAPERS) is None:
        await walker.supplements(PAPERS)
    elif clerk.items["sign-permit"].state is State.PAYMENT:
        await walker.pays(FEE)
    elif order:
        await walker.orders(order)
    else:
        await walker.waits(timedelta(days=1))


def _orders(clerk: WalkClerk) -> Iterator[Order]:
    """Resume, else decide, else let another officer decide."""
    for command in ("resume", "grant", "return"):
        for item in clerk.items:
            for officer, other in (OFFICERS, OFFICERS[::-1]):
                order = Order(command=command, item=item, officer=officer, reason="", to=other)
                idle = command == "return" and clerk.items[item].state is not State.IN_REVIEW
                if not idle and clerk.objection(order) is None:
                    yield order


def _require_nothing_hidden(walker: Walker) -> None:
    """After a long neglect all that is open is in the list of what is stuck, or waits for what is."""
    seen = walker.before
    assert seen
    assert not seen.choice
    stuck = [item.code for item in seen.items if item.colour is Colour.RED]
    for item in seen.items:
        waits_for_stuck = item.waiting_for and {*item.waiting_for} <= {*stuck}
        assert item.state in SETTLED or item.code in stuck or waits_for_stuck


def _require_order(walker: Walker, outcome: Outcome) -> None:
    clerk, case = walker.clerk, str(walker.case.id)
    assert {item.code: item.state for item in outcome.items} == {
        code: item.state for code, item in clerk.items.items()
    }
    assert outcome.kind is _kind(clerk)
    with walker.parts.ledger.transaction() as books:
        told = Counter(row.kind for row in notices.told(books, case))
    with walker.parts.district.transaction() as books:
        valid = {row.issue_key for row in books.execute(_VALID, {"keys": f"{case}/%"})}
        given_back = sum(refunds.ordered(books, case).values())
    granted = {code for code, item in clerk.items.items() if item.state is State.GRANTED}
    assert valid == {f"{case}/{code}" for code in granted}
    assert {item.code for item in outcome.items if item.licence} == granted
    assert given_back == clerk.surplus + clerk.refunded
    assert {kind: told[kind] for kind in COUNTED} == {kind: clerk.told[kind] for kind in COUNTED}
    assert told["decision"] == sum(item.decisions for item in clerk.items.values())
    refused = [item for item in clerk.items.values() if item.state is State.REFUSED]
    assert clerk.told["choice"] <= told["choice"] <= len(refused)  # one may be moot as soon as it is told


def _kind(clerk: WalkClerk) -> OutcomeKind:
    states = {item.state for item in clerk.items.values()}
    if clerk.withdrawn:
        return OutcomeKind.WITHDRAWN
    if states == {State.GRANTED}:
        return OutcomeKind.GRANTED
    if State.GRANTED in states:
        return OutcomeKind.PARTLY_GRANTED
    if State.REFUSED in states:
        return OutcomeKind.REFUSED
    return OutcomeKind.WITHDRAWN if State.WITHDRAWN in states else OutcomeKind.LAPSED
