"""An order by which open cases are planned anew, as their definition has it now; it stays on record."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from ..bounds import Account, Code, Key, Prose
from ..message import Incoming, Message

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Edition = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{0,64}$")]


class PlanOrder(Incoming):
    """Open cases of an edition that was changed in place follow what it says now: by whose order, and why.

    `number` is the order's own (文号): a case takes an order once. `text` is the SHA-256 of all definitions
    as they are meant, which the gate of a release tells: by others nothing is planned. Where they are to go
    `into` another edition, that is named.
    """

    number: Key
    by: Account
    reason: Prose
    one_matter: Code
    edition: Edition
    text: Sha256
    into: Edition = ""


class PlanChange(Message):
    """What an order has made of a case: the number of its plan now, and items by their codes."""

    order: PlanOrder
    at: datetime
    plan: int
    joined: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


class PlanOrdered(Message):
    """What became of a case; nothing while the order `waits` for another supervisor to give the same."""

    waits: bool = False
    change: PlanChange | None = None


class LeftAlone(Message):
    """A case that does not follow an order, and why."""

    case: UUID
    says: str


class PlanOrderGiven(Message):
    """How many cases follow an order now, and which do not; none while it `waits` for another supervisor."""

    waits: bool = False
    cases: int = 0
    left: tuple[LeftAlone, ...] = ()
