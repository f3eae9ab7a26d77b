"""What operators see and search by. Search attributes are never encrypted: opaque values only."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import quote

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from matters import clock

ONE_MATTER: Final = SearchAttributeKey.for_keyword("OneMatter")
STAGE: Final = SearchAttributeKey.for_keyword("Stage")
OUTCOME: Final = SearchAttributeKey.for_keyword("Outcome")
CHANNEL: Final = SearchAttributeKey.for_keyword("Channel")
CLOCK: Final = SearchAttributeKey.for_keyword("Clock")
ACCEPTANCE_NUMBER: Final = SearchAttributeKey.for_keyword("AcceptanceNumber")
APPLICANT_KEY: Final = SearchAttributeKey.for_keyword("ApplicantKey")
REGIONS: Final = SearchAttributeKey.for_keyword_list("Regions")
WAITING_ON: Final = SearchAttributeKey.for_keyword_list("WaitingOn")
ACCEPTED_AT: Final = SearchAttributeKey.for_datetime("AcceptedAt")
DUE_AT: Final = SearchAttributeKey.for_datetime("DueAt")

SEARCH_ATTRIBUTES: Final[tuple[SearchAttributeKey[Any], ...]] = (
    ONE_MATTER,
    STAGE,
    OUTCOME,
    CHANNEL,
    CLOCK,
    ACCEPTANCE_NUMBER,
    APPLICANT_KEY,
    REGIONS,
    WAITING_ON,
    ACCEPTED_AT,
    DUE_AT,
)
"""The only list: the server registers these, the engine writes these."""

RUNNING: Final = "running"
SUSPENDED: Final = "suspended"
CORRECTION: Final = "correction"
STOPPED: Final = "stopped"
"""Of the clock, beside the colours of one that runs: a special procedure, not yet accepted, ended."""

Key = SearchAttributeKey[Any]
Attributes = Mapping[Key, Any]

REST: Final = timedelta(seconds=10)
"""Between two writings of search attributes: what comes and goes faster is not worth a write."""


def last_instant(of: date) -> datetime:
    """Of a day in China, which is the same day wherever it is read there."""
    return clock.midnight(of + clock.ONE_DAY) - timedelta(seconds=1)


def around(region: str) -> tuple[str, ...]:
    """A division and those in which it lies, the largest first: six digits, or twelve of a street."""
    whole = [region[:digits].ljust(6, "0") for digits in (2, 4, 6)]
    parts = [region[:digits].ljust(12, "0") for digits in (9, 12)] if len(region) > len(whole[0]) else []
    return tuple(dict.fromkeys((*whole, *parts)))


def listed(query: str, *, namespace: str) -> str:
    """The page of the Temporal UI that lists what a search finds, from where the UI is."""
    return f"/namespaces/{namespace}/workflows?query={quote(query)}"


def shown_now() -> Attributes:
    """As the server has it: a run that goes on for another begins with what that has shown."""
    shown = ((key, _shown(key)) for key in SEARCH_ATTRIBUTES)
    return {key: value for key, value in shown if value is not None}


def _shown(key: Key) -> object:
    value = workflow.info().typed_search_attributes.get(key)
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value


def changes(before: Attributes, now: Attributes) -> tuple[SearchAttributeUpdate[Any], ...]:
    """What must be written so that the server shows `now`."""
    gone = (key.value_unset() for key in before if key not in now)
    return (*(key.value_set(value) for key, value in now.items() if before.get(key) != value), *gone)
