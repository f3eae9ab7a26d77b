"""A payment system that is a folder: a file for each order, named by what the order is known by."""

from hashlib import sha256
from pathlib import Path

from activities.ports.payment_system import PaymentSystem
from client.messages.money.payment import Refund


class FolderPayments(PaymentSystem):
    """As tiny as one can be that keeps the contract."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def refund(self, order: Refund) -> None:
        """See `PaymentSystem.refund`."""
        file = self._folder / sha256(order.key.encode()).hexdigest()
        if not file.exists():
            file.write_text(order.model_dump_json(), encoding="utf-8")

    def ordered(self, case: str) -> dict[str, int]:
        """What was ordered for a case, in fen by key."""
        orders = [Refund.model_validate_json(file.read_text("utf-8")) for file in self._folder.iterdir()]
        return {order.key: order.fen for order in orders if order.case == case}
