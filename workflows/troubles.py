"""What keeps failing in a run, for operators to read: no event of its own, and made anew by every replay."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from temporalio import workflow

from matters import clock


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why something was not done, and since when it is not."""

    why: str
    since: datetime


@dataclass
class Troubles:
    """By what was to be done; `retries` counts how often somebody has had it tried again at once."""

    now: dict[str, Trouble] = field(default_factory=dict[str, Trouble])
    retries: int = 0

    def lines(self) -> Iterator[str]:
        """What is not done, why, and what becomes of it."""
        for doing, trouble in self.now.items():
            since = trouble.since.astimezone(clock.CHINA).strftime("%m-%d %H:%M")
            yield f"{doing}：{trouble.why}，自 {since} 起；会自动再试，原因见 worker 日志"


@runtime_checkable
class Troubled(Protocol):
    """A run that shows its troubles."""

    troubles: Troubles


def note(doing: str, why: str) -> None:
    """It has failed, perhaps not for the first time."""
    if isinstance(run := workflow.instance(), Troubled):
        before = run.troubles.now.get(doing)
        since = before.since if before else workflow.now()
        run.troubles.now[doing] = Trouble(why=why, since=since)


async def rest(pause: timedelta, *, summary: str) -> None:
    """Until it is tried again: after so long, or as soon as somebody says so."""
    run = workflow.instance()
    if not isinstance(run, Troubled):
        await workflow.sleep(pause, summary=summary)
        return
    before = run.troubles.retries
    with suppress(TimeoutError):
        await workflow.wait_condition(
            lambda: run.troubles.retries != before, timeout=pause, timeout_summary=summary
        )


def clear(doing: str) -> None:
    """It is done."""
    if isinstance(run := workflow.instance(), Troubled):
        run.troubles.now.pop(doing, None)
