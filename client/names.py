"""Names on the wire: workflows, messages, queues and ids.  Never a word about a person in any of them."""

from uuid import UUID

NAMESPACE = "one-matter"
ADDRESS = "127.0.0.1:7233"

QUEUE = "one-matter"
"""The engine's own queue; every department has one beside it."""

CASE = "one-matter"
"""The workflow that follows one case from submission to its end."""

CATALOGUE = "catalogue"
"""The workflow that answers which one-matters there are."""

GUIDE = "guide"
PREFILL = "prefill"
PRE_REVIEW = "pre-review"
"""Workflows that answer a question without filing anything."""

AUTHORISATION = "authorisation"
"""The workflow that records by whom an applicant is authorised."""

RECEIPT = "receipt"
"""Update and query: what the one window answers to a submission."""

WITHDRAW = "withdraw"
PROGRESS = "progress"

LODGE = "lodge"
RETRACT = "retract"

INVALID_FORM = "InvalidForm"
UNKNOWN_ONE_MATTER = "UnknownOneMatter"
DIFFERENT_SUBMISSION = "DifferentSubmission"
TOO_LATE = "TooLate"
"""Types of the failures by which the engine answers what it cannot take."""


def case_id(submission: UUID) -> str:
    """The workflow id of a case."""
    return f"case/{submission}"


def enquiry_id(kind: str, enquiry: UUID) -> str:
    """The workflow id of a question."""
    return f"{kind}/{enquiry}"


def desk_queue(department: str) -> str:
    """The task queue of a department."""
    return f"desk.{department}"
