"""Every day that the ledger stores, and what an order of the calendar that comes later does to it."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Date

from activities.ledger.ledger import LedgerTable

MOVED: Final = "counted in working days, and put off by `calendars.lengthen`"
BY_ITS_RUN: Final = "a copy: the case, or what runs after it, writes it anew when it reckons anew"
HAPPENED: Final = "on which something was done"
NAMED: Final = "named by somebody, or by a policy: it is not counted"
SEEN: Final = "as it was seen before somebody gave an order upon many cases"
STORAGE: Final = (
    "thirty calendar days from when somebody saved last, our own choice: nobody loses a right by it, whoever "
    "saves again has them again, and what is told of people is kept no longer than was said"
)

DAYS: Final[Mapping[str, str]] = {
    "accounts.usable_from": MOVED,
    "authorisations.until": NAMED,
    "bulk_steps.due_on": SEEN,
    "case_lines.due_on": BY_ITS_RUN,
    "documents.kept_until": STORAGE,
    "drafts.kept_until": STORAGE,
    "grants.objections_until": MOVED,
    "grants.public_since": HAPPENED,
    "grants.waits_since": HAPPENED,
    "grants.waits_until": MOVED,
    "holds.due_on": BY_ITS_RUN,
    "item_lines.due_on": BY_ITS_RUN,
    "mandates.payable_from": NAMED,
    "objections.due_on": MOVED,
    "objections.raised_on": HAPPENED,
    "payment_files.made_on": HAPPENED,
    "payment_proposals.proposed_on": HAPPENED,
    "places.accepted_on": HAPPENED,
    "places.until": NAMED,
    "ratings.answer_by": MOVED,
    "services.served_on": HAPPENED,
    "tasks.due_on": BY_ITS_RUN,
}


def test_every_day_is_looked_at() -> None:
    """A new column of days is moved by orders of the calendar, or rightly not; here it says which."""
    tables = LedgerTable.metadata.sorted_tables
    stored = [f"{table.name}.{each.name}" for table in tables for each in table.columns if _is_day(each.type)]
    assert sorted(stored) == [*DAYS]


def _is_day(kind: object) -> bool:
    return isinstance(kind, Date)
