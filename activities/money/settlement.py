"""What became of payment files, by the treasury's statement, to the fen."""

from collections.abc import Mapping, Sequence
from typing import Final

import structlog
from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.campaigns import campaigns
from activities.ledger.grants import grants
from activities.ledger.money import payment_files, settlement
from activities.ledger.money.payments import PaymentState
from activities.ledger.money.settlement import ReturnedPayment
from activities.ports.treasury import StatementLine, Treasury
from activities.rejection import rejected
from activities.signs_of_life import alive
from client.errors import InvalidOrder
from client.messages.money.budget import ReconciliationOrder, Settlement

ENDED: Final = (PaymentState.PAID, PaymentState.RETURNED, PaymentState.DISPUTED)

log = structlog.stdlib.get_logger("settling")


class FileSettlement(Settlement):
    """With the grants of which it was learnt on the way that less was due than has now been paid."""

    overpaid: tuple[str, ...] = ()


class Settling:
    """Compares files with the treasury's statements."""

    def __init__(self, ledger: Ledger, treasury: Treasury) -> None:
        self._ledger = ledger
        self._treasury = treasury

    @activity.defn
    def settle(self, file: str) -> FileSettlement:
        """Compare the statement with a file, once; a repeat tells what the books say of it by now."""
        statement = self._statement(file)
        with self._ledger.transaction() as books:
            if payment_files.begin_settling(books, file):
                _enter(books, file, statement)
            return _told(books, file, statement)

    @activity.defn
    def reconcile(self, order: ReconciliationOrder) -> FileSettlement:
        """Compare files with differences once more: what agrees by now is paid, or has come back.

        Tells what the books say then of these files. What was settled before stays as it is.
        Raises `InvalidOrder`: there is no such campaign, nor such a grant.
        """
        with self._ledger.reading() as books:
            answers = settlement.answers(books, order.of)
            if not (answers or campaigns.is_known(books, order.of) or grants.get(books, order.of)):
                raise rejected(InvalidOrder, f"没有批次 {order.of!r}，也没有该编号的给付")
        files = [file for file, answer in answers if Settlement.model_validate_json(answer).differences]
        found = [self._reconcile(file) for file in files]
        now = total(found)
        log.info("reconciled", by=order.by, files=len(files), **now.model_dump())
        overpaid = tuple(reference for each in found for reference in each.overpaid)
        return FileSettlement(**now.model_dump(), overpaid=overpaid)

    def _reconcile(self, file: str) -> FileSettlement:
        statement = self._statement(file)
        with self._ledger.transaction() as books:
            settlement.reopen_disputed(books, file)
            _enter(books, file, statement)
            return _told(books, file, statement)

    def _statement(self, file: str) -> dict[str, StatementLine]:
        with alive():
            return {line.id: line for line in self._treasury.statement(file)}


def total(settlements: Sequence[Settlement]) -> Settlement:
    """Of several files."""
    names = Settlement.model_fields
    return Settlement(**{name: sum(getattr(each, name) for each in settlements) for name in names})


def _enter(books: Transaction, file: str, statement: Mapping[str, StatementLine]) -> None:
    """What came back, what is in doubt; the rest of what is under way is paid."""
    every = settlement.outcome(books, file)
    under_way = [(each, statement.get(each.id)) for each in every if each.state == PaymentState.FILED]
    settlement.settle(
        books,
        file,
        returned=[
            ReturnedPayment(each.id, each.fen, line.returned_because)
            for each, line in under_way
            if line and line.fen == each.fen and line.returned_because
        ],
        disputed=[each.id for each, line in under_way if line is None or line.fen != each.fen],
    )


def _told(books: Transaction, file: str, statement: Mapping[str, StatementLine]) -> FileSettlement:
    """What the books say, which is kept as the file's answer."""
    made = settlement.outcome(books, file)
    paid, returned, disputed = ([one.fen for one in made if one.state == state] for state in ENDED)
    told = Settlement(
        paid=len(paid),
        paid_fen=sum(paid),
        returned=len(returned),
        returned_fen=sum(returned),
        differences=len(disputed) + len(statement.keys() - {one.id for one in made}),
    )
    payment_files.answer(books, file, told.model_dump_json())
    return FileSettlement(**told.model_dump(), overpaid=settlement.overpaid(books, file))
