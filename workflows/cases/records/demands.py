"""What the applicant has been asked to mend, and what of it is still to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from client.messages.cases.correction import CorrectionNotice, Point
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile


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
        if point.path not in file.correction.answered[notice.number] and _still_wanted(point, file):
            yield point


def _still_wanted(point: Point, file: CaseFile) -> bool:
    """Of pre-review, or of an item that still waits for it."""
    items = [file.items[code] for code in point.items if code in file.items]
    return not file.items or any(prospects.asks(item, file) for item in items)
