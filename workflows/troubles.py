"""What keeps failing in a run, for operators to read: no event of its own, and made anew by every replay."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

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


def own() -> Troubles | None:
    """That of this run, if it shows its troubles."""
    its: Troubles | None = getattr(workflow.instance(), "troubles", None)
    return its


def note(doing: str, why: str) -> None:
    """It has failed, perhaps not for the first time."""
    if its := own():
        before = its.now.get(doing)
        since = before.since if before else workflow.now()
        its.now[doing] = Trouble(why=why, since=since)


async def rest(pause: timedelta, *, summary: str) -> None:
    """Until it is tried again: after so long, or as soon as somebody says so."""
    its = own()
    if its is None:
        await workflow.sleep(pause, summary=summary)
        return
    before = its.retries
    with suppress(TimeoutError):
        await workflow.wait_condition(lambda: its.retries != before, timeout=pause, timeout_summary=summary)


def clear(doing: str) -> None:
    """It is done."""
    if its := own():
        its.now.pop(doing, None)
