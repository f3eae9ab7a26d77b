"""What an office orders about the money of grants, and what it is told of it. Sums are fen."""

from uuid import UUID, uuid4

from pydantic import Field

from ..bounds import Budget, Code, Key, Officer
from ..message import Incoming, Message


class BudgetOrder(Incoming):
    """So much may be paid of a policy in a period, when two persons have ordered it with one `id`."""

    id: UUID = Field(default_factory=uuid4)
    policy: Code
    period: Code
    fen: Budget
    by: Officer


class BudgetState(Message):
    """What may be paid of a policy in a period, and what of it is bound by payments.

    While the `order` `waits` for another person's, it has changed nothing. The policy is called `name`.
    """

    policy: str
    period: str
    total: int
    bound: int
    waits: bool = False
    order: UUID | None = None
    name: str = ""


class Settlement(Message):
    """What became of payments; `differences` are those of which the treasury knows another sum or none."""

    paid: int = 0
    paid_fen: int = 0
    returned: int = 0
    returned_fen: int = 0
    differences: int = 0


class ReconciliationOrder(Incoming):
    """Of a campaign by its id, or of one grant by its reference."""

    of: Key
    by: Officer
