"""The payment system at a terminal: money has come in."""

from argparse import Namespace
from datetime import UTC, datetime

from ..messages.money.payment import Payment
from ..offices.cashier import Cashier
from ..platform.files import checked
from . import case_tables
from .terminal import DONE, Commands, show


def add_to(commands: Commands) -> None:
    """The command of the payment system."""
    paying = commands.add_for_case("pay", pay, "confirm, as the payment system, that money has come in")
    paying.add_argument("fen", metavar="FEN", help="the amount, in fen")
    paying.add_argument("--key", required=True, help="the payment's own number; the same is the same money")


async def pay(asked: Namespace) -> int:
    now = datetime.now(UTC).isoformat()
    payment = checked(Payment, {"key": asked.key, "fen": asked.fen, "paid_at": now})
    cashier = await Cashier.connect(asked.address, namespace=asked.namespace)
    await cashier.confirm(asked.case, payment)
    show(asked, payment, case_tables.payment(payment))
    return DONE
