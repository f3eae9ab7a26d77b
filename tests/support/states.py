"""A real case with one of its items in a state, for every state there is."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest

from activities.stand_ins.behaviour import Asking, Behaviour, Refusing, Reviewing, Silent
from client import Case, Progress, Refused, State, Submission
from client.messages.cases.answers import Demand, Retraction, Wanting
from client.messages.cases.correction import Supplement
from client.messages.officers.docket import Sheet
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, SMALL_SHOP, paper, submission
from tests.support.parts import REMEDIES, Parts
from tests.support.places import THOROUGH
from tests.support.services import LEDGERS, QUIET


def _on(fixture: str, kind: str, kinds: Sequence[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(fixture, kinds if THOROUGH else [kind], indirect=True)


on_one_ledger = _on("parts", "sqlite", LEDGERS)
"""What a case decides it decides without its ledger: statements, locks and seams are tried on both."""

on_the_other_ledger = _on("parts", "postgres", LEDGERS)
"""Likewise: about half of such tests on each kind."""

quiet_on_one_ledger = _on("quiet", "quiet-sqlite", QUIET)
"""The same where nobody leaves cases open."""

REGISTRATION: Final = "business-registration"
FOOD: Final = "food-licence"
FIRE: Final = "fire-check"
HYGIENE: Final = "hygiene-licence"
SIGN: Final = "sign-permit"
TOBACCO: Final = "tobacco-licence"
HOUSEHOLD: Final = "household-registration"
ENROLMENT: Final = "insurance-enrolment"
VACCINATION: Final = "vaccination-record"

DEPARTMENTS: Final[Mapping[str, str]] = {
    REGISTRATION: "market-regulation",
    FOOD: "market-regulation",
    FIRE: "fire-rescue",
    HYGIENE: "health",
    SIGN: "urban-management",
    TOBACCO: "tobacco",
    ENROLMENT: "medical-insurance",
    VACCINATION: "disease-control",
}

NO: Final = Refused(
    reasons=("不符合规划",),
    basis="示范依据",
    remedies=REMEDIES,
    officers=("officer-8", "officer-9"),
)
LEASE: Final = Demand(path="papers.premises-proof", says="租赁合同缺少签章页", mend="请补齐签章页后重新上传")
SIGNED: Final = paper("premises-proof")
MENDED: Final = Supplement(papers=(SIGNED,))
NEVER: Final = date(2099, 12, 31)

Step = Callable[[Parts, Case], Awaitable[None]]


async def nothing(parts: Parts, case: Case) -> None:
    """The departments' behaviour is enough."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a case comes there: what is filed, how departments behave, and what happens then."""

    item: str
    state: State
    filed: str = LARGE_SHOP
    answers: Mapping[str, object] = field(default_factory=dict[str, object])
    papers_without: tuple[str, ...] = ()
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict[str, Behaviour])
    before: Callable[[Parts, UUID], None] = lambda parts, case: None  # noqa: ARG005
    then: Step = nothing


async def arrive(parts: Parts, way: Way) -> Case:
    """File the case and take it there."""
    filed = _without(submission(way.filed, **way.answers), way.papers_without)
    for matter, behaviour in way.behaviours.items():
        parts.behave(filed.id, matter, behaviour)
    way.before(parts, filed.id)
    case = await parts.platform.submit(filed)
    await way.then(parts, case)
    await _rests(case, way)
    return case


