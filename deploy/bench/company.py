"""What is there beside a case: closed ones in the books, and open ones that wait for their applicants."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from rich.progress import track

from activities.database import Books, BookTable, bulk, table_of
from activities.ledger import CaseRow, VerdictRow
from activities.review import declared_items
from activities.stand_ins.books import LicenceRow
from deploy import demonstration
from deploy.bench.contest import Contest, console
from deploy.bench.measure import memory
from matters import catalogue
from matters.review.approval import Verdict

UNMENDED: Final = "newborn-unmarried-with-father"
"""Without the paper that comes with it, it is to be corrected first."""

AT_ONCE: Final = 50
_DAY: Final = "2026-01-05 00:00:00.000000"


def fill_books(contest: Contest, closed: int) -> None:
    """So many closed cases, with what a rule has said of each, and the licence that it gave."""
    ledger, district = contest.running.ledger, contest.running.district
    with console.status(f"{closed:,} closed cases"):
        _fill(ledger, CaseRow, map(_case, range(closed)))
        _fill(ledger, VerdictRow, map(_verdict, range(closed)))
        _fill(district, LicenceRow, map(_licence, range(closed)))


async def open_cases(contest: Contest, number: int) -> float:
    """So many cases that wait to be mended; how many kilobytes of the worker's memory each takes."""
    before, places = memory(contest.running.worker.pid), asyncio.Semaphore(AT_ONCE)

    async def submit(household: int) -> None:
        async with places:
            whole = demonstration.submission(UNMENDED, household=household)
            await contest.platform.submit(whole.model_copy(update={"papers": ()}))

    # Nobody of the district: numbers below those of its households, which are all of days that exist.
    tasks = [asyncio.create_task(submit(-one)) for one in range(1, number + 1)]
    for task in track(tasks, f"{number:,} open cases", console=console):
        await task
    return 1024 * (memory(contest.running.worker.pid) - before) / number


def _fill(books: Books, kind: type[BookTable], rows: Iterable[Mapping[str, Any]]) -> None:
    table = table_of(kind)
    with books.transaction() as filled:
        bulk.fill(filled, table, ([row.get(column.name) for column in table.columns] for row in rows))


def _case(number: int) -> Mapping[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "fingerprint": "",
        "one_matter": _NEWBORN.code,
        "edition": _NEWBORN.edition,
        "applicant_key": f"applicant-{number}",
        "acceptance_number": f"number-{number}",
        "received_at": _DAY,
        "reception": b"",
        "outcome": b"",
    }


def _verdict(number: int) -> Mapping[str, Any]:
    """Upon which a machine has granted: no officer has said anything."""
    return {
        "key": f"{UUID(int=number)}/{_JUDGED.matter.code}/1",
        "rule": _JUDGED.unattended.rules[0].rule,
        "one_matter": _NEWBORN.code,
        "edition": _NEWBORN.edition,
        "item": _JUDGED.matter.code,
        "verdict": Verdict.HOLDS,
        "shadow": False,
        "judged_at": _DAY,
    }


def _licence(number: int) -> Mapping[str, Any]:
    return {
        "identifier": f"identifier-{number}",
        "code": _GIVEN.code,
        "name": _GIVEN.name,
        "holder": f"holder-{number}",
        "number": b"",
        "issue_key": f"{UUID(int=number)}/given",
        "issued_at": _DAY,
    }


_NEWBORN: Final = catalogue.find("newborn")
_JUDGED: Final = next(iter(declared_items.of(_NEWBORN)))
_GIVEN: Final = next(matter.gives for matter in _NEWBORN.matters if matter.gives)
