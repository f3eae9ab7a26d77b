"""The registers of persons and firms as grants need them: the contract, whichever systems stand behind it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from client.messages.grants.events import RegistryEvent
from matters.language import Firm, Narrowing, Payee, Period, Person

ACCOUNT: Final = "account_known"
"""The one field that no register has as it stands: the rules need not know the number, a payment must."""

Row = Sequence[Any]
"""A beneficiary: its fields in their order, without `enjoyed`, which the ledger knows; the payee's key last.

In the place of `ACCOUNT` is the number of the account that is paid onto, or `None`; in pages anything may
stand for it. The words of an enumeration may be plain text.
"""


class RowKind(NamedTuple):
    """Of which register rows are wanted, and who is paid for those who are in it."""

    beneficiary: type[Person] | type[Firm]
    payee: Payee


class Noted(StrEnum):
    """What a register has made of an event."""

    NOBODY = "nobody of that key is registered"
    HELD = "what is held is so"
    LATE = "something of the kind that happened later is held, and stays"
    AFTER_DEATH = "it happened to somebody who is held to have died before"

    @property
    def disputed(self) -> bool:
        """Whether somebody must find out what is true."""
        return self in {Noted.LATE, Noted.AFTER_DEATH}


class PopulationRegister(ABC):
    """Only what registers tell is written into it; what somebody says of himself stays with the engine.

    Every call may come more than once; after a fault, an exception, the same call is made again.

    So it is after `page` has taken 8 minutes, or another call 20 seconds, and the first call may still be
    at work then. The engine shows signs of life meanwhile, and nobody here need call `activity.heartbeat()`.
    Somebody waits for `some` and `note`: two seconds are much. Several threads call at once.

    No transaction of the engine reaches into a register, or waits for one. What one call has written, every
    later call answers with: where the engine reads a copy, writing waits until the copy has it.
    """

    @abstractmethod
    def page(
        self, kind: RowKind, *, narrowing: Narrowing, period: Period, after: str, size: int
    ) -> Sequence[Row]:
        """So many of those whom a narrowing leaves, in the order of their keys, behind the key `after`.

        Keys are compared byte by byte. Fewer than `size` say that there are no more.
        """

    @abstractmethod
    def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
        """Those of these keys that are registered, as they are now."""

    @abstractmethod
    def note(self, event: RegistryEvent) -> Noted:
        """Let every later call answer with what has happened.

        What follows from it is written with it: who is hired is employed, who has died is nobody's guardian,
        who is registered is not born again, and who moves within the city, or outside it, is still since when
        he was in it or outside. What is taken back is as if it had not been told: who was not hired is not
        employed, who lives is guardian again of whom nobody else has become, and who was not born is not
        registered. The same event again changes nothing, and is answered as at first, also when another was
        noted since; one of somebody who was not registered is new when it comes again. By `happened_at`, what
        is late or comes after a death changes nothing, either.
        """
