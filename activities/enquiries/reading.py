"""Reading: what is looked up in lists, for whoever the gate has let through. Nothing of it is recorded."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from temporalio.worker import Interceptor, WorkflowInboundInterceptor, WorkflowInterceptorClassInput

from activities.documents.document_room import DocumentRoom
from activities.enquiries.closed_cases import ClosedCases
from activities.enquiries.drafts import DraftBooks
from activities.enquiries.overview import Overview, today
from activities.enquiries.titles import CALLED, FiledPaths, called
from activities.officers.docket import Docket
from activities.officers.papers import Papers
from client import names
from client.messages.message import Message

READ: Final = "read"
"""By which workflow code finds the lists outside its sandbox."""

OWN_CASES: Final = "own-cases"
"""What a platform asks about its own: the reading room knows who asks."""

TOLD: Final = "told"
"""What a case asks that is closed: nobody asks it from outside."""


class Reading(Interceptor):
    """Stands beside the engine's own worker."""

    def __init__(
        self,
        docket: Docket,
        overview: Overview,
        closed: ClosedCases,
        *,
        drafts: DraftBooks,
        documents: DocumentRoom,
        papers: Papers,
    ) -> None:
        self._answers: Mapping[str, Callable[[Any], object]] = {
            names.CASES: overview.cases,
            OWN_CASES: overview.own_cases,
            names.HISTORY: overview.history,
            names.EVENTS: overview.events,
            names.INBOX: lambda wanted: docket.page(wanted, on=today()),
            names.STUCK: lambda wanted: docket.overdue(wanted, on=today()),
            names.SILENT: overview.silent,
            names.DEPARTMENTS: overview.departments,
            names.DELAYS: overview.delays,
            names.FIGURES: overview.figures,
            names.BULK_ORDERS: overview.bulk_orders,
            names.COURSES: overview.courses,
            names.CLOSED_CASE: closed.read,
            names.DRAFT: drafts.find,
            names.DRAFTS: drafts.list,
            names.CHUNK: documents.keep_chunk,
            names.OPEN_CHUNK: papers.show_chunk,
            TOLD: overview.told,
            CALLED: called,
        }

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 (the SDK's name)
    ) -> type[WorkflowInboundInterceptor] | None:
        """Be at hand for the reading room."""
        input.unsafe_extern_functions[READ] = self._read
        return None

    def _read(self, question: str, asked: Message | UUID | FiledPaths) -> object:
        return self._answers[question](asked)
