"""Random walks through a case on a real server, beside a small model of the law."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from client.messages.cases.choice import OnRefusal
from tests.support.parts import Parts
from tests.support.places import THOROUGH
from tests.support.states import FIRE, FOOD, HYGIENE, REGISTRATION, SIGN, TOBACCO, on_one_ledger
from tests.walks.clerk import Order
from tests.walks.ending import OFFICERS, PAPERS, Ending, end
from tests.walks.item import Habit
from tests.walks.walker import Walker

Run = Callable[[Awaitable[Any]], Any]

ITEMS: Final[tuple[str, ...]] = (REGISTRATION, FOOD, FIRE, HYGIENE, SIGN, TOBACCO)
FIRST: Final = st.sampled_from((*[Habit.GRANTS, Habit.PROMISES] * 3, Habit.REVIEWS, Habit.ASKS))
"""Of the department of the first item, on which all others wait."""
HABITS: Final = st.sampled_from(
    (Habit.REVIEWS, Habit.REVIEWS, Habit.GRANTS, Habit.ASKS, Habit.ASKS_ONCE, Habit.REFUSES, Habit.DOUBTS)
)
LAWFUL: Final = ""
SOME: Final = st.sets(st.sampled_from(PAPERS)).map(lambda papers: tuple(sorted(papers)))


@dataclass(frozen=True)
class Road:
    """An engine, and how to let it work until something is done."""

    parts: Parts
    run: Run


class Walk(RuleBasedStateMachine):
    """A case, and whatever people do about it."""

    road: ClassVar[Road]

    def __init__(self) -> None:
        super().__init__()
        self.walker: Walker | None = None
        self.ending = Ending.DUTIFUL

    @property
    def walking(self) -> Walker:
        assert self.walker
        return self.walker

    @initialize(
        first=FIRST,
        others=st.tuples(*(HABITS for _ in ITEMS[1:])),
        late=st.sampled_from(((), (FOOD,), (FIRE,), (FOOD, FIRE))),
        ending=st.sampled_from(Ending),
    )
    def files(self, first: Habit, others: tuple[Habit, ...], late: tuple[str, ...], ending: Ending) -> None:
        self.ending = ending
        habits: dict[str, Habit] = dict(zip(ITEMS, (first, *others), strict=True))
        self.walker = self.road.run(Walker.sets_out(self.road.parts, habits, late=late))

    @precondition(lambda self: not self.walking.clerk.closed)
    @rule(days=st.sampled_from((1, 1, 2, 3, 5, 8, 13)))
    def waits(self, days: int) -> None:
        self.road.run(self.walking.waits(timedelta(days=days)))

    @precondition(lambda self: self.lawful("grant", "refuse"))
    @rule(data=st.data())
    def decides(self, data: st.DataObject) -> None:
        self._order(data, "grant", "refuse")

    @precondition(lambda self: self.lawful("ask"))
    @rule(data=st.data())
    def asks(self, data: st.DataObject) -> None:
        self._order(data, "ask")

    @precondition(lambda self: self.lawful("suspend", "resume"))
    @rule(data=st.data())
    def proceeds(self, data: st.DataObject) -> None:
        self._order(data, "suspend", "resume")

    @precondition(lambda self: self.lawful("extend"))
    @rule(data=st.data())
    def extends(self, data: st.DataObject) -> None:
        self._order(data, "extend")

    @precondition(lambda self: self.lawful("return"))
    @rule(data=st.data())
    def hands_on(self, data: st.DataObject) -> None:
        self._order(data, "return")

    @precondition(lambda self: self.walking.clerk.objection_to_supplement(PAPERS) is None)
    @rule(papers=SOME)
    def supplements(self, papers: tuple[str, ...]) -> None:
        self.road.run(self.walking.supplements(papers))

    @rule(fen=st.sampled_from((5_000, 20_000, 25_000)))
    def pays(self, fen: int) -> None:
        self.road.run(self.walking.pays(fen))

    @precondition(lambda self: self.walking.clerk.choice)
    @rule(choice=st.sampled_from(OnRefusal))
    def chooses(self, choice: OnRefusal) -> None:
        self.road.run(self.walking.chooses(choice))

    @rule(ahead=st.integers(1, 20), works=st.booleans())
    def amends(self, ahead: int, works: bool) -> None:  # noqa: FBT001 (drawn by name)
        day = self.walking.clerk.today + timedelta(days=ahead)
        self.road.run(self.walking.amends(day, works=works))

    def teardown(self) -> None:
        """See base class."""
        if self.walker and self.walker.sound:
            self.road.run(end(self.walker, self.ending))

    def lawful(self, *commands: str) -> bool:
        """Whether anybody may order any of these now."""
        return any(self.walking.clerk.objection(order) is None for order in orders(*commands))

    def _order(self, data: st.DataObject, *commands: str) -> None:
        """Mostly what is lawful; else whatever there is to say against it is as likely as another."""
        said: dict[str, list[Order]] = {}
        for order in orders(*commands):
            objection = self.walking.clerk.objection(order)
            said.setdefault(objection.__name__ if objection else LAWFUL, []).append(order)
        why = data.draw(st.sampled_from(sorted(said))) if not data.draw(st.integers(0, 3)) else LAWFUL
        order, days = data.draw(st.sampled_from(said[why])), data.draw(st.integers(1, 9))
        until = self.walking.clerk.today + timedelta(days=days)
        self.road.run(self.walking.orders(replace(order, until=until)))


def orders(*commands: str) -> list[Order]:
    """All that anybody could give."""
    return [
        Order(command=command, item=item, officer=officer, reason=reason, to=other)
        for command in commands
        for item in (*ITEMS, *([""] if command == "extend" else []))
        for officer, other in (OFFICERS, OFFICERS[::-1])
        for reason in ("现场才发现", "")
    ]


@pytest.fixture
async def run(parts: Parts) -> Run:  # noqa: ARG001 (whose workers are on this loop)
    """Let the engine work until something is done."""
    return asyncio.get_running_loop().run_until_complete


@pytest.mark.slow
@pytest.mark.timeout(3600 if THOROUGH else 300)
@on_one_ledger
def test_walks(parts: Parts, run: Run) -> None:
    """Wherever people lead a case, the engine and the law agree, and in the end it is closed."""
    Walk.road = Road(parts, run)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=100 if THOROUGH else 5,
            stateful_step_count=12,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],  # a walk is short enough to be read; to shorten it takes minutes
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
