"""Afterwards: what was lost, what was done twice, what is stuck."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from temporalio.client import Client

from activities.ledger.cases import cases as known
from activities.stand_ins.books import licences
from client import CaseNotFound, Outcome, OutcomeKind, Platform, Submission
from client.errors import Again
from deploy.engine import Engine
from deploy.recovery.entries import LAST_RUNS

AT_ONCE: Final = 50
PATIENCE: Final = 120.0
"""Seconds in which a case comes to its end when nothing is killed any more; longer, and it is stuck."""


@dataclass(frozen=True, kw_only=True)
class Losses:
    """Of `filed` cases, and of what they gave: the first two are numbers, the others ids of who is concerned.

    `twice` are cases that were begun more than once, items of more than one licence, licences that nobody
    was told of.
    """

    filed: int
    granted: int
    licences: int
    lost: tuple[str, ...]
    twice: tuple[str, ...]
    stuck: tuple[str, ...]
    otherwise: tuple[str, ...]
    """Ended, and not granted whole, although nobody has refused anything."""

    @property
    def is_whole(self) -> bool:
        """Nothing was lost, done twice, or is stuck."""
        return not (self.lost or self.twice or self.stuck or self.otherwise)


async def count(running: Engine, client: Client, filed: Sequence[Submission]) -> Losses:
    """Ask for every case, then look into the books of both sides."""
    platform, places = await running.connect(), asyncio.Semaphore(AT_ONCE)

    async def ask(submission: Submission) -> Outcome | str:
        async with places:
            return await _outcome(platform, submission)

    ends = dict(zip((str(one.id) for one in filed), await asyncio.gather(*map(ask, filed)), strict=True))
    outcomes = {case: end for case, end in ends.items() if isinstance(end, Outcome)}
    told = [item.licence.identifier for end in outcomes.values() for item in end.items if item.licence]
    in_library = _in_library(running, frozenset(ends))
    return Losses(
        filed=len(ends),
        granted=sum(end.kind is OutcomeKind.GRANTED for end in outcomes.values()),
        licences=len(told),
        lost=(*sorted(case for case, end in ends.items() if end == "lost"), *_unknown(running, ends)),
        twice=(
            *(case for case, times in (await begun(client)).items() if times > 1),
            *(item for item, times in Counter(in_library.values()).items() if times > 1),
            *sorted(in_library.keys() ^ set(told)),
        ),
        stuck=tuple(sorted(case for case, end in ends.items() if end == "stuck")),
        otherwise=tuple(case for case, end in outcomes.items() if end.kind is not OutcomeKind.GRANTED),
    )


async def begun(client: Client) -> Counter[str]:
    """How often each case was begun: one that goes on in a new run has several, and was begun once."""
    return Counter([run.id async for run in client.list_workflows(LAST_RUNS)])


async def _outcome(platform: Platform, submission: Submission) -> Outcome | str:
    try:
        async with asyncio.timeout(PATIENCE):
            return await (await platform.case(submission.id)).outcome()
    except CaseNotFound:
        return "lost"
    except (TimeoutError, Again):
        return "stuck"


def _in_library(running: Engine, cases: frozenset[str]) -> dict[str, str]:
    """Licences that these cases gave: by their identifier, the item that each is of."""
    with running.district.reading() as books:
        issued = licences.given(books)
    items = {identifier: "/".join(key.split("/")[:2]) for identifier, key in issued.items()}
    return {identifier: item for identifier, item in items.items() if item.split("/")[0] in cases}


def _unknown(running: Engine, ends: dict[str, Outcome | str]) -> list[str]:
    """Of these, those that the ledger does not have, or not as closed."""
    ended = [case for case, end in ends.items() if isinstance(end, Outcome)]
    with running.ledger.reading() as books:
        found = {case: known.find(books, UUID(case)) for case in ended}
    return [case for case, row in found.items() if row is None or row.outcome is None]
