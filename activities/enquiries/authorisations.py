"""By whom somebody is authorised, and whether he may speak of an application."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError
from temporalio import activity

from activities.cases.form_reading import applicant_faults, told
from activities.enquiries.enquiries import find, refuse
from activities.ledger import Ledger
from activities.ledger.cases import authorisations
from activities.registers.look_ups import RegisterEnquiries
from activities.rejection import rejected
from client.errors import NotAllowed, WrongField
from client.messages.cases.submission import Submission
from client.messages.enquiries.authorisation import Authorisation, Authorised
from client.messages.message import Message
from matters import catalogue
from matters.clock import day_in_china
from matters.guide.whole_form import read_whole
from matters.language import (
    Enquired,
    Facts,
    Form,
    IdentityNumber,
    Parties,
    Unasked,
    Unknown,
    wrong_fields,
)
from matters.language.partial_form import fill_in
from matters.review.capacity import capacity


class Given(Message):
    """An authorisation and the moment it was given."""

    authorisation: Authorisation
    at: datetime


class Speaking(Message):
    """Somebody, by identity number, says something of an application on that day."""

    submission: Submission
    edition: str
    person: str
    on: date


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """Whether somebody may speak, or what registers are to be asked first."""

    may_speak: bool = False
    unasked: tuple[Enquired, ...] = ()


class Grantee(Form):
    """What must be right about whoever is authorised."""

    grantee: IdentityNumber


class Authorisations:
    """Keeps the last word of each grantor to each grantee for each one-matter."""

    def __init__(self, ledger: Ledger, registers: RegisterEnquiries) -> None:
        self._ledger = ledger
        self._registers = registers

    @activity.defn
    def record(self, given: Given) -> Authorised:
        """Enter an authorisation; a repeat changes nothing."""
        said = given.authorisation
        one = find(said.one_matter, None, on=day_in_china(given.at))
        refuse(told(applicant_faults(said.grantor)) + _faults(said))
        with self._ledger.transaction() as books:
            authorisations.record(
                books,
                grantor=said.grantor.identity_number,
                grantee=said.grantee.upper(),
                one_matter=one.code,
                until=said.until,
                recorded_at=given.at,
            )
        return Authorised(recorded_at=given.at, until=said.until)

    @activity.defn
    def require_speaker(self, asked: Speaking) -> None:
        """Let nobody speak who may not apply, nor act for one who may, on that day.  Raises `NotAllowed`."""
        if not self._may_speak(asked):
            says = "提出者本人无权申请，当日也未受有权申请者委托；请由有权申请者提出，或者重新办理委托授权"
            raise rejected(NotAllowed, says)

    def _may_speak(self, asked: Speaking) -> bool:
        submission = asked.submission
        one = catalogue.find_begun(submission.one_matter, asked.edition, on=asked.on)
        if one.parties is None:
            return asked.person == submission.applicant.identity_number
        answers, _ = read_whole(one, submission.form)
        facts = self._registers.facts(
            one, asked.person, on=asked.on, case=str(submission.id), region=submission.region
        )
        judge = partial(_standing, one.parties, fill_in(one.form, answers))
        standing, _ = self._registers.settle(judge, facts)
        return standing.may_speak


def _standing(parties: Parties[Any], form: Form, facts: Facts) -> _Standing:
    """Where a register is silent, nobody is known to act for anybody."""
    try:
        return _Standing(may_speak=capacity(parties, form, facts) is not None)
    except Unasked as unasked:
        return _Standing(unasked=(unasked.enquired,))
    except Unknown:
        return _Standing()


def _faults(said: Authorisation) -> tuple[WrongField, ...]:
    try:
        Grantee(grantee=said.grantee)
    except ValidationError as error:
        return told(wrong_fields(error, under="authorisation"))
    if said.grantee.upper() == said.grantor.identity_number:
        return (WrongField(path="authorisation.grantee", says="无需授权给本人，请核对被授权人"),)
    return ()
