"""Somebody lets an applicant use what is held about him."""

from temporalio import workflow

from activities.enquiries.authorisations import Authorisations, Given
from client import names
from client.messages.enquiries.authorisation import Authorisation, Authorised
from workflows import calls


@workflow.defn(name=names.AUTHORISATION)
class Authorise:
    """Records an authorisation; who takes no answer for one calls again, and nothing doubles."""

    @workflow.run
    async def run(self, authorisation: Authorisation) -> Authorised:
        """What is on record now."""
        given = Given(authorisation=authorisation, at=workflow.now())
        return await calls.enquiry(Authorisations.record, given, summary="登记授权")
