"""One item of a shop that opens, as a clerk keeps it in his book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from client import State
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from matters.language import Matter
from tests.support.states import FIRE, FOOD, HYGIENE, REGISTRATION, SIGN
from tests.walks.clock import Clock

MATTERS: Final[Mapping[str, Matter[Any]]] = {matter.code: matter for matter in RESTAURANT.matters}
ON_PROMISE: Final = (HYGIENE, SIGN)
LATE_PAPERS: Final = {FOOD: "safety-rules", FIRE: "fire-plan"}
"""That may follow; without the first its item is reviewed again, without the second it lapses."""
WANTED: Final = {REGISTRATION: "premises-proof", FOOD: "layout-plan", SIGN: "sign-drawing"}
"""The papers that departments ask for; what the others want, any supplement answers."""

BAD: Final = (State.REFUSED, State.IMPOSSIBLE, State.WITHDRAWN, State.LAPSED)
SETTLED: Final = (State.GRANTED, *BAD)
REVIEWED: Final = (State.IN_REVIEW, State.SUSPENDED)


class Habit(StrEnum):
    """Of a department."""

    GRANTS = "grants at once"
    REVIEWS = "gives it to an officer"
    PROMISES = "gives it to an officer, and its word"
    ASKS = "wants something mended, then gives it to an officer"
    ASKS_ONCE = "wants something mended, then grants"
    REFUSES = "refuses, signed by two officers"
    DOUBTS = "would refuse, but is a machine"


ASKING: Final = (Habit.ASKS, Habit.ASKS_ONCE)


@dataclass
class WalkItem:
    """`lacks`: a paper that may follow is waited for; `untold`: what it wants is not told yet.

    `proposal` is what one of two officers would do, and his name.
    """

    matter: Matter[Any]
    habit: Habit
    lacks: bool
    clock: Clock
    state: State = State.WAITING
    round: int = 0
    untold: bool = False
    in_time: bool = False
    broken: bool = False
    was_granted: bool = False
    promised: bool = False
    decisions: int = 0
    proposal: tuple[str, str] = ("", "")
    holders: list[tuple[str, date | None]] = field(default_factory=list[tuple[str, date | None]])

    @property
    def code(self) -> str:
        return self.matter.code

    def holder(self, today: date) -> str:
        """Who has it by name."""
        return [officer for officer, until in [("", None), *self.holders] if not until or today <= until][-1]

    def is_late(self, today: date) -> bool:
        """Whether what it wants could have been asked before."""
        return self.clock.told is not None or today > self.clock.notice_due

    def want(self, today: date) -> None:
        """Something must be mended."""
        self.in_time = not self.is_late(today)
        self.state, self.untold, self.promised = State.CORRECTION, True, False

    def settle(self, state: State, today: date) -> None:
        """End it, and whatever goes on about it."""
        self.state, self.was_granted = state, state is State.GRANTED
        self.promised = self.untold = False
        self.clock.resume(today)

    def decide(self, state: State, today: date) -> None:
        """Its department ends it, and tells the applicant."""
        self.decisions += 1
        self.settle(state, today)

    def lodge(self, today: date, *, broken: bool) -> None:
        """Its department gets it, and does as is its habit."""
        if not self.round:
            self.clock.began = today
        self.round += 1
        self.broken, self.proposal, self.untold = broken, ("", ""), False
        self.clock.resume(today)
        self.state, self.promised = State.IN_REVIEW, self.habit is Habit.PROMISES
        if self.habit in ASKING and self.round == 1:
            self.want(today)
        elif self.habit in {Habit.GRANTS, Habit.ASKS_ONCE}:
            self.decide(State.GRANTED, today)
        elif self.habit is Habit.REFUSES:
            self.decide(State.REFUSED, today)
