"""When what is kept until its case has decided looks for itself, should nobody tell it."""

from datetime import datetime, timedelta
from typing import Final

from temporalio import workflow

from matters.clock import Due
from workflows import changes
from workflows.cases.sequels.sequel_file import SequelFile

A_DAY: Final = timedelta(days=1)
A_MONTH: Final = timedelta(days=30)
"""After which it looks: the first time, and at last."""

LATER: Final = "looks-later"
"""A patch: before, it looked every day."""


def next_look(file: SequelFile, looks: int) -> datetime:
    """Twice as late each time, for a case may be open for years; never past the end of its last day."""
    now = workflow.now()
    if not changes.has(LATER):
        return now + A_DAY
    at = now + min(A_DAY * (1 << min(looks, 5)), A_MONTH)
    last = Due(on=file.due_on).at if file.due_on else now
    return min(at, last) if now < last else at
