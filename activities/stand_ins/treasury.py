"""The treasury's stand-in.

An account at which a bank pays nothing is in the banks' own table, so the stand-in returns those payments.
"""

from collections.abc import Sequence

from activities.errors import DepartmentFault
from activities.ports.treasury import StatementLine, Treasury, TreasuryPayment
from activities.stand_ins.behaviour import BEHAVIOUR, Failing
from activities.stand_ins.books import District, lodgings, treasury

NAME = "treasury"


class TreasuryStandIn(Treasury):
    """Fails as often as it is set to, else pays."""

    def __init__(self, district: District) -> None:
        self._district = district

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        """See `Treasury.take`.  Raises `DepartmentFault`."""
        with self._district.transaction() as books:
            calls = lodgings.enter(books, key=file, department=NAME).calls
            set_to = lodgings.behaviour(books, case=file, matter=NAME)
        behaviour = BEHAVIOUR.validate_json(set_to) if set_to else None
        if isinstance(behaviour, Failing) and calls <= behaviour.times:
            raise DepartmentFault(f"the treasury's system failed ({calls} of {behaviour.times})")
        with self._district.transaction() as books:
            treasury.take(books, file, payments)

    def statement(self, file: str) -> Sequence[StatementLine]:
        """See `Treasury.statement`."""
        with self._district.reading() as books:
            return treasury.statement(books, file)

    def paid(self, files: str) -> int:
        """See `Treasury.paid`."""
        with self._district.reading() as books:
            return treasury.paid(books, files)
