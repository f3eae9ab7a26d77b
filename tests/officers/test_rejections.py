"""What the law does not let people order, each with an error of its own, and what they order twice."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType

from activities.stand_ins.behaviour import Reviewing
from client import Case, State, names
from client.errors import (
    AlreadyDecided,
    DayPassed,
    Mend,
    NotAllowed,
    NotProven,
    NotYours,
    OutsideTheList,
    SamePerson,
    Unanswerable,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.progress import ItemProgress
from client.messages.officers.commands import Amendment, GrantItem
from client.offices.officer import Officer
from matters import clock
from tests.support.parts import Parts
from tests.support.speakers import line_of, speaker
from tests.support.states import (
    FOOD,
    HYGIENE,
    LEASE,
    NEVER,
    NO,
    WAYS,
    arrive,
    on_one_ledger,
    seen,
)

pytestmark = on_one_ledger

CASE: Final = "restaurant"
"""By which an extension of the whole case is ordered."""
LEAD: Final = "market-regulation"
DIRECTOR: Final = "director"
REASONS: Final = ("情况复杂",)
REFUSAL: Final[dict[str, Any]] = {"reasons": NO.reasons, "basis": NO.basis, "remedies": NO.remedies}
LONG_AGO: Final = date(2026, 1, 5)
TESTING: Final[dict[str, Any]] = {"procedure": "testing", "expected_end": NEVER, "notice": "2026-3"}
ORDER: Final = Amendment(number="调休〔2026〕2号", by="办公厅", reason="调休", holidays=(NEVER,))

Order = Callable[[Parts, Case], Awaitable[object]]


def _by(
    command: str, *, department: str = "health", of: str = HYGIENE, signed: str = "officer-1", **words: Any
) -> Order:
    def order(parts: Parts, case: Case) -> Awaitable[object]:
        desk: Officer = parts.desk(department, signed)
        send: Callable[..., Awaitable[object]] = getattr(desk, command)
        return send(case.id, of, **words)

    return order


def _but(words: dict[str, Any], **others: object) -> dict[str, Any]:
    return {**words, **others}


def _amends(**words: str) -> Order:
    return lambda parts, case: parts.amend(case.id, ORDER.model_copy(update=words))


UNLAWFUL: Final[Mapping[str, tuple[type[Mend], Order]]] = {
    "another department's item": (WrongDepartment, _by("grant", department="tobacco")),
    "no such item": (UnknownItem, _by("grant", of="liquor-licence")),
    "the case is not granted as a whole": (UnknownItem, _by("grant", of=CASE, department=LEAD)),
    "the case is extended by its lead alone": (
        WrongDepartment,
        _by("extend", of=CASE, approver=DIRECTOR, reasons=REASONS),
    ),
    "nobody orders": (NotAllowed, _by("grant", signed=" ")),
    "refusal without reasons": (Unreasoned, _by("refuse", **_but(REFUSAL, reasons=()))),
    "refusal with a blank reason": (Unreasoned, _by("refuse", **_but(REFUSAL, reasons=("不符合规划", " ")))),
    "refusal without basis": (Unreasoned, _by("refuse", **_but(REFUSAL, basis=""))),
    "refusal without remedies": (Unreasoned, _by("refuse", **_but(REFUSAL, remedies=" "))),
    "nothing to mend": (Unreasoned, _by("ask", points=())),
    "a point that says nothing": (Unreasoned, _by("ask", points=(LEASE.model_copy(update={"says": ""}),))),
    "a procedure outside the list": (OutsideTheList, _by("suspend", **_but(TESTING, procedure="publicity"))),
    "a hearing without its steps": (OutsideTheList, _by("suspend", **_but(TESTING, procedure="hearing"))),
    "a ground of another definition": (OutsideTheList, _by("suspend", **_but(TESTING, procedure="appeal"))),
    "a procedure nobody was told of": (Unreasoned, _by("suspend", **_but(TESTING, notice=""))),
    "extension without reasons": (Unreasoned, _by("extend", approver=DIRECTOR, reasons=())),
    "extension without approver": (Unreasoned, _by("extend", approver="", reasons=REASONS)),
    "an extension of one's own": (SamePerson, _by("extend", approver="officer-1", reasons=REASONS)),
    "the same with a blank behind it": (SamePerson, _by("extend", approver="officer-1 ", reasons=REASONS)),
    "a procedure that is over before it begins": (
        DayPassed,
        _by("suspend", **_but(TESTING, expected_end=LONG_AGO)),
    ),
    "given to nobody": (Unreasoned, _by("return_to", officer="")),
    "given to oneself": (SamePerson, _by("return_to", officer="officer-1")),
    "an amendment that nobody signed": (Unreasoned, _amends(by=" ")),
    "an amendment without reason": (Unreasoned, _amends(reason="")),
}


async def test_unlawful_orders(parts: Parts) -> None:
    """An order that the law does not allow is rejected with an error that says why; nothing has changed."""
    filed = await arrive(parts, WAYS["in-review"])
    before = await seen(parts, filed, HYGIENE)
    for what, (kind, order) in UNLAWFUL.items():
        with pytest.raises(Mend) as rejected:
            await order(parts, filed)
        assert type(rejected.value) is kind, what
    assert await seen(parts, filed, HYGIENE) == before


async def test_a_superior_reassigns(parts: Parts) -> None:
    """Whoever has it now; between two days it is another's, and then again whose it was."""
    case = await arrive(parts, WAYS["in-review"])
    superior = parts.desk("health", DIRECTOR)
    today = await parts.today(case.id)
    await parts.desk("health", "officer-2").return_to(case.id, HYGIENE, officer="officer-1")
    await parts.written(case.id)
    with pytest.raises(Unreasoned):
        await superior.reassign(case.id, HYGIENE, to="officer-2", reason=" ")
    since, until = today + timedelta(days=1), today + timedelta(days=3)
    await superior.reassign(case.id, HYGIENE, to="officer-2", reason="休假", since=since, until=until)
    for days, has_it, has_it_not in ((0, 1, 2), (1, 2, 1), (3, 1, 2)):
        if days:
            await parts.forward(case.id, timedelta(days=days))
        with pytest.raises(NotYours):
            await parts.desk("health", f"officer-{has_it_not}").grant(case.id, HYGIENE)
        officer = f"officer-{has_it}"
        await parts.desk("health", officer).extend(case.id, HYGIENE, approver=DIRECTOR, reasons=REASONS)


