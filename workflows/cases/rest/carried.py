"""A case at rest is a value: the next run goes on from it, and what is lost can be made again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Final, NoReturn

from temporalio import workflow

from activities.cases.archive import Archive, ForgottenCase
from activities.cases.arrivals import Recalled, Received, Returned
from activities.cases.notices import Addressee, Delivered, NoticeKind
from activities.enquiries.closed_cases import AsItCameIn, CaseOnFile, KeptCase, OpenCase
from client.errors import CaseNotFound
from client.messages.cases.correction import CorrectionNotice
from client.messages.cases.progress import Outcome, Stage, State
from client.trust.said import Said
from matters import clock
from workflows import calls, changes
from workflows.cases.admissibility import failure
from workflows.cases.bill import Bill
from workflows.cases.records import demands, exhibits
from workflows.cases.records.case_file import CaseFile
from workflows.renewal import RECALLED, CarriedRun, Renewal, go_on, own

LATEST: Final = 10
"""So many answers are kept with a case at rest: whoever got none says his word again at once."""

ANEW: Final = "begun-anew-recalled"
"""The change of 2026-12: before, a case that began anew knew only what it was paid and had told."""

RESTING: Final = (Stage.CORRECTION, Stage.HANDLING)
"""Stages in which a case may wait for long."""


class Carried(CarriedRun):
    """The file of a case, and what was answered to whom lately: everything that it holds while it rests.

    Of a file that another release has written, what is not known is left out, and what is missing is as in a
    new case.
    """

    file: CaseFile


def is_at_rest(file: CaseFile, *, hard: bool) -> bool:
    """Whether all that goes on is waiting: for people, for a day; or `hard`, for departments at work, too."""
    waits = not (file.mending.locked() or any(item.decision for item in file.items.values()))
    lodged = any(item.state is State.LODGED for item in file.items.values())
    return waits and file.stage in RESTING and (hard or not lodged)


def whole(file: CaseFile, outcome: Outcome | None) -> str:
    """As it is kept: from that it can be told for ever. How it ends, and what it tells then, is beside it.

    What was answered lately is with it, for a run that takes it up must not do so twice.
    """
    told = replace(file, outbox=[], stage=Stage.CLOSED) if outcome else file
    its = None if outcome else own()
    answered = its.recent(workflow.now())[-LATEST:] if its else ()
    return Carried(file=told, answered=answered).model_dump_json()


def closed(kept: KeptCase) -> CaseFile:
    """A case as it has ended; it was kept in the step in which the last notices of it were served."""
    turned = kept.turned_away
    file = _as_it_came_in(turned) if turned else Carried.model_validate_json(kept.state).file
    file.outcome, file.stage = kept.outcome, Stage.CLOSED
    file.note_delivered(kept.told)
    return file


def on_file(kept: CaseOnFile) -> CaseFile:
    """A case as it has ended, or as it came to rest last while somebody else's run has its id."""
    if isinstance(kept, KeptCase):
        return closed(kept)
    if not isinstance(kept, OpenCase):
        return Carried.model_validate_json(kept.state).file
    came_in = kept.came_in
    file = _to_be_mended(came_in, kept.told) if came_in else Carried.model_validate_json(kept.state).file
    file.asked_at = kept.asked_at
    return file


def _to_be_mended(came_in: AsItCameIn, told: Delivered) -> CaseFile:
    """As it rests since it came in, and its applicant was told what is to be mended."""
    file, received = _as_it_came_in(came_in), came_in.received
    file.open(received)
    file.stage = Stage.CORRECTION
    file.clock.told(clock.day_in_china(received.receipt.received_at))
    file.correction.notices = _first_notice(received, told)
    file.correction.answered = {notice.number: () for notice in file.correction.notices}
    file.note_delivered(told)
    return file


