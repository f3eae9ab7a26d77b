"""The base registers (基础库) as stand-ins: entries in the district's books.

How one behaves is set like a department (`departments.behave`, with the register's code in the place of an
item's).
"""

import time

from activities.database import Transaction
from activities.errors import RegisterFault, RegisterSilent
from activities.ports.base_registers import BaseRegisters
from activities.stand_ins.books import District, entries, lodgings

from .behaviour import BEHAVIOUR, Failing, Silent, Slow


class RegisterStandIn(BaseRegisters):
    """All of them in one."""

    def __init__(self, district: District) -> None:
        self._district = district

    def entry(self, *, register: str, key: str, patience: float) -> str | None:
        """See `BaseRegisters.entry`."""
        with self._district.reading() as books:
            take_time(books, register, patience=patience)
            return entries.find(books, register=register, key=key)


def take_time(books: Transaction, register: str, *, patience: float) -> None:
    """Let a register behave as it is set.  Raises `RegisterSilent`, `RegisterFault`."""
    text = lodgings.behaviour(books, case=lodgings.EVERY_CASE, matter=register)
    match BEHAVIOUR.validate_json(text) if text else None:
        case Slow(seconds=seconds) if seconds <= patience:
            time.sleep(seconds)
        case Slow() | Silent():
            time.sleep(patience)
            raise RegisterSilent(f"the register did not answer in {patience:g} s")
        case Failing():
            raise RegisterFault("the register answered with an error")
        case _:
            pass
