"""The treasury (国库集中支付): the contract, whichever system stands behind it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple


class TreasuryPayment(NamedTuple):
    """A payment as it goes to the treasury, in fen; the same `id` is the same payment in any file."""

    id: str
    account: str
    fen: int


class StatementLine(NamedTuple):
    """A payment that the treasury was told to make; it was made unless it was returned."""

    id: str
    fen: int
    returned_because: str | None


class Treasury(ABC):
    """Every call may come more than once; after a fault, an exception, the same call is made again.

    So it is after `paid` has taken 20 seconds, or one of the others 8 minutes; the first call may still be at
    work then. The engine shows signs of life meanwhile, and nobody here need call `activity.heartbeat()`.
    An office that orders a reconciliation waits 5 seconds for the statements of all files in doubt.
    """

    @abstractmethod
    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        """Make the payments of a file. One whose `id` is known is not made again, whatever is said of it now.

        After a fault, all of them may have been made, some, or none.
        """

    @abstractmethod
    def statement(self, file: str) -> Sequence[StatementLine]:
        """What became of each payment of a file, in the order of their ids; none of a file it has not taken.

        A payment stands in the statement of the file with which it came first.
        """

    @abstractmethod
    def paid(self, files: str) -> int:
        """What was paid and has not come back, in fen, of all files whose names begin so."""
