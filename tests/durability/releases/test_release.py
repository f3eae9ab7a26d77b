"""Other code takes over, and gives back: open cases in many states, on two versions of the engine at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.client import Client

import worker
from activities.ledger import Ledger
from activities.ledger.cases import case_states
from activities.stand_ins.behaviour import Behaviour, Failing, Instant
from activities.stand_ins.books import District
from activities.stand_ins.departments import behave
from activities.versions import BUILD
from client import Campaign, CampaignStage, Case, GrantState, OutcomeKind, names
from client.messages.cases.sequel import SequelState, SequelWord
from client.messages.grants.events import Birthday
from client.offices.sequels import Sequels
from client.transport.engine_line import EngineLine
from deploy.operators.namespace import set_up
from matters import catalogue
from matters.definitions import departments
from matters.language import OneMatter
from tests.durability.releases.changed_case_run import ChangedCaseRun
from tests.durability.releases.changed_grant_run import ChangedGrantRun
from tests.support.campaigns import CODE, RELEASED_BY, assert_right, prepared
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.furnished_books import furnish
from tests.support.neighbours import ends, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, PATIENCE, Parts
from tests.support.places import THOROUGH
from tests.support.states import HYGIENE, WAYS, arrive, on_one_ledger
from tests.support.terminal import Terminal, environment
from tests.support.town import allowances, paid, settle_town
from worker import DESK_QUEUES
from workflows.grants.grant_run import GrantRun
from workflows.roster import OF_A_VERSION, WORKFLOWS

pytestmark = on_one_ledger

FIVE: Final = ("payment", "lodged", "suspended", "correction", "refused")
FOR_EVER: Final = 10**6
BECAUSE: Final[dict[str, Any]] = {"reasons": ("停业",), "basis": "示范规范"}
MORE: Final = tuple(way for way in WAYS if way not in {*FIVE, "closed", "terminated"})
OPEN: Final = (*FIVE, *MORE) if THOROUGH else FIVE


@pytest.fixture
async def city(
    parts: Parts, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Parts]:
    """An engine with server and books of its own, of which only the departments work."""
    ledger, district = (f"sqlite:///{tmp_path / side}.db" for side in ("ledger", "district"))
    furnish(shared, ledger=ledger, district=district)
    config = parts.client.config()
    config["namespace"] = f"released-{uuid4()}"
    client = Client(**config)
    await set_up(client)
    its = Parts.over(client, Ledger(ledger), District(district))
    for name, value in environment(its).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", ledger)
    async with its.working(*DESK_QUEUES):
        yield its
    its.ledger.close()
    its.district.close()


class Versions:
    """Workers of versions of the engine, each until it is stopped."""

    def __init__(self, city: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
        self._city = city
        self._patch = monkeypatch
        self._at_work: dict[str, AsyncExitStack] = {}

    async def start(self, build: str) -> None:
        self._at_work[build] = AsyncExitStack()
        with self._patch.context() as of_it:
            of_it.setenv(BUILD, build)
            if build == "2":
                of_it.setattr(worker, "OF_A_VERSION", (ChangedCaseRun, *OF_A_VERSION[1:]))
            await self._at_work[build].enter_async_context(self._city.working(names.QUEUE))

    async def stop(self, build: str) -> None:
        await self._at_work.pop(build).aclose()

    async def stop_all(self) -> None:
        for build in tuple(self._at_work):
            await self.stop(build)


@pytest.fixture
async def versions(city: Parts, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Versions]:
    """None at work yet."""
    its = Versions(city, monkeypatch)
    yield its
    await its.stop_all()


@pytest.mark.slow
async def test_there_and_back(city: Parts, versions: Versions, capsys: pytest.CaptureFixture[str]) -> None:
    """Cases go on where they stood with an engine changed in flow, and back; what has ended is still told."""
    terminal = Terminal(capsys)
    await versions.start("1")
    assert "新案件以版本 1 办理" in await terminal.done("ops", "release", "to", "1")
    cases = [await arrive(city, WAYS[way]) for way in OPEN]
    closed = await arrive(city, WAYS["closed"])
    await city.written(closed.id)
    before, ended = [await _standing(case) for case in cases], await closed.progress()
    office = _office(city, "officer-1")
    sequel = await office.begin(closed.id, HYGIENE, "cancelled", on=today(), reasons=("停业",))
    campaign = await prepared(city, "2026-Q2")

    await versions.start("2")
    with pytest.MonkeyPatch.context() as in_place:
        in_place.setattr(catalogue, "ONE_MATTERS", tuple(map(_moved, catalogue.ONE_MATTERS)))
        refused = await terminal("ops", "release", "to", "2")
    assert refused.code == 1
    shops = sum(WAYS[way].filed == LARGE_SHOP for way in OPEN)
    assert f"{HYGIENE}：原由 health 办理，现由 tax 办理\n  受影响 {shops} 项：" in refused.out
    assert str(cases[0].id) in refused.out
    said = await terminal.done("ops", "release", "to", "2")
    assert "所有在办案件均在版本 2；可以停止版本 1 的 worker" in said
    await versions.stop("1")
    assert [await _standing(case) for case in cases] == before
    assert await closed.progress() == ended
    proposed = await office.conclude(sequel, SequelWord.CARRY_OUT, **BECAUSE)
    assert (await campaign.progress()).stage is CampaignStage.PREVIEW

    await versions.start("1")
    said = await terminal.done("ops", "release", "back", "1")
    assert "所有在办案件均在版本 1；可以停止版本 2 的 worker" in said
    await versions.stop("2")
    assert [await _standing(case) for case in cases] == before
    carried_out = await _office(city, "officer-2").conclude(proposed, SequelWord.CARRY_OUT, **BECAUSE)
    assert carried_out.state is SequelState.CARRIED_OUT
    await campaign.release(RELEASED_BY)
    assert (await campaign.report()).completed
    await city.desk("health").resume(cases[2].id, HYGIENE)
    await city.desk("health").grant(cases[2].id, HYGIENE)
    assert (await cases[2].outcome()).kind is OutcomeKind.GRANTED

    with city.ledger.transaction() as books:
        case_states.keep(books, cases[0].id, '{"file": {"submission": 1}}', version=10**6)
    refused = await terminal("ops", "release", "gate")
    assert refused.code == 1
    assert f"不能读取：file.submission: model_type\n  受影响 1 项：{cases[0].id}" in refused.out


@pytest.mark.usefixtures("public")
async def test_what_goes_on_by_its_history(
    city: Parts, versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grants, a campaign that pays and an enquiry go on with the code of the day; all pay once."""
    terminal = Terminal(capsys)
    await versions.start("1")
    await terminal.done("ops", "release", "to", "1")
    settle_town(city.district)
    due = allowances(city.district, year=2026, quarter=1)
    campaign = await prepared(city, "2026-Q1", page=20)
    _treasury(city, campaign, Failing(times=FOR_EVER), file=3)
    await campaign.release(RELEASED_BY)
    people = [settle(city) for _ in range(3)]
    objected, first, second = [await _granted(city, person) for person in people]
    await city.platform.object(objected, "收入不符")

    await versions.start("2")
    with pytest.MonkeyPatch.context() as other:
        changed = (ChangedGrantRun, *(run for run in WORKFLOWS if run is not GrantRun))
        other.setattr("deploy.replay.WORKFLOWS", changed)
        refused = await terminal("ops", "release", "to", "2")
    assert refused.code == 1
    assert refused.out.count("受影响 1 项：grant/") == len(people)
    await _until_filed(campaign, 3)
    await versions.stop("1")
    filed = submission(LARGE_SHOP)
    asked = asyncio.create_task(city.platform.guide(filed.one_matter, filed.form))
    await terminal.done("ops", "release", "to", "2")
    assert (await asked).items
    assert await _paid_on_its_day(city, first)
    _treasury(city, campaign, Failing(times=FOR_EVER), file=6)
    _treasury(city, campaign, Instant(), file=3)
    await _until_filed(campaign, 6)
    await city.office.decide(objected, by="officer-1", stands=True)

    await versions.start("1")
    await terminal.done("ops", "release", "back", "1")
    await versions.stop("2")
    for reference in (objected, second):
        assert await _paid_on_its_day(city, reference)
    assert [len(received(city, person)) for person in people] == [1, 1, 1]
    assert (await campaign.progress()).files == 6
    _treasury(city, campaign, Instant(), file=6)
    assert (await campaign.report()).reconciled
    assert_right(paid(city.ledger, city.district, CODE, "2026-Q1"), due)


