"""The end of a case: the last decisions are told and served, and what became of it is entered."""

from typing import Final
from uuid import UUID

from temporalio import activity

from activities.cases import registration
from activities.cases.arrivals import Recalled, Received
from activities.cases.attestations import is_held
from activities.cases.notices import Batch, Notice, Notices
from activities.cases.recourses import DecisionServed
from activities.errors import Erased, LicenceUnknown
from activities.ledger import Ledger
from activities.ledger.cases import awaited_entries, case_objects, case_states, cases
from activities.ledger.cases.services import Service
from activities.lists import rest
from activities.lists.rest import Rest
from activities.ports.licence_library import LicenceLibrary
from client.messages.cases.progress import ItemProgress, Outcome, OutcomeKind
from client.messages.message import Message
from matters.clock.calendar import Calendar

GRANTED: Final = (OutcomeKind.GRANTED, OutcomeKind.PARTLY_GRANTED)


class CaseClosing(Outcome):
    """An outcome, with notices that are still to be told, and the decisions that must be served before it.

    `rest` is what lists show of the case from then on.
    `waited` says that it has waited for entries of registers.
    """

    notices: tuple[Notice, ...] = ()
    decisions: tuple[DecisionServed, ...] = ()
    calendar: Calendar | None = None
    rest: Rest | None = None
    waited: bool = False


class Closed(Message):
    """What is on file of the end; nothing while a decision is on its way. `services` are of what was told.

    `kept` are proceedings that have waited for it.
    """

    outcome: Outcome | None
    services: tuple[Service, ...]
    kept: tuple[UUID, ...] = ()


class ForgottenCase(Message):
    """One whose run was taken back: it knows itself as it came to rest for the `version`th time."""

    case: UUID
    version: int


class CaseMemory(Message):
    """The `state` in which it came to rest later, if it has, how it ended, and what else is on file.

    Of one that was `erased` nothing is left to go on from.
    """

    state: str = ""
    outcome: Outcome | None = None
    recalled: Recalled = Recalled()
    erased: bool = False


class Archive:
    """Closes cases, and remembers."""

    def __init__(self, ledger: Ledger, notices: Notices, library: LicenceLibrary) -> None:
        self._ledger = ledger
        self._notices = notices
        self._library = library

    @activity.defn
    def close(self, closing: CaseClosing) -> Closed | Outcome | None:
        """Tell what is left to be told, then enter the outcome; what is on file after a repeat is the first.

        An outcome alone, or nothing, comes back in histories of before 2026-11-28 only.
        Raises `LicenceUnknown`: nobody is told that he has what the library does not hold.
        """
        self._require_held(closing)
        told = self._notices.tell(Batch(notices=closing.notices)) if closing.notices else None
        services = told.services if told else ()
        served = {service.key: service for service in services}
        decisions = tuple(_as_served(one, served.get(one.key)) for one in closing.decisions)
        if any(one.served_on is None for one in decisions):
            return Closed(outcome=None, services=services)
        outcome = Outcome(
            case=closing.case,
            kind=closing.kind,
            closed_at=closing.closed_at,
            items=tuple(_served(item, decisions, closing.calendar) for item in closing.items),
            findings=closing.findings,
        )
        with self._ledger.transaction() as books:
            filed = cases.close(books, outcome.case, outcome.model_dump_json())
            if closing.rest:
                rest.keep(books, closing.rest)
            if closing.waited:
                awaited_entries.free(books, outcome.case)
            if outcome.kind not in GRANTED:  # the same may be asked for again
                case_objects.free(books, outcome.case)
            kept = awaited_entries.waiting(books, register=awaited_entries.CLOSE, key=str(outcome.case))
        return Closed(outcome=Outcome.model_validate_json(filed), services=services, kept=kept)

    @activity.defn
    def recall_case(self, forgotten: ForgottenCase) -> CaseMemory:
        """As it stood last, what it was paid, told and heard, and how it has ended."""
        try:
            with self._ledger.reading() as books:
                known = cases.get(books, forgotten.case)
                return CaseMemory(
                    state=case_states.newer(books, forgotten.case, than=forgotten.version),
                    outcome=Outcome.model_validate_json(known.outcome) if known.outcome else None,
                    recalled=registration.recalled(books, Received.model_validate_json(known.reception)),
                )
        except Erased:
            return CaseMemory(erased=True)

    def _require_held(self, closing: CaseClosing) -> None:
        for item in closing.items:
            if item.licence and not is_held(self._library, item.licence):
                raise LicenceUnknown(
                    f"case {closing.case}: the library holds no {item.licence.code} of the number that "
                    f"{item.code} was granted with; have its department file it"
                )


def _as_served(decision: DecisionServed, service: Service | None) -> DecisionServed:
    served_on = decision.served_on or (service.served_on if service else None)
    return decision.model_copy(update={"served_on": served_on})


def _served(
    item: ItemProgress, decisions: tuple[DecisionServed, ...], calendar: Calendar | None
) -> ItemProgress:
    """With each one's own day and last days: the applicant's, and those of others whom it concerns."""
    told = {one.party: one for one in decisions if one.item == item.code}
    if "" not in told or calendar is None:
        return item
    parties = tuple(
        one.model_copy(
            update={
                "served_on": told[one.party].served_on,
                "recourses": told[one.party].recourses(calendar),
            }
        )
        for one in item.parties
        if one.party in told
    )
    applicant = {"served_on": told[""].served_on, "recourses": told[""].recourses(calendar)}
    return item.model_copy(update={**applicant, "parties": parties})
