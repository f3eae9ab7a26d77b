"""Whether a sequel may begin, and by when it ends: judged by its law, upon what stands."""

from datetime import date, datetime
from typing import Literal

from activities.cases.arrivals import Returned
from activities.cases.notices import Addressee, Notice, mode_towards, on_file
from activities.cases.sequels.decisions import CaseItem, ClosedItem, StandingDecision, returned
from activities.database import Transaction
from activities.trust.gatekeeper import Evidence
from client.errors import DayPassed, NotPending, Unreasoned
from client.messages.cases.answers import HandedPaper
from client.messages.cases.progress import State
from client.messages.cases.sequel import APPLICANT, BeginSequel
from client.messages.message import Message
from matters import clock
from matters.clock import Term, WayToServe
from matters.clock.calendar import Calendar
from matters.definitions import law
from matters.definitions.sequels import SEQUELS
from matters.language import CalendarDays, Consequence, Sequel
from matters.plan.plan import PlannedItem


class SequelOpening(Message):
    """Somebody begins one, at that moment; `evidence` is his word. It is `confirmed` by a second person."""

    order: BeginSequel
    at: datetime
    evidence: Evidence | None
    confirmed: bool = False


class SequelParty(Message):
    """Somebody whom the decision concerns besides its applicant, and the mode in which he was served last."""

    party: str
    mode: str


class SequelOpened(Message):
    """One that may begin, with its law as data: nobody asks for that again.

    `heard_within` is the holder's time to speak, once he is served, `due_on` the last day to decide,
    `deemed_on` that after which it counts as granted; what is altered is in force `until` its old end.
    What a holder applies for is accepted, or all that is to be mended is told, `ask_within` after receipt;
    he may answer `answer_within` after that. `ways` are those in which its department serves, `mode` is the
    applicant's. It `waits` while its case is open. What the applicant has begun becomes an `order` of the
    department that decides. `papers` have come with it. `parties` are told what it decides, too; in sequels
    of before, nobody was. `compensation` and `ends` are words of its law; sequels of before had none.
    """

    kind: Literal["opened"] = "opened"
    name: str
    basis: str
    consequence: Consequence
    ordered: bool
    compensates: str
    item: PlannedItem
    calendar: Calendar
    decided_within: Term
    ways: tuple[WayToServe, ...]
    mode: str
    heard_within: Term | None = None
    due_on: date | None = None
    deemed_on: date | None = None
    until: date | None = None
    waits: bool = False
    order: BeginSequel | None = None
    ask_within: Term | None = None
    answer_within: Term | None = None
    papers: tuple[HandedPaper, ...] = ()
    parties: tuple[SequelParty, ...] = ()
    compensation: str = "补偿（赔偿）"
    ends: str = "自本决定起失效"


def open_to(item: PlannedItem) -> dict[str, Sequel]:
    """What may become of its decision: whatever is ordered from above, and what its own law has."""
    own = item.sequels
    return {code: one for code, one in SEQUELS.items() if one.ordered or own is None or code in own}


def completed(order: BeginSequel, item: PlannedItem, *, on: date) -> BeginSequel:
    """What an applicant begins is dated by the engine, and is for the department that has decided."""
    if order.department != APPLICANT:
        return order
    return order.model_copy(update={"department": item.department, "on": on})


def opened(
    order: BeginSequel,
    sequel: Sequel,
    found: CaseItem,
    last: date | None,
    *,
    calendar: Calendar,
    mode: str,
    on: date,
) -> SequelOpened:
    """Its law, as far as that is about this item; the licence that it is about ends on the `last` day."""
    item = found.item
    within, calendar = item.clock.statutory or item.clock.promised, calendar.closed_on(item.closed)
    asked = _asked(item, sequel.asked) if sequel.asked else None
    asked_by = clock.due_before(last, asked, calendar).on if last and asked else None
    return SequelOpened(
        name=sequel.name,
        basis=str(law.governing(sequel.basis, licensed=item.clock.licensed)),
        consequence=sequel.consequence,
        ordered=sequel.ordered,
        compensates=_compensates(sequel, item),
        compensation=sequel.compensation,
        ends=sequel.ends,
        item=item,
        calendar=calendar,
        decided_within=within,
        ways=(item.delivery.modes if item.delivery else ()) or found.plan.serves_by,
        mode=mode,
        heard_within=Term.of(sequel.heard) if sequel.heard else None,
        due_on=last if sequel.ordered or sequel.by_holder else clock.due(on, within, calendar).on,
        deemed_on=last if asked_by and order.on <= asked_by else None,
        waits=not isinstance(found, ClosedItem),
        order=order,
        ask_within=found.plan.timetable.notice if sequel.by_holder else None,
        answer_within=found.plan.timetable.answer if sequel.by_holder else None,
    )


