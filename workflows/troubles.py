"""What keeps failing in a run, for operators to read: no event of its own, and made anew by every replay."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, is_cancelled_exception

from workflows import markdown

Call = workflow.ActivityHandle[RawValue]

CALLS: Final = "retry-calls"
"""The change of 2026-12: before, only what rested in the run itself was tried again by order."""

UNANSWERED: Final = timedelta(seconds=5)
"""After which a call is taken for one that fails: the server tries it again by itself, later each time, and
a run is not told of that.
"""


class TriedAgain(Exception):
    """Somebody has had a call tried again before it has brought anything."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why something was not done, and since when it is not."""

    why: str
    since: datetime


@dataclass
class Troubles:
    """By what was to be done; `retries` counts how often somebody has had it tried again at once.

    `calls` are those that have brought nothing yet, each with since when.
    """

    now: dict[str, Trouble] = field(default_factory=dict[str, Trouble])
    retries: int = 0
    calls: dict[Call, datetime] = field(default_factory=dict[Call, datetime])

    @property
    def may_be_retried(self) -> bool:
        """Whether there is anything that is tried again, or may be failing."""
        return bool(self.now) or any(self._unanswered())

    def retry(self) -> None:
        """Everything that has failed, at once: what rests here, and what the server would try later."""
        self.retries += 1
        if workflow.patched(CALLS):
            for call in tuple(self._unanswered()):
                call.cancel()

    def _unanswered(self) -> Iterator[Call]:
        return (call for call, since in self.calls.items() if workflow.now() - since >= UNANSWERED)

    def lines(self) -> Iterator[str]:
        """What is not done, why, and what becomes of it."""
        for doing, trouble in self.now.items():
            since = markdown.moment(trouble.since)
            yield f"{doing}：{trouble.why}，自 {since} 起；会自动再试，原因见 worker 日志"

    def faults(self, run: str) -> Iterator[str]:
        """The same of a run whose steps are short, with what has brought nothing yet, and what mends it."""
        again = f"恢复后可立即重试：`onematter ops retry {run}`"
        yield from (f"{line}；{again}" for line in self.lines())
        for since in self.calls.values():  # how often it was tried, the server alone knows
            begun = f"有一步自 {markdown.moment(since)} 起尚无结果"
            yield f"{begun}；会自动再试，次数和原因见 Pending Activities；{again}"


def own() -> Troubles | None:
    """That of this run, if it shows its troubles."""
    its: Troubles | None = getattr(workflow.instance(), "troubles", None)
    return its


async def answer(call: Call) -> RawValue:
    """What a call has brought.  Raises `TriedAgain`: it is to be made anew."""
    its = own()
    if its is None:
        return await call
    its.calls[call], before = workflow.now(), its.retries
    try:
        return await call
    except ActivityError as error:
        if its.retries != before and is_cancelled_exception(error) and not _is_cancelled():
            raise TriedAgain from None
        raise
    finally:
        del its.calls[call]


def _is_cancelled() -> bool:
    """Whoever waits for it: then it is nobody's any more."""
    task = asyncio.current_task()
    return bool(task and task.cancelling())


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
