"""Campaigns from the terminal, and the campaign of the demonstration."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from rich.console import Console

from client import CampaignStage
from client.messages.grants.events import Birthday
from client.trust import identity
from deploy import campaign_demo, engine
from matters import catalogue, clock
from matters.catalogue import find_grant
from matters.clock import CHINA
from matters.language import PayDay
from tests.support.neighbours import settle, tell, the_offer
from tests.support.parts import Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import Terminal

FEBRUARY: Final = 2
PREPARED: Final = ("disability-care-allowance", "--period", "2026-05", "--by", "officer-1")


@pytest.fixture
def office(town: Parts, terminal: Terminal) -> Terminal:  # noqa: ARG001 (there is nobody to pay elsewhere)
    """A terminal of the office that pays in this town."""
    return terminal


async def _message(office: Terminal, *arguments: str) -> Any:
    """What it says as JSON, behind the log of the worker, which is in the same process here."""
    said = (await office("campaign", *arguments, "--json")).out
    return json.loads(said[said.index("{\n") :])


async def _refused(office: Terminal, *arguments: str) -> str:
    """The name of the error, told in a line, where something is to be mended."""
    said = await office("campaign", *arguments)
    assert said.code == 2
    return said.err.partition(":")[0]


@on_one_ledger
async def test_a_campaign_from_the_terminal(town: Parts, office: Terminal) -> None:
    """Prepare, show, a release that is refused and one that is not, report."""
    campaign = (await office("campaign", "prepare", *PREPARED)).out.splitlines()[-1]
    await town.office.campaign(campaign).until(CampaignStage.PREVIEW)
    assert (await _message(office, "show", campaign))["stage"] == "preview"
    shown = (await office("campaign", "show", campaign)).out
    assert all(word in shown for word in ("待放行", "放行前的预览", "剩余预算"))
    assert await _refused(office, "release", campaign, "--by", "officer-1") == "SamePerson"
    paused = await office("campaign", "pause", campaign, "--by", "officer-3", "--because", "午休")
    assert "等待经办人处理：officer-3 暂停：午休" in paused.out
    assert (await office("campaign", "resume", campaign, "--by", "officer-3")).code == 0
    assert (await _message(office, "release", campaign, "--by", "officer-2"))["released_by"] == "officer-2"
    assert (await _message(office, "report", campaign))["completed"]
    assert "一致" in (await office("campaign", "report", campaign)).out
    stop = ("stop", campaign, "--by", "officer-3", "--because", "迟了")
    assert await _refused(office, *stop) == "TooLate"


@on_one_ledger
@pytest.mark.usefixtures("public")
async def test_an_objection_from_the_terminal(town: Parts, office: Terminal) -> None:
    """An officer decides it, once, and has what is not paid yet reckoned anew in vain."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    await town.platform.object(reference, "已迁出")
    decide = ("decide", reference, "--by", "officer-1", "--because", "经查属实", "--falls")
    decided = await office("campaign", *decide)
    assert decided.code == 0
    assert f"{reference}  不符合，已终止" in decided.out
    assert await _refused(office, *decide) == "NotPossible"
    assert await _refused(office, "reassess", reference, "--by", "officer-1") == "NotPossible"
    assert await _refused(office, "reassess", reference, "--by", " ") == "InvalidForm"


@on_one_ledger
async def test_a_budget_from_the_terminal(office: Terminal) -> None:
    """An officer sets it in yuan; what is no sum, no period or nobody's order is told in a line."""
    budget = ("budget", "disability-care-allowance", "2020-01")
    told = await _message(office, *budget, "1234.50", "--by", "officer-4")
    assert (told["waits"], told["bound"]) == (True, 0)
    again = ("1234.50", "--order", told["order"])
    assert "待另一人" in (await office("campaign", *budget, *again, "--by", "officer-4")).out
    assert (
        "预算 1,234.50 元，已占用 0.00 元\n"
        in (await office("campaign", *budget, *again, "--by", "officer-5")).out
    )
    wrong = ("budget", "disability-care-allowance", "2020", "1", "--by", "officer-4")
    assert await _refused(office, *wrong) == "InvalidOrder"
    assert await _refused(office, *budget, "1", "--by", " ") == "InvalidForm"
    assert "is no sum in yuan" in await _refused(office, *budget, "1.005", "--by", "officer-4")


