"""A case goes on in a new run, and nobody who speaks to it, or watches it, sees a difference."""

import asyncio
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from client import Case, OutcomeKind, Progress, State, names
from client.errors import DifferentCommand
from client.messages.cases.correction import Supplement
from client.transport.codec import RingCodec
from client.trust.said import HANDED_ON
from deploy.chaos import losses
from tests.support.cases.corrections import FOOD, HYGIENE, noticed, waits_for_layout
from tests.support.cases.fees import SIGN, billed
from tests.support.cases.renewals import renewed
from tests.support.cases.submissions import LARGE_SHOP, paper, submission
from tests.support.parts import KEYS, LOOK, Parts, item, until
from tests.support.states import DEPARTMENTS, WAYS, Way, arrive, in_review, on_one_ledger

pytestmark = on_one_ledger

OPEN: Final = {name: way for name, way in WAYS.items() if name not in {"terminated", "closed"}}
"""A case in each state of an item, but those that end with it."""


@pytest.mark.parametrize("way", OPEN.values(), ids=OPEN)
async def test_in_every_state(parts: Parts, way: Way) -> None:
    """Where it stands, what its officers see, and how its deadlines come about are as before."""
    case = await arrive(parts, way)
    await parts.written(case.id)
    desk = parts.desk(DEPARTMENTS.get(way.item, "public-security"))
    before = await case.progress(), await case.explain(), await desk.show(case.id, way.item)
    await renewed(parts, case)
    assert (await case.progress(), await case.explain(), await desk.show(case.id, way.item)) == before


async def test_a_correction_goes_on(parts: Parts) -> None:
    """Who was told in one run is reminded in the next, and answers in another."""
    case = await waits_for_layout(parts, submission(LARGE_SHOP))
    await noticed(case)
    await renewed(parts, case)
    [notice] = (await case.progress()).notices
    await parts.forward_past(case.id, notice.answer_by)
    [reminded] = (await case.progress()).notices
    assert reminded.reminded
    await renewed(parts, case)
    mended = await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    assert mended.accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_money_is_waited_for(parts: Parts) -> None:
    """A bill is told once; after its day there is one reminder, and after that day the item lapses."""
    case = await billed(parts, HYGIENE)
    await renewed(parts, case)
    for last in (False, True):
        bill = (await case.progress()).bill
        assert bill
        assert bill.reminded is last
        await parts.forward_past(case.id, bill.pay_by)
        await renewed(parts, case)
    await parts.forward(case.id, timedelta(days=14))  # so long the payment system may take to tell
    await until(case, SIGN, State.LAPSED)


async def test_clocks_go_on(parts: Parts) -> None:
    """A limit of before passes on its day, and is told once, however often the case goes on anew."""
    case = await in_review(parts)
    due = (await item(case, FOOD)).due_on
    for _ in range(3):
        await renewed(parts, case)
        await parts.forward(case.id, timedelta(days=1))
    await parts.forward_past(case.id, due)
    await renewed(parts, case)
    overdue = [told for told in await parts.told(case) if (told.kind, told.item) == ("overdue", FOOD)]
    assert len(overdue) == 1


async def test_one_run_follows_another_at_once(parts: Parts) -> None:
    """A test that carries the clock forward else passes over all that falls due before the new run begins."""
    case = await in_review(parts)
    for _ in range(3):
        await renewed(parts, case)
        started = (await parts.history(case.id)).events[0].workflow_execution_started_event_attributes
        assert started.first_workflow_task_backoff.ToTimedelta() == timedelta()


async def test_a_word_is_carried_out_once(parts: Parts) -> None:
    """The same command in a later run is answered as before; with other content it is refused."""
    case, command = await in_review(parts), uuid4()
    desk = parts.desk(DEPARTMENTS[FOOD])
    first = await desk.return_to(case.id, FOOD, officer="officer-2", command=command)
    await renewed(parts, case)
    again = await desk.return_to(case.id, FOOD, officer="officer-2", command=command)
    assert again == first
    sheet = await desk.show(case.id, FOOD)
    assert len(sheet.assignments) == 1
    with pytest.raises(DifferentCommand):
        await desk.return_to(case.id, FOOD, officer="officer-3", command=command)


async def test_it_is_watched_all_along(parts: Parts) -> None:
    """Whoever watches a case sees its end, and waits for its outcome, through all its runs."""
    case = await in_review(parts)
    seen, outcome = asyncio.create_task(_watched(case)), asyncio.create_task(case.outcome())
    for _ in range(2):
        await renewed(parts, case)
    await case.withdraw("不办了")
    assert (await seen)[-1].outcome is (await outcome).kind is OutcomeKind.WITHDRAWN


async def test_it_is_begun_once(parts: Parts) -> None:
    """Whoever looks for what was done twice in a storm does not take its runs for so many cases."""
    case = await in_review(parts)
    for _ in range(2):
        await renewed(parts, case)
    runs = f"WorkflowId = '{names.case_id(case.id)}'"
    for listed, number in ((runs, 3), (f"{runs} AND ExecutionStatus = 'ContinuedAsNew'", 2)):
        while (await parts.client.count_workflows(listed)).count < number:  # noqa: ASYNC110 (the server lists it later)
            await asyncio.sleep(LOOK)
    assert (await losses.begun(parts.client))[names.case_id(case.id)] == 1


async def test_words_while_it_goes_on(parts: Parts) -> None:
    """Nobody who speaks or asks in that very moment is refused for it, and nothing is carried out twice."""
    case = await in_review(parts)
    desk = parts.desk(DEPARTMENTS[FOOD])

    async def renew() -> None:
        for _ in range(4):
            await renewed(parts, case)

    async def speak() -> None:
        for _ in range(5):
            await desk.return_to(case.id, FOOD, officer="officer-2")
            await parts.desk(DEPARTMENTS[FOOD], "officer-2").return_to(case.id, FOOD, officer="officer-1")
            await case.progress()

    await asyncio.gather(renew(), speak())
    sheet = await desk.show(case.id, FOOD)
    assert len(sheet.assignments) == 10


async def test_what_is_handed_on_is_of_the_engine(parts: Parts) -> None:
    """Nobody starts a case in the middle, not even with what a run has handed on (T2)."""
    case = await in_review(parts)
    await renewed(parts, case)
    started = (await parts.history(case.id)).events[0].workflow_execution_started_event_attributes
    [handed] = await RingCodec(KEYS).decode(started.input.payloads)
    assert HANDED_ON in handed.metadata
    run = parts.client.execute_workflow(
        names.CASE, RawValue(handed), id=names.case_id(uuid4()), task_queue=names.QUEUE
    )
    with pytest.raises(WorkflowFailureError) as refused:
        await run
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == names.NOT_PROVEN


async def _watched(case: Case) -> list[Progress]:
    return [progress async for progress in case.watch()]
