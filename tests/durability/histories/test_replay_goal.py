"""`make replay`: whoever deploys other code learns first which cases do not go on with it."""

from pathlib import Path

import pytest

from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import behave
from client import State
from deploy import demonstration, engine, replay
from deploy.replay import NothingThere
from tests.support.cases.submissions import ELSEWHERE, MARRIED
from tests.support.parts import until
from workflows import changes


@pytest.mark.slow
async def test_what_does_not_go_on_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All replay with the code they ran with; with other code each is named, where they part, and the way."""
    async with engine.running(folder) as running:
        platform = await running.connect()
        behave(running.district, Reviewing(), matter="household-registration")
        waiting = await platform.submit(demonstration.submission(MARRIED))
        await until(waiting, "household-registration", State.IN_REVIEW)
        closed = await platform.submit(demonstration.submission(ELSEWHERE))
        await closed.outcome()
    assert await replay.replay(folder) == 0

    monkeypatch.setattr(changes, "ALL", "another change")
    assert await replay.replay(folder) == 2

    told = capsys.readouterr().out
    assert f"case/{closed.id}\n" in told
    assert f"--workflow-id case/{waiting.id}" in told
    assert "--event-id 4 " in told
    assert "其中 2 份不能以本代码重放" in told


async def test_nothing_to_replay(folder: Path) -> None:
    """Where nothing has run yet, that is said."""
    with pytest.raises(NothingThere, match="make serve"):
        await replay.replay(folder)