def _compensates(sequel: Sequel, item: PlannedItem) -> str:
    return str(law.governing(sequel.compensates, licensed=item.clock.licensed)) if sequel.compensates else ""


def objection(
    order: BeginSequel,
    sequel: Sequel,
    found: CaseItem,
    last: date | None,
    *,
    calendar: Calendar,
    on: date,
) -> Returned | None:
    """Why it may not begin; what its holder may ask for is about a licence that ends on the `last` day."""
    if unfit := misfit(order, sequel, found):
        return unfit
    if not any(reason.strip() for reason in order.reasons):
        return returned(Unreasoned, f"{order.item}：须写明理由（`reasons`）")
    if sequel.ordered and not (order.document.strip() and order.body.strip()):
        return returned(Unreasoned, f"{order.item}：须写明作出决定的机关（`body`）及其文号（`document`）")
    if untimely := _untimely(order, sequel, last, on=on):
        return untimely
    return _too_early(order, found.item, last, calendar=calendar) if sequel.asked else None


def _untimely(order: BeginSequel, sequel: Sequel, last: date | None, *, on: date) -> Returned | None:
    if order.on > on or (order.until and order.until < on):
        return returned(DayPassed, f"{order.item}：`on` 不晚于今日（{on}），`until` 不早于今日")
    if order.received_on and not (sequel.ordered and order.on <= order.received_on <= on):
        return returned(DayPassed, f"{order.item}：`received_on` 须在 {order.on} 至 {on} 之间")
    if last and last < on:
        return returned(DayPassed, f"{order.item}：证照有效期已于 {last} 届满，应予注销（`cancelled`）")
    return None


def _asked(item: PlannedItem, general: CalendarDays) -> Term:
    """How long before its end a licence's renewal is asked for: by its own law, else by that of licensing."""
    return (item.gives and item.gives.renewable_until) or Term.of(general)


def _too_early(
    order: BeginSequel, item: PlannedItem, last: date | None, *, calendar: Calendar
) -> Returned | None:
    opens = item.gives.renewable_from if item.gives else None
    if last is None or opens is None:
        return None
    first = clock.due_before(last, opens, calendar.closed_on(item.closed)).on
    if first <= order.on:
        return None
    return returned(
        DayPassed,
        f"{order.item}：证照有效期至 {last}，自 {first} 起可以申请延续（{opens.basis}）",
    )


def misfit(order: BeginSequel, sequel: Sequel, found: CaseItem) -> Returned | None:
    """It is about a decision that is not, or not any more; what is ordered about an open case is not yet."""
    if not isinstance(found, ClosedItem):
        says = f"{order.item}：办件尚未办结，请在办件中办理"
        return None if sequel.ordered else returned(NotPending, says)
    if fits(sequel, found.stands):
        return None
    return returned(
        NotPending, f"{order.item}：目前的决定（{found.stands.state}）之后不能{sequel.name}（{sequel.code}）"
    )


def fits(sequel: Sequel, stands: StandingDecision) -> bool:
    """Whether it may follow what stands."""
    undecided = sequel.consequence is Consequence.DECIDES and stands.round > 0
    follows = {
        State.GRANTED: sequel.granted,
        State.REFUSED: sequel.refused,
        State.LAPSED: undecided,
        State.TERMINATED: undecided,
    }
    return follows.get(stands.state, False)


def mode_of(books: Transaction, order: BeginSequel) -> str:
    """In which the applicant is served: as he was last, or says now; in none, where his case served nothing.

    Whoever was served by hand, by post or by public notice has agreed to nothing else.
    """
    told = on_file(books, order.case)
    modes = {service.key: service.mode for service in told.services}
    last = next((modes[one.key] for one in reversed(told.notices) if _is_his(one) and one.key in modes), "")
    said = order.electronic_service if order.department == APPLICANT else None
    return mode_towards(agrees=said if said is not None else last == law.ELECTRONIC.code) if last else ""


def parties_of(books: Transaction, order: BeginSequel) -> tuple[SequelParty, ...]:
    """All others whom its case has told of the item, each as he was told last (行政许可法 Art. 36, 47)."""
    told = on_file(books, order.case)
    modes = {service.key: service.mode for service in told.services}
    others = (one for one in told.notices if one.addressee is Addressee.INTERESTED_PARTY)
    last = {one.party: modes.get(one.key, "") for one in others if one.party and one.item == order.item}
    return tuple(SequelParty(party=party, mode=mode) for party, mode in last.items())


def _is_his(notice: Notice) -> bool:
    return notice.addressee is Addressee.APPLICANT
