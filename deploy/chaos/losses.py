"""Afterwards: what was lost, what was done twice, what is stuck.

Nobody's word is taken for it: what clients wrote down as they were told it, what the server shows, the
ledger, and the books of the other side must agree.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from temporalio.client import Client

from activities.cases.arrivals import Received
from activities.ledger.cases import cases as known
from activities.stand_ins.books import letters, licences
from client import CaseNotFound, Outcome, OutcomeKind, Platform, Submission, names
from deploy.chaos.filer import RECEIPTS, insist
from deploy.engine import Engine
from deploy.recovery.entries import LAST_RUNS
from deploy.releases.deployment import OPEN

AT_ONCE: Final = 50
PATIENCE: Final = 120.0
"""Seconds in which a case comes to its end when nothing is killed any more; longer, and it is stuck."""


@dataclass(frozen=True, kw_only=True)
class Losses:
    """Of `filed` cases, and of what they gave: the first two are numbers, the others ids of who is concerned.

    `lost` are cases without a run, an end or an entry of it, and those whose client was told another number;
    `twice` cases that were begun or told the same more than once, numbers of several, items of more than one
    licence, and licences of which an ended case does not know.
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
    in_library, runs, numbers = _in_library(running, ends), await begun(client), _on_file(running, outcomes)
    of_ended = {identifier for identifier, item in in_library.items() if item.partition("/")[0] in outcomes}
    return Losses(
        filed=len(ends),
        granted=sum(end.kind is OutcomeKind.GRANTED for end in outcomes.values()),
        licences=len(told),
        lost=(
            *(case for case, end in ends.items() if end == "lost" or not runs[names.case_id(UUID(case))]),
            *sorted(outcomes.keys() - numbers.keys()),
            *_numbered_otherwise(running, numbers),
        ),
        twice=(
            *(case for case, times in runs.items() if times > 1),
            *(item for item, times in Counter(in_library.values()).items() if times > 1),
            *sorted(of_ended ^ {*told}),
            *(identifier for identifier, times in Counter(told).items() if times > 1),
            *(number for number, times in Counter(numbers.values()).items() if times > 1),
            *_told_twice(running, ends),
        ),
        stuck=tuple(
            sorted({case for case, end in ends.items() if end == "stuck"} | ends.keys() & await _open(client))
        ),
        otherwise=tuple(case for case, end in outcomes.items() if end.kind is not OutcomeKind.GRANTED),
    )


async def begun(client: Client) -> Counter[str]:
    """How often each case was begun: one that goes on in a new run has several, and was begun once."""
    return Counter([run.id async for run in client.list_workflows(LAST_RUNS)])


async def _open(client: Client) -> frozenset[str]:
    """Cases that the server shows as open, whatever they answer."""
    return frozenset([run.id.partition("/")[2] async for run in client.list_workflows(OPEN)])


async def _outcome(platform: Platform, submission: Submission) -> Outcome | str:
    """Asked again and again: a machine that has no time is no case that is stuck."""

    async def end() -> Outcome:
        return await (await platform.case(submission.id)).outcome()

    try:
        async with asyncio.timeout(PATIENCE):
            return await insist(end)
    except CaseNotFound:
        return "lost"
    except TimeoutError:
        return "stuck"


def _in_library(running: Engine, cases: Mapping[str, object]) -> dict[str, str]:
    """Licences that these cases gave: by their identifier, the item that each is of."""
    with running.district.reading() as books:
        issued = licences.given(books)
    items = {identifier: "/".join(key.split("/")[:2]) for identifier, key in issued.items()}
    return {identifier: item for identifier, item in items.items() if item.split("/")[0] in cases}


def _told_twice(running: Engine, cases: Mapping[str, object]) -> list[str]:
    with running.district.reading() as books:
        return [case for case in letters.twice(books) if case in cases]


def _on_file(running: Engine, ended: Mapping[str, Outcome]) -> dict[str, str]:
    """Of these, those that the ledger has as closed, with their numbers."""
    with running.ledger.reading() as books:
        found = {case: known.find(books, UUID(case)) for case in ended}
    return {
        case: Received.model_validate_json(row.reception).receipt.acceptance_number
        for case, row in found.items()
        if row and row.outcome
    }


def _numbered_otherwise(running: Engine, numbers: Mapping[str, str]) -> list[str]:
    """Whose client was told another number than is on file."""
    written = running.folder / RECEIPTS
    lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
    told = {(case, number) for case, _, number in (line.partition(" ") for line in lines)}
    return sorted({case for case, number in told if numbers.get(case, number) != number})
