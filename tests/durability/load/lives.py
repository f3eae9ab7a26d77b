"""What happens in cases of every kind, told so that it happens whatever becomes of the engine meanwhile.

Whoever gets no answer says the same again, under the same id, as platforms and officers do.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, Protocol, TypeVar
from uuid import UUID, uuid4

from activities.stand_ins.behaviour import Asking, Behaviour, Failing, Refusing, Reviewing, Slow
from client import CampaignOrder, CampaignStage, Case, Progress, State, Submission, Supplement
from client.errors import Mend
from client.messages.cases.answers import Wanting
from client.messages.cases.choice import OnRefusal
from deploy.chaos.filer import insist
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY
from tests.support.cases.submissions import (
    ELSEWHERE,
    LARGE_SHOP,
    MARRIED,
    SIGN_SHOP,
    SMALL_SHOP,
    UNMARRIED,
    paper,
    submission,
    without,
)
from tests.support.parts import LAYOUT, NO, Parts, find
from tests.support.town import query

AnswerT = TypeVar("AnswerT")


class Life(Protocol):
    """What happens in one case, from its submission to where it ends or waits."""

    __name__: str

    async def __call__(self, parts: Parts, /) -> None: ...


FOOD, MARKET = "food-licence", "market-regulation"
REGISTER, PAYMENT, CERTIFICATE = "household-registration", "maternity-payment", "birth-certificate"
FIRE = "fire-check"
CLAWBACK = "clawback-heard-in-instalments"

PAUSE: Final = 0.3
SLOW: Final = Slow(seconds=12)
"""Long enough that its answer finds the engine stopped."""


async def say(word: Callable[[UUID], Awaitable[AnswerT]]) -> AnswerT | None:
    """A word of somebody, with one id however often it is said; nothing if it comes too late."""
    command = uuid4()
    try:
        return await insist(lambda: word(command))
    except Mend:  # a first try was carried out, or the case has gone on
        return None


async def when(case: Case, condition: Callable[[Progress], object]) -> Progress:
    """Ask how a case stands until it stands so."""
    while True:
        progress = await insist(case.progress)
        if condition(progress):
            return progress
        await asyncio.sleep(PAUSE)


async def filed(parts: Parts, content: Submission, **behaviours: Behaviour) -> Case:
    """A case whose departments behave so, by their items' codes with `_` for `-`."""
    for item, behaviour in behaviours.items():
        parts.behave(content.id, item.replace("_", "-"), behaviour)
    return await insist(lambda: parts.platform.submit(content))


def _is(item: str, state: State) -> Callable[[Progress], bool]:
    return lambda progress: find(progress, item).state is state


async def granted_slowly(parts: Parts) -> None:
    """The answer of a department takes its time."""
    await insist((await filed(parts, submission(MARRIED), maternity_payment=SLOW)).outcome)


async def granted_after_a_first_step(parts: Parts) -> None:
    """So does that upon which the others wait."""
    await insist((await filed(parts, submission(UNMARRIED), birth_certificate=SLOW)).outcome)


async def granted_by_a_system_that_fails(parts: Parts) -> None:
    """A department's system fails twice."""
    await insist((await filed(parts, submission(ELSEWHERE), birth_certificate=Failing(times=2))).outcome)


async def mended_before_acceptance(parts: Parts) -> None:
    """The one window misses a paper."""
    whole = submission(SMALL_SHOP)
    plan = next(one for one in whole.papers if one.code == "layout-plan")
    case = await filed(parts, without(whole, "layout-plan"), food_licence=SLOW)
    await asyncio.sleep(PAUSE)
    await say(lambda command: case.supplement(Supplement(papers=(plan,)), command=command))
    await insist(case.outcome)


async def mended_for_a_department(parts: Parts) -> None:
    """A department wants a better paper, and the fee of the sign is paid meanwhile."""
    asking = Asking(wants=Wanting(points=(LAYOUT,)))
    case = await filed(parts, submission(SIGN_SHOP), food_licence=asking)
    await when(case, lambda progress: progress.notices)
    better = Supplement(papers=(paper("layout-plan"),))
    await say(lambda command: case.supplement(better, command=command))
    await _pay(case, parts)
    await insist(case.outcome)


