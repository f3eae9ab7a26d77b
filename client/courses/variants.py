"""Variants: the courses that cases really took, how many took each, and where it leaves the straight one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from statistics import median
from typing import Final

from ..labels import OUTCOMES, STATES
from ..messages.cases.progress import State
from ..messages.lists.case_line import Holder
from ..messages.lists.search import CaseCourse
from ..messages.message import Message
from .event_log import RECEIVED

STRAIGHT: Final = ("审查并决定", "缴费", "送达决定")
"""What officers and applicants do of every item that its definition leaves to them."""

HOUR: Final = 3600


class Variant(Message):
    """A course, step by step, and how many of `cases` took it, in a median time of so many hours.

    Its one-matter goes by `one_matter`, and is called `name`. `differs` names what its definition does not
    have of itself: a correction, a special procedure, an item that was lodged again, or was not granted.
    """

    one_matter: str
    steps: tuple[str, ...]
    cases: int
    median_hours: float
    differs: tuple[str, ...]
    name: str = ""


class Variants(Message):
    """Those that most cases took come first."""

    variants: tuple[Variant, ...]


def variants(courses: Iterable[CaseCourse]) -> Variants:
    """Of closed cases."""
    taken: dict[tuple[str, tuple[str, ...]], list[CaseCourse]] = defaultdict(list)
    for course in courses:
        taken[course.line.one_matter, tuple(_steps(course))].append(course)
    found = (_variant(one_matter, steps, those) for (one_matter, steps), those in taken.items())
    return Variants(variants=tuple(sorted(found, key=lambda variant: (-variant.cases, variant.steps))))


def _variant(one_matter: str, steps: tuple[str, ...], those: list[CaseCourse]) -> Variant:
    differs = (what for course in those for what in _differs(course))
    return Variant(
        one_matter=one_matter,
        steps=steps,
        cases=len(those),
        median_hours=median(map(_hours, those)),
        name=those[0].line.name,
        differs=tuple(sorted(dict.fromkeys(differs))),
    )


def _hours(course: CaseCourse) -> float:
    line = course.line
    return (line.closed_at - line.received_at).total_seconds() / HOUR if line.closed_at else 0


def _steps(course: CaseCourse) -> Iterator[str]:
    """In the order in which they began; what systems answer among themselves is none."""
    line = course.line
    timed: list[tuple[datetime, str]] = [
        (hold.since, _about(hold.does, hold.item)) for hold in course.holds if hold.holder != Holder.OUTSIDE
    ]
    timed += [
        (item.decided_at, _about(STATES[item.state], item.code)) for item in line.items if item.decided_at
    ]
    yield RECEIVED
    yield from (step for _, step in sorted(timed))
    if line.outcome:
        yield OUTCOMES[line.outcome]


def _about(does: str, item: str) -> str:
    return f"{does} {item}".strip()


def _differs(course: CaseCourse) -> Iterator[str]:
    for hold in course.holds:
        if hold.holder != Holder.OUTSIDE and hold.does not in STRAIGHT:
            yield _about(hold.does, hold.item)
    for item in course.line.items:
        if item.rounds > 1:
            yield _about(f"第 {item.rounds} 轮", item.code)
        if item.state is not State.GRANTED:
            yield _about(STATES[item.state], item.code)
