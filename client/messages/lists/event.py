"""What a platform is told of its cases, without asking each of them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from ..bounds import Account, PageSize
from ..message import Grows, Incoming, Message
from .case_line import CaseLine
from .figures import ToldLine


class EventKind(Grows):
    """`MOVED` if states, days or whoever has the ball are others, `TOLD` if there is a notice to be read."""

    RECEIVED = "received"
    MOVED = "moved"
    CLOSED = "closed"
    TOLD = "told"


class CaseEvent(Message):
    """Something that came about, in a case as it stood then; nothing about a person.

    `position` counts those of a platform from 1, without gaps: the cursor behind this event. Those of a case
    come in the order in which they came about. `told` says of what kind a notice is; its words are in the
    progress of the case.
    """

    position: int = 0
    kind: EventKind
    case: UUID
    at: datetime
    line: CaseLine | None = None
    told: ToldLine | None = None


class EventSearch(Incoming):
    """Events of a platform behind a position."""

    platform: Account
    after: Annotated[int, Field(ge=0, le=2**53)] = 0
    size: PageSize = 200


class EventPage(Message):
    """None, if nothing has come about since."""

    events: tuple[CaseEvent, ...]
