"""One bill for a case, with an account for each item. All amounts are fen."""

from __future__ import annotations

from datetime import date

from temporalio import workflow

from activities.cases.arrivals import Recalled
from activities.cases.fees import FeePayment, Fees
from activities.cases.notices import Addressee, NoticeKind
from activities.ports.payment_system import PaymentSystem
from client.messages.cases.progress import State
from client.messages.money.payment import Payment, Refund
from matters import clock
from matters.clock import Due, Term
from matters.language import yuan
from workflows import calls
from workflows.cases.records import accounts
from workflows.cases.records.case_file import CaseFile


class Bill:
    """Money that comes in is put to the items in their order; what no item needs is given back."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._record = file.bill

    async def receive(self, payment: Payment) -> None:
        """Money has come in, once per key, of all cases; raises the failure of another payment's key."""
        paid = FeePayment(case=self._file.id, key=payment.key, fen=payment.fen)
        if self._told_within:
            self._record.receiving += 1
            try:
                await calls.once(Fees.enter_fee, paid, summary="缴费登记")
            finally:
                self._record.receiving -= 1
        self._pay(payment)

    def recall(self, recalled: Recalled | None) -> None:
        """What an earlier run of the case was paid."""
        for payment in recalled.payments if recalled else ():
            self._pay(payment)
        if self._record.keys and self._record.pay_by is None:  # so that it is shown as paid
            self._record.pay_by = self._due(self._file.today, self._file.plan.timetable.pay)

    def _pay(self, payment: Payment) -> None:
        """What is paid twice, too much or too late goes back."""
        record = self._record
        if payment.key in record.keys:
            return
        record.keys.append(payment.key)
        if self._is_late(payment):
            self._give_back(payment.fen, because="逾期缴费")
            return
        left = payment.fen
        for code, fen in accounts.to_pay(self._file):
            part = min(left, fen)
            record.paid[code] = record.paid.get(code, 0) + part
            left -= part
        if left:
            self._give_back(left, because="多缴或重复缴费")

    @property
    def _told_within(self) -> Term | None:
        """How long the payment system may take to tell; plans from before 2026-12 do not say."""
        return self._file.plan.timetable.told_within

    def _is_late(self, payment: Payment) -> bool:
        """After the very last day: what counts is when it was paid, if that can be."""
        record, now = self._record, workflow.now()
        if not (self._told_within and record.reminded and record.pay_by and record.asked_at):
            return False
        paid_at = payment.paid_at if record.asked_at <= payment.paid_at <= now else now
        return paid_at > record.pay_by.at

    async def keep(self) -> None:
        """Send a bill whenever there is something to pay: a mended form may change what."""
        record = self._record
        while True:
            if record.pay_by is None or not record.collecting:
                await workflow.wait_condition(self._is_something_to_pay)
                record.collecting, record.reminded = True, False
                record.pay_since = self._file.today
                record.pay_by = self._due(record.pay_since, self._file.plan.timetable.pay)
                self._ask_for_it(record.pay_by)
            await self._collect()
            record.collecting = False

    def _ask_for_it(self, pay_by: Due) -> None:
        self._record.asked = tuple(code for code, _ in accounts.due(self._file))
        self._record.asked_at = self._record.asked_at or workflow.now()
        says = f"请在 {pay_by.on} 前缴费 {yuan(accounts.owed(self._file))}"
        self._file.tell(Addressee.APPLICANT, NoticeKind.PAYMENT, says)

    async def _collect(self) -> None:
        """Remind once, and let go of what stays unpaid; begin anew if more is due."""
        record = self._record
        if not record.reminded:
            pay_by = await self._paid_in_time()
            if pay_by is None:
                return
            record.pay_since = pay_by.on
            record.pay_by = pay_by = self._due(pay_by.on, self._file.plan.timetable.grace)
            record.reminded = True
            says = f"缴费已逾期，请在 {pay_by.on} 前缴清，逾期未缴费的事项不再办理，可以重新申请"
            self._file.tell(Addressee.APPLICANT, NoticeKind.REMINDER, says)
        pay_by = await self._paid_in_time()
        if pay_by is None:
            return
        if self._told_within:
            told_by = self._due(pay_by.on, self._told_within)
            if await calls.until(self._is_settled, told_by.at, summary=f"等待缴费至 {told_by.on}"):
                return
        for code, _ in tuple(accounts.due(self._file)):
            self._file.items[code].drop(State.LAPSED, because="逾期未缴费")

    async def keep_refunding(self) -> None:
        """Order refunds as they fall due."""
        while True:
            await workflow.wait_condition(lambda: not accounts.settled(self._file))
            await self.refund()

    async def refund(self) -> None:
        """Order what is to be given back by now."""
        record = self._record
        for code, fen in tuple(accounts.to_give_back(self._file)):
            record.paid[code] -= fen
            record.refunded[code] = record.refunded.get(code, 0) + fen
            self._give_back(fen, code=code, because="事项未办成或不再收费")
        while record.ordered < len(record.refunds):
            await calls.own(PaymentSystem.refund, record.refunds[record.ordered], summary="退费")
            record.ordered += 1

    def _due(self, since: date, term: Term) -> Due:
        """By the calendar of that moment, which may have been amended while the money was waited for."""
        return clock.due(since, term, self._file.plan.calendar)

    async def _paid_in_time(self) -> Due | None:
        """Wait for the money until its last day, which may be put off; which one that was, if it is over."""
        by = None
        while (found := self._record.pay_by) and found != by:
            by = found
            if await self._paid_by(by):
                return None
        return by

    async def _paid_by(self, by: Due) -> bool:
        def is_put_off() -> bool:
            record = self._record
            return record.pay_by is not None and record.pay_by.on > by.on

        summary = f"等待缴费至 {by.on}"
        await calls.until(lambda: self._is_settled() or is_put_off(), by.at, summary=summary)
        return self._is_settled()

    def _is_settled(self) -> bool:
        """Paid, or part of another bill: each item has all of its time."""
        return not self._is_something_to_pay() or accounts.more_is_due(self._file, than=self._record.asked)

    def _is_something_to_pay(self) -> bool:
        return any(accounts.due(self._file))

    def _give_back(self, fen: int, *, because: str, code: str = "") -> None:
        fee = self._file.items[code].planned.fee if code else None
        self._record.refunds.append(
            Refund(
                key=f"{self._file.id}/refund/{len(self._record.refunds) + 1}",
                case=str(self._file.id),
                item=code,
                account=fee.account if fee else "",
                fen=fen,
                because=because,
            )
        )
