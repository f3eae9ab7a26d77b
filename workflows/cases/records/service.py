"""How decisions are told and served (送达), and what may be done against them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from activities.cases.notices import Addressee, NoticeKind, letter
from activities.cases.recourses import DecisionServed
from client.labels import STATES
from client.messages.cases.answers import Refused
from client.messages.cases.notices import Recourse, ToldNotice
from client.messages.cases.progress import State
from matters import clock
from matters.clock import Due, WayToServe
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

DECIDED: Final = (State.GRANTED, State.REFUSED)


def tell_decision(item: ItemRecord, file: CaseFile) -> None:
    """The decision as its item stands now, with reasons and remedies (行政许可法 Art. 38).

    Plans that were drawn before decisions were served do not say how; theirs are told as before.
    """
    delivery = item.planned.delivery
    if delivery:
        rests_on = (f"根据{'、'.join(item.rests_on)}作出",) if item.rests_on else ()
        words = (_decided(item), *rests_on, clock.instruction(delivery.remedies))
        item.notice = file.tell(
            Addressee.APPLICANT, NoticeKind.DECISION, "。".join(words), item=item.planned.code
        )


def refusal(item: ItemRecord) -> Refused | None:
    """As the applicant reads it: what may be done against it does not depend on who wrote it."""
    refused = item.answer if item.state is State.REFUSED and isinstance(item.answer, Refused) else None
    if refused is None or item.planned.delivery is None:
        return refused
    return refused.model_copy(update={"remedies": clock.instruction(item.planned.delivery.remedies)})


def told(file: CaseFile) -> tuple[ToldNotice, ...]:
    """All that the applicant was told, and how it was served."""
    return tuple(letter(notice, file.services.get(notice.key)) for notice in file.letters)


def served_on(item: ItemRecord, file: CaseFile) -> date | None:
    """The day on which its decision was served, if it is known."""
    service = file.services.get(item.notice)
    return service.served_on if service else None


def decision(item: ItemRecord, file: CaseFile) -> DecisionServed | None:
    """Its decision as it was told, if one stands; and when it was served."""
    delivery = item.planned.delivery
    if delivery is None or not item.notice or item.state not in DECIDED:
        return None
    return DecisionServed(
        item=item.planned.code,
        key=item.notice,
        served_on=served_on(item, file),
        remedies=delivery.remedies,
        closed=item.planned.closed,
    )


def decisions(file: CaseFile) -> Iterator[DecisionServed]:
    """All that stand, of the case."""
    for item in file.items.values():
        if told := decision(item, file):
            yield told


def recourses(item: ItemRecord, file: CaseFile) -> tuple[Recourse, ...]:
    """What may be done against its decision, each with its last day once that is served."""
    told = decision(item, file)
    return told.recourses(file.plan.calendar) if told else ()


def modes(item: ItemRecord, file: CaseFile) -> dict[str, WayToServe]:
    """By which its department may serve what it decides, by their codes."""
    own = item.planned.delivery.modes if item.planned.delivery else ()
    return {mode.code: mode for mode in own or file.plan.serves_by}


def unserved(file: CaseFile) -> Iterator[ItemRecord]:
    """Items whose decision stands and was told, and is not served yet."""
    for item in file.items.values():
        if is_unserved(item, file):
            yield item


def is_unserved(item: ItemRecord, file: CaseFile) -> bool:
    """Whether its decision stands and was told, and is not served yet."""
    return bool(item.notice) and item.state in DECIDED and not served_on(item, file)


def on_its_way(item: ItemRecord, file: CaseFile) -> bool:
    """Whether the decision has left, and somebody has to say when it is served."""
    return item.state in DECIDED and item.notice in file.services and not served_on(item, file)


def due(item: ItemRecord, file: CaseFile) -> Due | None:
    """The last day to issue and serve what was decided (行政许可法 Art. 44)."""
    if item.decided_at is None or item.planned.delivery is None:
        return None
    decided_on = clock.day_in_china(item.decided_at)
    return clock.due(decided_on, item.planned.delivery.within, file.calendar_of(item))


def still_due(item: ItemRecord, file: CaseFile) -> Due | None:
    """That day, while it is not served. It is asked whenever anything changes, and reckoned only then."""
    return due(item, file) if is_unserved(item, file) else None


def _decided(item: ItemRecord) -> str:
    planned, answer = item.planned, item.answer
    if isinstance(answer, Refused) and item.state is State.REFUSED:
        return f"{planned.name}不予办理，理由：{'；'.join(answer.reasons)}，依据：{answer.basis}"
    licence = f"，{item.licence.name}（{item.licence.identifier}）" if item.licence else ""
    if item.deemed and item.state is State.GRANTED:
        return f"{planned.name}在法定期限内未作决定，视为准予{licence}，依据：{planned.clock.deemed}"
    return f"{planned.name}{STATES[item.state]}{licence}"
