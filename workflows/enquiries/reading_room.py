"""The reading room: one run for all who look something up. It only answers, so nothing is stored of it."""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from temporalio import workflow

from activities.enquiries.closed_cases import CaseOnFile
from activities.enquiries.reading import OWN_CASES, READ
from client import names
from client.errors import NotAllowed
from client.messages.documents.document import Chunk, ShownChunk
from client.messages.enquiries.draft import Draft, DraftList, DraftSearch, DraftWanted
from client.messages.lists.bulk_order import BulkRecords, BulkSearch
from client.messages.lists.event import EventPage, EventSearch
from client.messages.lists.figures import (
    CaseHistory,
    Delays,
    Departments,
    Figures,
    FiguresSearch,
    SilentItems,
    SilentSearch,
)
from client.messages.lists.search import CaseList, CaseSearch, ClosedCaseQuestion, CourseList
from client.messages.message import Message, Nothing
from client.messages.officers.commands import ChunkWanted
from client.messages.officers.docket import InboxPage, InboxSearch
from client.trust.actor import Role
from workflows.cases.records.case_answers import ClosedCase
from workflows.cases.rest import carried
from workflows.renewal import Renewal
from workflows.trust import gate
from workflows.trust.gate import NOTHING
from workflows.trust.unheard import Unheard

STAFF: Final = (Role.OFFICER, Role.HEAD)

AnswerT = TypeVar("AnswerT", bound=Message)

FROM_THE_FIRST: Final = SilentSearch()


@workflow.defn(name=names.LISTS)
class ReadingRoom(Unheard):
    """Begun by whoever asks first; who may ask what, the gate knows."""

    def __init__(self) -> None:
        self.renewal = Renewal()

    @workflow.run
    async def run(self, _: Nothing = NOTHING) -> None:
        """Stand by for ever, in one run after another, but under its own name alone.  Raises `NotAllowed`."""
        if workflow.info().workflow_id != names.LISTS:
            raise NotAllowed(f"{names.LISTS}: there is one reading room, {names.LISTS!r}; ask there")
        await workflow.wait_condition(lambda: self.renewal.is_due)
        workflow.continue_as_new()

    @workflow.query(name=names.CASES)
    def cases(self, search: CaseSearch) -> CaseList:
        """Cases as they came to rest last; of whoever is of a department, its own items alone."""
        speaker = gate.spoken().speaker
        is_own = speaker and speaker.role is Role.PLATFORM
        found = _read(CaseList, OWN_CASES if is_own else names.CASES, search)
        return found.of(speaker.department) if speaker and speaker.role in STAFF else found

    @workflow.query(name=names.INBOX)
    def inbox(self, wanted: InboxSearch) -> InboxPage:
        """What waits for a department."""
        return _read(InboxPage, names.INBOX, wanted)

    @workflow.query(name=names.STUCK)
    def stuck(self, wanted: InboxSearch) -> InboxPage:
        """What is overdue, wherever it waits."""
        return _read(InboxPage, names.STUCK, wanted)

    @workflow.query(name=names.HISTORY)
    def history(self, search: CaseSearch) -> CaseHistory:
        """All that had to be done of one case, and by whom."""
        return _read(CaseHistory, names.HISTORY, search)

    @workflow.query(name=names.EVENTS)
    def events(self, search: EventSearch) -> EventPage:
        """What has come about in the cases of a platform."""
        return _read(EventPage, names.EVENTS, search)

    @workflow.query(name=names.SILENT)
    def silent(self, search: SilentSearch = FROM_THE_FIRST) -> SilentItems:
        """What systems of departments do not answer."""
        return _read(SilentItems, names.SILENT, search)

    @workflow.query(name=names.DEPARTMENTS)
    def departments(self, _: Nothing = NOTHING) -> Departments:
        """What every department has in hand."""
        return _read(Departments, names.DEPARTMENTS, NOTHING)

    @workflow.query(name=names.DELAYS)
    def delays(self, search: FiguresSearch) -> Delays:
        """Whose the time of a month's cases was."""
        return _read(Delays, names.DELAYS, search)

    @workflow.query(name=names.FIGURES)
    def figures(self, search: FiguresSearch) -> Figures:
        """How it went with a month's cases."""
        return _read(Figures, names.FIGURES, search)

    @workflow.query(name=names.COURSES)
    def courses(self, search: CaseSearch) -> CourseList:
        """What was to be done of each of some cases."""
        return _read(CourseList, names.COURSES, search)

    @workflow.query(name=names.BULK_ORDERS)
    def bulk_orders(self, search: BulkSearch) -> BulkRecords:
        """What was ordered of many cases."""
        return _read(BulkRecords, names.BULK_ORDERS, search)

    @workflow.query(name=names.DRAFT)
    def draft(self, wanted: DraftWanted) -> Draft:
        """What somebody has written so far."""
        return _read(Draft, names.DRAFT, wanted)

    @workflow.query(name=names.DRAFTS)
    def drafts(self, search: DraftSearch) -> DraftList:
        """All drafts of somebody."""
        return _read(DraftList, names.DRAFTS, search)

    @workflow.query(name=names.CHUNK)
    def chunk(self, sent: Chunk) -> Nothing:
        """A chunk of a file that somebody uploads: it is kept outside, and in no history."""
        return _read(Nothing, names.CHUNK, sent)

    @workflow.query(name=names.OPEN_CHUNK)
    def open_chunk(self, wanted: ChunkWanted) -> ShownChunk:
        """One of a paper that an officer opens."""
        return _read(ShownChunk, names.OPEN_CHUNK, wanted)

    @workflow.query(name=names.CLOSED_CASE)
    def closed_case(self, asked: ClosedCaseQuestion) -> Any:
        """What its run would answer, if the server still had it; to whom it would. Also of an open one."""
        case = ClosedCase(carried.on_file(_read(CaseOnFile, names.CLOSED_CASE, asked)))
        gate.require(asked.item, of=case, workflow=names.CASE, message=asked.question)
        return case.answer(asked.question, asked.item)


def _read(answer: type[AnswerT], question: str, asked: Message) -> AnswerT:
    """Outside the sandbox, and not in the history: a replay is asked nothing."""
    read = cast("Callable[[str, Message], Message]", workflow.extern_functions()[READ])
    found = read(question, asked)
    if not isinstance(found, answer):
        raise TypeError(f"{question} is answered by {answer.__name__}")
    return found
