"""What a case leaves in Temporal: its order, its size, and nothing that a stranger could read."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pytest
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import WorkflowHistory

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing, Slow
from client import State, Submission, names
from client.messages.cases.answers import Demand, Request, Wanting
from client.messages.cases.receipt import ReceiptItem
from matters.definitions.newborn.definition import NEWBORN
from matters.review import approval
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, submission
from tests.support.parts import NO, Parts, until
from tests.support.states import on_one_ledger
from workflows import visibility
from workflows.cases.records import holders
from workflows.shown_details import ASKED

pytestmark = on_one_ledger

SCHEDULED = EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
STEP_IS_DUE = EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
STEP_ENDS = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
MARKER = EventType.EVENT_TYPE_MARKER_RECORDED
SDK_NOTE = {"id", "deprecated"}
REGISTER_PAGE = Demand(path="papers.receiving-register", says="户口簿缺页", mend="请补齐后上传")
COMPLETED = EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED


async def test_order_and_parallelism(parts: Parts) -> None:
    """An item starts in the very step in which its last predecessor ends, and beside all that do not wait."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "birth-certificate", Slow(seconds=0.5))
    case = await parts.platform.submit(filed)
    await case.outcome()
    after = {item.code: item.after for item in case.receipt.items}

    lodged, steps, decided = await _events(parts, await parts.history(filed.id))

    for item, predecessors in after.items():
        assert all(decided[earlier] < lodged[item] for earlier in predecessors)
    assert steps["vaccination-record"] == steps["birth-certificate"]
    assert decided["vaccination-record"] < decided["birth-certificate"]
    assert steps["household-registration"] == steps["maternity-payment"]
    assert steps["insurance-enrolment"] == steps["social-security-card"]


async def test_budget(parts: Parts) -> None:
    """A newborn costs a call for each item, two more, one for each that is drawn, and a hundred events."""
    filed = submission(MARRIED)
    case = await parts.platform.submit(filed)
    await case.outcome()
    history = await parts.history(filed.id)
    called = Counter(
        event.activity_task_scheduled_event_attributes.activity_type.name
        for event in history.events
        if event.event_type == SCHEDULED
    )
    drawn = called.pop("draw", 0)  # by their numbers, so another test before this one draws others
    assert called == {"receive": 1, names.LODGE: len(case.receipt.items), "close": 1}
    assert drawn == sum(_is_drawn(item) for item in case.receipt.items)
    assert len(case.receipt.items) == 6
    assert len(history.events) <= 100


def _is_drawn(item: ReceiptItem) -> bool:
    """Whether an officer looks again at what a machine grants."""
    matter = next(matter for matter in NEWBORN.matters if matter.code == item.code)
    return bool(matter.unattended and approval.is_drawn(item.number, matter.unattended.second_look))


async def test_no_call_at_hand(parts: Parts) -> None:
    """A case hears words and has timers, so it makes ordinary calls only: local ones do not always replay.

    By which code it began is noted once, for all changes until then.
    """
    filed = submission(MARRIED)
    await (await parts.platform.submit(filed)).outcome()
    history = await parts.history(filed.id)
    markers = [
        event.marker_recorded_event_attributes for event in history.events if event.event_type == MARKER
    ]
    assert [marker.marker_name for marker in markers] == ["core_patch"]


async def test_every_step_leaves_an_event(parts: Parts) -> None:
    """No two steps can be taken for one: that an answer changes nothing is noted, too."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, "food-licence", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, "food-licence", State.IN_REVIEW)
    await case.withdraw("不办了")
    await case.outcome()
    kinds = [event.event_type for event in (await parts.history(filed.id)).events]
    assert EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED in kinds
    assert (STEP_ENDS, STEP_IS_DUE) not in pairwise(kinds)


UNREADABLE: Final = (b"binary/encrypted", b"binary/sealed")
"""By the engine's own keys, or between it and a department."""


