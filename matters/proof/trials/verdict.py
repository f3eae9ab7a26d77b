"""Whether a condition can hold, and whether it can fail: by samples, else by the solver."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from ...language import Register
from ...language.form import FORM
from .inquiry import Inquiry, Trail
from .samples import Sampler, Samples
from .stand_ins import StandIns

MOST_TRAILS = 3_000
"""So many are tried by samples, and again by the solver, before nothing is claimed."""

WAYS_TO_REGISTERS = 64
"""So many are gone to see what a rule asks registers: what it asks hangs on few answers."""

KNOWN = 4096
"""Conditions whose outcome is remembered: many are those of several items, and of several definitions."""

Asked = Callable[[Inquiry], object]
"""A condition in its situation: true, false, or None outside of the situation."""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """How a condition turns out: whether it can hold, can fail, can break, and if that is all that it can.

    `broken` are answers on which it raises an error, and the error; `read` are the paths that it asked for.
    """

    holds: bool
    fails: bool
    broken: tuple[Mapping[str, object], Exception] | None
    decided: bool
    read: tuple[str, ...]
    undecided_for: str = ""

    @property
    def breaks(self) -> str:
        """On which answers, and how, in words; empty if on none."""
        if self.broken is None:
            return ""
        answers, error = self.broken
        shown = {path.removeprefix(FORM): answer for path, answer in answers.items()}
        return f"fails on {shown}: {error!r}"


@lru_cache(maxsize=KNOWN)
def turns(asked: Asked, sampler: Sampler) -> Turns:
    """Samples show most of it, since one on each side is enough; where they do not, all is reckoned."""
    shown = sampled(asked, sampler)
    if shown.decided or shown.broken or (shown.holds and shown.fails):
        return shown
    reckoned = _tried(asked, StandIns)
    return replace(reckoned, holds=shown.holds or reckoned.holds, fails=shown.fails or reckoned.fails)


@lru_cache(maxsize=KNOWN)
def sampled(asked: Asked, sampler: Sampler) -> Turns:
    """By samples alone, where what is said matters and not whether."""
    return _tried(asked, lambda trail: Samples(trail, sampler))


def enquiries(asked: Asked, inquire: Callable[[Trail], Inquiry]) -> Iterator[tuple[Register[Any], str]]:
    """Which registers it asks, and under which keys."""
    for inquiry, _ in islice(_trails(asked, inquire), WAYS_TO_REGISTERS):
        yield from inquiry.enquired


def _tried(asked: Asked, inquire: Callable[[Trail], Inquiry]) -> Turns:
    """All trails, unless one breaks, or two of them show that it can hold and can fail."""
    seen, read = set[object](), dict[str, object]()
    exhaustive, doubt, broken, trails = True, "", None, 0
    for inquiry, said in islice(_trails(asked, inquire), MOST_TRAILS):
        trails += 1
        read.update(inquiry.answers)
        exhaustive = exhaustive and inquiry.exhaustive
        if isinstance(said, Exception):
            doubt, broken = str(said), (inquiry.answers, said)
            break
        seen.add(said)
        if {True, False} <= seen:
            break
    if trails == MOST_TRAILS:
        doubt = "there are too many ways through it"
    return Turns(
        holds=True in seen,
        fails=False in seen,
        broken=None if inquire is StandIns else broken,
        decided=exhaustive and not doubt,
        read=tuple(read),
        undecided_for=doubt,
    )


def _trails(asked: Asked, inquire: Callable[[Trail], Inquiry]) -> Iterator[tuple[Inquiry, object]]:
    trail: Trail | None = Trail()
    while trail:
        inquiry = inquire(trail)
        try:
            said = asked(inquiry)
            said = said if said is None else bool(said)
        except Exception as error:  # noqa: BLE001 # whatever the author's function raises is how it turns out
            said = error
        yield inquiry, said
        trail = trail.another()
