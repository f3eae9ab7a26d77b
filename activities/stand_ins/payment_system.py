"""The payment system (统一公共支付), or its stand-in: gives money back when it is told to."""

from temporalio import activity

from activities.stand_ins.books import District, RefundRow, refunds
from client import names
from client.messages.money.payment import Refund


class PaymentSystem:
    """A stand-in with its own book of refunds."""

    def __init__(self, district: District) -> None:
        self._district = district

    @activity.defn(name=names.REFUND)
    def refund(self, order: Refund) -> None:
        """Give money back once, however often it is told."""
        with self._district.transaction() as books:
            refunds.enter(books, RefundRow(**order.model_dump()))
