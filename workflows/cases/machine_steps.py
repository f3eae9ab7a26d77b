"""Where a machine may grant, the engine takes steps before a department is asked, and after it answers.

Each may be repeated: it is carried out once by the key of the item's round.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from temporalio import workflow

from activities.cases.arrivals import Received
from activities.officers.second_looks import DrawnGrant, SecondLooks
from activities.review.machine import Machine, MachineConclusion
from activities.review.rule_table import OfficersWord, Rules
from client.messages.cases.answers import Request
from client.messages.cases.progress import Colour, State
from client.messages.officers.docket import Task
from client.trust.actor import ActorKey
from workflows import calls
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.request import key

FRESH: Final = timedelta(minutes=1)
"""So long a grant may rest upon what registers said at reception; after that they are asked anew."""


async def judged(item: ItemRecord, file: CaseFile, request: Request) -> Request:
    """The request, with what the rules say if a machine may grant the item."""
    item.conclusion = None
    if _takes("judge", item):
        name = item.planned.name
        item.conclusion = _at_reception(item, file) or await calls.own(
            Machine.judge, request, summary=f"智能审批：{name}"
        )
    return request.model_copy(update={"judgement": item.conclusion and item.conclusion.judgement})


async def learn(item: ItemRecord, file: CaseFile, *, granted: bool) -> None:
    """What officers have decided is held against the rules, if these have spoken in this round."""
    if item.reasons and _takes("pair", item):
        doubted, at = bool(item.all_doubts), workflow.now()
        word = OfficersWord(key=key(item, file), granted=granted, doubted=doubted, at=at)
        await calls.own(Rules.pair, word, summary=f"规则复核：{item.planned.name}")


async def draw(item: ItemRecord, file: CaseFile) -> None:
    """What a machine has granted is looked at again, if it is among those drawn."""
    if item.reasons and item.conclusion and item.conclusion.drawn:
        drawn = DrawnGrant(key=key(item, file), task=_task(item, file))
        await calls.own(SecondLooks.draw, drawn, summary=f"抽查：{item.planned.name}")


async def drop(item: ItemRecord, key: str) -> None:
    """What a machine has granted in the round of that key, and is taken back, needs no second look."""
    if item.granted_by_rules and _takes("drop", item):
        await calls.own(SecondLooks.drop, key, summary=f"取消抽查：{item.planned.name}")


def is_fresh(file: CaseFile) -> bool:
    """Whether what registers said when the present plan was drawn was said a moment ago."""
    return file.adopted_at is not None and workflow.now() - file.adopted_at <= FRESH


def desk_keys(file: CaseFile) -> tuple[ActorKey, ...] | None:
    """See `desk_calls.Keys`."""
    received = file.reception
    if not isinstance(received, Received) or received.desks is None:
        return None
    return received.desks if is_fresh(file) else ()


def _takes(step: str, item: ItemRecord) -> bool:
    """Whether the engine takes a step for an item.

    The plan of a case that came in before the engine took them does not say. Such a case takes all that are
    still to come; its history shows those that it went without.
    """
    if item.planned.unattended is None:
        return workflow.patched(f"{step}/{item.planned.code}/{item.round}")
    return item.planned.unattended


def _at_reception(item: ItemRecord, file: CaseFile) -> MachineConclusion | None:
    """What was judged with the submission, if that was a moment ago, and lets the item be granted."""
    reception = file.reception
    if item.round != 1 or item.all_doubts or not isinstance(reception, Received) or not is_fresh(file):
        return None
    concluded = reception.judged.get(item.planned.code)
    return concluded if concluded and concluded.judgement.grants else None


def _task(item: ItemRecord, file: CaseFile) -> Task:
    return Task(
        case=file.id,
        item=item.planned.code,
        name=item.planned.name,
        one_matter=file.plan.name,
        number=file.numbers[item.planned.code],
        department=item.planned.department,
        state=State.GRANTED,
        since=item.lodged_at or workflow.now(),
        due_on=None,
        colour=Colour.GREEN,
        second_look=True,
    )


def without_grant(asked: Request) -> Request:
    """Whoever is asked again after a long time gets no grant that rests upon what registers said then."""
    if asked.judgement is None:
        return asked
    stale = asked.judgement.model_copy(update={"grants": False})
    return asked.model_copy(update={"judgement": stale})
