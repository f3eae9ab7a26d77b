"""A small town for tests of grants, and its allowances reckoned by hand: by other code than the engine's."""

from collections import Counter, namedtuple
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import text

from activities.database import Books
from activities.database.encryption import plain
from activities.ledger import Ledger
from activities.stand_ins.books import District, population
from activities.stand_ins.population import generate
from tests.support.ports import accounts

PEOPLE: Final = 4_000
DAY: Final = date(2026, 11, 23)

MONTHLY: Final = ((100, 600), (90, 350), (80, 180), (70, 150), (65, 75))


def settle_town(district: District) -> None:
    """Fill the registers, the same in every district."""
    for _ in generate(district, count=PEOPLE, seed=7, on=DAY):
        pass
    accounts.close_ending(district, "70")


def query(books: Books, statement: str, **values: Any) -> list[Any]:
    """What the database of the ledger, or of the district, says, in plain text; each column has its name."""
    with books.transaction() as open_books:
        if statement.startswith("SELECT"):
            found = open_books.execute(text(statement), values)
            names = [*found.keys()]
            kind = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
            return [kind(*row) for row in plain(open_books, names, found.all())]
        open_books.execute(text(statement), values)
        return []


def allowances(district: District, *, year: int, quarter: int) -> dict[str, int]:
    """What every old person of the town has to get for a quarter, in fen, whatever the accounts."""
    rows = query(district, "SELECT key, born_on, died_on, registered_in FROM persons ORDER BY key")
    due = {
        key: _allowance(_day(born), _day(died) if died else None, year, quarter)
        for key, born, died, registered in rows
        if registered and registered.startswith("9901")
    }
    return {key: fen for key, fen in due.items() if fen}


def _allowance(born: date, died: date | None, year: int, quarter: int) -> int:
    fen = 0
    for month in range(3 * quarter - 2, 3 * quarter + 1):
        if died and (died.year, died.month) < (year, month):
            continue
        last = died.day if died and (died.year, died.month) == (year, month) else 31
        age = year - born.year - ((born.month, born.day) > (month, last))
        fen += next((100 * yuan for first, yuan in MONTHLY if age >= first), 0)
    return fen


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@dataclass(frozen=True, kw_only=True)
class TownPaid:
    """What the ledger says of a policy and a period: who is paid how much (fen), who waits in which state.

    `at_treasury` is what the treasury has paid to whom, by its own book.
    """

    paid: dict[str, int]
    waiting: dict[str, str]
    at_treasury: dict[str, int]


def paid(ledger: Ledger, district: District, policy: str, period: str) -> TownPaid:
    """Read ledger and treasury; a person that was paid twice would stand with the sum of both."""
    where = f"{policy}/{period}/"
    rows = query(
        ledger,
        "SELECT beneficiary, state, fen FROM grants WHERE policy = :p AND period = :q",
        p=policy,
        q=period,
    )
    told = query(
        district,
        "SELECT id, fen FROM treasury_payments WHERE returned_because IS NULL AND id BETWEEN :a AND :b",
        a=where,
        b=f"{where}~",
    )
    sums: Counter[str] = Counter()
    for payment, fen in told:
        sums[payment.split("/")[2]] += fen
    return TownPaid(
        paid={key: fen for key, state, fen in rows if state == "paid"},
        waiting={key: state for key, state, _ in rows if state != "paid"},
        at_treasury=dict(sums),
    )


def store(district: District, rows: list[Any]) -> None:
    """Enter them into the registers, under keys of their own."""
    with district.transaction() as books:
        for number, row in enumerate(rows):
            columns = {**asdict(row), "key": f"k{number:04}"}
            columns["account"] = "6" * 16 if columns.pop("account_known") else None
            del columns["enjoyed"]
            table = population.TABLES[type(row)]
            (values,) = population.rows(
                books, table, [[columns.get(column.name) for column in table.columns]]
            )
            books.execute(table.insert().values(values))
