"""Orders of the calendar, as supervisors give them."""

import hashlib

from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from activities.ledger.trust import endorsements
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client.messages.message import Message
from client.messages.officers.commands import Amendment, CalendarFiled
from client.trust.actor import Role


class SupervisorsWord(Message):
    """An order as a supervisor has signed it."""

    amendment: Amendment
    evidence: Evidence | None


class Endorsement(Message):
    """Whether two supervisors have given an order; or what another one says that has its number."""

    holds: bool = False
    other: bool = False


class Calendars:
    """Keeps orders, which hold when two natural persons have given them."""

    def __init__(self, ledger: Ledger, gatekeeper: Gatekeeper) -> None:
        self._ledger = ledger
        self._gatekeeper = gatekeeper

    @activity.defn
    def order_calendar(self, word: SupervisorsWord) -> CalendarFiled:
        """Put an order on file for cases to come, if it holds; what comes back is filed under its number."""
        with self._ledger.transaction() as books:
            endorsed, amendment = self._endorse(books, word), word.amendment
            if not (endorsed.holds or endorsed.other):
                return CalendarFiled()
            known = calendar_orders.find(books, amendment.number)
            if endorsed.other and known is None:
                return CalendarFiled(other=True)
            filed = known or calendar_orders.enter(
                books, number=amendment.number, amendment=amendment.model_dump_json()
            )
        return CalendarFiled(filed=Amendment.model_validate_json(filed))

    @activity.defn
    def endorse(self, word: SupervisorsWord) -> Endorsement:
        """Enter that a supervisor gives this order; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            return self._endorse(books, word)

    def _endorse(self, books: Transaction, word: SupervisorsWord) -> Endorsement:
        proof = self._gatekeeper.examine(word.evidence)
        if isinstance(proof, Unproved) or word.evidence is None:
            return Endorsement()
        subject = f"calendar/{word.amendment.number}"
        digest = hashlib.sha256(word.amendment.model_dump_json().encode()).hexdigest()
        if proof.speaker.role is Role.ENGINE:  # which hands on what two supervisors have ordered of many
            return Endorsement(holds=endorsements.suffice(books, subject, digest))
        if proof.speaker.role is not Role.SUPERVISOR:
            return Endorsement()
        if endorsements.is_another(books, subject, digest):
            return Endorsement(other=True)
        person, signed = proof.speaker.person, word.evidence.word
        return Endorsement(holds=endorsements.enter(books, subject, digest, person=person, word=signed))
