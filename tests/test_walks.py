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

from client.messages import OnRefusal
from tests.parts import Parts
from tests.states import FIRE, FOOD, HYGIENE, REGISTRATION, SIGN, TOBACCO
from tests.walks.clerk import HANDS, Order
from tests.walks.ending import OFFICERS, PAPERS, Ending, end
from tests.walks.item import Habit
from tests.walks.walker import Walker

Run = Callable[[Awaitable[Any]], Any]

ITEMS: Final[tuple[str, ...]] = (REGISTRATION, FOOD, FIRE, HYGIENE, SIGN, TOBACCO)
FIRST: Final = st.sampled_from((Habit.GRANTS, Habit.PROMISES, Habit.PROMISES, Habit.REVIEWS, Habit.ASKS))
"""Of the department of the first item, on which all others wait."""
HABITS: Final = st.sampled_from(
    (Habit.REVIEWS, Habit.REVIEWS, Habit.GRANTS, Habit.ASKS, Habit.ASKS_ONCE, Habit.REFUSES, Habit.DOUBTS)
)
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
        self._order(data, self.lawful("grant", "refuse"))

    @precondition(lambda self: self.lawful("ask"))
    @rule(data=st.data())
    def asks(self, data: st.DataObject) -> None:
        self._order(data, self.lawful("ask"))

    @precondition(lambda self: self.lawful("suspend", "resume"))
    @rule(data=st.data())
    def proceeds(self, data: st.DataObject) -> None:
        self._order(data, self.lawful("suspend", "resume"))

    @precondition(lambda self: self.lawful("extend"))
    @rule(data=st.data())
    def extends(self, data: st.DataObject) -> None:
        self._order(data, self.lawful("extend"))

    @precondition(lambda self: self.lawful("return"))
    @rule(data=st.data())
    def hands_on(self, data: st.DataObject) -> None:
        self._order(data, self.lawful("return"))

    @rule(data=st.data())
    def orders_anything(self, data: st.DataObject) -> None:
        self._order(data, self.orders(*HANDS))

    @precondition(lambda self: self.walking.clerk.objection_to_supplement() is None)
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

    def lawful(self, *commands: str) -> list[Order]:
        """Orders that the clerk would carry out now."""
        return [order for order in self.orders(*commands) if self.walking.clerk.objection(order) is None]

    def orders(self, *commands: str) -> list[Order]:
        """All that there are."""
        return [
            Order(command=command, item=item, officer=officer, reason=reason, to=other)
            for command in commands
            for item in (*ITEMS, *([""] if command == "extend" else []))
            for officer, other in (OFFICERS, OFFICERS[::-1])
            for reason in ("现场才发现", "")
        ]

    def _order(self, data: st.DataObject, orders: list[Order]) -> None:
        order, days = data.draw(st.sampled_from(orders)), data.draw(st.integers(1, 9))
        until = self.walking.clerk.today + timedelta(days=days)
        self.road.run(self.walking.orders(replace(order, until=until)))


@pytest.fixture
async def run(parts: Parts) -> Run:  # noqa: ARG001 (whose workers are on this loop)
    """Let the engine work until something is done."""
    return asyncio.get_running_loop().run_until_complete


@pytest.mark.parametrize("parts", ["sqlite"], indirect=True)
def test_walks(parts: Parts, run: Run) -> None:
    """Wherever people lead a case, the engine and the law agree, and in the end it is closed."""
    Walk.road = Road(parts, run)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=30,
            stateful_step_count=12,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],  # a walk is short enough to be read; to shorten it takes minutes
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
