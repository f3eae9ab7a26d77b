"""Policies that are paid without an application, or offered with everything filled in."""

from .child_care import CHILD_CARE
from .disability import DISABILITY_CARE, DISABILITY_LIVING
from .flexible_employment import FLEXIBLE_EMPLOYMENT
from .hiring import HIRING
from .job_retention import JOB_RETENTION
from .old_age import OLD_AGE

__all__ = [
    "CHILD_CARE",
    "DISABILITY_CARE",
    "DISABILITY_LIVING",
    "FLEXIBLE_EMPLOYMENT",
    "HIRING",
    "JOB_RETENTION",
    "OLD_AGE",
]
