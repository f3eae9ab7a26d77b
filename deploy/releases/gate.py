"""The gate before a release: would what is open go on with this code? It only looks, and changes nothing."""

from collections.abc import AsyncGenerator, Generator, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from temporalio.client import Client

from activities.cases.arrivals import Received
from activities.cases.plan import plan_office, provenance
from activities.database import Transaction
from activities.errors import Erased
from activities.ledger import Ledger, unfinished
from activities.ledger.cases import case_states, cases
from client.transport.ring_of_keys import KeyRing
from deploy.releases import definitions
from deploy.replay import Replay
from matters.plan.plan import Plan
from workflows.cases.rest.carried import Carried

WITH_THIS_CODE: Final = (
    "ExecutionStatus = 'Running' AND "
    "(TemporalWorkflowVersioningBehavior IS NULL OR TemporalWorkflowVersioningBehavior != 'Pinned')"
)
"""What goes on with this code from its next step on. A case that stays with a version comes over at rest."""

NAMED: Final = 5

IN_PLACE: Final = (
    "请保持该版定义不变，把新内容另写为一版（since=…, running=…）；"
    "或者由两名督办人员在发布前后各下达一次办理方案调整："
    "onematter supervise replan ONE-MATTER EDITION --text {} --number … --by … --reason …"
)


@dataclass(frozen=True, kw_only=True)
class ReleaseObstacle:
    """Why something would not go on, what that is, and what to do."""

    says: str
    orphans: tuple[str, ...]
    remedy: str

    def lines(self) -> Iterator[str]:
        """For an operator."""
        more = len(self.orphans) - NAMED
        named = "、".join(self.orphans[:NAMED]) + (f"，另有 {more} 项" if more > 0 else "")
        yield from (self.says, f"  受影响 {len(self.orphans)} 项：{named}", f"  {self.remedy}")


async def obstacles(client: Client, ledger: Ledger, keys: KeyRing) -> AsyncGenerator[ReleaseObstacle]:
    """All there are; none where this code may be released."""
    for fault in await Replay(client, keys, search=WITH_THIS_CODE).faults():
        says = f"自事件 {fault.event} 起不能重放：{fault.why}"
        yield ReleaseObstacle(says=says, orphans=(fault.id,), remedy=fault.remedy)
    with ledger.reading() as books:
        open_cases = unfinished.cases(books)
        unread = [*_unread(books, open_cases)]
        plans = [one for one in _plans(books, open_cases) if not plan_office.is_ordered(books, one[1])]
    for case, why in unread:
        yield ReleaseObstacle(
            says=f"案卷不能读取：{why}",
            orphans=(str(case),),
            remedy="请给新增字段设默认值，并忽略已删除的字段",
        )
    for says, of in definitions.changed(plans).items():
        yield ReleaseObstacle(
            says=f"原版定义被改动：{says}",
            orphans=tuple(map(str, of)),
            remedy=IN_PLACE.format(provenance.catalogue_text()),
        )


def _unread(books: Transaction, open_cases: list[UUID]) -> Generator[tuple[UUID, str]]:
    """With the place, and never what stands there."""
    for case in open_cases:
        try:
            if state := case_states.of_case(books, case):
                Carried.model_validate_json(state)
        except Erased:
            continue
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            yield case, f"{'.'.join(map(str, first['loc']))}: {first['type']}"


def _plans(books: Transaction, open_cases: list[UUID]) -> Generator[tuple[UUID, Plan]]:
    for case in open_cases:
        try:
            known = cases.find(books, case)
        except Erased:
            continue
        if known:
            yield case, Received.model_validate_json(known.reception).plan
