"""What operators see and search by.  Search attributes are never encrypted: opaque values only."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

ONE_MATTER: Final = SearchAttributeKey.for_keyword("OneMatter")
STAGE: Final = SearchAttributeKey.for_keyword("Stage")
OUTCOME: Final = SearchAttributeKey.for_keyword("Outcome")
REGION: Final = SearchAttributeKey.for_keyword("Region")
CHANNEL: Final = SearchAttributeKey.for_keyword("Channel")
CLOCK: Final = SearchAttributeKey.for_keyword("Clock")
APPLICANT_KEY: Final = SearchAttributeKey.for_keyword("ApplicantKey")
WAITING_ON: Final = SearchAttributeKey.for_keyword_list("WaitingOn")
ACCEPTED_AT: Final = SearchAttributeKey.for_datetime("AcceptedAt")
DUE_AT: Final = SearchAttributeKey.for_datetime("DueAt")

SEARCH_ATTRIBUTES: Final = (
    ONE_MATTER,
    STAGE,
    OUTCOME,
    REGION,
    CHANNEL,
    CLOCK,
    APPLICANT_KEY,
    WAITING_ON,
    ACCEPTED_AT,
    DUE_AT,
)
"""The only list: the server registers these, the engine writes these."""
