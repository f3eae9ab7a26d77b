"""The treasury (国库集中支付) as a stand-in with books of its own.

An account at which a bank pays nothing is in the banks' own table, so the stand-in returns those payments.
"""

from collections.abc import Sequence

from activities.errors import DepartmentFault
from activities.ledger import Ledger
from activities.ledger.money.payments import TreasuryPayment
from activities.stand_ins.behaviour import BEHAVIOUR, Failing
from activities.stand_ins.books import District, lodgings, treasury
from activities.stand_ins.books.treasury import Settled

NAME = "treasury"


class Treasury:
    """What the engine asks of it; a real one has the same two messages."""

    def __init__(self, ledger: Ledger, district: District) -> None:
        self._ledger = ledger
        self._district = district

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        """Take a file; a payment with an id that is known is not made again.  Raises `DepartmentFault`."""
        with self._district.transaction() as books:
            calls = lodgings.enter(books, key=file, department=NAME, request="").calls
            set_to = lodgings.behaviour(books, case=file, matter=NAME)
        behaviour = BEHAVIOUR.validate_json(set_to) if set_to else None
        if isinstance(behaviour, Failing) and calls <= behaviour.times:
            raise DepartmentFault(f"the treasury's system failed ({calls} of {behaviour.times})")
        with self._ledger.transaction() as books:
            treasury.take(books, file, payments)

    def statement(self, file: str) -> list[Settled]:
        """What became of each payment of a file."""
        with self._ledger.transaction() as books:
            return treasury.statement(books, file)
