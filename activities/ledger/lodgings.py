"""The books of the department stand-ins, and how each of them is set to behave."""

from sqlalchemy import text
from sqlmodel import Session

from .tables import BehaviourRow, LodgingRow

EVERY_CASE = "*"

_BEHAVIOUR = text(
    'SELECT "case", behaviour FROM behaviours WHERE matter = :matter AND "case" IN (:case, :every)'
)


def enter(session: Session, *, key: str, department: str, request: str) -> LodgingRow:
    """The entry of a lodged item, with one call more; the first call makes it."""
    row = find(session, key) or LodgingRow(key=key, department=department, request=request)
    row.calls += 1
    session.add(row)
    return row


def find(session: Session, key: str) -> LodgingRow | None:
    """The entry if there is one, locked until the transaction ends."""
    return session.get(LodgingRow, key, with_for_update=True)


def get(session: Session, key: str) -> LodgingRow:
    """The entry that an earlier `enter` made, locked likewise."""
    return session.get_one(LodgingRow, key, with_for_update=True)


def answer(session: Session, row: LodgingRow, answer: str) -> None:
    """Write down what the department says."""
    row.answer = answer
    session.add(row)


def behaviour(session: Session, *, case: str, matter: str) -> str | None:
    """How the stand-in is set for this case, else for every case."""
    rows = session.connection().execute(_BEHAVIOUR, {"case": case, "matter": matter, "every": EVERY_CASE})
    by_case = {row.case: row.behaviour for row in rows}
    return by_case.get(case, by_case.get(EVERY_CASE))


def set_behaviour(session: Session, *, case: str, matter: str, behaviour: str) -> None:
    """Set a stand-in, in place of what was set before."""
    session.merge(BehaviourRow(case=case, matter=matter, behaviour=behaviour))
