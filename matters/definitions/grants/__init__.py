"""Policies that are paid without an application, or offered with everything filled in."""

from .child_care import CHILD_CARE, CHILD_CARE_2025
from .disability import DISABILITY_CARE, DISABILITY_CARE_2026_11, DISABILITY_LIVING, DISABILITY_LIVING_2026_11
from .flexible_employment import FLEXIBLE_EMPLOYMENT, FLEXIBLE_EMPLOYMENT_2026_11
from .hiring import HIRING
from .job_retention import JOB_RETENTION, JOB_RETENTION_2025
from .old_age import OLD_AGE, OLD_AGE_2023_05

__all__ = [
    "CHILD_CARE",
    "CHILD_CARE_2025",
    "DISABILITY_CARE",
    "DISABILITY_CARE_2026_11",
    "DISABILITY_LIVING",
    "DISABILITY_LIVING_2026_11",
    "FLEXIBLE_EMPLOYMENT",
    "FLEXIBLE_EMPLOYMENT_2026_11",
    "HIRING",
    "JOB_RETENTION",
    "JOB_RETENTION_2025",
    "OLD_AGE",
    "OLD_AGE_2023_05",
]
