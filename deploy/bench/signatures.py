"""What trust costs in processor time: each step beside what would be there without, a word, and a case.

There is no engine without trust, so what is measured without is the least that a word needs in any case: its
JSON, and one key that all hold. What the engine keeps for the sake of evidence, looks up in its directory and
numbers of its questions cannot be taken away, and is in both columns of a case.
"""

import itertools
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from pydantic_core import to_json
from rich.table import Table
from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client

from client import KeyRing, Submission, names
from client.transport.codec import READER, OutsideCodec, RingCodec
from client.transport.converter import WORD
from client.trust import identity
from client.trust.actor import KeysAtHand, Role
from client.trust.proof import prove
from client.trust.said import say
from deploy import demonstration
from deploy.bench.contest import contest
from deploy.bench.measure import load

CASE: Final = "newborn-married-with-mother"
TIMES: Final = 500
RING: Final = f"bench:{'A' * 43}="
TO: Final = "one-matter/case#receipt"
CASES: Final = 30
SUBMIT: Final = 2
"""Words of a submit: what is filed, and who waits for its receipt."""

CASE_GOAL, SUBMIT_GOAL = 15.0, 6.0
"""Milliseconds."""


class Cost(NamedTuple):
    """Milliseconds."""

    trusting: float
    bare: float

    def times(self, number: int) -> "Cost":
        """So many of it."""
        return Cost(number * self.trusting, number * self.bare)

    def and_also(self, other: "Cost") -> "Cost":
        """Both."""
        return Cost(self.trusting + other.trusting, self.bare + other.bare)

    def row(self, name: str, goal: str = "") -> tuple[str, ...]:
        """As the table has it."""
        ratio = f"{self.trusting / self.bare:.2f}" if self.bare else ""
        return name, f"{self.trusting:.3f}", f"{self.bare:.3f}", ratio, goal


async def bench(folder: Path) -> Table:
    """Measure each step, and what they come to."""
    counted = await _counted(folder)
    words, handed, whole = counted.words, counted.handed, counted.case
    steps = await _steps()
    table = Table("", "with", "without", "ratio", "goal", title="trust, in ms of processor time of all sides")
    for name, cost in steps.items():
        table.add_row(*cost.row(name))
    word = steps["sign a word"].and_also(steps["prove it"])
    sealed = steps["seal"].and_also(steps["open"])
    table.add_row(*word.and_also(sealed).row("a word, from one side to the other"))
    of_case = word.times(words).and_also(sealed.times(2 * handed))
    told = f"of a case of machines: {words} words, {handed} sealed hand-overs with their answers"
    table.add_row(*of_case.row(told, f"at most {CASE_GOAL:g} more"))
    of_submit = word.and_also(sealed.times(2)).times(SUBMIT)
    told = f"of a submit from outside: {SUBMIT} words sealed, and what is answered"
    table.add_row(*of_submit.row(told, f"at most {SUBMIT_GOAL:g} more"))
    without = whole - of_case.trusting + of_case.bare
    table.add_row(*Cost(whole, without).row(f"a whole case, one of {CASES} (client, worker, server)"))
    table.add_row("the floor's, of the same shape", f"{counted.floor:.3f}", f"{counted.floor:.3f}", "", "")
    in_floors = (f"{of / counted.floor:.2f}" for of in (whole, without))
    table.add_row("a whole case, in that of the floor", *in_floors, "", "")
    return table


class Counted(NamedTuple):
    """Of one case: words in its history, payloads that are sealed for one reader, and all that it costs.

    `floor` is what the floor costs, one alone as well, of the same sides.
    """

    words: int
    handed: int
    case: float
    floor: float


async def _counted(folder: Path) -> Counted:
    async with contest(folder) as beside:
        running = beside.running
        platform, households = await running.connect(), itertools.count()

        async def case() -> Submission:
            """Of the next household, for no child is granted twice."""
            filed = demonstration.submission(CASE, household=next(households))
            await (await platform.submit(filed)).outcome()
            return filed

        filed = await case()
        sides = {"client": os.getpid(), "worker": running.worker.pid, "server": running.server.process.pid}
        taken = await load(case, jobs=CASES, in_flight=1, processes=sides)
        await beside.bare()
        of_floor = {**sides, "worker": beside.floor}
        bare = await load(beside.bare, jobs=CASES, in_flight=1, processes=of_floor)
        client = await Client.connect(running.server.address, namespace=names.NAMESPACE)
        history = await client.get_workflow_handle(names.case_id(filed.id)).fetch_history()
        written = [payload for event in history.events for payload in _payloads(event)]
        read = await RingCodec(running.keys).decode(written)
    words, handed = sum(WORD in one.metadata for one in read), sum(READER in one.metadata for one in written)
    return Counted(words, handed, sum(taken.processor.values()), sum(bare.processor.values()))


def _payloads(event: HistoryEvent) -> Iterator[Payload]:
    yield from event.workflow_execution_started_event_attributes.input.payloads
    yield from event.workflow_execution_update_accepted_event_attributes.accepted_request.input.args.payloads
    yield from event.activity_task_scheduled_event_attributes.input.payloads
    yield from event.activity_task_completed_event_attributes.result.payloads


async def _steps() -> dict[str, Cost]:
    """Each, of a form as it is filed."""
    own, ring = identity.DevelopmentIdentities(bytes(32)).of(Role.PLATFORM), KeyRing.parse(RING)
    says = demonstration.submission(CASE).model_copy(update={"papers": ()})
    word = say(own, says, to=TO, command="1", at=time.time())
    keys, now = KeysAtHand((own.exported(),)), datetime.now(UTC) + timedelta(seconds=1)
    outside, shared = OutsideCodec(ring.public), RingCodec(ring)
    plain = {"encoding": b"json/plain"}
    to_one = {**plain, READER: outside.reads(own.sealing).encode()}
    for_one = await shared.encode([Payload(metadata=to_one, data=word.raw)])
    for_all = await shared.encode([Payload(metadata=plain, data=word.raw)])

    async def sign() -> None:
        say(own, says, to=TO, command="1", at=time.time())

    async def write() -> None:
        to_json(says)

    async def proves() -> None:
        prove(word.word, digest=word.digest, to=TO, at=now, directory=keys, command="1")

    async def seal() -> None:
        await outside.encode([Payload(metadata=to_one, data=word.raw)])

    async def encrypt() -> None:
        await shared.encode([Payload(metadata=plain, data=word.raw)])

    async def unseal() -> None:
        await outside.decode(for_one)

    async def decrypt() -> None:
        await shared.decode(for_all)

    return {
        "sign a word": Cost(await _cost(sign), await _cost(write)),
        "prove it": Cost(await _cost(proves), 0),
        "seal": Cost(await _cost(seal), await _cost(encrypt)),
        "open": Cost(await _cost(unseal), await _cost(decrypt)),
    }


async def _cost(step: Callable[[], Awaitable[None]]) -> float:
    started = time.process_time()
    for _ in range(TIMES):
        await step()
    return 1000 * (time.process_time() - started) / TIMES
