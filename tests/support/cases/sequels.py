"""What becomes of the food licence of a shop after its case is closed: the words for it."""

import asyncio
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from temporalio.worker import Replayer

import worker
from activities.stand_ins.behaviour import Refusing, Reviewing
from client import Case, State, names
from client.messages.cases.answers import Refused
from client.messages.cases.sequel import SequelProgress, SequelState, SequelWord
from client.messages.officers.docket import Task
from client.offices.sequels import Sequels
from client.transport.engine_line import EngineLine
from matters import clock
from tests.support.cases.submissions import LARGE_SHOP, SMALL_SHOP, submission
from tests.support.parts import KEYS, LOOK, PATIENCE, Parts, until
from tests.support.states import HYGIENE, in_review
from tests.support.town import query
from workflows.roster import WORKFLOWS

FOOD, MARKET = "food-licence", "market-regulation"
BODY, PAPER = "示范区人民政府", "示复决〔2026〕5号"
REASONS: Final = ("登记事项有误",)
NO: Final = Refused(
    reasons=("布局不合格",), basis="食品安全法第三十三条", remedies="行政复议", officers=("a", "b")
)
ORDER: Final[dict[str, Any]] = {"reasons": REASONS, "body": BODY, "document": PAPER}
CARRY, DROP, GRANT, REFUSE, ACCEPT, ASK = SequelWord


def office(parts: Parts, officer: str = "officer-1", department: str = MARKET) -> Sequels:
    return Sequels(EngineLine(parts.client, PATIENCE), department=department, officer=officer)


def today() -> date:
    return datetime.now(clock.CHINA).date()


async def closed(parts: Parts, *, refused: bool = False) -> Case:
    """A shop with its food licence, or without."""
    filed = submission(SMALL_SHOP)
    if refused:
        parts.behave(filed.id, FOOD, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await case.outcome()
    return case


async def terminated(parts: Parts) -> Case:
    """A shop whose food licence nobody has decided about: an operator has ended the case."""
    case = await in_review(parts)
    await parts.end(case.id)
    await case.outcome()
    return case


async def open_beside(parts: Parts) -> Case:
    """A shop with its food licence, whose case is open: hygiene is with its officers."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.GRANTED)
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.written(case.id)
    return case


async def licence_of(case: Case) -> str:
    (licence,) = [item.licence for item in (await case.progress()).items if item.code == FOOD]
    assert licence
    return licence.identifier


def in_force(parts: Parts, case: UUID) -> list[str]:
    """Identifiers of the food licences that the library has in force."""
    rows = query(
        parts.district,
        "SELECT identifier FROM licences WHERE issue_key = :k AND revoked_because IS NULL",
        k=f"{case}/{FOOD}",
    )
    return [identifier for (identifier,) in rows]


def valid(parts: Parts, identifier: str, *, until: date) -> None:
    """Let a licence end on a day."""
    sql = "UPDATE licences SET valid_until = :u WHERE identifier = :i"
    query(parts.district, sql, u=until, i=identifier)


def told(parts: Parts, case: UUID) -> list[str]:
    rows = query(
        parts.ledger,
        "SELECT says FROM notices WHERE \"case\" = :c AND kind = 'sequel' ORDER BY key",
        c=str(case),
    )
    return [says for (says,) in rows]


async def begun(parts: Parts, case: Case, sequel: str, **order: Any) -> SequelProgress:
    asked: dict[str, Any] = {"on": today(), "reasons": REASONS, **order}
    return await office(parts).begin(case.id, FOOD, sequel, **asked)


async def listed(parts: Parts, sequel: UUID, *, due_on: date | None = None) -> Task:
    """As the inbox has it, once it does: that follows by an instant; with its last day, if one is given."""
    while True:
        for task in await parts.desk(MARKET).inbox():
            if task.case == sequel and due_on in {None, task.due_on}:
                return task
        await asyncio.sleep(LOOK)


async def by_two(parts: Parts, of: SequelProgress, word: SequelWord, **said: Any) -> SequelProgress:
    """One says it, another says the same over the first one's word."""
    if of.proposes is not word:
        of = await office(parts, "officer-1").conclude(of, word, **said)
        assert of.state in {SequelState.RECEIVED, SequelState.BEGUN, SequelState.ANEW}
    return await office(parts, "officer-2").conclude(of, word, **said)


async def ends(parts: Parts, of: SequelProgress) -> SequelProgress:
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id), result_type=SequelProgress)
    ended: SequelProgress = await asyncio.wait_for(handle.result(), 30)
    await replayed(parts, handle.id)
    return ended


async def replayed(parts: Parts, run: str, *, run_id: str | None = None) -> None:
    """As far as it is; or one of its runs."""
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    handle = parts.client.get_workflow_handle(run, run_id=run_id)
    await replayer.replay_workflow(await handle.fetch_history())
