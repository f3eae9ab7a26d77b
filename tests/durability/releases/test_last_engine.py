"""An engine of the last release, from its source as it was published: the client of today speaks with it.

It works in a process of its own, with its own ledger, in a namespace where nobody else works.
"""

import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest

from client import Case, OtherEdition, OutcomeKind, Platform, Progress, Stage, Supplement
from client.errors import Again
from client.messages.lists.bulk_order import BulkOrder, RetryAll
from client.messages.lists.event import CaseEvent, EventKind
from client.messages.lists.search import CaseSearch
from client.offices.officer import Officer
from client.offices.supervisor import Supervisor
from deploy.process import start, stop
from tests.documents.test_uploads import PLAN
from tests.durability.releases.last_release import unpack_engine
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, at_home, paper
from tests.support.parts import KEYS, LAYOUT, PATIENCE
from tests.support.services import ADDRESS, LAST_RELEASE
from tests.support.states import FOOD

LAST_ENGINE: Final = """
import asyncio, sys
import worker
from activities.ledger import bond
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import behave
from client.transport.connection import connect
from client.transport.ring_of_keys import KeyRing
from deploy import demonstration

async def bind(ledger, keys):
    await bond.bind(ledger, await connect(worker.engine_plugin(keys)))

settings, keys = worker.Settings(), KeyRing.load()
ledger, district = worker.open_ledger(settings, keys), worker.open_district(settings)
demonstration.furnish(ledger, district)
behave(district, Reviewing(), matter="food-licence")
asyncio.run(bind(ledger, keys))
worker.telemetry.set_up_metrics = lambda address: None  # may be set up before the first client alone
sys.exit(worker.main())
"""

MARKET: Final = "market-regulation"
OFFICERS: Final = ("officer-1", "officer-2")
IN_REVIEW: Final = ["in-review"]
SOON: Final = timedelta(seconds=2)


@pytest.fixture
async def where(tmp_path: Path) -> AsyncGenerator[dict[str, Any]]:
    """How somebody of today connects to an engine of the last release, which is at work or will be."""
    unpack_engine(tmp_path)
    environment = {
        "TEMPORAL_ADDRESS": os.environ[ADDRESS],
        "TEMPORAL_NAMESPACE": LAST_RELEASE,
        "ONEMATTER_KEYS": KEYS.text(),
        "ONEMATTER_LEDGER_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
        "ONEMATTER_DISTRICT_URL": f"sqlite:///{tmp_path / 'district.db'}",
        "PYTHONPATH": str(tmp_path),
        "PYTHONSAFEPATH": "1",
    }
    engine = (sys.executable, "-c", LAST_ENGINE)
    process = await start(engine, log=tmp_path / "worker.log", environment=environment)
    try:
        yield {"address": os.environ[ADDRESS], "namespace": LAST_RELEASE, "keys": KEYS}
    finally:
        await stop(process)


@pytest.mark.slow
@pytest.mark.timeout(300)  # its modules are compiled first
async def test_the_last_engine_serves_the_client_of_today(where: dict[str, Any]) -> None:
    """Filed, mended twice, granted by two officers, told as events; of what it cannot do it is said so."""
    await _at_work(await Platform.connect(**where, patience=SOON))
    platform = await Platform.connect(**where, patience=PATIENCE)
    for said in (None, False):
        filed = at_home(MARRIED).model_copy(update={"electronic_service": said})
        assert (await platform.submit(filed)).receipt.accepted
    case = await platform.submit(at_home(SMALL_SHOP, staff_certified=False))
    await _until(case, lambda seen: seen.stage is Stage.CORRECTION)
    await case.supplement(Supplement(form={"staff_certified": True}))
    await _until(case, lambda seen: _states(seen) == IN_REVIEW)
    assert case.id in {one.case for one in (await platform.cases(CaseSearch())).cases}
    first, second = [await Officer.connect(**where, department=MARKET, officer=one) for one in OFFICERS]
    [task] = await first.inbox()
    sheet = await first.show(task.case, task.item)
    assert sheet.request
    assert sheet.request.fields["staff_certified"] is True
    await first.ask(case.id, FOOD, [LAYOUT])
    await _until(case, lambda seen: any(notice.open for notice in seen.notices))
    await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    await _until(case, lambda seen: _states(seen) == IN_REVIEW)
    soon: dict[str, Any] = where | {"patience": SOON}
    for cannot in _what_is_new(case, await Platform.connect(**soon), await Supervisor.connect(**soon)):
        with pytest.raises(OtherEdition, match="earlier release"):
            await cannot
    await first.grant(case.id, FOOD)
    await second.grant(case.id, FOOD)
    end = await case.outcome()
    assert (end.kind, end.items[0].licence is not None) == (OutcomeKind.GRANTED, True)
    assert (await case.progress()).outcome is OutcomeKind.GRANTED
    told = await _told(platform, case)
    assert told[0].kind is EventKind.RECEIVED
    assert [one.position for one in told] == sorted(one.position for one in told)


def _what_is_new(case: Case, platform: Platform, supervisor: Supervisor) -> tuple[Awaitable[object], ...]:
    """A word, two orders and a question of today."""
    seen = BulkOrder(id=uuid4(), act=RetryAll(), search=CaseSearch(case=case.id))
    named: dict[str, Any] = {
        "code": "layout-plan",
        "applicant": at_home(SMALL_SHOP).applicant.identity_number,
    }
    return (
        case.consent(electronic=True),
        platform.upload(PLAN, case=case.id, filename="plan.pdf", **named),
        supervisor.preview_bulk(seen),
        supervisor.bulk_orders(),
    )


async def _at_work(platform: Platform) -> None:
    while True:
        try:
            await platform.one_matters()
        except Again:
            continue
        return


async def _until(case: Case, is_there: Callable[[Progress], bool]) -> None:
    async with aclosing(case.watch()) as changes:
        async for seen in changes:
            if is_there(seen):
                return
    raise AssertionError("it has ended before")


def _states(seen: Progress) -> list[str]:
    return [item.state.value for item in seen.items]


async def _told(platform: Platform, case: Case) -> list[CaseEvent]:
    """All events of a case up to its end."""
    told: list[CaseEvent] = []
    async with aclosing(platform.events()) as events:
        async for event in events:
            told += [event] if event.case == case.id else []
            if told and told[-1].kind is EventKind.CLOSED:
                return told
    raise AssertionError("the feed has no end")
