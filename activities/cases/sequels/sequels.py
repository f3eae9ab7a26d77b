"""Sequels: whether one may begin, by when it ends, in which round a step is made, what is on file then."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from temporalio import activity

from activities.cases import calendars
from activities.cases.arrivals import Returned
from activities.cases.attestations import PATIENCE
from activities.cases.notices import Batch, Delivered, Notice, Notices
from activities.cases.sequels import decisions
from activities.cases.sequels.decisions import ClosedItem, StandingDecision, returned
from activities.database import Transaction, turn
from activities.ledger import Ledger
from activities.ledger.cases import case_objects, notices, sequels, services
from activities.ledger.cases.sequels import SequelRow
from activities.ports.licence_library import LicenceLibrary
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client import names
from client.errors import DayPassed, NotPending, OutsideTheList, Unreasoned
from client.messages.cases.progress import State
from client.messages.cases.sequel import BeginSequel
from client.messages.message import Message
from client.trust.actor import Role
from matters import clock
from matters.clock import Term, WayToServe
from matters.clock.calendar import Calendar
from matters.definitions.sequels import SEQUELS
from matters.language import Consequence, Sequel
from matters.plan.plan import PlannedItem


class SequelOpening(Message):
    """Somebody begins one, at that moment; `evidence` is his word."""

    order: BeginSequel
    at: datetime
    evidence: Evidence | None


class SequelOpened(Message):
    """One that may begin, with its law as data: nobody asks for that again.

    `heard_within` is the holder's time to speak, once he is served, `due_on` the last day to decide,
    `deemed_on` that after which it counts as granted. `ways` are those in which its department serves, `mode`
    is the applicant's.
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


class SequelAdoption(Message):
    """A `step` of a sequel is to be carried out; `anew` if nothing stands any more by the step before."""

    step: str
    order: BeginSequel
    anew: bool


class SequelAdopted(Message):
    """What stands, and the round in which it becomes something else."""

    kind: Literal["adopted"] = "adopted"
    stands: StandingDecision
    round: int


class SequelSettlement(Message):
    """What stands after a step, and what is told of it."""

    step: str
    stands: StandingDecision
    notice: Notice


class SequelOffice:
    """Keeps what stands after cases are closed."""

    def __init__(
        self, ledger: Ledger, notices: Notices, library: LicenceLibrary, gatekeeper: Gatekeeper
    ) -> None:
        self._ledger = ledger
        self._notices = notices
        self._library = library
        self._gatekeeper = gatekeeper

    @activity.defn
    def open_sequel(self, opening: SequelOpening) -> SequelOpened | Returned:
        """Whether it may begin, and by when it must end."""
        order, on = opening.order, clock.day_in_china(opening.at)
        if unproved := self._unproved(opening):
            return unproved
        with self._ledger.reading() as books:
            found = decisions.find(books, order)
            if isinstance(found, Returned):
                return found
            mode, calendar = _mode(books, order.case), calendars.in_force(books, since=on)
        sequel = SEQUELS.get(order.sequel)
        if sequel is None:
            there_are = "、".join(f"{code}（{each.name}）" for code, each in SEQUELS.items())
            return returned(
                OutsideTheList, f"{order.sequel!r} is no sequel of a decision; there are: {there_are}"
            )
        last = self._valid_until(found.stands) if sequel.asked else None
        if objection := _objection(order, sequel, found.stands, last, on=on):
            return objection
        return _opened(order, sequel, found, last, calendar=calendar, mode=mode, on=on)

    @activity.defn
    def adopt_sequel(self, adoption: SequelAdoption) -> SequelAdopted | Returned:
        """A round for a step, one after the other; a repeat gets the same."""
        order, step = adoption.order, adoption.step
        with self._ledger.transaction() as books:
            turn.take(books, f"sequel/{order.case}/{order.item}")
            found = decisions.find(books, order)
            if isinstance(found, Returned):
                return found
            stands, steps = found.stands, sequels.steps(books, case=str(order.case), item=order.item)
            if known := [one.round for one in steps if one.id == step]:
                return SequelAdopted(stands=stands, round=known[0])
            if not adoption.anew and (objection := _misfit(order, SEQUELS[order.sequel], stands)):
                return objection
            if any(one.stands is None for one in steps):
                return returned(NotPending, f"{order.item}: another step is carried out now; say it again")
            following = max([stands.round, *(one.round for one in steps)]) + 1
            row = SequelRow(id=step, case=str(order.case), item=order.item, round=following)
            sequels.enter(books, row)
        return SequelAdopted(stands=stands, round=following)

    @activity.defn
    def settle_sequel(self, settlement: SequelSettlement) -> Delivered | None:
        """Enter what stands, and tell it; a repeat changes nothing."""
        case = settlement.notice.case
        with self._ledger.transaction() as books:
            sequels.settle(books, step=settlement.step, stands=settlement.stands.model_dump_json())
            if not any(decisions.granted(books, case)):  # the same may be asked for again
                case_objects.free(books, case)
        return self._notices.tell(Batch(notices=(settlement.notice,)))

    def _unproved(self, opening: SequelOpening) -> Returned | None:
        proof, order = self._gatekeeper.examine(opening.evidence), opening.order
        if isinstance(proof, Unproved):
            return Returned(failure=names.NOT_PROVEN, says=proof.says)
        speaker = proof.speaker
        own = (speaker.department, speaker.actor) == (order.department, order.officer)
        if not own or speaker.role not in {Role.OFFICER, Role.HEAD}:
            return Returned(failure=names.NOT_ALLOWED, says="an officer begins it, in his own name")
        if activity.info().workflow_id != names.sequel_id(order.id):
            return Returned(failure=names.NOT_ALLOWED, says="it is begun under its own id; use the SDK")
        return None

    def _valid_until(self, stands: StandingDecision) -> date | None:
        """The last day of a licence.  Raises `WorldError` where the library does not answer."""
        held = stands.licence and self._library.numbered(stands.licence.identifier, patience=PATIENCE)
        return held.valid_until if held else None


