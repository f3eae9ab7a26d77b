"""What the engine tells cases by order of a person, and by which mark the ledger knows it."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic_core import to_json

from activities.trust import warrants
from client import names
from client.messages.lists.bulk_order import AmendAll, BulkOrder, BulkState, BulkStep, ReassignAll, RemindAll
from client.messages.message import Message, Nothing
from client.messages.officers.commands import Amends, Reassign
from client.transport.engine_line import NOTHING
from client.trust.said import purpose


class BulkWord(Message):
    """An order as somebody has given it, and when; `word` is what he has signed, `mark` that of it."""

    order: BulkOrder
    by: str
    department: str
    at: datetime
    mark: str = ""
    word: str = ""


def of(step: BulkStep, word: BulkWord) -> tuple[str, Message, type[object]]:
    """The update, what it says, and of what kind the answer is."""
    match word.order.act:
        case ReassignAll() as act:
            given = act.model_dump(include={"to", "reason", "since", "until"})
            by = {"item": step.item, "department": word.department, "officer": word.by}
            return names.REASSIGN, Reassign(**by, **given), object
        case AmendAll(amendment=amendment):
            return names.AMEND_CALENDAR, amendment, Amends
        case _:
            return names.RETRY, Nothing(), NOTHING


def marks(steps: Iterable[BulkStep], word: BulkWord, namespace: str) -> Iterator[str]:
    """Of what each step tells its case; of one that tells nothing, none."""
    for step in steps:
        if isinstance(word.order.act, RemindAll) or step.state is not BulkState.DUE:
            yield ""
            continue
        update, says, _ = of(step, word)
        raw = hashlib.sha256(to_json(says)).hexdigest()
        yield warrants.mark(purpose(namespace, names.case_id(step.case), update), raw)
