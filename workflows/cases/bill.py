"""One bill for a case, with an account for each item. All amounts are fen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from activities.stand_ins.payment_system import PaymentSystem
from client.messages.cases.progress import State
from client.messages.money.payment import BillLine, Payment, PaymentDue, Refund
from matters import clock
from matters.clock import Due, Term
from workflows import calls
from workflows.cases.file import CaseFile

FAILED = (State.REFUSED, State.IMPOSSIBLE, State.WITHDRAWN, State.LAPSED, State.NOT_REQUIRED)


class Bill:
    """Money that comes in is put to the items in their order; what no item needs is given back."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._keys: list[str] = []
        self._refunded: dict[str, int] = {}
        self._refunds: list[Refund] = []
        self._ordered = 0
        self._pay_by: Due | None = None
        self._reminded = False

    @property
    def due(self) -> PaymentDue | None:
        """The bill as the applicant sees it; none where nothing costs anything."""
        lines = tuple(self._lines())
        if not lines or self._pay_by is None:
            return None
        return PaymentDue(lines=lines, due=self._owed(), pay_by=self._pay_by.on, reminded=self._reminded)

    @property
    def settled(self) -> bool:
        """Whether every refund has been ordered."""
        return self._ordered == len(self._refunds) and not any(self._to_give_back())

    def pay(self, payment: Payment) -> None:
        """Money has come in, once per key; what is paid twice or too much goes back."""
        if payment.key in self._keys:
            return
        self._keys.append(payment.key)
        left = payment.fen
        for code, fen in self._open():
            part = min(left, fen)
            self._file.paid[code] = self._file.paid.get(code, 0) + part
            left -= part
        if left:
            self._give_back(left, because="多缴或重复缴费")

    async def keep(self) -> None:
        """Send a bill whenever there is something to pay: a mended form may change what."""
        while True:
            await workflow.wait_condition(lambda: any(self._open()))
            await self._collect()

    async def _collect(self) -> None:
        """Ask for the money, remind once, and let go of what stays unpaid."""
        timetable = self._file.plan.timetable
        self._pay_by, self._reminded = self._due(self._file.today, timetable.pay), False
        says = f"请在 {self._pay_by.on} 前缴费 {self._owed() / 100:.2f} 元"
        self._file.tell(Addressee.APPLICANT, NoticeKind.PAYMENT, says)
        if await self._paid_by(self._pay_by):
            return
        self._pay_by, self._reminded = self._due(self._pay_by.on, timetable.grace), True
        says = f"缴费已逾期，请在 {self._pay_by.on} 前缴清，逾期未缴费的事项将失效"
        self._file.tell(Addressee.APPLICANT, NoticeKind.REMINDER, says)
        if await self._paid_by(self._pay_by):
            return
        for code, _ in tuple(self._open()):
            self._file.items[code].drop(State.LAPSED, because="逾期未缴费")

    async def keep_refunding(self) -> None:
        """Order refunds as they fall due."""
        while True:
            await workflow.wait_condition(lambda: not self.settled)
            await self.refund()

    async def refund(self) -> None:
        """Order what is to be given back by now."""
        for code, fen in tuple(self._to_give_back()):
            self._file.paid[code] -= fen
            self._refunded[code] = self._refunded.get(code, 0) + fen
            self._give_back(fen, code=code, because="事项未办成或不再收费")
        while self._ordered < len(self._refunds):
            await calls.own(PaymentSystem.refund, self._refunds[self._ordered], summary="退费")
            self._ordered += 1

    def _due(self, since: date, term: Term) -> Due:
        """By the calendar of that moment, which may have been amended while the money was waited for."""
        return clock.due(since, term, self._file.plan.calendar)

    async def _paid_by(self, by: Due) -> bool:
        return await calls.until(lambda: not any(self._open()), by.at, summary=f"等待缴费至 {by.on}")

    def _give_back(self, fen: int, *, because: str, code: str = "") -> None:
        fee = self._file.items[code].planned.fee if code else None
        self._refunds.append(
            Refund(
                key=f"{self._file.id}/refund/{len(self._refunds) + 1}",
                case=str(self._file.id),
                item=code,
                account=fee.account if fee else "",
                fen=fen,
                because=because,
            )
        )

    def _to_give_back(self) -> Iterator[tuple[str, int]]:
        """What the account of an item has, and the item does not cost."""
        for code, paid in self._file.paid.items():
            item = self._file.items[code]
            fee = item.planned.fee
            rest = paid - (fee.fen if fee and item.state not in FAILED else 0)
            if rest > 0:
                yield code, rest

    def _owed(self) -> int:
        return sum(fen for _, fen in self._open())

    def _open(self) -> Iterator[tuple[str, int]]:
        """What is still to be paid, by item; of items that may still come to something."""
        for code, item in self._file.items.items():
            fee = item.planned.fee
            rest = fee.fen - self._file.paid.get(code, 0) if fee else 0
            if rest > 0 and not item.settled and item.end is None:
                yield code, rest

    def _lines(self) -> Iterator[BillLine]:
        for code, item in self._file.items.items():
            if item.planned.fee and item.planned.fee.fen:
                yield BillLine(
                    item=code,
                    name=item.planned.name,
                    account=item.planned.fee.account,
                    fen=item.planned.fee.fen,
                    basis=item.planned.fee.basis,
                    paid=self._file.paid.get(code, 0) + self._refunded.get(code, 0),
                    refunded=self._refunded.get(code, 0),
                )