async def test_every_payload_is_encrypted(parts: Parts) -> None:
    """Inputs, answers, updates, failures and summaries: only search attributes and numbers are in clear."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, "sign-permit", Refusing(refusal=NO))
    await (await parts.platform.submit(filed)).outcome()
    payloads = list(_payloads(await parts.history(filed.id)))
    plain = [payload for payload in payloads if payload.metadata["encoding"] not in UNREADABLE]
    assert len(payloads) > 20
    for payload in plain:  # the SDK's own note of a change, by which code a case goes on; a question's number
        assert payload.metadata["encoding"] == b"json/plain"
        note = json.loads(payload.data)
        assert re.fullmatch(r"/\d+", note) if isinstance(note, str) else set(note) <= SDK_NOTE


async def test_nothing_personal_in_clear(parts: Parts) -> None:
    """Neither ids nor search attributes nor anything else unencrypted tells whose case it is."""
    filed = submission(MARRIED)
    await (await parts.platform.submit(filed)).outcome()
    written = _written(await parts.history(filed.id))
    assert str(filed.id).encode() in written
    for secret in _secrets(filed):
        assert secret.encode() not in written


async def test_an_unreadable_form_leaks_nothing(parts: Parts) -> None:
    """The failure of a run whose form could not be read holds no answer of it in clear."""
    filed = submission(MARRIED, mother_id="990101199203120022", child_name=["不该如此"])
    with pytest.raises(Exception, match="child_name"):
        await parts.platform.submit(filed)
    written = _written(await parts.history(filed.id))
    assert str(filed.id).encode() in written
    assert b"990101199203120022" not in written
    assert "不该如此".encode() not in written


async def test_summaries(parts: Parts) -> None:
    """Whoever decrypts reads, beside every activity, what it does in the words of the trade."""
    filed = submission(MARRIED)
    await (await parts.platform.submit(filed)).outcome()
    history = await parts.history(filed.id)
    decode = parts.client.data_converter.decode
    summaries = [
        (await decode([event.user_metadata.summary], [str]))[0]
        for event in history.events
        if event.event_type == SCHEDULED
    ]
    assert summaries[0] == "预审与办理方案"
    assert "办理：出生户口登记（公安局）" in summaries
    assert summaries[-1] == "办结归档"
    started = await decode([history.events[0].user_metadata.summary], [str])
    assert started == ["新生儿出生一件事 · 示范一区"]


async def test_details_when_somebody_looks(parts: Parts) -> None:
    """The UI is shown the items as they stand, of an open case as of a closed one; nobody is named."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Asking(wants=Wanting(points=(REGISTER_PAGE,))))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if progress.items[2].state is State.CORRECTION:
            break
    shown = await _details(parts, filed)
    assert "出生户口登记" in shown
    assert filed.applicant.name not in shown
    await case.withdraw("不办了")
    await case.outcome()
    assert await _details(parts, filed) != shown


async def _details(parts: Parts, filed: Submission) -> str:
    asked: WorkflowMetadata = await parts.handle(filed.id).query(ASKED, result_type=WorkflowMetadata)
    return asked.current_details


async def test_search_attributes(parts: Parts) -> None:
    """An operator finds a waiting case by who has the ball, and a closed one by its outcome."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Asking(wants=Wanting(points=(REGISTER_PAGE,))))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if progress.items[2].state is State.CORRECTION and progress.items[4].decided_at:
            break
    await parts.skipper.fast_forward(parts.handle(filed.id), visibility.REST)
    waiting = await _attributes(parts, filed, visibility.WAITING_ON.name, holders.APPLICANT)
    assert waiting[visibility.STAGE.name] == ["handling"]
    assert waiting[visibility.CLOCK.name] == ["running"]
    await case.withdraw("不办了")
    await case.outcome()
    closed = await _attributes(parts, filed, visibility.STAGE.name, "closed")
    assert closed[visibility.OUTCOME.name] == ["withdrawn"]
    assert closed[visibility.CLOCK.name] == ["stopped"]
    assert closed[visibility.ONE_MATTER.name] == ["newborn"]
    assert closed[visibility.REGIONS.name] == ["990000", "990100", "990101"]
    assert not closed.get(visibility.WAITING_ON.name)
    assert re.fullmatch(r"\d+\.[0-9a-f]{32}", str(closed[visibility.APPLICANT_KEY.name][0]))


async def _attributes(parts: Parts, filed: Submission, name: str, wanted: str) -> Mapping[str, Sequence[Any]]:
    """The search attributes, once the server shows the wanted value."""
    while True:
        described = await parts.handle(filed.id).describe()
        found = described.search_attributes
        if wanted in found.get(name, ()):
            return found


async def _events(
    parts: Parts, history: WorkflowHistory
) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """By number: where each item was lodged, the step in which it was, and where it was decided."""
    items: dict[int, str] = {}
    steps: dict[str, int] = {}
    decided: dict[str, int] = {}
    for event in history.events:
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == names.LODGE:
            payloads = scheduled.input.payloads
            request: Request = (await parts.client.data_converter.decode(payloads, [Request]))[0]
            items[event.event_id] = request.matter
            steps[request.matter] = scheduled.workflow_task_completed_event_id
        completed = event.activity_task_completed_event_attributes.scheduled_event_id
        if completed in items:
            decided[items[completed]] = event.event_id
    return {item: number for number, item in items.items()}, steps, decided


def _payloads(history: WorkflowHistory) -> Iterator[Payload]:
    for event in history.events:
        yield from _payloads_in(event)


def _payloads_in(message: Any) -> Iterator[Payload]:
    """All but search attributes, which no codec touches."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.name == "search_attributes" or field.message_type is None:
            continue
        parts: Any = [value] if isinstance(value, Message) else value
        for part in parts.values() if hasattr(parts, "values") else parts:
            yield from _payloads_in(part)


def _written(history: WorkflowHistory) -> bytes:
    """As the server keeps it: in its JSON Chinese is escaped and payloads are base64, so nothing is found."""
    return b"".join(event.SerializeToString() for event in history.events)


def _secrets(filed: Submission) -> Iterator[str]:
    yield filed.applicant.name
    yield filed.applicant.identity_number
    yield filed.applicant.phone
    yield from (str(answer) for answer in filed.form.values() if len(str(answer)) > 5)
