"""Who is due a grant: the narrowing in the database, the exact rules here, page by page."""

from datetime import date
from typing import Final

from temporalio import activity

from activities.judging import entry, gather, judge
from activities.ledger import Ledger, grants, registers
from activities.policies import Chosen, Policy, choose
from client.offers import GrantState
from client.submission import Message

PAGE: Final = 5_000
"""Rows in memory at a time, and in one transaction."""

NOWHERE: Final = (GrantState.STOPPED, GrantState.DECLINED)


class Slice(Message):
    """A part of a register: so many whom the narrowing leaves, behind the key `after`."""

    campaign: str
    policy: Policy
    on: date
    after: str
    size: int


class Matched(Message):
    """How many rows the rules have seen, and up to which key; `done` where the register ends."""

    seen: int
    after: str
    done: bool


class Matching:
    """Reads registers, and enters whom it finds into the grants."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def match(self, part: Slice) -> Matched:
        """Enter everybody of the slice who is due the grant; what is entered already stays as it is.

        A repeat goes on behind the key that the last sign of life named.
        """
        chosen = choose(part.policy)
        after, seen = activity.info().heartbeat_details or (part.after, 0)
        while seen < part.size:
            rows, last = self._page(part, chosen, after=after, size=min(PAGE, part.size - seen))
            after, seen = last, seen + rows
            activity.heartbeat(after, seen)
            if rows < PAGE and seen < part.size:
                return Matched(seen=seen, after=after, done=True)
        return Matched(seen=seen, after=after, done=False)

    def _page(self, part: Slice, chosen: Chosen, *, after: str, size: int) -> tuple[int, str]:
        """How many rows there were, and the last key."""
        with self._ledger.transaction() as books:
            material = gather(books, chosen, registers.page(books, *chosen, after=after, size=size))
        found = [
            entry(judged, there, chosen, campaign=part.campaign)
            for judged, there in judge(material, chosen, on=part.on)
            if there.state not in NOWHERE
        ]
        with self._ledger.transaction() as books:
            grants.enter(books, found)
        return len(material.rows), material.rows[-1][0] if material.rows else after
