"""The contract with the payment system (统一公共支付)."""

from abc import ABC, abstractmethod

from temporalio import activity

from client import names
from client.departments.call_names import as_activities
from client.messages.money.payment import Refund


class PaymentSystem(ABC):
    """Takes fees by itself and tells the case (`client.Cashier`); here it is told to give some back.

    Called by a case, on the engine's queue. It may take half a minute; after that, and after any exception,
    the same order comes again until it is taken, which may be days.
    """

    def __init_subclass__(cls) -> None:
        """Whoever derives need not name its call again."""
        as_activities(cls, names.REFUND)

    @activity.defn(name=names.REFUND)
    @abstractmethod
    def refund(self, order: Refund) -> None:
        """Take an order to give money back.

        The same `key` is the same money: a repeat changes nothing and is answered like the first. Return
        only when the order is kept; whether the bank pays it is for the payment system to see to.
        """
