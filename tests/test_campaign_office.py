"""Campaigns from the terminal, and the campaign of the demonstration."""

import asyncio
import io
import json
import os
from pathlib import Path

import pytest
from rich.console import Console

from client import CampaignStage
from client.codec import ENVIRONMENT
from client.events import Birthday
from deploy import campaign_demo, campaigns, engine
from tests.conftest import ADDRESS
from tests.neighbours import settle, tell, the_offer
from tests.parts import KEYS, Parts


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
    assert capsys.readouterr().err.count("NotPossible") == 2


async def test_a_schedule_from_the_terminal(terminal: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    """Some days before every pay day; a policy without one is looked at every month."""
    assert await _call("schedule", "old-age-allowance") == 0
    assert "every 10. of the months 1, 4, 7, 10" in capsys.readouterr().out
    assert await _call("schedule", "disability-living-allowance") == 0
    for policy in ("old-age-allowance", "disability-living-allowance"):
        await terminal.client.get_schedule_handle(f"campaign/{policy}").delete()
    assert await _call("schedule", "no-such-grant") == 1
    assert "no-such-grant" in capsys.readouterr().err


async def test_the_campaign_of_the_demonstration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with its report, in which ledger and treasury agree."""
    monkeypatch.setattr(campaign_demo, "PEOPLE", 1_000)
    console = Console(file=io.StringIO(), width=120)
    async with engine.running(folder) as running:
        report = await campaign_demo.demonstrate_campaign(running, console)
    assert report.completed
    assert report.reconciled
    assert isinstance(console.file, io.StringIO)
    assert "一致" in console.file.getvalue()
