"""Hearings about a food licence: the words of each step, and how one comes into each of its states."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final

from client import Case
from client.messages.cases.progress import ItemProgress, ProcedureProgress, StepProgress
from matters import clock
from matters.clock import Term, calendar
from matters.language import Limit
from tests.support.parts import Parts, item
from tests.support.states import FOOD, NEVER, in_review

MARKET: Final = "market-regulation"
NEIGHBOUR: Final = "邻户-1"
HOST: Final = "officer-3"
ROOM: Final = "二楼听证室"
RECORD: Final[dict[str, Any]] = {"document": "听证笔录〔2026〕1号", "signed_by": ("申请人", NEIGHBOUR)}

Say = Callable[[Parts, Case], Awaitable[object]]


def hearing(at: ItemProgress) -> ProcedureProgress:
    return next(one for one in at.procedures if one.code == "hearing")


def step_of(at: ItemProgress, code: str) -> StepProgress:
    return next(step for one in at.procedures for step in one.steps if step.code == code)


def takes(step: str, *, by: str = "officer-1", **says: Any) -> Say:
    async def say(parts: Parts, case: Case) -> ItemProgress:
        desk = parts.desk(MARKET, by)
        return await desk.take_step(case.id, FOOD, procedure="hearing", step=step, **says)

    return say


async def fixes(parts: Parts, case: Case) -> ItemProgress:
    """For its last day, told by whoever reviews it."""
    due = (step.due_on for one in (await item(case, FOOD)).procedures for step in one.steps)
    held_by = max(filter(None, due), default=NEVER)
    await takes("notice", day=held_by, place=ROOM, officers=(HOST,))(parts, case)
    return await served(parts, case)


async def served(parts: Parts, case: Case, on: date | None = None) -> ItemProgress:
    """The letter to the neighbour is signed for, today or on an earlier day."""
    await parts.written(case.id)
    on = on or await parts.today(case.id)
    return await parts.desk(MARKET).serve(
        case.id, FOOD, mode="signed", on=on, witness="回证1号", party=NEIGHBOUR
    )


async def begins(parts: Parts, case: Case) -> None:
    """And the letter to the neighbour is signed for on the same day."""
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="hearing", parties=(NEIGHBOUR,), reasons=("油烟",))
    await served(parts, case)


async def asks(parts: Parts, case: Case) -> None:  # noqa: ARG001
    await case.ask_for(FOOD, "hearing", "距离住宅过近")


async def comes_to_the_day(parts: Parts, case: Case) -> None:
    fixed = step_of(await item(case, FOOD), "held").day
    assert fixed
    await parts.forward(case.id, fixed - await parts.today(case.id))


async def lets_it_pass(parts: Parts, case: Case) -> None:
    await parts.forward_past(case.id, step_of(await item(case, FOOD), "asked").due_on)


WAYS: Final[Mapping[str, tuple[Say, ...]]] = {
    "none": (),
    "told": (begins,),
    "lapsed": (begins, lets_it_pass),
    "asked": (begins, asks),
    "fixed": (begins, asks, fixes),
    "come": (begins, asks, fixes, comes_to_the_day),
    "held": (begins, asks, fixes, comes_to_the_day, takes("held", by=HOST)),
    "over": (
        begins,
        asks,
        fixes,
        comes_to_the_day,
        takes("held", by=HOST),
        takes("record", by=HOST, **RECORD),
    ),
}
"""How a hearing comes into each of its states."""


async def arrived(parts: Parts, state: str) -> Case:
    case = await in_review(parts)
    for word in WAYS[state]:
        await word(parts, case)
    return case


def due(since: date, limit: Limit) -> date:
    return clock.due(since, Term.of(limit), calendar.published(since)).on
