"""Cases that wait for their applicant, for tests."""

from datetime import date
from typing import Literal

from activities.stand_ins.behaviour import Asking
from client import Case, State, Submission
from client.messages.cases.answers import Demand, Wanting
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.language import Limit
from tests.support.parts import LAYOUT, Parts

REGISTRATION, FOOD, FIRE = "business-registration", "food-licence", "fire-check"
HYGIENE, SIGN, TOBACCO = "hygiene-licence", "sign-permit", "tobacco-licence"
DRAWING = Demand(path="papers.sign-drawing", says="效果图不清晰", mend="请上传清晰的效果图")
Then = Literal["instant", "reviewing", "wanting"]


async def waits_for_layout(parts: Parts, filed: Submission, *, then: Then = "instant") -> Case:
    """A case whose food licence waits for the applicant; who is told when nobody else may ask."""
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,)), then=then))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if not {one.state for one in progress.items} & {State.WAITING, State.LODGED}:
            break
    return case


async def noticed(case: Case, number: int = 1) -> None:
    """Until so many notices have been told."""
    async for progress in case.watch():
        if len(progress.notices) == number:
            return


def received(case: Case) -> date:
    return clock.day_in_china(case.receipt.received_at)


def last_day(since: date, limit: Limit) -> date:
    return clock.due(since, Term.of(limit), published(since)).on