def _first_notice(received: Received, told: Delivered) -> list[CorrectionNotice]:
    """As it was told, once it is on file."""
    receipt, points = received.receipt, demands.points_of(received.receipt.findings)
    return [
        CorrectionNotice(
            number=1,
            points=demands.named(points, received.plan),
            told_at=letter.told_at,
            answer_by=receipt.answer_by or clock.day_in_china(letter.told_at),
            letter=letter.key,
        )
        for letter in told.notices
        if letter.kind == NoticeKind.CORRECTION
    ][:1]


def as_told(file: CaseFile, on_file: Delivered) -> CaseFile:
    """The same with all that is on file of what the applicant was told, in its run or since."""
    told = [one for one in on_file.notices if one.addressee is Addressee.APPLICANT]
    served = {service.key: service for service in on_file.services}
    letters = sorted(told or file.letters, key=lambda letter: letter.told_at)
    return replace(file, letters=letters, services={**file.services, **served})


def still_served(kept: KeptCase) -> CaseFile:
    """The same as it stands today: what is on its way still, or again, is entered as served."""
    file = closed(kept)
    file.outcome = None
    if not file.is_open and isinstance(file.reception, Received):
        file.open(file.reception)
    file.await_all(kept.told)
    return file


def _as_it_came_in(case: AsItCameIn) -> CaseFile:
    """As its run had it after the first step."""
    said = Said(case.filed, case.raw.encode(), case.word)
    word = exhibits.heard(said, message="submission", item="") if case.word else None
    file = CaseFile(case.filed.model_copy(update={"papers": ()}), word=word)
    file.reception = case.received
    return file


async def recall(file: CaseFile, bill: Bill, renewal: Renewal) -> None:
    """Go on from what is on file of a case that was reset: in a new run, if it has come to rest since.

    Raises `CaseNotFound`: its data are erased.
    """
    renewal.was_reset = False
    if not changes.has(RECALLED):
        return
    forgotten = ForgottenCase(case=file.id, version=_known_as(file))
    memory = await calls.own(Archive.recall_case, forgotten, summary="重置后按台账恢复")
    if memory.erased:
        says = f"办件 {file.id} 的内容已依法删除，不能恢复办理"
        raise failure(Returned(failure=CaseNotFound.__name__, says=says))
    before = memory.recalled
    if known := _read(memory.state):
        later = known.file
        renewal.answered = {word.id: word for word in known.answered} | renewal.answered
        if memory.outcome:
            later.outcome = memory.outcome
            later.note_delivered(Delivered(notices=before.notices, services=before.services))
        else:
            _recall(later, before)
            Bill(later).recall(before)
        renew(later, renewal)
    _recall(file, before)
    bill.recall(before)


def _recall(file: CaseFile, before: Recalled) -> None:
    """What was told since it was taken back to here is not told again; what it has heard is on file."""
    serials = {notice.key.removeprefix(f"{file.id}/"): notice for notice in before.notices}
    told = {int(serial): notice for serial, notice in serials.items() if serial.isdigit()}
    file.recalled += (notice for number, notice in told.items() if number > file.told)
    file.told = max(file.told, *told, 0)
    file.note_delivered(Delivered(services=before.services))
    file.rests.version = max(file.rests.version, before.version)
    on_file = max(before.heard - file.rests.heard, 0)
    del file.heard[:on_file]
    file.rests.heard += on_file


def _known_as(file: CaseFile) -> int:
    """For the how manieth time it was kept at rest by this run, or one before that it goes on from."""
    received, version = file.reception, file.rests.version
    before = received.recalled if isinstance(received, Received) else None
    return 0 if before and before.version == version else version


def _read(state: str) -> Carried | None:
    """As it was kept; nothing where a release before wrote it otherwise."""
    with suppress(ValueError):
        return Carried.model_validate_json(state) if state else None
    return None


def renew(file: CaseFile, renewal: Renewal) -> NoReturn:
    """End this run, and let the next one go on, with the code of the day."""
    value = Carried(file=file, answered=renewal.recent(workflow.now()), used=renewal.used)
    newest = workflow.ContinueAsNewVersioningBehavior.AUTO_UPGRADE
    go_on(value, versioning=newest)
