"""What the applicant has been asked to mend, and what of it is still to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from client.messages.cases.correction import CorrectionNotice, Point, Supplement
from client.messages.cases.progress import State
from matters.language.groups.amendment import at, changed, covers
from matters.language.groups.elements import anywhere, element_at, root
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile

FORM: Final = "form."
PAPERS: Final = "papers."
"""How the paths of fields and of papers begin."""


def told(file: CaseFile) -> tuple[CorrectionNotice, ...]:
    """All notices, as they stand now."""
    return tuple(
        notice.model_copy(update={"open": any(unanswered(notice, file))})
        for notice in file.correction.notices
    )


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


def _still_wanted(point: Point, file: CaseFile) -> bool:
    """Of pre-review, or of an item that still waits for it."""
    items = [file.items[code] for code in point.items if code in file.items]
    return not file.items or any(prospects.asks(item, file) for item in items)
