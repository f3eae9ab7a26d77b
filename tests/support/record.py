"""Record histories for `tests/data/histories`, when a new kind of case is to be replayed for ever.

    .venv/bin/python -m tests.support.record

What is recorded once is never recorded anew: an old history is worth the more, the older it is.
"""

import asyncio
import dataclasses
import os
import re
import socket
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from temporalio.client import WorkflowHistory

import worker
from activities.ledger import Ledger
from activities.stand_ins.behaviour import Asking, Behaviour, Failing, Refusing, Reviewing, Slow
from activities.stand_ins.books import District
from client import CampaignOrder, CampaignStage, Case, State, Supplement, names
from client.messages.cases.answers import Wanting
from client.transport.connection import connect
from client.trust import identity
from deploy import demonstration, server
from matters import catalogue
from matters.definitions.law import DEMONSTRATION
from matters.definitions.newborn import NEWBORN_2026_11 as NEWBORN
from matters.definitions.newborn.form import Childbirth
from matters.language import Matter, OneMatter, WorkingDays
from tests.support.cases.submissions import ELSEWHERE, HOUSEHOLDS, LARGE_SHOP, MARRIED, SMALL_SHOP, submission
from tests.support.parts import KEYS, LAYOUT, NO, Parts, until
from tests.support.places import DATA
from tests.support.town import query, settle_town
from workflows.trust import gate

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"

HISTORIES: Final = DATA / "histories" / gate.SIGNED
"""A folder for every change of what runs do, called as the change is: the last one."""

HELD_UP: Final = 4.0
"""Seconds: longer than anybody waits for a ledger before it counts as away."""


fertility_registration = Matter(
    code="fertility-registration",
    name="生育登记凭证",
    basic_code="992000008000",
    department=NEWBORN.lead,
    form=Childbirth,
    promised=WorkingDays(count=1, basis=DEMONSTRATION),
)
OLD_NEWBORN: Final[OneMatter[Any]] = dataclasses.replace(
    NEWBORN, matters=(fertility_registration, *NEWBORN.matters)
)
"""Its first edition as it was before an item was struck from it in place."""


async def record(
    name: str,
    filed: str,
    *,
    behaviours: Sequence[tuple[str, Behaviour]] = (),
    withdraw: bool = False,
    parts: Parts,
) -> None:
    """Run a case to its end and keep its history, without the name of the machine."""
    path = HISTORIES / f"{name}.json"
    if path.exists():
        return
    content = submission(filed)
    for matter, behaviour in behaviours:
        parts.behave(content.id, matter, behaviour)
    case = await parts.platform.submit(content)
    if withdraw:
        await _until_something_is_granted(case)
        await case.withdraw("改在外地办理")
    await case.outcome()
    _keep(path, await parts.history(content.id))


async def record_campaign(name: str, parts: Parts) -> None:
    """A campaign of small pages, halted and resumed, and a grant that waited for an officer."""
    path, grant_path = (HISTORIES / f"{each}.json" for each in (name, f"{name}-objection"))
    if path.exists():
        return
    settle_town(parts.district)
    order = CampaignOrder(
        policy=demonstration.ALLOWANCE,
        period=demonstration.PERIOD,
        prepared_by="officer-1",
        canary=5,
        page=200,
    )
    campaign = await parts.office.prepare(order)
    await campaign.until(CampaignStage.PREVIEW)
    await campaign.pause("officer-3", "核对")
    await campaign.resume("officer-3")
    await campaign.release("officer-2")
    await campaign.report()
    _keep(path, await parts.client.get_workflow_handle(names.campaign_id(campaign.id)).fetch_history())
    ((reference,), *_) = query(
        parts.ledger, "SELECT reference FROM grants WHERE state = 'paid' ORDER BY reference"
    )
    await parts.platform.object(reference, "已搬走")
    await parts.office.decide(reference, by="officer-3", stands=True)
    handle = parts.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    await handle.result()
    _keep(grant_path, await handle.fetch_history())


