"""What a terminal shows of a case."""

from datetime import UTC, datetime
from uuid import uuid4

from rich.console import Console

from client import Progress
from client.cli.tables import case as tables
from client.cli.tables import lists
from client.messages.cases.notices import ToldNotice
from client.messages.cases.progress import Stage, State
from client.messages.lists.case_line import ItemLine
from client.messages.lists.figures import SilentItem
from client.messages.officers.stalled_run import StuckList


def test_what_mends_a_silence() -> None:
    """Whoever does not answer is asked again by the engine itself: `retry` would say that nothing failed."""
    line = ItemLine(code="a", name="事项", department="health", number="1", state=State.LODGED)
    silent = SilentItem(line=line, case=uuid4(), region="990101")
    [row] = lists.stuck(StuckList(tasks=(), stalled=(), silent=(silent,)), {"health": "卫生健康局"}).rows
    assert "python -m worker desk.health" in str(row[-1])
    assert "retry" not in str(row[-1])


def test_a_day_is_one_in_china() -> None:
    """What was told before eight in the morning there was not told the day before."""
    told_at = datetime(2026, 11, 28, 19, 21, tzinfo=UTC)
    now = Progress(
        case=uuid4(),
        one_matter="restaurant",
        acceptance_number="",
        stage=Stage.HANDLING,
        outcome=None,
        items=(),
        told=(ToldNotice(key="a", kind="warning", says="", told_at=told_at),),
    )
    console = Console(width=200)
    with console.capture() as shown:
        console.print(tables.progress(now))
    assert "2026-11-29" in shown.get()
    assert "2026-11-28" not in shown.get()