async def test_only_what_can_be_answered_is_asked(parts: Parts) -> None:
    """No field and no paper that there is not, and none upon which something is granted."""
    case = await arrive(parts, WAYS["in-review"])
    before = await seen(parts, case, HYGIENE)
    for path in ("form.shoe_size", "papers.horoscope", "form.shop_name"):
        with pytest.raises(Unanswerable, match=path):
            await parts.desk("health").ask(case.id, HYGIENE, (LEASE.model_copy(update={"path": path}),))
    assert await seen(parts, case, HYGIENE) == before


async def test_who_is_the_same_person(parts: Parts) -> None:
    """A second account makes no second person, of an extension or of a decision that takes two."""
    way = replace(WAYS["in-review"], item=FOOD, behaviours={FOOD: Reviewing()})
    case = await arrive(parts, way)
    await parts.desk(LEAD).extend(case.id, FOOD, approver="Officer-1", reasons=REASONS)
    with pytest.raises(SamePerson):
        await parts.desk(LEAD, "Officer-1").approve_extension(case.id, FOOD)
    await parts.desk(LEAD).grant(case.id, FOOD)
    with pytest.raises(SamePerson):
        await parts.desk(LEAD, "Officer-1").grant(case.id, FOOD)
    unseen = GrantItem(item=FOOD, department=LEAD, officer="officer-2")
    with pytest.raises(NotProven, match="请先查看"):
        await _grants_unseen(parts, case, unseen)
    assert (await parts.desk(LEAD, "officer-2").grant(case.id, FOOD)).state is State.GRANTED


async def _grants_unseen(parts: Parts, case: Case, grant: GrantItem) -> None:
    """Without a look at what somebody else has proposed."""
    by, run = speaker(names.GRANT, grant), names.case_id(case.id)
    line = line_of(parts, by)
    async with line.patiently("a grant"):
        await line.tell(run, names.GRANT, grant, ItemProgress, by=by, command=str(uuid4()))


