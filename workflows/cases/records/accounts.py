"""The accounts of a case, one for each item that costs something. All amounts are fen."""

from __future__ import annotations

from collections.abc import Container, Iterator

from client.messages.cases.progress import State
from client.messages.money.payment import BillLine, PaymentDue
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


def bill(file: CaseFile) -> PaymentDue | None:
    """The bill as the applicant sees it; none where nothing costs anything."""
    record, lines = file.bill, tuple(_lines(file))
    if not lines or record.pay_by is None:
        return None
    return PaymentDue(lines=lines, due=owed(file), pay_by=record.pay_by.on, reminded=record.reminded)


def owed(file: CaseFile) -> int:
    """All that is asked for by now."""
    return sum(fen for _, fen in due(file))


def due(file: CaseFile) -> Iterator[tuple[str, int]]:
    """What is asked for by now: nobody pays weeks before his item could start, which may never be.

    What was asked for once stays so, though a department takes its promise back meanwhile.
    """
    for code, fen in to_pay(file):
        item = file.items[code]
        fee = item.planned.fee
        if not (fee and fee.at_start and item.state is State.WAITING and _cannot_start(item, file)):
            yield code, fen


def _cannot_start(item: ItemRecord, file: CaseFile) -> bool:
    return bool(prospects.waiting_for(item, file)) or prospects.hopeless(item, file)


def more_is_due(file: CaseFile, *, than: Container[str]) -> bool:
    """Whether something is asked for that was not part of a bill, and has a time of its own."""
    fees = ((code, file.items[code].planned.fee) for code, _ in due(file))
    return any(fee and fee.at_start and code not in than for code, fee in fees)


def to_pay(file: CaseFile) -> Iterator[tuple[str, int]]:
    """What is still to be paid, by item, now or later; of items that may still come to something."""
    for code, item in file.items.items():
        fee = item.planned.fee
        rest = fee.fen - file.bill.paid.get(code, 0) if fee else 0
        if rest > 0 and not item.settled and item.end is None:
            yield code, rest


def to_give_back(file: CaseFile) -> Iterator[tuple[str, int]]:
    """What the account of an item has, and the item does not cost."""
    for code, paid in file.bill.paid.items():
        item = file.items[code]
        fee = item.planned.fee
        rest = paid - (fee.fen if fee and not item.failed else 0)
        if rest > 0:
            yield code, rest


def settled(file: CaseFile) -> bool:
    """Whether every refund has been ordered."""
    record = file.bill
    return record.ordered == len(record.refunds) and not any(to_give_back(file))


def _lines(file: CaseFile) -> Iterator[BillLine]:
    for code, item in file.items.items():
        if item.planned.fee and item.planned.fee.fen:
            refunded = file.bill.refunded.get(code, 0)
            yield BillLine(
                item=code,
                name=item.planned.name,
                account=item.planned.fee.account,
                fen=item.planned.fee.fen,
                basis=item.planned.fee.basis,
                paid=file.bill.paid.get(code, 0) + refunded,
                refunded=refunded,
            )