async def in_review(parts: Parts) -> Case:
    """A case of a food licence alone, which is with its officers."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await reaches(case, FOOD, State.IN_REVIEW)
    return case


async def reaches(case: Case, item: str, state: State) -> None:
    """Watch until the item is in that state; a case that ends before is a fault."""
    async for progress in case.watch():
        if state_of(progress, item) is state:
            return
    raise AssertionError(f"{item} never was {state}")


async def _rests(case: Case, way: Way) -> None:
    """Watch until the item is there, and no department is about to answer for another."""
    async for progress in case.watch():
        others = [item.state for item in progress.items if item.code != way.item]
        if state_of(progress, way.item) is way.state and State.LODGED not in others:
            return
    raise AssertionError(f"{way.item} never was {way.state}")


async def seen(parts: Parts, case: Case, item: str) -> tuple[Progress, Sheet]:
    """All that applicant and officers see, once the case has written what it has to write."""
    await parts.written(case.id)
    return await case.progress(), await parts.desk(DEPARTMENTS[item]).show(case.id, item)


def state_of(progress: Progress, item: str) -> State | None:
    """None, if the case has no such item."""
    return next((one.state for one in progress.items if one.code == item), None)


def _without(filed: Submission, codes: tuple[str, ...]) -> Submission:
    papers = tuple(paper for paper in filed.papers if paper.code not in codes)
    return filed.model_copy(update={"papers": papers})


async def _suspended(parts: Parts, case: Case) -> None:
    await reaches(case, HYGIENE, State.IN_REVIEW)
    desk = parts.desk(DEPARTMENTS[HYGIENE])
    await desk.suspend(case.id, HYGIENE, procedure="testing", expected_end=NEVER, notice="2026-1")


async def _told(parts: Parts, case: Case) -> None:  # noqa: ARG001
    async for progress in case.watch():
        if progress.notices:
            return


async def _days_later(parts: Parts, case: Case) -> None:
    await reaches(case, FIRE, State.IN_REVIEW)
    await parts.forward(case.id, timedelta(days=12))


async def _no_more_tobacco(parts: Parts, case: Case) -> None:
    await _told(parts, case)
    await case.supplement(Supplement(form={"sells_tobacco": False}, papers=(SIGNED,)))


async def _ended_by_an_operator(parts: Parts, case: Case) -> None:
    await reaches(case, HYGIENE, State.IN_REVIEW)
    await parts.end(case.id)


def _struck(parts: Parts, case: UUID) -> None:
    """The department has struck the item from its books before it was lodged."""
    key, department = f"{case}/{TOBACCO}/1", DEPARTMENTS[TOBACCO]
    parts.stand_in.retract(Retraction(key=key, department=department, undo=False, reason="窗口撤件"))


_HELD_OPEN: Final[Mapping[str, Behaviour]] = {HYGIENE: Reviewing()}
_ASKING: Final = Asking(wants=Wanting(points=(LEASE,)))

WAYS: Final[Mapping[str, Way]] = {
    "waiting": Way(item=TOBACCO, state=State.WAITING, behaviours={REGISTRATION: Reviewing()}),
    "payment": Way(item=SIGN, state=State.PAYMENT, answers={"sign_area": 20}),
    "lodged": Way(item=HYGIENE, state=State.LODGED, behaviours={HYGIENE: Silent()}),
    "in-review": Way(item=HYGIENE, state=State.IN_REVIEW, behaviours=_HELD_OPEN),
    "suspended": Way(item=HYGIENE, state=State.SUSPENDED, behaviours=_HELD_OPEN, then=_suspended),
    "correction": Way(
        item=REGISTRATION, state=State.CORRECTION, behaviours={REGISTRATION: _ASKING}, then=_told
    ),
    "granted": Way(item=REGISTRATION, state=State.GRANTED, behaviours=_HELD_OPEN),
    "refused": Way(
        item=TOBACCO, state=State.REFUSED, behaviours={**_HELD_OPEN, TOBACCO: Refusing(refusal=NO)}
    ),
    "impossible": Way(
        item=ENROLMENT,
        state=State.IMPOSSIBLE,
        filed=MARRIED,
        behaviours={HOUSEHOLD: Refusing(refusal=NO), VACCINATION: Reviewing()},
    ),
    "withdrawn": Way(item=TOBACCO, state=State.WITHDRAWN, behaviours=_HELD_OPEN, before=_struck),
    "lapsed": Way(
        item=FIRE,
        state=State.LAPSED,
        papers_without=("fire-plan",),
        behaviours={**_HELD_OPEN, FIRE: Reviewing()},
        then=_days_later,
    ),
    "not-required": Way(
        item=TOBACCO,
        state=State.NOT_REQUIRED,
        behaviours={**_HELD_OPEN, REGISTRATION: _ASKING.model_copy(update={"then": "reviewing"})},
        then=_no_more_tobacco,
    ),
    "terminated": Way(
        item=HYGIENE, state=State.TERMINATED, behaviours=_HELD_OPEN, then=_ended_by_an_operator
    ),
    "closed": Way(item=HYGIENE, state=State.GRANTED),
}
"""By state of the item, and one case that has ended; wherever it can be, the case is held open by another."""
