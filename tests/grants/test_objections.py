"""Objections to what is public: a task with a clock for an officer, heard until the last day."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from activities.grants.offers import Acted, Impossible, OfferBook
from activities.ledger.cases import notices
from client import GrantState, NotPending, names
from client.messages.grants.events import Birthday
from client.messages.grants.offers import Deed, Objection
from matters import clock
from matters.clock import Due, Term
from matters.clock.calendar import published
from matters.language import Grant
from tests.support.campaigns import forward
from tests.support.neighbours import (
    PUBLIC,
    ends,
    received,
    settle,
    tell,
    the_offer,
    today,
)
from tests.support.parts import KEYS, Parts
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger


async def test_an_objection_is_a_task_with_a_clock(town: Parts, public: Grant[Any]) -> None:
    """During publicity somebody objects: nothing is paid until an officer has decided, and then it is."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    standing = await town.platform.object(offer.reference, "此人已搬走")
    assert standing.state is GrantState.OBJECTED
    assert standing.answer_by == clock.due(today(), Term.of(public.answer), published(today())).on
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(offer.reference)))
    assert await asyncio.wait_for(town.skipper.fast_forward(handle, timedelta(days=20)), 30)
    assert received(town, person) == []
    decided = await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert decided.state is GrantState.GRANTED
    await asyncio.wait_for(town.skipper.fast_forward(handle, timedelta(days=20)), 30)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]
    assert query(
        town.ledger, "SELECT grounds, upheld FROM objections WHERE reference = :r", r=offer.reference
    ) == [("此人已搬走", False)]


@pytest.mark.usefixtures("public")
async def test_an_objection_that_nobody_decides(town: Parts) -> None:
    """In the inbox, then the department is reminded, then the supervisor told; stuck until it is decided."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    case = UUID(KEYS.seal(reference))
    standing = await town.platform.object(reference, "收入不符")
    assert standing.answer_by
    inbox = {task.case: task for task in await town.desk("civil-affairs").inbox()}
    task = inbox[case]
    assert (task.number, task.due_on, task.stuck) == (reference, standing.answer_by, False)

    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    told = []
    warned = standing.remind_on
    assert warned
    for day in (warned - clock.ONE_DAY, warned, standing.answer_by):
        await forward(town, handle, to=Due(on=day).at + timedelta(minutes=1))
        told.append(_told(town, case))
    assert told == [[], [("department", "warning")], [("department", "warning"), ("supervisor", "overdue")]]
    assert case in {task.case for task in await town.supervisor.stuck()}
    with pytest.raises(NotPending):  # people have it, and nothing fails
        await town.supervisor.retry_run(names.grant_id(KEYS.seal(reference)))

    await town.office.decide(reference, by="officer-1", stands=False)
    assert (await ends(town, reference)).state is GrantState.STOPPED
    assert case not in {task.case for task in await town.supervisor.stuck()}
    assert case not in {task.case for task in await town.desk("civil-affairs").inbox()}


def _told(town: Parts, case: UUID) -> list[tuple[str, str]]:
    with town.ledger.transaction() as books:
        rows = sorted(notices.told(books, str(case)), key=lambda row: row.told_at)
    return [(row.addressee, row.kind) for row in rows]


@pytest.mark.usefixtures("public")
async def test_an_objection_that_is_upheld(town: Parts) -> None:
    """What was objected to with reason is stopped, and nothing is paid."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await town.platform.object(offer.reference, "收入不符")
    decided = await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert decided.state is GrantState.STOPPED
    assert (await ends(town, offer.reference)).state is GrantState.STOPPED
    assert received(town, person) == []


@pytest.mark.usefixtures("public")
async def test_the_last_day_of_publicity(town: Parts) -> None:
    """An objection on the last day counts; one on the day after does not, and nothing has changed by it."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    until = clock.due(today(), Term.of(PUBLIC.objection), published(today())).on
    assert offer.objections_until == until
    book = OfferBook(town.ledger, town.population, town.outbox, KEYS.seal)

    def objected(on: date) -> Any:
        act = Objection(id=str(uuid4()), grounds="x")
        return book.act(
            Acted(
                deed=Deed(reference=offer.reference, act=act, party=person),
                key=str(uuid4()),
                at=clock.midnight(on),
            )
        )

    late = objected(until + timedelta(days=1))
    assert isinstance(late, Impossible)
    assert (await the_offer(town, person)).state is GrantState.GRANTED
    assert objected(until).state is GrantState.OBJECTED
