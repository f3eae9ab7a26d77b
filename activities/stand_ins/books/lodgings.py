"""The books of the department stand-ins, and how each of them is set to behave."""

from typing import NamedTuple

from sqlalchemy import text

from activities.database import Transaction

EVERY_CASE = "*"

_ENTER = text(
    "INSERT INTO lodgings (key, department, request, calls) VALUES (:key, :department, :request, 1) "
    "ON CONFLICT (key) DO UPDATE SET calls = lodgings.calls + 1 RETURNING calls, answer"
)
_LOCK = text("UPDATE lodgings SET calls = calls WHERE key = :key RETURNING calls, answer")
_ANSWER = text("UPDATE lodgings SET answer = :answer WHERE key = :key")
_BEHAVIOUR = text(
    'SELECT "case", behaviour FROM behaviours WHERE matter = :matter AND "case" IN (:case, :every)'
)
_BEHAVIOURS = text('SELECT matter, behaviour FROM behaviours WHERE "case" = :every')
_BEHAVE = text(
    'INSERT INTO behaviours ("case", matter, behaviour) VALUES (:case, :matter, :behaviour) '
    'ON CONFLICT ("case", matter) DO UPDATE SET behaviour = :behaviour'
)


class Lodging(NamedTuple):
    """How often an item was asked for, and what was answered, as JSON."""

    calls: int
    answer: str | None


def enter(books: Transaction, *, key: str, department: str, request: str) -> Lodging:
    """Count a call; the first one makes the entry. It stays locked until the transaction ends."""
    entry = {"key": key, "department": department, "request": request}
    return Lodging(*books.execute(_ENTER, entry).one())


def get(books: Transaction, key: str) -> Lodging:
    """The entry that an earlier call made, locked likewise."""
    return Lodging(*books.execute(_LOCK, {"key": key}).one())


def answer(books: Transaction, *, key: str, answer: str) -> None:
    """Write down what the department says."""
    books.execute(_ANSWER, {"key": key, "answer": answer})


def behaviour(books: Transaction, *, case: str, matter: str) -> str | None:
    """How the stand-in is set for this case, else for every case."""
    rows = books.execute(_BEHAVIOUR, {"case": case, "matter": matter, "every": EVERY_CASE})
    by_case = {row.case: row.behaviour for row in rows}
    return by_case.get(case, by_case.get(EVERY_CASE))


def behaviours(books: Transaction) -> dict[str, str]:
    """How stand-ins, of registers too, are set for every case."""
    rows = books.execute(_BEHAVIOURS, {"every": EVERY_CASE})
    return {row.matter: row.behaviour for row in rows}


def set_behaviour(books: Transaction, *, case: str, matter: str, behaviour: str) -> None:
    """Set a stand-in, in place of what was set before."""
    books.execute(_BEHAVE, {"case": case, "matter": matter, "behaviour": behaviour})
