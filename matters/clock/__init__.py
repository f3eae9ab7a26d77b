"""The legal clock: pure functions over what is recorded of a case and the calendar of working days.

Nothing is decremented and nothing ticks: whoever asks gives the recorded days, and they are reckoned anew.
"""

from .deadlines import (
    CHINA,
    ONE_DAY,
    Due,
    accepted_on,
    day_in_china,
    day_used_up,
    deadline,
    due,
    midnight,
    notice_due,
    working_days_left,
)
from .explanation import DaySpan, Explanation, explain
from .proceedings import (
    PROCEDURES,
    UNITS,
    Extension,
    OwnGround,
    Procedure,
    Proceedings,
    Suspension,
    Term,
    Unit,
)

__all__ = [
    "CHINA",
    "ONE_DAY",
    "PROCEDURES",
    "UNITS",
    "DaySpan",
    "Due",
    "Explanation",
    "Extension",
    "OwnGround",
    "Procedure",
    "Proceedings",
    "Suspension",
    "Term",
    "Unit",
    "accepted_on",
    "day_in_china",
    "day_used_up",
    "deadline",
    "due",
    "explain",
    "midnight",
    "notice_due",
    "working_days_left",
]
