"""Server and ledger put back from different moments: nothing is lost, given, told or paid twice."""

import asyncio
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy

from activities.database import copies
from activities.errors import ForeignLedger, LedgerOlder
from activities.ledger import Ledger, bond
from activities.ledger.cases import cases, notices
from activities.ledger.lists import case_lines
from activities.stand_ins import documents
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.books import District, refunds
from activities.stand_ins.documents import DocumentFolder
from client import (
    CampaignOrder,
    CampaignStage,
    Case,
    GrantState,
    Outcome,
    OutcomeKind,
    Progress,
    Receipt,
    State,
    names,
)
from client.messages.grants.events import Birthday
from client.messages.money.payment import Payment
from client.transport.connection import connect
from client.transport.ring_of_keys import DEVELOPMENT_KEYS
from deploy import demonstration, server
from deploy.process import keep_private
from deploy.recovery.reconciliation import reconcile
from deploy.recovery.report import Reconciled
from deploy.recovery.runs import Runs
from matters.language import Grant
from tests.documents.test_uploads import PLAN, uploaded, with_paper
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY, assert_right
from tests.support.cases.renewals import renewed
from tests.support.cases.submissions import MARRIED, SIGN_SHOP
from tests.support.neighbours import ends, received, settle, tell, the_offer
from tests.support.parts import KEYS, Parts, until
from tests.support.places import ONEMATTER
from tests.support.states import FOOD, WAYS, arrive, in_review, on_one_ledger
from tests.support.town import allowances, paid, settle_town
from worker import engine_plugin
from workflows import visibility

SIGN: Final = "sign-permit"
FEE: Final = 20_000
HOUSEHOLDS: Final = 6

BEGUN: Final = "按台账重新开始的案件"
ENDED: Final = "按台账办结的案件"
ENTERED: Final = "重新登记的案件"
CLOSED: Final = "按流程结果办结的案件"
NOTHING: Final = "没有需要补正的内容"
HELD: Final = "不再发出的编号"


@pytest.fixture
def folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With its own large files, for its commands, too; the engine that tests share keeps others."""
    monkeypatch.setenv(documents.ENVIRONMENT, str(folder / "documents"))
    return folder


async def sign_paid(parts: Parts, *, household: int) -> Case:
    """A case with a large file, of which the sign is paid, and with its officers."""
    filed = demonstration.submission(SIGN_SHOP, household=household)
    filed = with_paper(filed, await uploaded(parts, filed))
    parts.behave(filed.id, SIGN, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.PAYMENT)
    payment = Payment(key=str(uuid4()), fen=FEE, paid_at=case.receipt.received_at)
    await parts.cashier.confirm(case.id, payment)
    await until(case, SIGN, State.IN_REVIEW)
    return case


async def sign_granted(parts: Parts, case: Case) -> None:
    """An officer grants the sign, and the case ends."""
    await until(case, SIGN, State.IN_REVIEW)
    await parts.desk("urban-management").grant(case.id, SIGN)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def at_once(parts: Parts, *, household: int) -> Case:
    """A case that is granted by departments alone."""
    case = await parts.platform.submit(demonstration.submission(MARRIED, household=household))
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    return case


@asynccontextmanager
async def at_work(folder: Path) -> AsyncGenerator[Parts]:
    """An engine of this process on ledger and server of the folder, whose keys are there for commands."""
    keep_private(folder)
    (folder / DEVELOPMENT_KEYS.name).write_text(KEYS.text())
    with (
        closing(Ledger(str(folder / "ledger.db"))) as ledger,
        closing(District(str(folder / "district.db"))) as district,
    ):
        demonstration.furnish(ledger, district, households=HOUSEHOLDS)
        async with serving(folder) as client:
            await bond.bind(ledger, client)
            async with (parts := Parts.over(client, ledger, district)).working():
                yield parts


@asynccontextmanager
async def serving(folder: Path) -> AsyncGenerator[Client]:
    """The folder's server alone."""
    async with server.running(
        port=server.free_port(), ui_port=server.free_port(), database=folder / "temporal.db"
    ) as temporal:
        yield await connect(engine_plugin(KEYS), address=temporal.address, namespace=names.NAMESPACE)


async def reconciled(folder: Path, *, moved: bool = False) -> Reconciled:
    """Of a folder in which nobody is at work."""
    with closing(Ledger(str(folder / "ledger.db"))) as ledger:
        async with serving(folder) as client:
            return await reconcile(ledger, client, KEYS, DocumentFolder(folder / "documents"), moved=moved)


