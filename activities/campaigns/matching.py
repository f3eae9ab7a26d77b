"""Who is due a grant: the narrowing in the database, the exact rules here, page by page."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any, Final

from temporalio import activity

from activities.grants import beneficiaries
from activities.grants.judgement import Judgeable, entry, gather, judge
from activities.grants.policies import ChosenPolicy, Policy, choose
from activities.ledger import Ledger
from activities.ledger.campaigns import mandates
from activities.ledger.grants import grants
from activities.ports.population_register import PopulationRegister
from activities.signs_of_life import alive
from client.messages.grants.offers import GrantState
from client.messages.message import Message

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

    def __init__(self, ledger: Ledger, population: PopulationRegister) -> None:
        self._ledger = ledger
        self._population = population

    @activity.defn
    def match(self, part: Slice) -> Matched:
        """Enter everybody of the slice who is due the grant; what is entered already stays as it is.

        A repeat goes on behind the key that the last sign of life named.  Raises `NotReleased`.
        """
        chosen = choose(part.policy)
        sign = after, seen = activity.info().heartbeat_details or (part.after, 0)
        # One page is judged here while the database enters the one before.
        with ThreadPoolExecutor(1, thread_name_prefix="entering") as beside:
            entering: Future[None] | None = None
            while seen < part.size:
                size = min(PAGE, part.size - seen)
                with alive(*sign):
                    material, found = self._judge(part, chosen, after=after, size=size)
                if entering:
                    entering.result()
                    sign = after, seen
                    activity.heartbeat(*sign)
                entering = beside.submit(self._enter, part, found)
                seen += len(material.rows)
                if len(material.rows) < size:
                    entering.result()
                    return Matched(seen=seen, after=after, done=True)
                after = material.rows[-1][0]
            if entering:
                entering.result()
        return Matched(seen=seen, after=after, done=False)

    def _judge(
        self, part: Slice, chosen: ChosenPolicy, *, after: str, size: int
    ) -> tuple[Judgeable, list[dict[str, Any]]]:
        """The next page of the register, and those of it who are due the grant."""
        grant, period = chosen
        rows = self._population.page(
            beneficiaries.kind(grant), narrowing=grant.narrowing, period=period, after=after, size=size
        )
        with self._ledger.reading() as books:
            material = gather(books, chosen, rows, on=part.on)
        found = [
            entry(judged, there, chosen, campaign=part.campaign)
            for judged, there in judge(material, chosen, on=part.on)
            if there.state not in NOWHERE
        ]
        return material, found

    def _enter(self, part: Slice, found: list[dict[str, Any]]) -> None:
        with self._ledger.transaction() as books:
            mandates.require_ordered(books, part.campaign)
            policy, edition, period = part.policy.code, part.policy.edition, part.policy.period
            mandates.require_policy(books, part.campaign, policy=policy, edition=edition, period=period)
            grants.enter(books, found)
