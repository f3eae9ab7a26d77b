"""How departments behave on a walk, what they ask for, and the papers that answer it."""

import base64
from typing import Final

from activities.stand_ins.behaviour import Asking, Behaviour, Instant, Refusing, Reviewing
from client import MediaType, Paper
from client.messages.cases.answers import Demand, Wanting
from tests.support.states import NO
from tests.walks.item import WANTED, Habit

CONTENT: Final = base64.b64encode("已整改".encode())


def demand(item: str) -> Demand:
    """What the department of this item wants mended: a paper, or something on the spot."""
    path = f"papers.{WANTED[item]}" if item in WANTED else "现场"
    return Demand(path=path, says=f"{item}：不符合要求", mend="请整改后告知")


def paper(code: str) -> Paper:
    """As the applicant sends it."""
    return Paper(code=code, filename=f"{code}.txt", media_type=MediaType.TEXT, content=CONTENT)


def behaviour(habit: Habit, item: str) -> Behaviour:
    """Of the stand-in."""
    wants = Wanting(points=(demand(item),))
    behaviours: dict[Habit, Behaviour] = {
        Habit.GRANTS: Instant(),
        Habit.REVIEWS: Reviewing(),
        Habit.PROMISES: Reviewing(promised=True),
        Habit.ASKS: Asking(wants=wants, then="reviewing"),
        Habit.ASKS_ONCE: Asking(wants=wants),
        Habit.REFUSES: Refusing(refusal=NO),
        Habit.DOUBTS: Refusing(refusal=NO.model_copy(update={"officers": ()})),
    }
    return behaviours[habit]