def _keep(path: Path, history: WorkflowHistory) -> None:
    """Without the name of the machine."""
    path.write_text(re.sub(rf"\d+@{re.escape(socket.gethostname())}", "recorder", history.to_json()) + "\n")


async def record_review(name: str, parts: Parts) -> None:
    """A case with a correction before and one after acceptance, a special procedure, and two officers."""
    path = HISTORIES / f"{name}.json"
    if path.exists():
        return
    whole = submission(SMALL_SHOP)
    parts.behave(whole.id, FOOD, Reviewing())
    plan = next(paper for paper in whole.papers if paper.code == "layout-plan")
    others = tuple(paper for paper in whole.papers if paper is not plan)
    case = await parts.platform.submit(whole.model_copy(update={"papers": others}))
    mended = Supplement(papers=(plan,))
    await case.supplement(mended)
    await until(case, FOOD, State.IN_REVIEW)
    first, second = parts.desk(MARKET), parts.desk(MARKET, "officer-2")
    await first.ask(case.id, FOOD, [LAYOUT])
    async for progress in case.watch():
        if len(progress.notices) > 1:
            break
    await case.supplement(mended)
    await until(case, FOOD, State.IN_REVIEW)
    end = await parts.today(case.id) + timedelta(days=12)
    await first.suspend(case.id, FOOD, procedure="testing", expected_end=end, notice="2026-1")
    await parts.forward(case.id, timedelta(days=10))
    await first.resume(case.id, FOOD)
    await first.grant(case.id, FOOD)
    await second.grant(case.id, FOOD)
    await case.outcome()
    _keep(path, await parts.history(case.id))


async def _until_something_is_granted(case: Case) -> None:
    async for progress in case.watch():
        if any(item.licence for item in progress.items):
            return


async def main() -> None:
    """All kinds of cases that there are."""
    os.environ[identity.ENVIRONMENT] = str(DATA / "development.identity")
    HISTORIES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger, district = Ledger(f"{folder}/ledger.db"), District(f"{folder}/district.db")
        demonstration.furnish(ledger, district, households=HOUSEHOLDS)
        async with server.running(port=server.free_port(), ui_port=server.free_port()) as temporal:
            client = await connect(worker.engine_plugin(KEYS), address=temporal.address)
            async with (parts := Parts.over(client, ledger, district)).working():
                await _record_all(parts)


async def _record_all(parts: Parts) -> None:
    await record_campaign("campaign", parts)
    await record_review("reviewed", parts)
    await record("granted", MARRIED, parts=parts)
    await record("granted-slowly", MARRIED, parts=parts, behaviours=[("birth-certificate", Slow(seconds=3))])
    await record(
        "partly-granted", MARRIED, parts=parts, behaviours=[("household-registration", Refusing(refusal=NO))]
    )
    await record(
        "failing-department", SMALL_SHOP, parts=parts, behaviours=[("food-licence", Failing(times=2))]
    )
    await record(
        "withdrawn", LARGE_SHOP, parts=parts, withdraw=True, behaviours=[("fire-check", Slow(seconds=60))]
    )
    await record(
        "withdrawn-in-correction",
        LARGE_SHOP,
        parts=parts,
        withdraw=True,
        behaviours=[("food-licence", Asking(wants=Wanting(points=(LAYOUT,))))],
    )
    with parts.ledger.transaction():  # which lets no other write on SQLite
        recording = asyncio.create_task(record("ledger-held-up", ELSEWHERE, parts=parts))
        await asyncio.sleep(HELD_UP)
    await recording
    catalogue.ONE_MATTERS = tuple(OLD_NEWBORN if one is NEWBORN else one for one in catalogue.ONE_MATTERS)
    await record("before-the-definition-changed", ELSEWHERE, parts=parts)


if __name__ == "__main__":
    asyncio.run(main())
