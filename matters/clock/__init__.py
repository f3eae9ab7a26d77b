"""The legal clock: pure functions over what is recorded of a case and the calendar of working days.

Nothing is decremented and nothing ticks: whoever asks gives the recorded days, and they are reckoned anew.
"""

from .day_count import ONE_DAY
from .deadlines import (
    CHINA,
    Due,
    accepted_on,
    day_in_china,
    day_used_up,
    deadline,
    due,
    due_before,
    may_be_extended,
    midnight,
    notice_due,
    warning_and_deadline,
    working_days_left,
)
from .explanation import Assumption, DaySpan, Explanation, explain, explain_before, explain_since
from .procedures import Course, PlannedEvent, PlannedProcedure, PlannedStep, StepTaken
from .proceedings import (
    SPECIAL_PROCEDURES,
    UNITS,
    Deemed,
    Extension,
    OwnGround,
    Proceedings,
    SpecialProcedure,
    Suspension,
    Term,
    Unit,
)
from .remedies import OpenRemedy, instruction
from .service import WayToServe

__all__ = [
    "CHINA",
    "ONE_DAY",
    "SPECIAL_PROCEDURES",
    "UNITS",
    "Assumption",
    "Course",
    "DaySpan",
    "Deemed",
    "Due",
    "Explanation",
    "Extension",
    "OpenRemedy",
    "OwnGround",
    "PlannedEvent",
    "PlannedProcedure",
    "PlannedStep",
    "Proceedings",
    "SpecialProcedure",
    "StepTaken",
    "Suspension",
    "Term",
    "Unit",
    "WayToServe",
    "accepted_on",
    "day_in_china",
    "day_used_up",
    "deadline",
    "due",
    "due_before",
    "explain",
    "explain_before",
    "explain_since",
    "instruction",
    "may_be_extended",
    "midnight",
    "notice_due",
    "warning_and_deadline",
    "working_days_left",
]
