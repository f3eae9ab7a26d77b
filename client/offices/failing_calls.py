"""Calls of cases that bring nothing: the server tries them again and again, and tells who asks."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.client import Client
from temporalio.service import RPCError

from .. import names
from ..messages.lists.figures import SILENCE, FailingCall, SilentItem, SilentItems

SHOWN: Final = 100


async def find(client: Client, cases: Iterable[UUID]) -> Mapping[UUID, tuple[FailingCall, ...]]:
    """By case; nothing of one that the server does not show to whoever asks."""
    asked = tuple(dict.fromkeys(cases))
    return dict(zip(asked, await asyncio.gather(*(_of(client, case) for case in asked)), strict=True))


async def added(client: Client, found: SilentItems) -> SilentItems:
    """To what is silent, how it fails; to the oldest only, for where there are many they fail alike."""
    failing = await find(client, (item.case for item in found.items[:SHOWN]))
    items = (item.model_copy(update={"fault": _fault(item, failing)}) for item in found.items)
    return found.model_copy(update={"items": tuple(items)})


def _fault(item: SilentItem, failing: Mapping[UUID, tuple[FailingCall, ...]]) -> FailingCall | None:
    calls = failing.get(item.case, ())
    return next((call for call in calls if call.department == item.line.department), None)


async def _of(client: Client, case: UUID) -> tuple[FailingCall, ...]:
    try:
        described = await client.get_workflow_handle(names.case_id(case)).describe()
    except RPCError:  # it is closed by now, or none of his business
        return ()
    return tuple(_failing(described.raw_description.pending_activities))


def _failing(calls: Iterable[PendingActivityInfo]) -> Iterator[FailingCall]:
    """Those that have failed once, and those that have brought nothing for long."""
    before = datetime.now(UTC) - SILENCE
    for call in calls:
        since, has_failed = call.scheduled_time.ToDatetime(UTC), call.HasField("last_failure")
        if has_failed or since < before:
            yield FailingCall(
                call=call.activity_type.name,
                department=_department(call.activity_options.task_queue.name),
                since=since,
                attempts=call.attempt if call.HasField("last_started_time") or has_failed else 0,
                failure=_failure(call),
                next_at=call.next_attempt_schedule_time.ToDatetime(UTC) if _rests(call) else None,
            )


def _department(queue: str) -> str:
    """Whose queue it is; nobody's, if it is the engine's."""
    return "" if queue == names.QUEUE else names.department_at(queue)


def _failure(call: PendingActivityInfo) -> str:
    """Of what kind; what it says may be personal, and stays in the worker's log."""
    failure = call.last_failure
    return "Timeout" if failure.HasField("timeout_failure_info") else failure.application_failure_info.type


def _rests(call: PendingActivityInfo) -> bool:
    """Whether it is known when it is tried again; it may be tried just now."""
    return call.HasField("last_failure") and call.HasField("next_attempt_schedule_time")
