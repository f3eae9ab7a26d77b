"""Fill the registers with people who do not exist."""

import time
from datetime import date, datetime
from typing import Final

from cyclopts import App
from rich.console import Console
from rich.progress import Progress

from activities.stand_ins import population
from activities.stand_ins.books import District
from deploy.faults import told
from matters.clock import CHINA

MILLION: Final = 1_000_000

app = App(name="population")


@app.command
def generate(
    *,
    people: int = MILLION,
    seed: int = 1,
    on: date | None = None,
    district: str = "sqlite:///var/district.db",
) -> int:
    """Put people and firms into empty registers.

    :param people: how many (else a million)
    :param seed: the same seed and day give the same people
    :param on: the day of their ages (else today)
    :param district: database URL or SQLite file (else sqlite:///var/district.db)
    """
    console, started = Console(highlight=False), time.perf_counter()
    with told():
        books = District(district)
        with Progress(console=console) as progress:
            task = progress.add_task("people", total=people)
            for done in population.generate(books, count=people, seed=seed, on=on or _today()):
                progress.update(task, completed=done)
        books.close()
    elapsed = time.perf_counter() - started
    console.print(f"{people:,} people in {elapsed:.1f} s: {people / elapsed:,.0f} people/s")
    return 0


def _today() -> date:
    return datetime.now(CHINA).date()
