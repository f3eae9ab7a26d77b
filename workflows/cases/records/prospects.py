"""What is still to come of an item: what it waits for, what may end it or open it again, if anything."""

from __future__ import annotations

from collections.abc import Iterator

from client.messages.cases.progress import State
from matters.plan.plan import PlannedPaper, Source
from workflows.cases.records import questions
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


def waiting_for(item: ItemRecord, file: CaseFile) -> tuple[str, ...]:
    """The items whose results, or promises where these are enough, are not there yet."""
    unheard = (code for code in item.planned.hears if not file.items[code].settled)
    needed = (code for code, before in _before(item, file) if _waits_for(item, before))
    return (*needed, *unheard)


def unpaid(item: ItemRecord, file: CaseFile) -> bool:
    """Whether its fee has not come in."""
    fee = item.planned.fee
    return fee is not None and file.bill.paid.get(item.planned.code, 0) < fee.fen


def lacking(item: ItemRecord, file: CaseFile) -> Iterator[PlannedPaper]:
    """Papers that may follow (容缺), have not come, and are still waited for."""
    if item.failed or item.handed_on:
        return
    for paper in item.planned.papers:
        if paper.source is Source.FOLLOWS and not (paper.code in file.sha256 or paper.code in item.waived):
            yield paper


def asks(item: ItemRecord, file: CaseFile) -> bool:
    """Whether it waits for the applicant to mend something, and nothing else is about to happen to it."""
    return item.state is State.CORRECTION and not (item.again or ending(item, file))


def ending(item: ItemRecord, file: CaseFile) -> State | None:
    """An end that does not come from the department."""
    if file.withdrawal:
        return item.end or State.WITHDRAWN
    return item.end or (State.TERMINATED if file.terminated else None)


def ending_because(item: ItemRecord, file: CaseFile) -> str:
    """Why, as its department is told."""
    return item.because or (file.withdrawal.reason if file.withdrawal else "运行终止" * file.terminated)


def hopeless(item: ItemRecord, file: CaseFile) -> bool:
    """Whether it cannot start any more, for something that it needs will not come."""
    return not item.started and any(
        hopeless(before, file) or before.failed for _, before in _before(item, file)
    )


def broken(item: ItemRecord, file: CaseFile) -> tuple[str, ...]:
    """The items before it that have come to nothing."""
    return tuple(code for code, before in _before(item, file) if before.failed)


def again_because(item: ItemRecord, file: CaseFile) -> str:
    """Why it must be lodged once more, if it must; not while the applicant is mending it."""
    if item.again or item.handed_on:
        return item.again
    is_broken = item.started and broken(item, file) != item.broken and item.state is not State.CORRECTION
    if not is_broken or item.failed:
        return ""
    set_aside = any(before.state is State.SET_ASIDE for _, before in _before(item, file))
    return "前置事项的决定已被撤销" if set_aside else "前置事项的承诺未兑现"


def stand_alone(code: str, file: CaseFile) -> None:
    """What was decided upon an item that has come to nothing since stays so: its own body may end it (69)."""
    for item in file.items.values():
        if code in item.planned.after and item.settled:
            item.broken = broken(item, file)


def stirs(item: ItemRecord, file: CaseFile) -> bool:
    """Whether something is to be done about it, or nothing ever again."""
    return over(item, file) or bool(item.decision or ending(item, file) or again_because(item, file))


def undecided(item: ItemRecord, file: CaseFile) -> bool:
    """Not settled, or just about to be lodged once more."""
    return not item.settled or (item.state is State.GRANTED and bool(again_because(item, file)))


def over(item: ItemRecord, file: CaseFile) -> bool:
    """Settled, and nothing that is still to come could open it again."""
    if item.state is not State.GRANTED or item.handed_on:
        return item.settled
    outstanding = item.end or again_because(item, file) or _relies(item, file) or any(lacking(item, file))
    return bool(file.withdrawal) or file.terminated or not outstanding


def all_over(file: CaseFile) -> bool:
    """Whether nothing is left that could be withdrawn, mended, answered or opened again."""
    over_ = bool(file.items) and all(over(item, file) for item in file.items.values())
    return over_ and not any(questions.unanswered(file))


def _before(item: ItemRecord, file: CaseFile) -> Iterator[tuple[str, ItemRecord]]:
    for code in item.planned.after:
        yield code, file.items[code]


def _waits_for(item: ItemRecord, before: ItemRecord) -> bool:
    enough = before.planned.code in item.planned.on_promise and before.promised
    return not before.settled and not enough


def _relies(item: ItemRecord, file: CaseFile) -> bool:
    """Whether something it was granted on is still only promised, or may yet be opened again."""
    return any(not over(before, file) for _, before in _before(item, file))
