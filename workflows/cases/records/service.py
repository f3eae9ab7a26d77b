"""How decisions are told and served (送达), and what may be done against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from temporalio import workflow

from activities.cases.notices import Addressee, Notice, NoticeKind, letter, to_party
from activities.cases.recourses import DecisionServed
from client.labels import STATES
from client.messages.cases.answers import Refused
from client.messages.cases.notices import PartyService, Recourse, ToldNotice
from client.messages.cases.progress import ItemProgress, PartyTerm, State
from client.messages.officers.docket import UnservedNotice
from matters import clock
from matters.clock import Course, Due, PlannedStep, WayToServe
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.rest import endings
from workflows.cases.rest.case_records import Parcel

DECIDED: Final = (State.GRANTED, State.REFUSED)

ENDED_BY_BODY: Final = (State.STOPPED, State.TERMINATED)
"""Without a decision, and by nobody's wish: something may be done against it."""

OTHERS_TOLD: Final = "others-told-of-end"
"""In cases from before this, others than the applicant were told of decisions and procedures alone."""


def tell_decision(item: ItemRecord, file: CaseFile) -> None:
    """The decision as its item stands now, with reasons and remedies (行政许可法 Art. 38).

    Plans that were drawn before decisions were served do not say how; theirs are told as before.
    """
    delivery = item.planned.delivery
    if delivery:
        rests_on = (f"根据{'、'.join(item.rests_on)}作出",) if item.rests_on else ()
        words = (_decided(item), *rests_on, delivery.instruction)
        code, says = item.planned.code, "。".join(words)
        item.notice = file.tell(Addressee.APPLICANT, NoticeKind.DECISION, says, item=code)
        item.told_parties = tell_others(says, NoticeKind.DECISION, item=item, file=file)


def tell_end(item: ItemRecord, file: CaseFile) -> None:
    """That it has ended without a decision, to the others whom it concerns.

    Whoever was told of a hearing would wait for it. The applicant has been told, or has wanted it; why he did
    is nobody else's.
    """
    if item.state in DECIDED or item.moves_to or not tells_others(item, file):
        return
    by_body = item.state in ENDED_BY_BODY
    because = f"，原因：{item.because}" if by_body and item.because else ""
    against = endings.instruction(file, item) if by_body else ""
    stands = "已告知您的决定不再有效" if item.told_parties else "不再作出决定"
    says = f"{item.planned.name}{STATES[item.state]}{because}，{stands}，有关程序随之终结{against}"
    kind = NoticeKind.TERMINATED if by_body else NoticeKind.PROCEDURE
    item.told_parties = tell_others(says, kind, item=item, file=file)


def tells_others(item: ItemRecord, file: CaseFile) -> bool:
    """Whether anybody else is told what stops an item, for a time or for good."""
    return file.serves_all and bool(item.parties) and workflow.patched(OTHERS_TOLD)


def tell_others(says: str, kind: NoticeKind, *, item: ItemRecord, file: CaseFile) -> dict[str, str]:
    """Each whom it concerns besides the applicant; the keys of the notices."""
    code, whom = item.planned.code, Addressee.INTERESTED_PARTY
    return {
        party: file.tell(whom, kind, to_party(party, says), item=code, party=party)
        for party in (item.parties if file.serves_all else ())
    }


def refusal(item: ItemRecord) -> Refused | None:
    """As the applicant reads it: what may be done against it does not depend on who wrote it."""
    refused = item.answer if item.state is State.REFUSED and isinstance(item.answer, Refused) else None
    if refused is None or item.planned.delivery is None:
        return refused
    return refused.model_copy(update={"remedies": item.planned.delivery.instruction})


def told(file: CaseFile) -> tuple[ToldNotice, ...]:
    """All that the applicant was told, and how it was served."""
    return tuple(_letter(notice, file) for notice in file.letters)


def _letter(notice: Notice, file: CaseFile) -> ToldNotice:
    """Of what ends without a decision, no item has the last days: they are told with it."""
    read = letter(notice, file.services.get(notice.key))
    return read.model_copy(update={"recourses": endings.recourses(notice, file)})


def since_close(item: ItemProgress, file: CaseFile) -> ItemProgress:
    """An item as it was when its case was closed, with the day that was entered of it since."""
    record = file.items.get(item.code)
    if record is None:
        return item
    on, ended = served_on(record, file), record.state not in DECIDED and record.told_parties
    if not ended and (not on or on == item.served_on):
        return item
    update = {"served_on": on, "recourses": recourses(record, file), "parties": of_parties(record, file)}
    return item.model_copy(update=update)