async def reviewed(parts: Parts) -> None:
    """Officers stop the clock for a procedure, let it run again, and two of them grant."""
    case = await filed(parts, submission(SMALL_SHOP), food_licence=Reviewing())
    await when(case, _is(FOOD, State.IN_REVIEW))
    first, second = parts.desk(MARKET), parts.desk(MARKET, "officer-2")
    end = (await insist(lambda: parts.today(case.id))) + timedelta(days=12)
    await say(
        lambda command: first.suspend(
            case.id, FOOD, procedure="testing", expected_end=end, notice="2026-1", command=command
        )
    )
    await asyncio.sleep(SLOW.seconds)
    await say(lambda command: first.resume(case.id, FOOD, command=command))
    await say(lambda command: first.grant(case.id, FOOD, command=command))
    await say(lambda command: second.grant(case.id, FOOD, command=command))
    await insist(case.outcome)


async def chosen_after_a_refusal(parts: Parts) -> None:
    """Something is refused, and the applicant withdraws the rest."""
    case = await filed(
        parts, submission(MARRIED), household_registration=Refusing(refusal=NO), maternity_payment=Reviewing()
    )
    await when(case, lambda progress: progress.choice)
    await say(lambda command: case.choose(OnRefusal.WITHDRAW_REST, command=command))
    await insist(case.outcome)


async def withdrawn(parts: Parts) -> None:
    """The applicant takes it back while a department is at work."""
    case = await filed(parts, submission(LARGE_SHOP), fire_check=Slow(seconds=60))
    await asyncio.sleep(SLOW.seconds)
    await say(lambda command: case.withdraw("不办了", command=command))
    await insist(case.outcome)


async def paid(parts: Parts) -> None:
    """A sign costs something."""
    case = await filed(parts, submission(SIGN_SHOP), sign_permit=SLOW)
    await _pay(case, parts)
    await insist(case.outcome)


async def claimed_back(parts: Parts) -> None:
    """What was paid by mistake is taken back."""
    await insist((await filed(parts, submission(CLAWBACK), clawback_decision=SLOW)).outcome)


async def left_open(parts: Parts) -> None:
    """It waits for an officer, for the applicant and for money, and nobody comes."""
    asking = Asking(wants=Wanting(points=(LAYOUT,)))
    case = await filed(parts, submission(SIGN_SHOP), food_licence=asking)
    await when(case, _is(FOOD, State.CORRECTION))


async def left_with_an_officer(parts: Parts) -> None:
    """It waits for an officer."""
    case = await filed(parts, submission(MARRIED), household_registration=Reviewing())
    await when(case, _is(REGISTER, State.IN_REVIEW))


async def _pay(case: Case, parts: Parts) -> None:
    billed = await when(case, lambda progress: progress.bill and progress.bill.due)
    assert billed.bill, "that was waited for"
    key, due = str(uuid4()), billed.bill.due
    await say(lambda _: parts.pay(case, due, key=key))


async def campaign(parts: Parts) -> None:
    """Prepared, held and let go again, released, paid; somebody objects, and an officer decides."""
    order = CampaignOrder(policy=CODE, period="2026-Q3", prepared_by=PREPARED_BY, canary=5, page=100)
    id_ = str(uuid4())
    prepared = await insist(lambda: parts.office.prepare(order, campaign=id_))
    await insist(lambda: prepared.until(CampaignStage.PREVIEW))
    await insist(lambda: prepared.pause("officer-3", "核对"))
    await insist(lambda: prepared.resume("officer-3"))
    await say(lambda _: prepared.release(RELEASED_BY))
    await insist(prepared.report)
    ((reference,), *_) = query(
        parts.ledger, "SELECT reference FROM grants WHERE state = 'paid' ORDER BY reference"
    )
    await insist(lambda: parts.platform.object(reference, "已搬走", key=id_))
    await say(lambda _: parts.office.decide(reference, by="officer-3", stands=True))


async def questions(parts: Parts) -> None:
    """Short workflows, one after the other, until nobody wants to know any more."""
    while True:
        await insist(lambda: parts.platform.guide("newborn", {}))
        await insist(lambda: parts.platform.pre_review(submission(ELSEWHERE)))
        await insist(parts.desk(MARKET).inbox)
        await insist(parts.supervisor.stuck)
        await asyncio.sleep(PAUSE)


CASES: Final[tuple[Life, ...]] = (
    granted_slowly,
    mended_before_acceptance,
    reviewed,
    chosen_after_a_refusal,
    granted_after_a_first_step,
    withdrawn,
    paid,
    mended_for_a_department,
    claimed_back,
    left_open,
    granted_by_a_system_that_fails,
    left_with_an_officer,
)
