"""Whoever runs the server may take a run back to before what it has heard: the ledger still knows."""

from typing import Final
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import ResetReapplyExcludeType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest

from activities.ledger.cases import cases, notices
from client import Case, OutcomeKind, State, names
from client.messages.lists.reminder import Reminded, Reminder
from client.messages.lists.search import CaseSearch
from tests.lists.test_lists import rested
from tests.support.cases.bundles import leaves_of
from tests.support.cases.fees import FEE, billed, kept, refunded
from tests.support.parts import Parts, until
from tests.support.states import FIRE, FOOD, SIGN, in_review, on_one_ledger, on_the_other_ledger
from workflows import visibility

FIRE_RESCUE: Final = "fire-rescue"
MARKET: Final = "market-regulation"


async def taken_back(parts: Parts, run: str, *, place: float) -> None:
    """Reset by somebody who has the server say nothing again that was said since.

    `place` is that in its history, from 0 for its first step to 1 for its last.
    """
    handle = parts.client.get_workflow_handle(run)
    steps = [
        event.event_id
        for event in (await handle.fetch_history()).events
        if event.HasField("workflow_task_completed_event_attributes")
    ]
    await parts.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=parts.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=run),
            reason="an operator's",
            workflow_task_finish_event_id=steps[round(place * (len(steps) - 1))],
            request_id=str(uuid4()),
            reset_reapply_exclude_types=[ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE],
        )
    )


@on_one_ledger
async def test_an_order_of_many_cases(parts: Parts) -> None:
    """It is walked again from its beginning: its word is heard, and nobody is reminded twice."""
    case = await in_review(parts)
    await rested(parts, case.id)
    order = Reminder(id=uuid4(), search=CaseSearch(case=case.id), reason="请抓紧办理")
    assert (await parts.supervisor.remind(order)).cases == 1
    told = _told(parts, case)
    run = f"{names.REMIND}/{order.id}"
    await taken_back(parts, run, place=0)
    done = await parts.client.get_workflow_handle(run, result_type=Reminded).result()
    assert (done.id, done.cases) == (order.id, 1)
    assert _told(parts, case) == told


def _told(parts: Parts, case: Case) -> list[tuple[str, str]]:
    with parts.ledger.reading() as books:
        return sorted((told.item, told.says) for told in notices.told(books, str(case.id)))


@pytest.mark.parametrize("place", [0, 0.5])
@on_one_ledger
async def test_a_case_that_is_paid(parts: Parts, place: float) -> None:
    """What is paid stays paid, and is not asked for again: the case goes to its end."""
    case = await billed(parts, FIRE)
    await parts.pay(case)
    await until(case, SIGN, State.GRANTED)
    await taken_back(parts, names.case_id(case.id), place=place)
    await until(case, FIRE, State.IN_REVIEW)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(FIRE_RESCUE, officer).grant(case.id, FIRE)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    told = _told(parts, case)
    assert len([says for _, says in told if "缴费" in says]) == 1
    assert len(told) == len(set(told))
    assert (await kept(case), await refunded(parts, case)) == (FEE, 0)


@pytest.mark.parametrize("place", [0, 1])
@on_the_other_ledger
async def test_a_case_that_has_heard_officers(parts: Parts, place: float) -> None:
    """What an officer has said, and is on file, still holds: he is not asked for it again."""
    case = await billed(parts, FIRE)
    await until(case, FIRE, State.IN_REVIEW)
    await parts.forward(case.id, 2 * visibility.REST)
    await parts.desk(FIRE_RESCUE).return_to(case.id, FIRE, officer="officer-2")
    await parts.forward(case.id, 2 * visibility.REST)
    await parts.written(case.id)
    before = await case.progress()
    await taken_back(parts, names.case_id(case.id), place=place)
    await until(case, FIRE, State.IN_REVIEW)
    await parts.written(case.id)
    assert await case.progress() == before
    await parts.desk(FIRE_RESCUE, "officer-2").return_to(case.id, FIRE, officer="officer-1")


@pytest.mark.parametrize("place", [0, 1])
@on_one_ledger
async def test_words_that_lists_do_not_show(parts: Parts, place: float) -> None:
    """What changes nothing in lists holds, too; whoever says the same word again is answered as before."""
    case, command = await in_review(parts), uuid4()
    await parts.forward(case.id, 2 * visibility.REST)
    proposed = await parts.desk(MARKET).grant(case.id, FOOD, command=command)
    await parts.forward(case.id, 2 * visibility.REST)
    await case.consent(electronic=False)
    await parts.written(case.id)
    await taken_back(parts, names.case_id(case.id), place=place)
    await until(case, FOOD, State.IN_REVIEW)
    await parts.written(case.id)
    assert await parts.desk(MARKET).grant(case.id, FOOD, command=command) == proposed
    words = [leaf["content"]["message"] for leaf in leaves_of(await case.bundle()) if leaf["kind"] == "word"]
    assert words.count(names.CONSENT) == 1
    await parts.desk(MARKET, "officer-2").grant(case.id, FOOD)
    await until(case, FOOD, State.GRANTED)  # and waits to be served by hand


@pytest.mark.parametrize("place", [0.5, 1])
@on_one_ledger
async def test_a_case_that_has_ended(parts: Parts, place: float) -> None:
    """It is over, as is on file: nothing is asked, told or entered anew."""
    case = await billed(parts)
    await parts.pay(case)
    outcome, before = await case.outcome(), await case.progress()
    told = _told(parts, case)
    await taken_back(parts, names.case_id(case.id), place=place)
    await parts.handle(case.id).result()
    assert await case.outcome() == outcome
    assert await case.progress() == before
    assert _told(parts, case) == told
    with parts.ledger.reading() as books:
        assert cases.get(books, case.id).outcome