def served_on(item: ItemRecord, file: CaseFile) -> date | None:
    """The day on which its decision was served, if it is known."""
    return file.served_on(item.notice)


def decision(item: ItemRecord, file: CaseFile, *, party: str = "") -> DecisionServed | None:
    """Its decision as the applicant was told it, or a party, if one stands; and when it was served."""
    delivery, key = item.planned.delivery, item.told_parties[party] if party else item.notice
    if delivery is None or not key or item.state not in DECIDED:
        return None
    return DecisionServed(
        item=item.planned.code,
        key=key,
        served_on=file.served_on(key),
        remedies=delivery.remedies,
        closed=item.planned.closed,
        party=party,
    )


def decisions(file: CaseFile) -> Iterator[DecisionServed]:
    """All that stand, of the case, towards everybody who was told."""
    for item in file.items.values():
        for party in ("", *item.told_parties):
            if told := decision(item, file, party=party):
                yield told


def recourses(item: ItemRecord, file: CaseFile) -> tuple[Recourse, ...]:
    """What may be done against its decision, each with its last day once that is served."""
    told = decision(item, file)
    return told.recourses(file.plan.calendar) if told else ()


def of_parties(item: ItemRecord, file: CaseFile) -> tuple[PartyService, ...]:
    """How its decision, or its end, was served on each of the others, and what is open to him since."""
    told = (decision(item, file, party=party) or _end(item, file, party) for party in item.told_parties)
    return tuple(one.towards_party(file.services.get(one.key), file.plan.calendar) for one in told)


def _end(item: ItemRecord, file: CaseFile, party: str) -> DecisionServed:
    """That it ends without a decision, as a party was told it."""
    key = item.told_parties[party]
    return DecisionServed(
        item=item.planned.code,
        key=key,
        served_on=file.served_on(key),
        remedies=endings.against(item, file) if item.state in ENDED_BY_BODY else (),
        closed=item.planned.closed,
        party=party,
    )


def on_all(keys: Iterable[str], file: CaseFile) -> date | None:
    """The day on which the last of these letters was served; None while one is on its way."""
    days = [*map(file.served_on, keys)]
    return None if None in days else max(filter(None, days), default=None)


def towards(party: str, course: Course, step: PlannedStep, *, item: ItemRecord, file: CaseFile) -> Course:
    """A procedure as the time of a right runs for one person: since he was told of it himself.

    Nobody's time ends with another's, nor is it longer because another was served late (行政许可法 Art. 47).
    """
    letters = item.announced.get(course.procedure.code)
    if not (letters and step.is_a_right):
        return course
    told = dict(zip(("", *course.parties), letters, strict=False))
    return course.model_copy(update={"begun_on": file.served_on(told.get(party, ""))})


def terms(course: Course, step: PlannedStep, *, item: ItemRecord, file: CaseFile) -> Iterator[PartyTerm]:
    """Until when each of the others may use a right."""
    for party in course.parties if step.is_a_right else ():
        own = towards(party, course, step, item=item, file=file)
        last = own.due(step, file.calendar_of(item))
        yield PartyTerm(party=party, told_on=own.began(step), due_on=last and last.on)


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
    return bool(item.notice) and item.state in DECIDED and not all(map(file.served_on, _keys(item)))


def on_its_way(item: ItemRecord, file: CaseFile) -> bool:
    """Whether the decision has left, and somebody has to say when it is served."""
    return item.state in DECIDED and any(map(file.is_on_its_way, _keys(item)))


def _keys(item: ItemRecord) -> tuple[str, ...]:
    """Of the letters in which everybody was told it."""
    return (item.notice, *item.told_parties.values())


def parcels(file: CaseFile, *, item: str) -> tuple[Parcel, ...]:
    """All that can still be served about an item; about the whole case, if it is empty."""
    return tuple(
        one
        for key, one in file.parcels.items()
        if one.item == item and key in file.services and file.may_be_served(key)
    )


def to_serve(file: CaseFile, *, item: str) -> tuple[UnservedNotice, ...]:
    """The same, as officers see it."""
    return tuple(
        UnservedNotice(notice=one.key, kind=one.kind, party=one.party, told_on=one.told_on)
        for one in parcels(file, item=item)
    )


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
