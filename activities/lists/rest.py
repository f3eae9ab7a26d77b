"""A case at rest is kept, so that lists and looks need not ask it."""

from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.cases import case_states, heard_words
from activities.ledger.cases.heard_words import HeardWord
from activities.ledger.lists import case_lines, holds
from activities.lists import delays, feed
from client.messages.lists.case_line import CaseLine, Hold
from client.messages.lists.event import EventKind
from client.messages.message import Message
from matters.clock.calendar import Calendar


class Rest(Message):
    """A case as it stands, for the `version`th time, and who had the ball, from the `first` time on.

    By the `calendar` its working time is shared out, once it is closed. `state` is all that is known,
    which the engine alone reads; `heard` are words, from the `first_heard` on.
    """

    line: CaseLine
    version: int
    holds: tuple[Hold, ...]
    first: int = 0
    calendar: Calendar
    state: str = ""
    heard: tuple[HeardWord, ...] = ()
    first_heard: int = 0


class RestKept(Message):
    """That it is on file, with so many words."""

    heard: int


class Rests:
    """Keeps them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def keep_rest(self, rest: Rest) -> RestKept | None:
        """Show it so from now on; a repeat changes nothing, nor does what comes late, but for words.

        Nothing comes back in histories of before 2026-11-29 only.
        """
        with self._ledger.transaction() as books:
            keep(books, rest)
        return RestKept(heard=len(rest.heard))


def keep(books: Transaction, rest: Rest) -> None:
    """The same in a transaction with what has brought it to rest; words are kept whenever they come."""
    line = rest.line
    heard_words.keep(books, line.case, rest.heard, first=rest.first_heard)
    if case_lines.keep(books, line, version=rest.version):
        if rest.state:
            case_states.keep(books, line.case, rest.state, version=rest.version)
        holds.keep(books, line.case, rest.holds, first=rest.first)
        if line.closed_at:
            seconds = delays.shares(
                holds.of(books, line.case),
                since=line.received_at,
                until=line.closed_at,
                calendar=rest.calendar,
            )
            holds.settle(books, line.case, seconds, closed_at=line.closed_at)
        kind = EventKind.CLOSED if line.closed_at else EventKind.MOVED
        feed.tell_line(books, line, kind, mark=f"rest/{rest.version}")
