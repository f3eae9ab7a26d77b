"""The payment system (统一公共支付) as a stand-in with its own book of refunds."""

from activities.ports.payment_system import PaymentSystem
from activities.stand_ins.books import District, RefundRow, refunds
from client.messages.money.payment import Refund


class PaymentStandIn(PaymentSystem):
    """Keeps every order once."""

    def __init__(self, district: District) -> None:
        self._district = district

    def refund(self, order: Refund) -> None:
        """See `PaymentSystem.refund`."""
        with self._district.transaction() as books:
            refunds.enter(books, RefundRow(**order.model_dump()))