def ops(folder: Path, *command: object) -> list[str]:
    """What an operator is told in the folder in which `var/` lies."""
    called = [ONEMATTER, "ops", *map(str, command)]
    return subprocess.check_output(called, cwd=folder.parent, text=True).splitlines()


def put(copy: Path, live: Path) -> None:
    for suffix in copies.BESIDE:
        live.with_name(live.name + suffix).unlink(missing_ok=True)
    if copy.exists():
        live.write_bytes(copy.read_bytes())


def numbers(receipt: Receipt) -> set[str]:
    """All that a case was given."""
    return {receipt.acceptance_number, *(one.number for one in receipt.items)}


def told(folder: Path, case: Case) -> list[str]:
    """The kinds of all notices of a case."""
    with closing(Ledger(str(folder / "ledger.db"))) as ledger, ledger.reading() as books:
        return [row.kind for row in notices.told(books, str(case.id))]


def test_a_report_of_a_whole_city() -> None:
    """Some of what was put right is named, and all is counted; what people must see to is told whole."""
    report = Reconciled(done={BEGUN: [*map(str, range(100_000))]}, left=["一", "二"])
    begun, *left = report.lines()
    assert begun.startswith(f"{BEGUN}：100000（0、1、")
    assert begun.endswith("、19，另有 99980 项）")
    assert left == ["请人工处理：一", "请人工处理：二"]


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_server_is_older(folder: Path) -> None:
    """What was received since begins again, paid as it was; what was closed since ends as it did."""
    backup = folder.parent / "backup"
    async with at_work(folder) as city:
        open_then = await sign_paid(city, household=1)
        await renewed(city, open_then)
        await asyncio.to_thread(ops, folder, "backup", backup)
        (copied,) = (folder / "documents").iterdir()
        await sign_granted(city, open_then)
        since, closed_since = await sign_paid(city, household=2), await at_once(city, household=3)
        ended = await open_then.outcome()
        with city.ledger.reading() as books:
            at_rest = case_lines.version(books, since.id)
    before = told(folder, since)
    put(backup / "temporal.db", folder / "temporal.db")
    put_right = [f"{BEGUN}：1（{since.id}）", f"{ENDED}：1（{open_then.id}）"]
    lost = copied / "1.chunk"
    lost.unlink()
    *done, left = ops(folder, "reconcile")
    assert done == put_right
    assert f"layout-plan 在文件存储中不完整（文件 {lost.parent.name}，3 个分片中有 2 个）" in left
    async with at_work(folder) as city:
        assert await (await city.platform.case(open_then.id)).outcome() == ended
        again = await city.platform.case(since.id)
        assert again.receipt == since.receipt
        await until(again, SIGN, State.IN_REVIEW)
        assert told(folder, since) == before
        await sign_granted(city, again)
        with city.district.reading() as books:
            assert refunds.ordered(books, str(since.id)) == {}
        with city.ledger.reading() as books:
            assert cases.get(books, closed_since.id).outcome
            assert case_lines.version(books, since.id) > at_rest
    ops(folder, "restore", backup)
    assert [path.name for path in (folder / "documents").iterdir()] == [lost.parent.name]
    assert (await reconciled(folder)).lines() == [NOTHING]


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_ledger_is_older(folder: Path) -> None:
    """It is refused; then what was received, paid and closed since is entered as it was."""
    older = folder.parent / "older.db"
    async with at_work(folder) as city:
        copies.copy_database(folder / "ledger.db", older)
        since, closed = await sign_paid(city, household=1), await at_once(city, household=2)
        ended = await closed.outcome()
        await city.written(since.id)
        await renewed(city, since)
    before = told(folder, since)
    put(older, folder / "ledger.db")
    with pytest.raises(LedgerOlder):
        async with at_work(folder):
            pass
    report = await reconciled(folder)
    assert set(report.done[ENTERED]) == {str(since.id), str(closed.id)}
    assert report.done[CLOSED] == [str(closed.id)]
    assert numbers(since.receipt) <= {*report.done[HELD]}
    assert not report.left
    assert (await reconciled(folder)).lines() == [NOTHING]
    assert told(folder, since) == before
    async with at_work(folder) as city:
        new = await at_once(city, household=3)
        assert numbers(new.receipt).isdisjoint(numbers(since.receipt) | numbers(closed.receipt))
        await sign_granted(city, since_again := await city.platform.case(since.id))
        assert (await city.desk("market-regulation").paper(since.id, FOOD, "layout-plan")).content == PLAN
        with city.district.reading() as books:
            assert refunds.ordered(books, str(since_again.id)) == {}
        with city.ledger.reading() as books:
            assert Outcome.model_validate_json(cases.get(books, closed.id).outcome or "") == ended


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_server_is_lost(folder: Path) -> None:
    """A new one takes its place when an operator says so: cases go on, and a campaign pays the rest."""
    order = CampaignOrder(policy=CODE, period="2026-Q3", prepared_by=PREPARED_BY, canary=5, page=20)
    async with at_work(folder) as city:
        settle_town(city.district)
        since = await sign_paid(city, household=1)
        campaign = await city.office.prepare(order)
        await campaign.until(CampaignStage.PREVIEW)
        await campaign.release(RELEASED_BY)
        while (await campaign.progress()).files < 3:  # noqa: ASYNC110 (another process makes them)
            await asyncio.sleep(0.02)
    put(Path("none"), folder / "temporal.db")
    with pytest.raises(ForeignLedger, match="onematter ops reconcile --moved"):
        await reconciled(folder)
    report = await reconciled(folder, moved=True)
    assert report.done[BEGUN] == [str(since.id)]
    [left] = report.left
    assert f"onematter campaign prepare {CODE} --period 2026-Q3 --id {campaign.id} --by {PREPARED_BY}" in left
    async with at_work(folder) as city:
        await sign_granted(city, await city.platform.case(since.id))
        again = await city.office.prepare(order, campaign=campaign.id)
        await again.until(CampaignStage.PREVIEW)
        await again.release(RELEASED_BY)
        assert (await again.report()).reconciled
        found = paid(city.ledger, city.district, CODE, "2026-Q3")
        assert_right(found, allowances(city.district, year=2026, quarter=3))


