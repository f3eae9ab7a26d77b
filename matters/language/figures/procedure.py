"""A procedure of the law (程序), such as a hearing: steps, whose each is, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..errors import DuplicateCode, UnknownReference
from ..licence import Department
from .basis import Basis, Figure
from .limit import Ground, Limit
from .outside_event import OutsideEvent


class Owner(StrEnum):
    """Who takes a step: for `HOST`, the officers whom an earlier step has named, who have not reviewed it.

    What is of `OUTSIDE` nobody says to the case: it happens elsewhere, and a register holds it.
    """

    DEPARTMENT = "department"
    HOST = "host"
    CONCERNED = "concerned"
    OTHER_BODY = "other-body"
    OUTSIDE = "outside"


class Stops(StrEnum):
    """When a step ends its item: once it is taken (an objection), or once its time is over without it."""

    TAKEN = "taken"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class ProcedureStep:
    """What somebody does, and by when: `within` a time of the step `since`, or so long `before` another one.

    Without `since`, the time begins with the procedure. Where it passes and `lapses`, the procedure is over;
    else the step is overdue. What is taken is told to all concerned where it `tells`. `fixes_day` says that
    it names day and place of the step that it comes `before`, `officers` how many it names at least,
    `document` that there is a paper of it, `signed` that those present have signed that: where a host takes
    it somebody besides him, else all who were named. `body` takes it, if that is another one than decides;
    `event` is what has happened elsewhere.
    Where it `stops`, the item ends with it, and is not decided.
    """

    code: str
    name: str
    owner: Owner
    basis: Basis | None = None
    within: Limit | None = None
    since: str = ""
    before: str = ""
    lapses: bool = False
    tells: bool = False
    fixes_day: bool = False
    officers: Figure | None = None
    document: bool = False
    signed: bool = False
    body: Department | None = None
    event: OutsideEvent | None = None
    stops: Stops | None = None


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """Steps in the order in which they are taken.

    On its `ground` the clock of the item stands, from the step `stands_from` to the last one. One that
    `comes_first` is gone through before the item is lodged with whoever decides it. It `concerns` others than
    the applicant, too, by what they are to it: a payee, a neighbour.
    """

    code: str
    name: str
    steps: tuple[ProcedureStep, ...]
    basis: Basis | None = None
    ground: Ground | None = None
    stands_from: str = ""
    comes_first: bool = False
    concerns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known: list[str] = []
        for step in self.steps:
            if step.code in known:
                raise DuplicateCode(f"procedure {self.code!r} has two steps {step.code!r}; rename one")
            if step.since and step.since not in known:
                raise UnknownReference(
                    f"{self.code!r}: the time of {step.code!r} begins with {step.since!r}; "
                    f"list a step {step.since!r} before it"
                )
            known.append(step.code)
        self._require_later_steps(known)

    def _require_later_steps(self, known: list[str]) -> None:
        for place, step in enumerate(self.steps):
            if step.before and step.before not in known[place + 1 :]:
                raise UnknownReference(
                    f"{self.code!r}: {step.code!r} comes before {step.before!r}; "
                    f"list a step {step.before!r} after it"
                )
        if self.stands_from and self.stands_from not in known:
            raise UnknownReference(
                f"{self.code!r}: the clock stands from {self.stands_from!r} on; name one of its steps"
            )
