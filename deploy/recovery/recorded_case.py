"""A case as its history has it: what it had entered into the ledger, and what was answered."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.cases.archive import Archive, CaseClosing, Closed
from activities.cases.arrivals import Arrival, Mending, Received, Reception
from activities.cases.fees import FeePayment, Fees
from activities.cases.notices import Batch, Delivered, Notice, Notices
from activities.cases.reception import Window
from activities.ledger.cases.services import Service
from activities.lists.rest import Rest, Rests
from activities.officers.docket import CaseTasks, Docket
from client.messages.cases.progress import Outcome
from client.messages.cases.submission import Paper, Submission

STEPS: Final[dict[str, tuple[Any, Any]]] = {
    Window.receive.__name__: (Arrival, Reception),
    Window.supplement.__name__: (Mending, Reception),
    Notices.tell.__name__: (Batch, Delivered | None),
    Notices.serve.__name__: (Service, None),
    Fees.enter_fee.__name__: (FeePayment, None),
    Docket.keep.__name__: (CaseTasks, None),
    Rests.keep_rest.__name__: (Rest, None),
    Archive.close.__name__: (CaseClosing, Closed),
}
"""What changes the ledger, with the types of what is said and answered."""


@dataclass
class RecordedCase:
    """All that is needed to enter it again.

    `received` is the latest answer of the one window, `latest` the form as it was mended last. It is not
    `whole` where the server has forgotten the first of its runs.
    """

    whole: bool = True
    arrival: Arrival | None = None
    received: Received | None = None
    latest: Submission | None = None
    papers: list[Paper] = field(default_factory=list[Paper])
    notices: list[Notice] = field(default_factory=list[Notice])
    services: dict[str, Service] = field(default_factory=dict[str, Service])
    fees: list[FeePayment] = field(default_factory=list[FeePayment])
    tasks: CaseTasks | None = None
    rests: list[Rest] = field(default_factory=list[Rest])
    outcome: Outcome | None = None

    def take(self, said: object, answer: object) -> None:
        """One step, in the order in which they were carried out."""
        match said, answer:
            case ((Arrival() | Mending()), Received()):
                self.arrival = said if isinstance(said, Arrival) else self.arrival
                self.received, self.outcome = answer, answer.outcome
                self.latest = said.submission
                self.papers += said.submission.papers
            case Batch(), _:
                self.notices += said.notices
                self._serve(answer.services if isinstance(answer, Delivered) else ())
            case Service(), _:
                self._serve((said,))
            case FeePayment(), _:
                self.fees.append(said)
            case CaseTasks(), _:
                self.tasks = said
            case Rest(), _:
                self.rests.append(said)
            case CaseClosing(), Closed():
                self.rests += [said.rest] if said.rest and answer.outcome else []
                self.notices += said.notices
                self._serve(answer.services)
                self.outcome = answer.outcome
            case _:
                pass

    def _serve(self, services: Sequence[Service]) -> None:
        self.services |= {service.key: service for service in services}


async def read(client: Client, case_run: str) -> RecordedCase:
    """From the histories of all the runs of that id, each of which goes on for the one before."""
    found = [events async for events in histories(client, case_run)]
    recorded = RecordedCase(whole=not (found and _before(found[-1])))
    for events in reversed(found):
        await _take_all(client, events, recorded)
    return recorded


async def histories(client: Client, case_run: str) -> AsyncGenerator[Sequence[HistoryEvent]]:
    """Of all its runs: the last one first, and back as far as the server keeps them."""
    before: str | None = None
    while before != "":
        try:
            history = await client.get_workflow_handle(case_run, run_id=before).fetch_history()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return
            raise
        yield history.events
        before = _before(history.events)


def _before(events: Sequence[HistoryEvent]) -> str:
    """The run that this one goes on for."""
    return events[0].workflow_execution_started_event_attributes.continued_execution_run_id


async def _take_all(client: Client, events: Sequence[HistoryEvent], recorded: RecordedCase) -> None:
    said = dict[int, tuple[str, object]]()
    for event in events:
        if event.HasField("activity_task_scheduled_event_attributes"):
            scheduled = event.activity_task_scheduled_event_attributes
            name = scheduled.activity_type.name
            if name in STEPS:
                said[event.event_id] = name, await _read(client, scheduled.input.payloads, STEPS[name][0])
        elif found := _answered(event, said):
            name, was_said = found
            result = event.activity_task_completed_event_attributes.result.payloads
            recorded.take(was_said, await _read(client, result, STEPS[name][1]))


def _answered(event: HistoryEvent, said: dict[int, tuple[str, object]]) -> tuple[str, object] | None:
    if not event.HasField("activity_task_completed_event_attributes"):
        return None
    return said.pop(event.activity_task_completed_event_attributes.scheduled_event_id, None)


async def _read(client: Client, payloads: Sequence[Payload], kind: Any) -> object:
    if kind is None or not payloads:
        return None
    [value] = await client.data_converter.decode(payloads, [kind])
    return value