@on_one_ledger
async def test_a_reconciliation_from_the_terminal(office: Terminal) -> None:
    """Where nothing is in doubt nothing is entered; nobody's order, or one of nothing, is told in a line."""
    campaign = (await office("campaign", "prepare", *PREPARED)).out.splitlines()[-1]
    assert set((await _message(office, "reconcile", campaign, "--by", "officer-3")).values()) == {0}
    assert "不一致 0 笔" in (await office("campaign", "reconcile", campaign, "--by", "officer-3")).out
    assert await _refused(office, "reconcile", str(uuid4()), "--by", "officer-3") == "InvalidOrder"
    assert await _refused(office, "reconcile", "", "--by", "officer-3") == "InvalidForm"
    assert await _refused(office, "reconcile", campaign, "--by", " ") == "InvalidForm"


@on_one_ledger
async def test_a_period_that_there_is_not(office: Terminal) -> None:
    """It is told in a line, to whoever prepares such a campaign and to whoever asks for it later."""
    order, id_ = ("disability-care-allowance", "--period", "2026-Q3", "--by", "officer-1"), str(uuid4())
    assert await _refused(office, "prepare", *order, "--id", id_) == "InvalidOrder"
    assert await _refused(office, "show", id_) == "InvalidOrder"


@on_one_ledger
async def test_a_schedule_from_the_terminal(town: Parts, office: Terminal) -> None:
    """Some days before every pay day; a policy without one is looked at at the end of every month."""
    scheduled = (await office("campaign", "schedule", "old-age-allowance")).out
    assert "每年 1、4、7、10 月的 10 日" in scheduled
    for policy in ("flexible-employment-subsidy", "disability-living-allowance"):
        told = await _message(office, "schedule", policy)
        assert (told["day"], told["months"]) == (31, [*range(1, 13)])
    described = await town.client.get_schedule_handle("campaign/flexible-employment-subsidy").describe()
    at = [time.astimezone(CHINA).date() for time in described.info.next_action_times]
    assert at
    assert all((day + clock.ONE_DAY).day == 1 for day in at if day.month != FEBRUARY)
    for policy in ("old-age-allowance", "flexible-employment-subsidy", "disability-living-allowance"):
        await town.client.get_schedule_handle(f"campaign/{policy}").delete()


@on_one_ledger
@pytest.mark.parametrize("command", [("schedule",), ("prepare", "--by", "officer-1")])
async def test_a_mistyped_policy(office: Terminal, command: tuple[str, ...]) -> None:
    """It is told with those that there are, before anything is started."""
    name, *rest = command
    said = await office("campaign", name, "no-such-grant", *rest)
    assert (said.code, said.out) == (2, "")
    assert "there is no grant 'no-such-grant'; the catalogue has: old-age-allowance" in said.err


@on_one_ledger
@pytest.mark.parametrize(("pay_day", "day"), [(1, 1), (5, 1), (6, 1), (7, 2), (28, 23)])
async def test_a_pay_day_at_the_beginning_of_a_month(
    town: Parts,
    office: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    pay_day: int,
    day: int,
) -> None:
    """Some days before it would be another month, in which the period is not over: the first day will do."""
    right = find_grant("old-age-allowance")
    grant = replace(right, code=f"test-{uuid4()}", pay_day=PayDay(day=pay_day, basis=right.basis))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    scheduled = (await office("campaign", "schedule", grant.code)).out
    assert f"每年 1、4、7、10 月的 {day} 日" in scheduled
    await town.client.get_schedule_handle(f"campaign/{grant.code}").delete()


@pytest.mark.slow
async def test_the_campaign_of_the_demonstration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows the last period beside this one, and ends with a report in which ledger and treasury agree."""
    monkeypatch.setattr(campaign_demo, "PEOPLE", 1_000)
    monkeypatch.delenv(identity.ENVIRONMENT)  # as whoever calls `make demo` has it
    console = Console(file=io.StringIO(), width=120)
    async with engine.running(folder) as running:
        report = await campaign_demo.demonstrate_campaign(running, console)
    assert report.completed
    assert report.reconciled
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "上期 2026-Q2" in shown
    assert "一致" in shown