async def test_what_could_have_been_asked_before(parts: Parts) -> None:
    """After the time for the one notice, and after the notice itself, a demand needs a reason."""
    case = await arrive(parts, WAYS["in-review"])
    desk = parts.desk("health")
    await parts.forward(case.id, timedelta(days=16))
    before = await seen(parts, case, HYGIENE)
    with pytest.raises(Unreasoned, match="现在才要求"):
        await desk.ask(case.id, HYGIENE, (LEASE,), reason=" ")
    assert await seen(parts, case, HYGIENE) == before
    asked = await desk.ask(case.id, HYGIENE, (LEASE,), reason="现场核查才发现")
    assert asked.state is State.CORRECTION


async def test_nobody_approves_his_own_proposal(parts: Parts) -> None:
    """An inspected item takes two officers, for a grant as for a refusal; a blank makes no second one."""
    way = replace(WAYS["in-review"], item=FOOD, behaviours={FOOD: Reviewing()})
    case = await arrive(parts, way)
    for officer in ("officer-1", "officer-1 "):
        proposing = parts.desk(LEAD, officer)
        with suppress(SamePerson):
            await proposing.grant(case.id, FOOD)
        assert (await proposing.show(case.id, FOOD)).proposed_by == ("officer-1",)
    refusing = parts.desk(LEAD, "officer-2")
    await refusing.refuse(case.id, FOOD, **REFUSAL)
    before = await seen(parts, case, FOOD)
    with pytest.raises(SamePerson):
        await refusing.refuse(case.id, FOOD, **REFUSAL)
    assert await seen(parts, case, FOOD) == before

    refused = await parts.desk(LEAD).refuse(case.id, FOOD, **REFUSAL)

    assert refused.refusal
    assert refused.refusal.officers == ("officer-2", "officer-1")


async def test_given_to_another_officer(parts: Parts) -> None:
    """Who has an item by name has it alone; a delegation ends with its day, and it is back where it was."""
    case = await arrive(parts, WAYS["in-review"])
    first, second, third = (parts.desk("health", f"officer-{number}") for number in (1, 2, 3))
    last = clock.day_in_china(case.receipt.received_at) + timedelta(days=3)
    await third.return_to(case.id, HYGIENE, officer="officer-1", reason="分办")
    await first.return_to(case.id, HYGIENE, officer="officer-2", until=last, reason="休假")
    before = await seen(parts, case, HYGIENE)
    for other in (first, third):
        with pytest.raises(NotYours, match="officer-2"):
            await other.extend(case.id, HYGIENE, approver=DIRECTOR, reasons=REASONS)
    assert await seen(parts, case, HYGIENE) == before
    await parts.forward(case.id, timedelta(days=3))
    await second.extend(case.id, HYGIENE, approver=DIRECTOR, reasons=REASONS)
    await parts.forward(case.id, timedelta(days=1))
    for other in (second, third):
        with pytest.raises(NotYours, match="officer-1"):
            await other.grant(case.id, HYGIENE)
    assert (await first.grant(case.id, HYGIENE)).state is State.GRANTED


async def test_while_a_decision_is_being_entered(parts: Parts) -> None:
    """From the moment a decision is taken nothing else can be decided, however long its entry takes."""
    case = await arrive(parts, WAYS["in-review"])
    desk = parts.desk("health")
    with parts.ledger.transaction():  # which lets no other write on SQLite
        granting = asyncio.create_task(desk.grant(case.id, HYGIENE))
        await _accepted(parts, case)
        with pytest.raises(AlreadyDecided):
            await parts.desk("health", "officer-2").refuse(case.id, HYGIENE, **REFUSAL)
    assert (await granting).state is State.GRANTED


async def _accepted(parts: Parts, case: Case) -> None:
    events = parts.handle(case.id).fetch_history_events(wait_new_event=True)
    async for event in events:
        if event.event_type is EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
            attributes = event.workflow_execution_update_accepted_event_attributes
            if attributes.accepted_request.input.name == names.GRANT:
                return
