"""Renewal: a run that has written much, or is told to, ends at rest, and the next one goes on.

What it has written is counted here and not asked of Temporal: its own count differs between a step as it was
taken and the same step replayed, so a run would begin anew in one of them and not in the other.
"""

import asyncio
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn, Self, TypeVar

from pydantic import Field
from pydantic_core import from_json, to_json
from temporalio import workflow
from temporalio.common import RawValue

from client.messages.message import Message
from client.trust.said import HandedOn

CarriedT = TypeVar("CarriedT", bound=Message)

HEAVY: Final = 3_000
"""Events after which a run ends as soon as nobody is at work. To change that takes a patch."""

TOO_HEAVY: Final = 6_000
"""After so many even while departments are at work, which are asked again: a server takes 2,000 words."""

CONSEQUENCES: Final = 8
"""Of one thing that happens, one after the other, before nothing more follows from it."""

CALL: Final = 6
WORD: Final = 5
TIMER: Final = 5
"""Events of one, with the step that follows."""

KNOWN_FOR: Final = timedelta(days=30)
"""So long a word is known by its id; what must be known for ever has a key of its own."""

RECALLED: Final = "reset-recalled"
"""The change of 2026-11-30: before, a run that was reset knew no more than its history said."""


class AnsweredWord(Message):
    """What was answered to a word, by the id of its command; `digest` is of what was said, `answer` JSON."""

    id: str
    digest: str
    answer: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Share:
    """What somebody has said to a run and those before it since a moment: words, and bytes of all of them."""

    words: int
    size: int
    since: datetime


@dataclass
class Renewal:
    """What counts for it: events so far, calls that are under way, and whether somebody has asked for it.

    `was_reset` while it has to recall what it has forgotten since the server took it back.

    `answered` are words that must not be carried out again in another run; `used` is how much each has said.
    """

    events: int = 0
    calls: int = 0
    asked: bool = False
    was_reset: bool = False
    answered: dict[str, AnsweredWord] = field(default_factory=dict[str, AnsweredWord])
    used: dict[str, Share] = field(default_factory=dict[str, Share])

    @classmethod
    def after(cls, answered: Iterable[AnsweredWord], used: Mapping[str, Share]) -> Self:
        """Of a run that goes on for one that has answered these, and heard so much."""
        return cls(answered={word.id: word for word in answered}, used=dict(used))

    @property
    def is_due(self) -> bool:
        return self.asked or self.events >= HEAVY

    @property
    def is_urgent(self) -> bool:
        """Whether departments that are at work are no reason to wait."""
        return self.asked or self.events >= TOO_HEAVY

    def recent(self, now: datetime) -> tuple[AnsweredWord, ...]:
        """Those that the next run must know."""
        return tuple(word for word in self.answered.values() if now - word.at <= KNOWN_FOR)


class CarriedRun(Message):
    """What a run hands on beside its file: what was answered to whom lately, and how much each has said."""

    answered: tuple[AnsweredWord, ...] = ()
    used: dict[str, Share] = Field(default_factory=dict[str, Share])

    @property
    def renewal(self) -> Renewal:
        """With which the next run begins."""
        return Renewal.after(self.answered, self.used)


class Resets:
    """Whether the server has taken a run back: nothing else gives it another seed.

    It is told outside of the run, and before there is any if that is taken back to its very beginning. What
    waits is looked at only where something is done inside, and that may be nothing else.
    """

    def __init__(self) -> None:
        self._of: Renewal | None = None
        self._early = False
        self._loop: asyncio.AbstractEventLoop | None = None
        workflow.register_random_seed_callback(self._note)

    def _note(self, _: int) -> None:
        """A new seed has come."""
        self._early = self._of is None
        if self._of and self._loop:
            self._of.was_reset = True
            self._loop.call_soon(_look)

    def tell(self, its: Renewal | None) -> None:
        """From now on there is a run."""
        self._of, self._loop = its, asyncio.get_running_loop()
        if its and self._early:
            its.was_reset = True


def go_on(
    value: object,
    *,
    read: bool = False,
    versioning: workflow.ContinueAsNewVersioningBehavior | None = None,
) -> NoReturn:
    """End this run, and have another one go on with what this one knows; `read` as in `HandedOn`."""
    handed = HandedOn(value, by=workflow.info().run_id, read=read)
    workflow.continue_as_new(handed, initial_versioning_behavior=versioning)


def _look() -> None:
    """Whatever waits is looked at after it."""


def taken_over(handed: object, carried: type[CarriedT]) -> CarriedT | None:
    """From the run before this one. What cannot be read raises, and the run waits for a worker that can.

    None where something begins.
    """
    if not isinstance(handed, RawValue):
        return None
    read: CarriedT = workflow.payload_converter().from_payload(handed.payload, carried)
    return read


async def until_due(condition: Callable[[], bool]) -> None:
    """Wait until it holds, and whatever has just happened has had its consequences, and it still does."""
    quiet = 0
    while quiet < CONSEQUENCES:
        await workflow.wait_condition(condition if not quiet else lambda: True)
        quiet = quiet + 1 if condition() else 0


def own() -> Renewal | None:
    """That of this run, if it begins anew before its history grows too long."""
    its: Renewal | None = getattr(workflow.instance(), "renewal", None)
    return its


def count(events: int) -> None:
    """Events that were written, or will be."""
    if its := own():
        its.events += events


@contextmanager
def calling() -> Generator[None]:
    """What is done inside has no place to go on from: a run does not end meanwhile."""
    its = own()
    if its is None:
        yield
        return
    its.calls += 1
    try:
        yield
    finally:
        its.calls -= 1


def answered(command: str) -> AnsweredWord | None:
    """What this run, or one before it, has answered to a command."""
    its = own()
    return its.answered.get(command) if its else None


def note_answered(command: str, digest: str, answer: object) -> None:
    """From now on it is known."""
    if its := own():
        text = to_json(answer).decode()
        its.answered[command] = AnsweredWord(id=command, digest=digest, answer=text, at=workflow.now())


def said_again(known: AnsweredWord) -> Any:
    """The answer as it was."""
    return from_json(known.answer)
