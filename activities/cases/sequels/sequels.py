"""Sequels: one is opened, gets a round for each step, and what stands after that is on file."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from temporalio import activity

from activities.cases.arrivals import Returned
from activities.cases.attestations import PATIENCE
from activities.cases.notices import Batch, Delivered, Notice, Notices
from activities.cases.sequels import allotments, decisions, enclosures, handovers, openings
from activities.cases.sequels.decisions import CaseItem, ClosedItem, StandingDecision, returned
from activities.cases.sequels.enclosures import PapersKept, SequelPapers
from activities.cases.sequels.handovers import CaseRulings, HandedOver, HandOver, RulingsAsked
from activities.cases.sequels.openings import SequelOpened, SequelOpening
from activities.database import turn
from activities.documents.document_room import DocumentRoom
from activities.errors import Erased
from activities.ledger import Ledger
from activities.ledger.cases import (
    awaited_entries,
    calendar_orders,
    case_objects,
    case_states,
    cases,
    notices,
    sequels,
)
from activities.ledger.cases.sequels import SequelRow
from activities.ledger.lists import case_lines
from activities.ports.licence_library import LicenceLibrary
from activities.trust.gatekeeper import Gatekeeper, Unproved
from client import names
from client.errors import NotPending, OutsideTheList
from client.messages.cases.answers import HandedPaper
from client.messages.cases.sequel import APPLICANT, BeginSequel
from client.messages.message import Message
from client.trust.actor import Role, Speaker
from matters import clock
from matters.definitions.sequels import SEQUELS
from matters.language import Consequence


class SequelAdoption(Message):
    """A `step` of a sequel is to be carried out; `anew` if nothing stands any more by the step before.

    What it `grants` needs a place, where there are only so many.
    """

    step: str
    order: BeginSequel
    anew: bool
    grants: bool = False
    at: datetime | None = None


class SequelAdopted(Message):
    """What stands, and the round in which it becomes something else; its case `goes_on` beside it."""

    kind: Literal["adopted"] = "adopted"
    stands: StandingDecision
    round: int
    goes_on: bool = False


class SequelSettlement(Message):
    """What stands after a step, and what all are told of it; `anew` if it is to be decided once more.

    Of what is `limited` there are only so many.
    """

    step: str
    stands: StandingDecision
    notice: Notice
    anew: bool = False
    limited: bool = False
    others: tuple[Notice, ...] = ()


class ForgottenSequel(Message):
    """One whose run was taken back."""

    case: UUID
    sequel: UUID


class SequelMemory(Message):
    """The `state` that was kept of it last, if any was, and how often it has `told` something by now.

    Of one that was `erased` nothing is left to go on from.
    """

    state: str = ""
    told: int = 0
    erased: bool = False


class SequelOffice:
    """Keeps what stands after cases are closed."""

    def __init__(
        self,
        ledger: Ledger,
        notices: Notices,
        library: LicenceLibrary,
        gatekeeper: Gatekeeper,
        documents: DocumentRoom,
    ) -> None:
        self._ledger, self._documents = ledger, documents
        self._notices = notices
        self._library = library
        self._gatekeeper = gatekeeper

    def activities(self) -> tuple[Callable[..., object], ...]:
        """What a worker registers of it."""
        mine = (self.open_sequel, self.adopt_sequel, self.settle_sequel, self.keep_mended)
        return *mine, self.list_rulings, self.hand_items_over, self.recall_sequel

    @activity.defn
    def open_sequel(self, opening: SequelOpening) -> SequelOpened | Returned:
        """Whether it may begin, and by when it must end."""
        if unproved := self._unproved(opening):
            return unproved
        on = clock.day_in_china(opening.at)
        with self._ledger.reading() as books:
            found = decisions.look_up(books, opening.order)
            if isinstance(found, Returned):
                return found
            order = openings.completed(opening.order, found.item, on=on)
            mode, parties = openings.mode_of(books, order), openings.parties_of(books, order)
            calendar = calendar_orders.in_force(books, since=on)
        sequel = (open_to := openings.open_to(found.item)).get(order.sequel)
        if sequel is None:
            there_are = "、".join(f"{code}（{each.name}）" for code, each in open_to.items())
            return returned(OutsideTheList, f"没有 {order.sequel!r} 这种决定后程序；可以选择：{there_are}")
        stands = found.stands if isinstance(found, ClosedItem) else None
        ends = self._valid_until(stands) if sequel.by_holder else None
        objection = openings.objection(order, sequel, found, ends, calendar=calendar, on=on)
        if objection := objection or enclosures.unreadable(
            order, order, self._documents, by_holder=sequel.by_holder
        ):
            return objection
        last = ends if sequel.asked else None
        papers, order = self._keep(opening, found), order.model_copy(update={"papers": ()})
        opened = openings.opened(order, sequel, found, last, calendar=calendar, mode=mode, on=on)
        alters = sequel.consequence is Consequence.ALTERS
        until = self._valid_until(stands) if alters else None
        return opened.model_copy(update={"until": until, "papers": papers, "parties": parties})

    @activity.defn
    def keep_mended(self, sent: SequelPapers) -> PapersKept | Returned:
        """Papers that the holder sends later; why none of them is taken."""
        if wrong := enclosures.unreadable(sent.order, sent.mended, self._documents):
            return wrong
        with self._ledger.transaction() as books:
            return PapersKept(papers=enclosures.keep(books, sent.order, sent.mended.papers))

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
                return SequelAdopted(stands=stands, round=known[0], goes_on=found.goes_on)
            if not adoption.anew and (unfit := openings.misfit(order, SEQUELS[order.sequel], found)):
                return unfit
            if any(one.stands is None for one in steps):
                return returned(NotPending, f"{order.item}：正在执行另一步骤，请稍后再试")
            if (
                adoption.grants
                and adoption.at
                and (full := allotments.hold(books, found, order.case, at=adoption.at))
            ):
                return full
            following = max([stands.round, *(one.round for one in steps)]) + 1
            row = SequelRow(id=step, case=str(order.case), item=order.item, round=following)
            sequels.enter(books, row)
        return SequelAdopted(stands=stands, round=following, goes_on=found.goes_on)

    @activity.defn
    def recall_sequel(self, forgotten: ForgottenSequel) -> SequelMemory:
        """As it stood when somebody was answered last."""
        try:
            with self._ledger.reading() as books:
                return SequelMemory(
                    state=case_states.of_sequel(books, forgotten.case, forgotten.sequel),
                    told=notices.serial(books, str(forgotten.case), of=f"{forgotten.sequel}/"),
                )
        except Erased:
            return SequelMemory(erased=True)

    @activity.defn
    def list_rulings(self, asked: RulingsAsked) -> CaseRulings:
        """What was carried out about items of an open case, and which of them are wanted for an order."""
        with self._ledger.reading() as books:
            return handovers.of(books, asked)

    @activity.defn
    def hand_items_over(self, handed: HandOver) -> HandedOver:
        """From now on the case decides nothing about them; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            return handovers.enter(books, handed)

    @activity.defn
    def settle_sequel(self, settlement: SequelSettlement) -> Delivered | None:
        """Enter what stands, and tell it; a repeat changes nothing."""
        case, stands = settlement.notice.case, settlement.stands
        until = self._valid_until(stands) if settlement.limited else None
        with self._ledger.transaction() as books:
            sequels.settle(books, step=settlement.step, stands=stands.model_dump_json())
            if settlement.limited:
                allotments.settle(books, settlement.notice, stands, until=until, anew=settlement.anew)
            is_closed = cases.get(books, case).outcome is not None
            if is_closed and not any(decisions.granted(books, case)):  # the same may be asked for again
                case_objects.free(books, case)
        return self._notices.tell(Batch(notices=(settlement.notice, *settlement.others)))

    def _unproved(self, opening: SequelOpening) -> Returned | None:
        proof, order = self._gatekeeper.examine(opening.evidence), opening.order
        if isinstance(proof, Unproved):
            return Returned(failure=names.NOT_PROVEN, says=proof.says)
        if not self._may_begin(proof.speaker, order):
            says = "须由本部门工作人员以本人名义发起；延续、变更也可由提交该办件的平台代持证人申请"
            return Returned(failure=names.NOT_ALLOWED, says=says)
        if activity.info().workflow_id != names.sequel_id(order.id):
            return Returned(failure=names.NOT_ALLOWED, says="决定后程序须以其自身的标识发起，请使用 SDK")
        return None

    def _may_begin(self, speaker: Speaker, order: BeginSequel) -> bool:
        if speaker.role is Role.PLATFORM:
            sequel = SEQUELS.get(order.sequel)
            return (
                bool(sequel and sequel.by_holder)
                and order.department == APPLICANT
                and self._has_filed(speaker, order.case)
            )
        own = (speaker.department, speaker.actor) == (order.department, order.officer)
        return own and speaker.role in {Role.OFFICER, Role.HEAD}

    def _has_filed(self, speaker: Speaker, case: UUID) -> bool:
        with self._ledger.reading() as books:
            return case_lines.platform_of(books, str(case)) == speaker.actor

    def _keep(self, opening: SequelOpening, found: CaseItem) -> tuple[HandedPaper, ...]:
        """Its papers; and that the close of an open case wakes it, once confirmed, a hand-over, too."""
        order = opening.order
        waits = handovers.awaited(order, confirmed=opening.confirmed)
        with self._ledger.transaction() as books:
            awaited_entries.enter(books, order.id, () if isinstance(found, ClosedItem) else waits)
            return enclosures.keep(books, order, order.papers)

    def _valid_until(self, stands: StandingDecision | None) -> date | None:
        """The last day of a licence.  Raises `WorldError` where the library does not answer."""
        licence = stands and stands.licence
        held = licence and self._library.numbered(licence.identifier, patience=PATIENCE)
        return held.valid_until if held else None
