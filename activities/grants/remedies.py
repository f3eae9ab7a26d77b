"""What may be done against what is decided of a grant, and until when."""

from datetime import date
from typing import Final

from activities.database import Transaction
from activities.ledger.cases import calendar_orders
from matters import clock
from matters.clock import OpenRemedy, Term
from matters.clock.calendar import Calendar
from matters.definitions import law
from matters.language import Remedy

OPEN: Final = clock.instruction(map(OpenRemedy.against, law.REMEDIES))
"""Social benefits that are not paid as the law says may be reviewed and sued for (行政复议法 Art. 11)."""


def told(books: Transaction, *, on: date) -> str:
    """To somebody who reads it on a day.

    No letter brings a grant: whoever reads of it knows of it, and from the first time his days run
    (行政复议法 Art. 20, 行政诉讼法 Art. 46). Which time is the first he knows, and nobody else.
    """
    days = calendar_orders.in_force(books, since=on)
    last = "，".join(f"{remedy.name}最迟 {_last_day(remedy, days, on=on)}" for remedy in law.REMEDIES)
    return f"{OPEN}。在此首次看到之日即为知道之日：今日（{on}）首次看到的，{last}"


def _last_day(remedy: Remedy, days: Calendar, *, on: date) -> str:
    due = clock.due(on, Term.of(remedy.limit), days)
    return f"{due.on}{'（暂定）' if due.provisional else ''}"
