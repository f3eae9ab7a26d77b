"""What is known beside the form when a rule is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from .figures.basis import Figure
from .figures.dates import months_later
from .figures.limit import CalendarDays, Months
from .register import Entry, EntryT, Register

Enquired = tuple[Register[Any], str]
"""A register, and the key under which it is asked."""


class Silence(StrEnum):
    """What stands in the place of an entry that did not come."""

    NOT_FOUND = "not-found"
    UNREACHABLE = "unreachable"
    UNAUTHORISED = "unauthorised"


class Unasked(LookupError):
    """A rule wants an entry that was not looked up: ask the register, then the rule again."""

    def __init__(self, enquired: Enquired) -> None:
        super().__init__(f"{enquired[0].code} was not asked; look the entry up and tell the facts")
        self.enquired = enquired


class Unknown(LookupError):
    """A rule wants an entry that nobody can tell now: a person must decide."""

    def __init__(self, register: Register[Any], silence: Silence) -> None:
        super().__init__(f"{register.code} gives no entry: {silence}")
        self.register = register
        self.silence = silence

    @property
    def because(self) -> str:
        """Why nothing is known, as people read it."""
        if self.silence is Silence.UNAUTHORISED:
            return f"未取得本人授权，不能查询{self.register.name}"
        return f"{self.register.name}暂时无法查询"


def _weekday(day: date) -> bool:
    return day.weekday() < 5  # noqa: PLR2004 (Saturday)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The day of receipt (in China), the applicant's identity number, and what registers said.

    What has to be in time is judged by the day of receipt, `on`: what an applicant has filed in time is in
    time, however long it takes. What has to be so for something to be granted is judged by the day `now`: a
    licence, a bar, an age, or what must have come about. The two differ where something is judged again.

    `case` is the id of the submission, `region` its division code. `authorised_by` are the identity numbers
    of those whose recorded authorisation to the applicant, for this one-matter, is in force on the day of
    receipt, `withdrawn` those of them for whom that is over by now; `by_law` are registers and persons about
    whom rules may ask them whatever is authorised. `works` tells on which
    days offices do; where it is not known, on weekdays.
    """

    on: date
    today: date | None = None
    applicant: str
    case: str = ""
    region: str = ""
    authorised_by: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    by_law: tuple[tuple[str, str], ...] = ()
    said: Mapping[Enquired, Entry | Silence] = field(default_factory=dict[Enquired, Entry | Silence])
    works: Callable[[date], bool] | None = None

    @property
    def now(self) -> date:
        """The day on which it is judged."""
        return self.today or self.on

    def entry(self, register: Register[EntryT], key: str) -> EntryT | None:
        """What the register says; nothing if it has no such entry.  Raises `Unasked`, `Unknown`."""
        said = self.said.get((register, key))
        if said is None:
            raise Unasked((register, key))
        if said is Silence.NOT_FOUND:
            return None
        if isinstance(said, register.entry):
            return said
        raise Unknown(register, said if isinstance(said, Silence) else Silence.UNREACHABLE)

    def last_day(self, since: date, within: Figure | CalendarDays) -> date:
        """The last of so many days or months after `since`: the next working day, if offices rest on it.

        民法典 Art. 201 to 203, as the clock of a case reckons.
        """
        count = int(within.value) if isinstance(within, Figure) else within.count
        in_months = within.unit == Months.unit
        last = months_later(since, count).toordinal() if in_months else since.toordinal() + count
        days = map(date.fromordinal, range(last, date.max.toordinal() + 1))
        return next(filter(self.works or _weekday, days), date.max)

    def lies_in(self, division: str) -> bool:
        """Whether the submission came from that division; one that does not say where from counts as if."""
        return not self.region or self.region.startswith(division)

    def may_see(self, person: str) -> bool:
        """Whether the applicant may be shown what is held about `person` (empty: about nobody)."""
        return person in {"", self.applicant, *self.authorised_by} - {*self.withdrawn}

    def may_ask(self, register: Register[Any], key: str) -> bool:
        """Whether a register may be asked for what rules want to know."""
        person = register.subject(key)
        return self.may_see(person) or (register.code, person) in self.by_law

    def told(self, more: Mapping[Enquired, Entry | Silence]) -> "Facts":
        """The same, and what registers said now."""
        return replace(self, said={**self.said, **more})


@dataclass(frozen=True, kw_only=True)
class HeardFacts(Facts):
    """Facts that remember what a rule has asked them.

    `heard` is what was asked, and what came; None where there is nothing, or nobody can tell.
    """

    heard: dict[Enquired, Entry | None] = field(default_factory=dict[Enquired, Entry | None])

    def entry(self, register: Register[EntryT], key: str) -> EntryT | None:
        """See base class."""
        try:
            said = super().entry(register, key)
        except Unknown:
            self.heard[register, key] = None
            raise
        self.heard[register, key] = said
        return said
