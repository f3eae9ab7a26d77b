"""Commands have ids: whoever is not answered sends the same again, and it is carried out once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from temporalio.api.enums.v1 import EventType

from activities.ledger.cases import cases
from activities.stand_ins.behaviour import Reviewing
from client import Case, Outcome, OutcomeKind, State, names
from client.errors import DifferentCommand
from client.messages.cases.choice import OnRefusal
from client.messages.money.payment import Payment
from client.messages.officers.commands import Amendment
from deploy.recovery.recorded_case import histories
from tests.support.parts import Parts
from tests.support.states import (
    DEPARTMENTS,
    FOOD,
    HYGIENE,
    LEASE,
    MENDED,
    NEVER,
    NO,
    SIGN,
    WAYS,
    Way,
    arrive,
    on_one_ledger,
    on_the_other_ledger,
    reaches,
    state_of,
)

Send = Callable[[Parts, Case, UUID], Awaitable[object]]

SERVED: Final = {"served_on": None, "deliver_by": None, "recourses": (), "parties": ()}
"""What may become known of an item when its case has ended."""

INSPECTED: Final = replace(WAYS["in-review"], item=FOOD, behaviours={FOOD: Reviewing()})


def _order(command: str, item: str = HYGIENE, **words: Any) -> Send:
    def send(parts: Parts, case: Case, number: UUID) -> Awaitable[object]:
        order: Callable[..., Awaitable[object]] = getattr(parts.desk(DEPARTMENTS[item]), command)
        return order(case.id, item, command=number, **words)

    return send


def _pay(parts: Parts, case: Case, number: UUID) -> Awaitable[object]:
    return parts.cashier.confirm(case.id, Payment(key=str(number), fen=5_000, paid_at=datetime.now(UTC)))


def _amend(parts: Parts, case: Case, number: UUID) -> Awaitable[object]:
    order = Amendment(number=str(number), by="办公厅", reason="调休", holidays=(NEVER,))
    return parts.supervisor.amend_calendar(case.id, order)


REPEATED: Final[Mapping[str, tuple[Way, Send]]] = {
    "grant, which ends the case": (WAYS["in-review"], _order("grant")),
    "grant of one of two officers": (INSPECTED, _order("grant", FOOD)),
    "refuse": (
        WAYS["in-review"],
        _order("refuse", reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies),
    ),
    "ask": (WAYS["in-review"], _order("ask", points=(LEASE,))),
    "suspend": (
        WAYS["in-review"],
        _order("suspend", procedure="testing", expected_end=NEVER, notice="2026-4"),
    ),
    "resume": (WAYS["suspended"], _order("resume")),
    "extend": (WAYS["in-review"], _order("extend", approver="director", reasons=("情况复杂",))),
    "return": (WAYS["in-review"], _order("return_to", officer="officer-2")),
    "supplement": (WAYS["correction"], lambda _, case, number: case.supplement(MENDED, command=number)),
    "choose": (WAYS["refused"], lambda _, case, number: case.choose(OnRefusal.GO_ON, command=number)),
    "withdraw, which ends the case": (
        WAYS["in-review"],
        lambda _, case, number: case.withdraw("不办了", command=number),
    ),
    "pay a part": (WAYS["payment"], _pay),
    "amend the calendar": (WAYS["in-review"], _amend),
}


@on_one_ledger  # the server knows the id again before a case hears of it
@pytest.mark.parametrize("command", REPEATED)
async def test_the_same_id_twice(parts: Parts, command: str) -> None:
    """The second answer is the first one, and one command alone is in the history of the case."""
    way, send = REPEATED[command]
    case, number = await arrive(parts, way), uuid4()
    before = await _accepted(parts, case)
    answers = [await send(parts, case, number) for _ in range(2)]
    assert answers[0] == answers[1]
    assert await _accepted(parts, case) == before + 1


@on_the_other_ledger
async def test_the_same_id_for_another_command(parts: Parts) -> None:
    """It is told that nothing of it is done, and nothing is; also if it is another department's word."""
    case, number = await arrive(parts, WAYS["in-review"]), uuid4()
    desk = parts.desk(DEPARTMENTS[HYGIENE])
    await desk.return_to(case.id, HYGIENE, officer="officer-2", command=number)
    before = await _accepted(parts, case)
    with pytest.raises(DifferentCommand):
        await desk.return_to(case.id, HYGIENE, officer="officer-3", command=number)
    with pytest.raises(DifferentCommand):
        await parts.desk(DEPARTMENTS[HYGIENE], "officer-2").grant(case.id, HYGIENE, command=number)
    assert await _accepted(parts, case) == before
    await parts.desk(DEPARTMENTS[HYGIENE], "officer-2").grant(case.id, HYGIENE)


@on_the_other_ledger
async def test_an_id_of_its_own(parts: Parts) -> None:
    """The same words under another id are another command: a part is paid twice, so to the end."""
    case = await arrive(parts, WAYS["payment"])
    for _ in range(3):
        await _pay(parts, case, uuid4())
    assert state_of(await case.progress(), SIGN) is State.PAYMENT
    await _pay(parts, case, uuid4())
    await reaches(case, SIGN, State.GRANTED)


async def test_an_end_that_is_on_file(parts: Parts) -> None:
    """Where a worker was killed after it had filed the end of a case, what is on file is what is told.

    What is entered as served since may be told beside it.
    """
    case = await arrive(parts, WAYS["in-review"])
    before = (await case.progress()).items
    filed = Outcome(case=case.id, kind=OutcomeKind.WITHDRAWN, closed_at=datetime.now(UTC), items=before)
    with parts.ledger.transaction() as books:
        cases.close(books, case.id, filed.model_dump_json())
    await case.withdraw("不办了")
    assert await case.outcome() == filed
    since = [item.model_copy(update=SERVED) for item in (await case.progress()).items]
    assert since == [item.model_copy(update=SERVED) for item in before]


async def _accepted(parts: Parts, case: Case) -> int:
    """How many commands the histories of a case have; one that is sent again to a later run is the same."""
    accepted = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    commands = {
        event.workflow_execution_update_accepted_event_attributes.protocol_instance_id
        async for events in histories(parts.client, names.case_id(case.id))
        for event in events
        if event.event_type == accepted
    }
    return len(commands)
