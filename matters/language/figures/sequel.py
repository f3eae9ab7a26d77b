"""What may become of a decision once it is made (决定之后): by whoever made it, or by order from above."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .basis import Basis
from .limit import CalendarDays, WorkingDays


class Consequence(StrEnum):
    """What a sequel does to the decision, if it is carried out.

    It stands; what was granted ends; it is granted for another term; with another content, until the end that
    it had; it is set aside, to be decided anew; nothing was decided, and is to be.
    """

    STANDS = "stands"
    ENDS = "ends"
    RENEWS = "renews"
    ALTERS = "alters"
    ANEW = "anew"
    DECIDES = "decides"


@dataclass(frozen=True, kw_only=True)
class Sequel:
    """A proceeding about a decision that was made, which an officer of the department begins.

    What is `ordered` by a review body or a court needs the number of its paper, and a second person who
    confirms it; of the rest two persons decide. `granted` and `refused` say which decisions it may follow.
    Whoever has the licence is `heard` for so long. It `compensates`: the decision says with how much, and
    the law whether that makes good a lawful act or a wrong one (`compensation`). Where the decision ends,
    `ends` says as of when. What is `asked` for so long before the licence ends, and is not decided by then,
    counts as granted. The holder himself applies for what is `by_holder`, at the platform that has filed his
    case.
    """

    code: str
    name: str
    basis: Basis
    consequence: Consequence
    granted: bool = True
    refused: bool = False
    ordered: bool = False
    heard: WorkingDays | None = None
    compensates: Basis | None = None
    compensation: str = "补偿"
    ends: str = "自本决定起失效"
    asked: CalendarDays | None = None
    by_holder: bool = False
