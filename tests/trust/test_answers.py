"""What a department has not signed, or grants with a licence that nobody knows, is no answer (T3)."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import Interceptor, Worker

from activities.errors import DepartmentSilent, LicenceUnknown
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.partners import partners
from client import Case, NotPending, OutcomeKind, State, names
from client.messages.cases.answers import Granted, IssuedLicence, Request
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.said import say
from client.trust.signatory import Signatory, answer_to
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts, item, until
from tests.support.speakers import identity_of
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
OFFICERS: Final = ("officer-1", "officer-2")
INVENTED: Final = IssuedLicence(code=FOOD, name="食品经营许可证", identifier="1.2.156.3005.2.invented")
ITS_OWN: Final = identity_of(Role.DEPARTMENT, department=MARKET)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)
FIRE: Final = identity_of(Role.DEPARTMENT, department="fire-rescue")
OFFICER: Final = identity_of(Role.OFFICER, department=MARKET)

FORGERS: Final[Mapping[str, tuple[Identity | None, IssuedLicence | None, str]]] = {
    "nobody": (None, INVENTED, "没有签名"),
    "another department": (FIRE, INVENTED, "answer for"),
    "an officer": (OFFICER, INVENTED, "answer for"),
    "a key of no directory": (Identity.make(ITS_OWN.speaker), INVENTED, "directory"),
    "itself, of another kind": (ITS_OWN, INVENTED.model_copy(update={"code": "id-card"}), "gives"),
    "itself, without a licence": (ITS_OWN, None, "gives"),
}
"""Who answers, with which licence, and why that counts for nothing."""


@pytest.mark.parametrize("forger", FORGERS)
async def test_a_forged_answer(at_rest: Parts, forger: str) -> None:
    """It has not been heard; an hour later the department itself is asked, and its answer counts."""
    identity, licence, why = FORGERS[forger]
    forged = Granted(licence=licence, officers=OFFICERS)
    await _not_believed(at_rest, forged, why, interceptors=[Signatory(identity)] if identity else [])


async def test_an_answer_to_something_else(at_rest: Parts) -> None:
    """What the department has signed for one case counts in no other."""
    other = answer_to(names.desk_queue(MARKET), names.case_id(uuid4()), names.LODGE)
    granted = Granted(licence=INVENTED, officers=OFFICERS)
    captured = say(ITS_OWN, granted, to=other, command=f"{uuid4()}/{FOOD}/1", at=time.time())
    await _not_believed(at_rest, captured, "the word is for")


async def test_a_licence_that_nobody_holds(at_rest: Parts) -> None:
    """A department grants by an invented number: the case is not closed before the library holds it."""

    @activity.defn(name=names.LODGE)
    async def lodge(_: Request) -> Granted:
        return Granted(licence=INVENTED, officers=OFFICERS)

    queue, signatory = names.desk_queue(MARKET), Signatory(ITS_OWN)
    desk = Worker(at_rest.client, task_queue=queue, activities=[lodge], interceptors=[signatory])
    async with at_rest.working(names.QUEUE), desk, at_rest.working(names.desk_queue("fire-rescue")):
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        assert await _failure(at_rest, case) == LicenceUnknown.__name__
        assert (await case.progress()).outcome is None
    await at_rest.handle(case.id).terminate()


async def test_a_fault_that_is_mended(at_rest: Parts) -> None:
    """A supervisor has it tried again at once, and nobody waits for the hour to go by."""

    @activity.defn(name=names.LODGE)
    async def lodge(_: Request) -> Any:
        return Granted(licence=INVENTED, officers=OFFICERS)

    desk = Worker(at_rest.client, task_queue=names.desk_queue(MARKET), activities=[lodge])
    async with at_rest.working(names.QUEUE), desk:
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        await _told(at_rest, case, "没有签名")
    async with at_rest.working():
        await at_rest.supervisor.retry(case.id)
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_system_that_fails_and_is_mended(at_rest: Parts) -> None:
    """What the server would try again in an hour is tried at once, when a supervisor says so."""

    @activity.defn(name=names.LODGE)
    async def lodge(_: Request) -> Any:
        raise ApplicationError("no database", type=DepartmentSilent.__name__, next_retry_delay=HOUR)

    desk = Worker(at_rest.client, task_queue=names.desk_queue(MARKET), activities=[lodge])
    async with at_rest.working(names.QUEUE), desk:
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        assert await _failure(at_rest, case) == DepartmentSilent.__name__
        await at_rest.forward(case.id, MINUTE)
    async with at_rest.working():
        await at_rest.supervisor.retry(case.id)
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_where_nothing_has_failed(at_rest: Parts) -> None:
    """There is nothing to be tried again."""
    filed = submission(SMALL_SHOP)
    at_rest.behave(filed.id, FOOD, Reviewing())
    async with at_rest.working():
        case = await at_rest.platform.submit(filed)
        await until(case, FOOD, State.IN_REVIEW)
        with pytest.raises(NotPending):
            await at_rest.supervisor.retry(case.id)


async def _failure(parts: Parts, case: Case) -> str:
    """What the case's activity fails of."""
    while True:
        described = (await parts.handle(case.id).describe()).raw_description
        for pending in described.pending_activities:
            if pending.HasField("last_failure"):
                return str(pending.last_failure.application_failure_info.type)
        await asyncio.sleep(0.1)


async def _not_believed(
    parts: Parts, answer: object, why: str, *, interceptors: Sequence[Interceptor] = ()
) -> None:
    @activity.defn(name=names.LODGE)
    async def lodge(_: Request) -> Any:
        return answer

    queue = names.desk_queue(MARKET)
    desk = Worker(parts.client, task_queue=queue, activities=[lodge], interceptors=interceptors)
    async with parts.working(names.QUEUE), desk:
        case = await parts.platform.submit(submission(SMALL_SHOP))
        await _told(parts, case, why)
        assert (await item(case, FOOD)).licence is None
    async with parts.working():
        await parts.forward(case.id, timedelta(hours=1))
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
        given = (await item(case, FOOD)).licence
    assert given
    assert partners(parts.district).licence_library.numbered(given.identifier, patience=1)


async def _told(parts: Parts, case: Case, why: str) -> None:
    """Until an operator reads on the timeline why."""
    read = parts.client.data_converter.decode
    while True:
        payloads = [event.user_metadata.summary for event in (await parts.history(case.id)).events]
        said = [(await read([payload]))[0] for payload in payloads if payload.data]
        if any(why in one for one in said):
            return
        await asyncio.sleep(0.1)
