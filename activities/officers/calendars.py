"""Orders of the calendar, as supervisors give them."""

import hashlib
from collections.abc import Callable
from datetime import date

from temporalio import activity

from activities.database import Transaction
from activities.grants import manual_checks, objection_tasks, publicity
from activities.grants.payees import account_changes
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from activities.ledger.trust import endorsements
from activities.officers import ratings
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client.messages.message import Message
from client.messages.officers.commands import Amendment, CalendarFiled
from client.trust.actor import Role
from matters import clock


class SupervisorsWord(Message):
    """An order as a supervisor has signed it."""

    amendment: Amendment
    evidence: Evidence | None


class Endorsement(Message):
    """Whether two supervisors have given an order; or what another one says that has its number.

    `over` is why nobody may give it: days that it names are.
    """

    holds: bool = False
    other: bool = False
    over: str = ""


class OrderFiled(CalendarFiled):
    """See `Endorsement.over`."""

    over: str = ""


class Calendars:
    """Keeps orders, which hold when two natural persons have given them.

    `seal` makes an opaque stand-in for the reference of a grant.
    """

    def __init__(self, ledger: Ledger, gatekeeper: Gatekeeper, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._gatekeeper = gatekeeper
        self._seal = seal

    @activity.defn
    def order_calendar(self, word: SupervisorsWord) -> OrderFiled:
        """Put an order on file for cases to come, if it holds; what comes back is filed under its number."""
        with self._ledger.transaction() as books:
            endorsed, amendment = self._endorse(books, word), word.amendment
            if not (endorsed.holds or endorsed.other):
                return OrderFiled(over=endorsed.over)
            known = calendar_orders.find(books, amendment.number)
            if endorsed.other and known is None:
                return OrderFiled(other=True)
            filed = known or calendar_orders.enter(
                books, number=amendment.number, amendment=amendment.model_dump_json()
            )
            lengthen(books, self._seal, on=clock.day_in_china(activity.info().scheduled_time))
        return OrderFiled(filed=Amendment.model_validate_json(filed))

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
        first = not endorsements.persons(books, subject, digest)
        at = word.evidence.at or activity.info().scheduled_time
        if first and (over := days_over(word.amendment, clock.day_in_china(at))):
            return Endorsement(over=over)
        person, signed = proof.speaker.person, word.evidence.word
        return Endorsement(holds=endorsements.enter(books, subject, digest, person=person, word=signed))


def lengthen(books: Transaction, seal: Callable[[str], str], *, on: date) -> None:
    """What waits gets the days that orders give, as of a day; none is taken from what was told."""
    ratings.lengthen(books)
    account_changes.lengthen(books, on=on)
    manual_checks.lengthen(books)
    publicity.lengthen(books, on=on)
    objection_tasks.lengthen(books, seal, on=on)


def days_over(amendment: Amendment, today: date) -> str:
    """Why an order cannot be given; once it is, it reaches every case, however late.

    Offices may have been closed on a day that is over (a storm), which gives time. None that is over becomes
    a working day, for that would take time from people which they have had already.
    """
    if passed := [str(day) for day in amendment.workdays if day < today]:
        says = f"{'、'.join(passed)} 已过，不能改为工作日，以免缩短已经过去的期限"
        return f"{amendment.number}：{says}；请只写今日（{today}）或者以后的工作日"
    if amendment.until and amendment.until < today and not (amendment.holidays or amendment.workdays):
        return f"{amendment.number}：`until`（{amendment.until}）已过，没有改变任何一日"
    return ""
