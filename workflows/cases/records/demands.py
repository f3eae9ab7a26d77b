"""What the applicant has been asked to mend, and what of it is still to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from client.messages.cases.answers import Demand
from client.messages.cases.correction import CorrectionNotice, Point, Supplement
from client.messages.cases.findings import Finding
from client.messages.cases.progress import State
from matters import clock
from matters.clock import Term
from matters.language.form import FORM, PAPERS
from matters.language.groups.amendment import at, changed, covers
from matters.language.groups.elements import anywhere, element_at, root
from matters.plan.plan import Plan
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

MENDED: Final = ("must-mend", "correct")
"""Severities of findings that the applicant has to mend before acceptance."""


def told(file: CaseFile) -> tuple[CorrectionNotice, ...]:
    """All notices, as they stand now."""
    return tuple(
        notice.model_copy(update={"open": any(unanswered(notice, file)), **_time(notice, file)})
        for notice in file.correction.notices
    )


def _time(notice: CorrectionNotice, file: CaseFile) -> dict[str, object]:
    """Of one that is on its way, the earliest last day: as if it was served today."""
    if not file.is_on_its_way(notice.letter):
        return {}
    earliest = clock.due(file.today, term(notice, file), file.plan.calendar).on
    return {"on_its_way": True, "answer_by": max(notice.answer_by, earliest)}


def last_day(notice: CorrectionNotice, file: CaseFile) -> date:
    """The last day to answer: the applicant has his whole time from when the letter was served."""
    served_on = file.served_on(notice.letter)
    if served_on is None:
        return notice.answer_by
    return max(notice.answer_by, clock.due(served_on, term(notice, file), file.plan.calendar).on)


def term(notice: CorrectionNotice, file: CaseFile) -> Term:
    """How long he has; once he was reminded, how long still."""
    timetable = file.plan.timetable
    return timetable.grace if notice.reminded else timetable.answer


def unmended(file: CaseFile) -> tuple[CorrectionNotice, ...]:
    """Notices with points that nobody has answered yet."""
    return tuple(notice for notice in file.correction.notices if any(unanswered(notice, file)))


def unanswered(notice: CorrectionNotice, file: CaseFile) -> Iterator[Point]:
    """The points of a notice that are still to be mended."""
    for point in notice.points:
        answered = file.correction.answered[notice.number]
        if not any(covers(path, point.path) for path in answered) and _still_wanted(point, file):
            yield point


def unanswerable(paths: Iterable[str], file: CaseFile) -> tuple[str, ...]:
    """Those at which the applicant can mend nothing: there is no such thing, or a decision rests upon it."""
    return tuple(
        path
        for path in paths
        if file.plan.answerable and path.startswith((FORM, PAPERS)) and not _is_answerable(path, file)
    )


def _is_answerable(path: str, file: CaseFile) -> bool:
    known, field = file.plan.answerable, path.removeprefix(FORM)
    if path == field:
        return path in known
    granted = [item.planned for item in file.items.values() if item.state is State.GRANTED]
    is_there = field == root(field) or at(file.submission.form, element_at(field)) is not None
    return anywhere(path) in known and is_there and not any(item.rests_on(field) for item in granted)


def answered_by(supplement: Supplement) -> tuple[str, ...]:
    """The paths at which it mends something."""
    return (
        *(f"{FORM}{field}" for field in supplement.form),
        *(f"{PAPERS}{paper.code}" for paper in supplement.papers),
    )


def insisted(supplement: Supplement, file: CaseFile) -> tuple[str, ...]:
    """The paths at which he says the same again that was found wrong, until he says otherwise there.

    Whoever sends the whole form once more insists upon nothing of which nobody has told him.
    """
    otherwise = tuple(f"{FORM}{written}" for written in changed(file.submission.form, supplement.form))
    points = (point.path for notice in file.correction.notices for point in notice.points)
    wrong = (*points, *file.correction.found)
    said = (f"{FORM}{written}" for written in supplement.form)
    again = (path for path in said if path not in otherwise and _meets(path, wrong))
    before = (path for path in file.correction.insisted if not _meets(path, otherwise))
    return tuple(dict.fromkeys((*before, *again)))


def _meets(path: str, others: Iterable[str]) -> bool:
    """Whether it says something of what one of the others says, or the other way round."""
    return any(covers(path, other) or covers(other, path) for other in others)


def answers_something(supplement: Supplement, file: CaseFile) -> bool:
    """Whether it changes or brings anything, or what is asked for is no field and no paper."""
    asked = (point.path for notice in file.correction.notices for point in unanswered(notice, file))
    free = any(not path.startswith((FORM, PAPERS)) for path in asked)
    return free or supplement.committed or bool(answered_by(supplement))


def points_of(findings: Iterable[Finding]) -> tuple[Point, ...]:
    """What pre-review found that must be mended before acceptance."""
    return tuple(
        Point(
            items=(found.matter,),
            path=found.path,
            says=found.says,
            mend=found.mend,
            rule=found.rule,
            basis=found.basis,
        )
        for found in findings
        if found.severity in MENDED
    )


def named(points: Iterable[Point], plan: Plan) -> tuple[Point, ...]:
    """With the items' names: before acceptance the applicant has read them nowhere else."""
    names = {planned.code: planned.name for planned in plan.items}
    return tuple(
        point.model_copy(update={"names": tuple(names.get(code, code) for code in point.items)})
        for point in points
    )


def merged(wanted: Iterable[tuple[ItemRecord, Demand]]) -> tuple[Point, ...]:
    """What several items want in the same words is one point."""
    items: dict[Demand, list[str]] = {}
    for item, demand in wanted:
        items.setdefault(demand, []).append(item.planned.code)
    return tuple(
        Point(
            items=tuple(codes),
            path=demand.path,
            says=demand.says,
            mend=demand.mend,
            rule=demand.rule,
            basis=demand.basis,
        )
        for demand, codes in items.items()
    )


def _still_wanted(point: Point, file: CaseFile) -> bool:
    """Of pre-review, or of an item that still waits for it."""
    items = [file.items[code] for code in point.items if code in file.items]
    return not file.items or any(prospects.asks(item, file) for item in items)
