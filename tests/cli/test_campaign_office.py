"""Campaigns from the terminal, and the campaign of the demonstration."""

import asyncio
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from rich.console import Console

from client import CampaignStage
from client.messages.grants.events import Birthday
from client.transport.codec import ENVIRONMENT
from deploy import campaign_demo, campaigns, engine
from matters import catalogue, clock
from matters.catalogue import find_grant
from matters.clock import CHINA
from matters.language import PayDay
from tests.conftest import ADDRESS
from tests.support.neighbours import settle, tell, the_offer
from tests.support.parts import KEYS, Parts

FEBRUARY: Final = 2


async def _call(*arguments: str) -> int:
    return await asyncio.to_thread(campaigns.run, arguments)


@pytest.fixture
def terminal(town: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """As an office's machine is set up."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", os.environ[ADDRESS])
    monkeypatch.setenv("TEMPORAL_NAMESPACE", town.client.namespace)
    monkeypatch.setenv(ENVIRONMENT, KEYS.text())
    return town


async def test_a_campaign_from_the_terminal(terminal: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    """Prepare, show, a release that is refused and one that is not, report."""
    prepared = await _call("prepare", "disability-care-allowance", "--period", "2026-05", "--by", "officer-1")
    assert prepared == 0
    campaign = capsys.readouterr().out.strip()
    await terminal.office.campaign(campaign).until(CampaignStage.PREVIEW)
    assert await _call("show", campaign) == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "preview"
    assert await _call("release", campaign, "--by", "officer-1") == 1
    assert "SamePerson" in capsys.readouterr().err
    assert await _call("pause", campaign, "--by", "officer-3", "--because", "午休") == 0
    assert await _call("resume", campaign, "--by", "officer-3") == 0
    assert await _call("release", campaign, "--by", "officer-2") == 0
    assert await _call("report", campaign) == 0
    assert json.loads(capsys.readouterr().out)["completed"]
    assert await _call("stop", campaign, "--by", "officer-3", "--because", "迟了") == 1
    assert "TooLate" in capsys.readouterr().err


@pytest.mark.usefixtures("public")
async def test_an_objection_from_the_terminal(terminal: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    """An officer decides it, once, and has what is not paid yet reckoned anew in vain."""
    person = settle(terminal)
    await tell(terminal, person, Birthday())
    reference = (await the_offer(terminal, person)).reference
    await terminal.platform.object(reference, "已迁出")
    decide = ("decide", reference, "--by", "officer-1", "--because", "经查属实", "--falls")
    assert await _call(*decide) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "stopped"
    assert await _call(*decide) == 1
    assert await _call("reassess", reference, "--by", "officer-1") == 1
    assert await _call("reassess", reference, "--by", " ") == 1
    assert capsys.readouterr().err.count("NotPossible") == 2


@pytest.mark.usefixtures("terminal")
async def test_a_budget_from_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """An officer sets it in yuan; what is no sum, no period or nobody's order is told in a line."""
    budget = ("budget", "disability-care-allowance", "2020-01")
    assert await _call(*budget, "1234.50", "--by", "officer-4") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["bound"]) == (123_450, 0)
    assert await _call("budget", "disability-care-allowance", "2020", "1", "--by", "officer-4") == 1
    assert "InvalidOrder" in capsys.readouterr().err
    assert await _call(*budget, "1", "--by", " ") == 1
    assert "InvalidForm" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        await _call(*budget, "1.005", "--by", "officer-4")
    assert "is no sum in yuan" in capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
async def test_a_reconciliation_from_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is in doubt nothing is entered; nobody's order, or one of nothing, is told in a line."""
    assert await _call("reconcile", str(uuid4()), "--by", "officer-3") == 0
    told = capsys.readouterr().out  # behind the log of the worker, which is in the same process here
    assert set(json.loads(told[told.index("{\n") :]).values()) == {0}
    assert await _call("reconcile", "", "--by", "officer-3") == 1
    assert await _call("reconcile", str(uuid4()), "--by", " ") == 1
    assert capsys.readouterr().err.count("InvalidForm") == 2


async def test_a_schedule_from_the_terminal(terminal: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    """Some days before every pay day; a policy without one is looked at at the end of every month."""
    assert await _call("schedule", "old-age-allowance") == 0
    assert "every 10. of the months 1, 4, 7, 10" in capsys.readouterr().out
    for policy in ("flexible-employment-subsidy", "disability-living-allowance"):
        assert await _call("schedule", policy) == 0
        assert "every last day of the months 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12" in capsys.readouterr().out
    described = await terminal.client.get_schedule_handle("campaign/flexible-employment-subsidy").describe()
    at = [time.astimezone(CHINA).date() for time in described.info.next_action_times]
    assert at
    assert all((day + clock.ONE_DAY).day == 1 for day in at if day.month != FEBRUARY)
    for policy in ("old-age-allowance", "flexible-employment-subsidy", "disability-living-allowance"):
        await terminal.client.get_schedule_handle(f"campaign/{policy}").delete()
    assert await _call("schedule", "no-such-grant") == 1
    assert "no-such-grant" in capsys.readouterr().err


@pytest.mark.parametrize(("pay_day", "day"), [(1, 1), (5, 1), (6, 1), (7, 2), (28, 23)])
async def test_a_pay_day_at_the_beginning_of_a_month(
    terminal: Parts,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    pay_day: int,
    day: int,
) -> None:
    """Some days before it would be another month, in which the period is not over: the first day will do."""
    right = find_grant("old-age-allowance")
    grant = replace(right, code=f"test-{uuid4()}", pay_day=PayDay(day=pay_day, basis=right.basis))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    assert await _call("schedule", grant.code) == 0
    assert f"every {day}. of the months 1, 4, 7, 10" in capsys.readouterr().out
    await terminal.client.get_schedule_handle(f"campaign/{grant.code}").delete()


async def test_the_campaign_of_the_demonstration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows the last period beside this one, and ends with a report in which ledger and treasury agree."""
    monkeypatch.setattr(campaign_demo, "PEOPLE", 1_000)
    console = Console(file=io.StringIO(), width=120)
    async with engine.running(folder) as running:
        report = await campaign_demo.demonstrate_campaign(running, console)
    assert report.completed
    assert report.reconciled
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "上期 2026-Q2" in shown
    assert "一致" in shown
