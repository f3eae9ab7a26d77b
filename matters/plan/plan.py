"""A plan: what the engine does for one case, as data.

It is drawn from a definition by `application.py`; from then on its case follows it, whatever becomes of that.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from ..clock import Due, OpenRemedy, OwnGround, PlannedProcedure, Term, WayToServe
from ..clock.calendar import Calendar
from ..language import CheckFinding, OnWithdrawal, Otherwise, Start, WhenRefused
from ..language.form import FORM, chosen
from ..language.groups import elements
from ..language.groups.amendment import covers
from .delivery import PlannedDelivery


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Source(StrEnum):
    """Where a paper comes from."""

    EARLIER_ITEM = "earlier-item"
    LICENCE_LIBRARY = "licence-library"
    APPLICANT = "applicant"
    FOLLOWS = "follows"


class PlannedPaper(_Record):
    """A paper of one item. `reference`: the item that gives it, the licence's identifier, or the upload.

    One that follows (容缺) comes `within` a time, by `follows_by`; else `otherwise` says what is done.
    """

    code: str
    name: str
    source: Source
    reference: str
    follows_by: date | None = None
    otherwise: Otherwise | None = None
    within: Term | None = None


class PlannedLicence(_Record):
    """The kind of e-licence that an item gives, and for how many years; None where no end is set.

    Without a `holder` the applicant holds it, and the `co_holders` together with him; `face` is what stands
    on it, by the names of its elements. Its renewal is asked for between two days before its last one, where
    its own law says so.
    """

    code: str
    name: str
    type_code: str
    valid_years: int | None = None
    renewable_from: Term | None = None
    renewable_until: Term | None = None
    holder: str = ""
    co_holders: tuple[str, ...] = ()
    face: dict[str, str] = Field(default_factory=dict[str, str])


class PlannedFee(_Record):
    """What an item costs, in fen; nothing where the applicant is exempt, for the reason given.

    It is asked for once the item could start but for it (`at_start`); by plans from before 2026-12, at once.
    """

    fen: int
    account: str
    basis: str
    exempt_because: str = ""
    at_start: bool = False


class PlannedElement(_Record):
    """Of whom an item is, where there is one for each: `at` is a path in the form, such as `employees[3]`.

    Its department is told the answers to the `questions` of an element as if they stood in the form itself.
    `about` is how people call it (a name, an address): for those who may read the case, and for no summary.
    """

    at: str
    questions: tuple[str, ...]
    about: str = ""

    def placed(self, path: str) -> str:
        """Where in the form stands what its department means: `form.wage` is `form.employees[3].wage`."""
        field = path.removeprefix(FORM)
        return f"{FORM}{self.at}.{field}" if field != path and field in self.questions else path


class PlannedQuota(_Record):
    """How many `places` there are in a `pool`, by which text, and in which order they are given.

    By its `rank` an application goes before those of a higher one, whenever these were accepted. Whoever
    finds all given waits `waits` long for one that becomes free.
    """

    pool: str
    places: int
    says: str
    basis: str
    order: str
    waits: Term | None = None
    rank: int = 0
    otherwise: str = ""
    """How whoever finds none is placed, who is not refused then."""
    says_order: str = "按受理的先后顺序作出决定"


class PlannedExtension(_Record):
    """By how much a limit may be extended, once, and by whose approval: a head of `body`, if any."""

    term: Term
    approver: str
    body: str = ""


class PlannedLeadTime(_Record):
    """See `language.LeadTime`: the event is on that day."""

    event: str
    on: date
    term: Term


class PlannedClock(_Record):
    """The limits of an item, or of the whole case, side by side; and whether it is `licensed`.

    By the text that is `deemed`, what nobody has decided by the last day of the law counts as granted.
    """

    promised: Term
    statutory: Term | None
    extension: PlannedExtension | None
    lead_time: PlannedLeadTime | None = None
    licensed: bool = True
    deemed: str = ""


class PlannedTimetable(_Record):
    """See `language.Timetable`."""

    gather: Term
    notice: Term
    answer: Term
    grace: Term
    choose: Term
    pay: Term
    told_within: Term | None = None
    warn_percent: int


class PlannedItem(_Record):
    """One item of this case: what its department is told, and what it waits for.

    `due` is the latest day, if every item before it takes all of its time; the clock itself is reckoned
    from the day on which the item is lodged. With `doubts` no machine grants it; `changed` are answers that
    had been prefilled, and were then changed by hand. On the days `closed` its department's place is at rest.
    """

    code: str
    name: str
    department: str
    department_name: str
    issuer: str
    implementation_code: str
    because: str
    after: tuple[str, ...]
    on_promise: tuple[str, ...]
    papers: tuple[PlannedPaper, ...]
    fields: dict[str, JsonValue]
    clock: PlannedClock
    stops_for: tuple[OwnGround, ...] = ()
    due: Due
    inspection: bool
    fee: PlannedFee | None
    gives: PlannedLicence | None
    on_withdrawal: OnWithdrawal
    doubts: tuple[CheckFinding, ...] = ()
    changed: tuple[str, ...] = ()
    unattended: bool | None = None
    """Whether a machine may grant it by rules; plans of cases that came in before 2026-12 do not say."""
    starts: Start = Start.ACCEPTANCE
    closed: tuple[date, ...] = ()
    delivery: PlannedDelivery | None = None
    """How its decision is served; nothing in plans drawn before decisions were."""
    procedures: tuple[PlannedProcedure, ...] = ()
    """Those that every case of it goes through."""
    element: PlannedElement | None = None
    hears: tuple[str, ...] = ()
    """Items whose decisions it waits for, whatever these are, and is told."""
    quota: PlannedQuota | None = None
    sequels: tuple[str, ...] | None = None
    """What its department may begin about its decision later, by codes; None where that is all there is."""

    def placed(self, path: str) -> str:
        """Where in the form stands what its department means."""
        return self.element.placed(path) if self.element else path

    def rests_on(self, field: str) -> bool:
        """Whether its department is told what stands there."""
        found = elements.parts(field)
        if self.element and found and covers(self.element.at, field):
            return not found[2] or found[2] in self.fields
        return elements.root(field) in self.fields


class LeftOut(_Record):
    """An item that this applicant's situation does not call for; `because` is its condition, not met.

    With `until_answered` it is not known yet: that question is put later.
    """

    code: str
    name: str
    because: str
    until_answered: str = ""


class PlannedQuestion(_Record):
    """See `language.Later`: `field` is put, in the words of `asks`, once `asked_after` is granted."""

    field: str
    asks: str
    answers: tuple[str, ...]
    """Those that may be chosen from; none where anything may be written."""
    asked_after: str
    within: Term
    if_silent: str | bool

    @property
    def silently(self) -> str:
        """What it is if nothing is said, as it is read."""
        return chosen(self.if_silent)


class RuleDigest(_Record):
    """A rule by which an item is judged, and the SHA-256 of what it says."""

    rule: str
    sha256: str


class Plan(_Record):
    """Everything the engine does for this case. A mended form draws another one, with the next `number`.

    `calendar` is the one that the case is reckoned by until a recorded command amends it.
    """

    number: int
    one_matter: str
    edition: str
    name: str
    lead: str
    calendar: Calendar
    timetable: PlannedTimetable
    on_refusal: WhenRefused
    clock: PlannedClock
    due: Due
    serves_by: tuple[WayToServe, ...] = ()
    answerable: tuple[str, ...] = ()
    """Paths of all that an applicant can mend, with `[]` for any place; none in plans from before 2026-12."""
    in_two_words: bool = False
    """Whether an approver acts himself; in plans from before 2026-12, whoever proposed named him."""
    procedures: tuple[PlannedProcedure, ...] = ()
    """Those that an officer may begin about any item; none in plans from before 2026-12."""
    facts_checked: bool = False
    """Whether facts are looked up again before a decision; not so in plans from before 2026-12."""
    definition: str = ""
    """SHA-256 of the definition that it was drawn by, with its rules; none in plans from before 2026-12."""
    engine: str = ""
    """SHA-256 of the engine's own code that drew it; likewise."""
    rules: tuple[RuleDigest, ...] = ()
    """Those of its items; likewise."""
    acts_as: str = ""
    """As what the applicant applies, where the definition says who may; as people read it."""
    remedies: tuple[OpenRemedy, ...] = ()
    """Against what ends it, or an item, without a decision; by plans from before 2026-12, none is told."""
    items: tuple[PlannedItem, ...]
    left_out: tuple[LeftOut, ...]
    later: tuple[PlannedQuestion, ...] = ()
    """What the applicant is still to be asked in the course of the case."""