def _opened(
    order: BeginSequel,
    sequel: Sequel,
    found: ClosedItem,
    last: date | None,
    *,
    calendar: Calendar,
    mode: str,
    on: date,
) -> SequelOpened:
    item = found.item
    within, calendar = item.clock.statutory or item.clock.promised, calendar.closed_on(item.closed)
    asked_by = clock.due_before(last, Term.of(sequel.asked), calendar).on if last and sequel.asked else None
    return SequelOpened(
        name=sequel.name,
        basis=str(sequel.basis),
        consequence=sequel.consequence,
        ordered=sequel.ordered,
        compensates=str(sequel.compensates or ""),
        item=item,
        calendar=calendar,
        decided_within=within,
        ways=(item.delivery.modes if item.delivery else ()) or found.plan.serves_by,
        mode=mode,
        heard_within=Term.of(sequel.heard) if sequel.heard else None,
        due_on=None if sequel.ordered else last or clock.due(on, within, calendar).on,
        deemed_on=last if asked_by and order.on <= asked_by else None,
    )


def _objection(
    order: BeginSequel, sequel: Sequel, stands: StandingDecision, last: date | None, *, on: date
) -> Returned | None:
    if misfit := _misfit(order, sequel, stands):
        return misfit
    if not any(reason.strip() for reason in order.reasons):
        return returned(Unreasoned, f"{order.item}: give the `reasons` of whoever wants it")
    if sequel.ordered and not (order.document.strip() and order.body.strip()):
        return returned(Unreasoned, f"{order.item}: name the `body` that orders it, and its `document`")
    if order.on > on or (order.until and order.until < on):
        return returned(DayPassed, f"{order.item}: `on` is until today, {on}, and `until` not before it")
    if last and last < on:
        return returned(DayPassed, f"{order.item}: its licence has ended on {last}; it is `cancelled` now")
    return None


def _misfit(order: BeginSequel, sequel: Sequel, stands: StandingDecision) -> Returned | None:
    """It is about a decision that is not, or not any more."""
    fits = {State.GRANTED: sequel.granted, State.REFUSED: sequel.refused}
    if fits.get(stands.state):
        return None
    return returned(NotPending, f"{order.item} is {stands.state}; {sequel.code} follows no such decision")


def _mode(books: Transaction, case: UUID) -> str:
    """In which the applicant was served last."""
    keys = [row.key for row in notices.told(books, str(case))]
    modes = {one.key: one.mode for one in services.of(books, keys)}
    return next((modes[key] for key in reversed(keys) if key in modes), "")
