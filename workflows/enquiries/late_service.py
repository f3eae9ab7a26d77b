"""A letter was served after its case has ended: what it starts is reckoned from that day all the same."""

from temporalio import workflow

from activities.cases.arrivals import Returned
from activities.cases.notices import LateServices, Notices
from activities.enquiries.closed_cases import ClosedCases
from client import names
from client.errors import Rejected
from client.messages.cases.progress import ItemProgress
from client.messages.lists.search import ClosedCaseQuestion
from client.messages.officers.commands import ServeLate
from workflows import calls
from workflows.cases.admissibility import failure
from workflows.cases.officers import delivery
from workflows.cases.rest import carried, endings


@workflow.defn(name=names.LATE_SERVICE)
class ServedLate:
    """No run is left of the case: it is judged by what is on file, and entered there."""

    @workflow.run
    async def run(self, said: ServeLate) -> ItemProgress:
        """The item as it stands then; the same again is refused, for nothing is left to be served."""
        asked = ClosedCaseQuestion(case=said.case, question=names.SERVE)
        file = carried.still_served(
            await calls.enquiry(ClosedCases.of_letters, asked, summary="查阅办结记录")
        )
        try:
            delivery.require(said, file)
        except Rejected as why:
            raise failure(Returned(failure=type(why).__name__, says=str(why))) from None
        served = delivery.services(said, file)
        file.services |= {one.key: one for one in served}
        late = LateServices(case=said.case, services=served, left=endings.left_to_serve(file))
        await calls.enquiry(Notices.serve_late, late, summary="送达登记")
        return delivery.shown(said, file)
