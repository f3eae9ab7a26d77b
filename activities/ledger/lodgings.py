"""The books of the department stand-ins, and how each of them is set to behave."""

from sqlmodel import Session

from .tables import BehaviourRow, LodgingRow

EVERY_CASE = "*"


def enter(session: Session, *, key: str, department: str, request: str) -> LodgingRow:
    """The entry of a lodged item, with one call more; the first call makes it."""
    row = find(session, key) or LodgingRow(key=key, department=department, request=request)
    row.calls += 1
    session.add(row)
    session.flush()
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
    row = session.get(BehaviourRow, (case, matter)) or session.get(BehaviourRow, (EVERY_CASE, matter))
    return row.behaviour if row else None


def set_behaviour(session: Session, *, case: str, matter: str, behaviour: str) -> None:
    """Set a stand-in, in place of what was set before."""
    session.merge(BehaviourRow(case=case, matter=matter, behaviour=behaviour))
