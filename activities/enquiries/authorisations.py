"""Records by whom an applicant is authorised."""

from datetime import datetime

from pydantic import ValidationError
from temporalio import activity

from activities.cases.form_reading import applicant_faults, told
from activities.enquiries.enquiries import find, refuse
from activities.ledger import Ledger
from activities.ledger.cases import authorisations
from client.errors import WrongField
from client.messages.enquiries.authorisation import Authorisation, Authorised
from client.messages.message import Message
from matters.clock import day_in_china
from matters.language import Form, IdentityNumber, wrong_fields


class Given(Message):
    """An authorisation and the moment it was given."""

    authorisation: Authorisation
    at: datetime


class Grantee(Form):
    """What must be right about whoever is authorised."""

    grantee: IdentityNumber


class Authorisations:
    """Keeps the last word of each grantor to each grantee for each one-matter."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

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


def _faults(said: Authorisation) -> tuple[WrongField, ...]:
    try:
        Grantee(grantee=said.grantee)
    except ValidationError as error:
        return told(wrong_fields(error, under="authorisation"))
    if said.grantee.upper() == said.grantor.identity_number:
        return (WrongField(path="authorisation.grantee", says="无需授权给本人，请核对被授权人"),)
    return ()
