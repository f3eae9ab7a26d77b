"""What supervisors look up about many cases, and the whole history of one."""

from datetime import UTC, date, datetime
from uuid import UUID

from activities.cases.notices import Delivered, on_file
from activities.database import Transaction
from activities.enquiries import grounds
from activities.errors import Erased
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.lists import case_search, events, failing_runs, figures, holds
from activities.ledger.lists.figures import Interval
from activities.ledger.officers import bulk_orders
from activities.lists import delays, search_terms
from activities.lists.failures import KEPT
from activities.officers import bulk_steps
from client.errors import CaseNotFound, InvalidOrder
from client.messages.lists.bulk_order import BulkRecords, BulkSearch
from client.messages.lists.case_line import Holder
from client.messages.lists.event import EventPage, EventSearch
from client.messages.lists.figures import (
    SILENCE,
    CaseHistory,
    Delays,
    DepartmentLine,
    Departments,
    Figures,
    FiguresSearch,
    HeldTime,
    SilentItems,
    SilentSearch,
    ToldLine,
)
from client.messages.lists.search import CaseCourse, CaseList, CaseSearch, CourseList
from client.messages.message import Nothing
from client.messages.officers.commands import Amendment
from matters import catalogue, clock
from matters.language import months_later


class Overview:
    """Reads the ledger, by the clock of the wall."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def cases(self, search: CaseSearch) -> CaseList:
        """A page of cases."""
        with self._ledger.reading() as books:
            return _with_outside(books, _found(books, search))

    def own_cases(self, search: CaseSearch) -> CaseList:
        """Those of a platform that asks itself: it is there, whether or not it has filed anything."""
        with self._ledger.reading() as books:
            found = case_search.find(books, search, today=today())
            others = search.model_copy(update={"platform": ""})
            return _with_outside(books, search_terms.require_possible(books, others, found))

    def history(self, search: CaseSearch) -> CaseHistory:
        """The one case that is found, open or closed.  Raises `CaseNotFound`."""
        now = datetime.now(UTC)
        with self._ledger.reading() as books:
            found = _called(case_search.find(books, search, today=today())).cases
            if len(found) != 1:
                raise CaseNotFound(f"查到 {len(found)} 个办件；请以办件标识或者编号指明其中一个")
            (line,) = found
            held = holds.of(books, line.case)
            told = notices.listed(books, str(line.case))
            since = clock.day_in_china(line.received_at)
            calendar = calendar_orders.in_force(books, since=since)
            why = grounds.of(books, line)
        seconds = delays.shares(held, since=line.received_at, until=line.closed_at or now, calendar=calendar)
        parts = tuple(HeldTime(holder=holder, seconds=some) for holder, some in seconds.items())
        return CaseHistory(
            line=line,
            holds=held,
            delays=Delays(seconds=sum(seconds.values()), cases=1, parts=parts),
            notices=tuple(ToldLine(**one) for one in told),
            grounds=why,
        )

    def bulk_orders(self, search: BulkSearch) -> BulkRecords:
        """What was ordered of many cases; of one such order, its steps."""
        shown = bulk_steps.SHOWN if search.id else 0
        with self._ledger.reading() as books:
            found = bulk_orders.find(books, search, steps=shown)
        return BulkRecords(orders=tuple(map(bulk_steps.called, found)))

    def told(self, case: UUID) -> Delivered:
        """All that was told about a case, and how it was served; also after its close."""
        with self._ledger.reading() as books:
            try:
                return on_file(books, case)
            except Erased:
                return Delivered()

    def events(self, search: EventSearch) -> EventPage:
        """What a platform has not been told yet.  Raises `InvalidOrder`: there is no such position."""
        with self._ledger.reading() as books:
            found = events.after(books, search.platform, position=search.after, size=search.size)
            if not found and search.after > (last := events.last(books, search.platform)):
                raise InvalidOrder(
                    f"平台 {search.platform} 的事件只到第 {last} 号，没有第 {search.after} 号；"
                    "请填最后收到的事件的号码，0 为从头收取"
                )
        return EventPage(events=found)

    def courses(self, search: CaseSearch) -> CourseList:
        """A page of cases, each with all that had to be done of it."""
        with self._ledger.reading() as books:
            found = _called(_found(books, search))
            held = holds.of_each(books, [line.case for line in found.cases])
            orders = calendar_orders.everything(books)
        courses = tuple(CaseCourse(line=line, holds=held[line.case]) for line in found.cases)
        arranged = tuple(map(Amendment.model_validate_json, orders))
        return CourseList(courses=courses, next=found.next, arranged=arranged)

    def departments(self, _: Nothing) -> Departments:
        """What every department has in hand."""
        with self._ledger.reading() as books:
            found = figures.departments(books, today=today(), before=datetime.now(UTC) - SILENCE)
            busy, called = {one.department: one for one in found}, catalogue.department_names()
            known = dict.fromkeys((*called, *busy))
            last = {code: figures.last_decided(books, code) for code in known}
        lines = (
            busy.get(code, DepartmentLine(department=code)).model_copy(
                update={"name": called.get(code, ""), "last_decided_at": last[code]}
            )
            for code in known
        )
        return Departments(departments=tuple(lines), divisions=catalogue.division_names())

    def delays(self, search: FiguresSearch) -> Delays:
        """Whose the time was of the cases that were closed in a month.  Raises `WrongDepartment`."""
        with self._ledger.reading() as books:
            sums = holds.sums(books, interval(search.month), holder=search.holder)
            cases = figures.ended(books, interval(search.month))
        if not sums and search.holder not in {*Holder, ""}:
            search_terms.require_department(search.holder)
        parts = tuple(HeldTime(holder=holder, seconds=some, cases=of) for holder, some, of in sums)
        return Delays(seconds=sum(part.seconds for part in parts), cases=cases, parts=parts)

    def figures(self, search: FiguresSearch) -> Figures:
        """How it went with the cases that were closed in a month."""
        with self._ledger.reading() as books:
            found = figures.figures(
                books, interval(search.month), by=search.by, departments=catalogue.departments()
            )
        called = {
            **catalogue.one_matter_names(),
            **catalogue.department_names(),
            **catalogue.division_names(),
        }
        named = (one.model_copy(update={"name": called.get(one.group, "")}) for one in found)
        return Figures(month=search.month, by=search.by, figures=tuple(named))

    def silent(self, search: SilentSearch) -> SilentItems:
        """What departments' systems were asked, and have not answered; first, which runs fail, too."""
        now = datetime.now(UTC)
        with self._ledger.reading() as books:
            found = figures.silent(books, before=now - SILENCE, after=search.after)
            if search.after:
                return found
            failing = failing_runs.latest(books, before=now - KEPT)
        return found.model_copy(update={"failing": failing})


def _found(books: Transaction, search: CaseSearch) -> CaseList:
    """Raises what `require_possible` does."""
    return search_terms.require_possible(books, search, case_search.find(books, search, today=today()))


def _called(found: CaseList) -> CaseList:
    """With the names of their one-matters, which are written in no book."""
    called = catalogue.one_matter_names()
    cases = (line.model_copy(update={"name": called.get(line.one_matter, "")}) for line in found.cases)
    return found.model_copy(update={"cases": tuple(cases)})


def _with_outside(books: Transaction, found: CaseList) -> CaseList:
    """The same, with whose system, register or notice has the ball."""
    named = _called(found)
    whose = holds.outside(books, [line.case for line in named.cases if Holder.OUTSIDE in line.holders])
    cases = (line.model_copy(update={"outside": whose.get(line.case, ())}) for line in named.cases)
    return named.model_copy(update={"cases": tuple(cases)})


def today() -> date:
    """In China."""
    return clock.day_in_china(datetime.now(UTC))


def interval(month: str) -> Interval:
    """From its first day to the first of the next one."""
    first = date.fromisoformat(f"{month}-01")
    return Interval(clock.midnight(first), clock.midnight(months_later(first, 1)))