def _treasury(city: Parts, campaign: Campaign, behaviour: Behaviour, *, file: int) -> None:
    behave(city.district, behaviour, matter="treasury", case=f"{campaign.id}/{file}")


async def _until_filed(campaign: Campaign, files: int) -> None:
    async for now in campaign.watch():
        if now.files >= files:
            return
    raise AssertionError(f"the campaign has ended without {files} files")


async def _granted(city: Parts, person: str) -> str:
    """The number of a grant that waits until its publicity is over."""
    await tell(city, person, Birthday())
    return (await the_offer(city, person)).reference


async def _paid_on_its_day(city: Parts, reference: str) -> bool:
    await city.skipper.fast_forward(city.client.get_workflow_handle(names.grant_id(KEYS.seal(reference))))
    return (await ends(city, reference)).state is GrantState.PAID


def _office(city: Parts, officer: str) -> Sequels:
    return Sequels(EngineLine(city.client, PATIENCE), department="health", officer=officer)


async def _standing(case: Case) -> tuple[object, ...]:
    """But for when decisions are served, which goes on meanwhile."""
    now = await case.progress()
    states = tuple((item.code, item.state, item.due_on, item.waiting_for) for item in now.items)
    return now.stage, states, now.notices, now.bill, now.choice


def _moved(one: OneMatter[Any]) -> OneMatter[Any]:
    """With an item that another department has, in the same edition."""
    to = departments.TAX
    return replace(
        one,
        matters=tuple(
            replace(matter, department=to) if matter.code == HYGIENE else matter for matter in one.matters
        ),
    )