@on_one_ledger
async def test_a_case_whose_run_was_made_to_fail(parts: Parts) -> None:
    """By whoever began its id again: it goes on from the file, with what its first officer has said."""
    case = await in_review(parts)
    await parts.desk("market-regulation").grant(case.id, FOOD)
    await parts.forward(case.id, 2 * visibility.REST)
    await parts.written(case.id)
    with pytest.raises(WorkflowFailureError):
        await _made_to_fail(parts, case)
    report = Reconciled()
    runs = Runs(parts.ledger, parts.client, KEYS.seal, report)
    for _ in range(2):
        await runs.see_to_case(case.id)
    assert report.done == {BEGUN: [str(case.id)]}
    await until(case, FOOD, State.IN_REVIEW)
    await parts.written(case.id)
    await parts.desk("market-regulation", "officer-2").grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
@pytest.mark.parametrize("way", ["suspended", "correction", "payment"])
async def test_as_it_came_to_rest(parts: Parts, way: str) -> None:
    """A case that begins again has what officers have ordered, its days, its notices and its bill."""
    case = await arrive(parts, WAYS[way])
    await parts.forward(case.id, 2 * visibility.REST)
    await parts.written(case.id)
    before = _standing(await case.progress())
    with pytest.raises(WorkflowFailureError):
        await _made_to_fail(parts, case)
    await Runs(parts.ledger, parts.client, KEYS.seal, Reconciled()).see_to_case(case.id)
    async for now in case.watch():
        if _standing(now) == before:
            break
    await parts.written(case.id)
    assert _standing(await case.progress()) == before


def _standing(now: Progress) -> tuple[object, ...]:
    states = tuple((item.code, item.state, item.due_on, item.waiting_for) for item in now.items)
    return now.stage, states, now.notices, now.bill, now.choice


async def _made_to_fail(parts: Parts, case: Case) -> None:
    """By a stranger, who begins something else under its id."""
    end = WorkflowIDConflictPolicy.TERMINATE_EXISTING
    address = parts.client.service_client.config.target_host
    stranger = await Client.connect(address, namespace=parts.client.namespace)
    run = names.case_id(case.id)
    await stranger.start_workflow(names.CASE, "x", id=run, task_queue=names.QUEUE, id_conflict_policy=end)
    await parts.handle(case.id).result()


@on_one_ledger
async def test_a_grant_that_nobody_sees_to(town: Parts, public: Grant[Any]) -> None:
    """It is seen to again, and paid once; one that has its run is left alone."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    run = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    await run.terminate("as if the server had lost it")
    report = Reconciled()
    runs = Runs(town.ledger, town.client, KEYS.seal, report)
    for _ in range(2):
        await runs.see_to_grant(reference)
    assert report.done == {"重新跟进的待遇": [run.id]}
    await town.skipper.fast_forward(run)
    assert (await ends(town, reference)).state is GrantState.PAID
    assert len(received(town, person)) == 1
    assert public.code in reference
