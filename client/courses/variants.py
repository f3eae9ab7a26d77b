"""Variants: the courses that cases really took, how many took each, and where it leaves the straight one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from statistics import median
from typing import Final

from ..labels import OUTCOMES, STATES
from ..messages.cases.progress import OutcomeKind, State
from ..messages.lists.case_line import Holder
from ..messages.lists.search import CaseCourse
from ..messages.message import Message
from .event_log import RECEIVED

STRAIGHT: Final = ("审查并决定", "缴费", "送达决定")
"""What officers and applicants do of every item that its definition leaves to them."""

ANSWERED: Final = "办理并答复"
"""What systems do among themselves."""

HOUR: Final = 3600

Step = tuple[str, str]
"""What was done, and of which item, by its code; of none, if it was the whole case."""


Course = tuple[tuple[str, tuple[str, ...]], ...]
"""What was done of each item, one after the other."""


class Variant(Message):
    """A course, step by step, and how many of `cases` took it, in a median time of so many hours.

    Of items that went side by side, the `steps` are in the order that was the most frequent.

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
    """Of closed cases; in which order items go that go side by side makes no other course.

    Those that no department was troubled with come last of all.
    """
    taken: dict[tuple[bool, str, Course], list[CaseCourse]] = defaultdict(list)
    for course in courses:
        line = course.line
        is_apart = line.outcome is OutcomeKind.NOT_ACCEPTED
        taken[is_apart, line.one_matter, _item_by_item(course)].append(course)
    found = [(is_apart, _variant(one_matter, those)) for (is_apart, one_matter, _), those in taken.items()]
    found.sort(key=lambda one: (one[0], -one[1].cases, one[1].steps))
    return Variants(variants=tuple(variant for _, variant in found))


def _item_by_item(course: CaseCourse) -> Course:
    done: dict[str, tuple[str, ...]] = {}
    for does, item in _steps(course):
        done[item] = (*done.get(item, ()), does)
    return tuple(sorted(done.items()))


def _variant(one_matter: str, those: list[CaseCourse]) -> Variant:
    orders = Counter(tuple(_steps(course)) for course in those)
    steps = min(orders, key=lambda order: (-orders[order], order))
    called = {item.code: item.name for course in those for item in course.line.items}
    differs = (_said(step, called) for course in those for step in _differs(course))
    return Variant(
        one_matter=one_matter,
        steps=tuple(_said(step, called) for step in steps),
        cases=len(those),
        median_hours=median(map(_hours, those)),
        name=those[0].line.name,
        differs=tuple(sorted(dict.fromkeys(differs))),
    )


def _hours(course: CaseCourse) -> float:
    line = course.line
    return (line.closed_at - line.received_at).total_seconds() / HOUR if line.closed_at else 0


def _steps(course: CaseCourse) -> Iterator[Step]:
    """In the order in which they began; what systems answer among themselves is none."""
    line = course.line
    timed: list[tuple[datetime, Step]] = [
        (hold.since, (hold.does, hold.item)) for hold in course.holds if hold.does != ANSWERED
    ]
    timed += [(item.decided_at, (STATES[item.state], item.code)) for item in line.items if item.decided_at]
    yield RECEIVED, ""
    yield from (step for _, step in sorted(timed))
    if line.outcome:
        yield OUTCOMES[line.outcome], ""


def _said(step: Step, called: Mapping[str, str]) -> str:
    """As people read it: an item by its name."""
    does, item = step
    return f"{does} {called.get(item, item)}".strip()


def _differs(course: CaseCourse) -> Iterator[Step]:
    for hold in course.holds:
        if hold.holder != Holder.OUTSIDE and hold.does not in STRAIGHT:
            yield hold.does, hold.item
    for item in course.line.items:
        if item.rounds > 1:
            yield f"第 {item.rounds} 轮", item.code
        if item.state is not State.GRANTED:
            yield STATES[item.state], item.code
