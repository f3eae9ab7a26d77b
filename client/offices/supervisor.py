"""The supervisor's side (督办): what is stuck, and orders that move deadlines."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid4

from .. import names
from ..errors import DifferentOrder, Mend, NoAnswer, OtherEdition, TooLate
from ..messages.cases.plan_order import LeftAlone, PlanOrder, PlanOrdered, PlanOrderGiven
from ..messages.lists.figures import (
    CaseHistory,
    Delays,
    DepartmentLine,
    Departments,
    Figures,
    FiguresSearch,
    Grouping,
    SilentItems,
    SilentSearch,
    Tally,
)
from ..messages.lists.reminder import Reminded, Reminder
from ..messages.lists.search import CaseCourse, CaseList, CaseSearch, CourseList
from ..messages.message import Message, Nothing
from ..messages.officers.commands import Amendment, Amends, CalendarFiled
from ..messages.officers.docket import InboxPage, InboxSearch, Task
from ..messages.officers.rule_table import RuleStanding, RuleTable
from ..messages.officers.stalled_run import FailingRun, StalledRun
from ..transport.engine_line import NOTHING, AnswerT
from ..transport.orders import carry_out
from ..transport.reading import all_tasks, look_up
from ..trust.actor import Role
from ..trust.identity import Identity
from . import stalled_runs
from .bulk_desk import BulkDesk
from .connections import AccountConnection

SOME: Final = 5
"""Runs that are named in what is told."""


class Supervisor(AccountConnection, BulkDesk):
    """A connection for those who watch over departments."""

    async def stuck(self) -> tuple[Task, ...]:
        """What is overdue, with whichever department; every one of these needs somebody to see to it."""
        return await all_tasks(self._line, names.STUCK, InboxSearch(), by=self._speaker)

    async def stuck_page(self, *, after: str = "") -> InboxPage:
        """A part of it, with how many there are in all, behind the `next` of an earlier part."""
        wanted = InboxSearch(after=after)
        return await self._look_up(names.STUCK, InboxPage, wanted)

    async def cases(self, search: CaseSearch) -> CaseList:
        """A page of cases, whoever has filed them, wherever they wait."""
        return await self._look_up(names.CASES, CaseList, search)

    async def history(self, search: CaseSearch) -> CaseHistory:
        """The one case that is found: who had to do what, what that took, what fails.

        Raises `CaseNotFound`.
        """
        found = await self._look_up(names.HISTORY, CaseHistory, search)
        if found.line.closed_at:
            return found
        faults = await stalled_runs.failing(self._line.client, (found.line.case,))
        return found.model_copy(update={"faults": faults[found.line.case]})

    async def courses(self, search: CaseSearch) -> tuple[CaseCourse, ...]:
        """All cases of a search, page by page, with what was to be done of each, by whom and when."""
        return (await self.course_list(search)).courses

    async def course_list(self, search: CaseSearch) -> CourseList:
        """The same, with the orders by which working days are not as they are published."""
        found: list[CaseCourse] = []
        while True:
            page = await self._look_up(names.COURSES, CourseList, search)
            found += page.courses
            if not page.next:
                return page.model_copy(update={"courses": tuple(found)})
            search = search.model_copy(update={"after": page.next})

    async def silent(self, *, after: str = "") -> SilentItems:
        """What departments' systems were asked, and have not answered for two minutes, and how they fail.

        A page behind the `next` of an earlier one.
        """
        asked = SilentSearch(after=after) if after else Nothing()  # an engine of before knows no pages
        found = await self._look_up(names.SILENT, SilentItems, asked)
        return await stalled_runs.added(self._line.client, found)

    async def departments(self) -> tuple[DepartmentLine, ...]:
        """What every department has in hand, and when it has decided anything last."""
        return (await self._look_up(names.DEPARTMENTS, Departments, Nothing())).departments

    async def called(self) -> Mapping[str, str]:
        """What departments and divisions are called, by their codes."""
        found = await self._look_up(names.DEPARTMENTS, Departments, Nothing())
        departments = {one.department: one.name or one.department for one in found.departments}
        return {**departments, **found.divisions}

    async def delays(self, month: str, *, holder: str = "") -> Delays:
        """Whose the working time was of the cases closed in a month, or of those with a share of `holder`."""
        return await self._look_up(names.DELAYS, Delays, FiguresSearch(month=month, holder=holder))

    async def figures(self, month: str, *, by: Grouping = Grouping.ONE_MATTER) -> tuple[Tally, ...]:
        """How it went with the cases closed in a month; by department, with the items decided in it."""
        return (await self._look_up(names.FIGURES, Figures, FiguresSearch(month=month, by=by))).figures

    async def remind(self, reminder: Reminder) -> Reminded:
        """Have departments reminded of every open item that is found; the same again tells nobody twice.

        The engine goes on with it where this does not wait for it: `NoAnswer`, then ask again.
        """
        return await carry_out(
            self._line, names.REMIND, reminder, Reminded, number=reminder.id, by=self._speaker
        )

    async def retry(self, case: UUID) -> None:
        """Have what has failed of a case tried again at once: also what is tried again by itself, later.

        Raises `NotPending`.
        """
        await self.retry_run(names.case_id(case))

    async def retry_run(self, run: str) -> None:
        """The same of whatever runs: a grant, a sequel, a campaign, by the id by which it is listed as stuck.

        Raises `NotPending`.
        """
        async with self._line.patiently(run):
            await self._line.tell(
                run, names.RETRY, Nothing(), NOTHING, by=self._speaker, command=str(uuid4())
            )

    async def stalled(self) -> tuple[StalledRun, ...]:
        """Cases, grants and campaigns that stand still because the engine fails in them; needs no worker."""
        async with self._line.patiently("what stands still"):
            return await stalled_runs.find(self._line.client)

    async def failing(self, runs: Sequence[str] | None = None) -> tuple[FailingRun, ...]:
        """Runs of which a call of the engine's own fails again and again: of these, as `silent` names them.

        Without them of the latest 100 of each kind, for which no worker and no ledger is needed.
        """
        async with self._line.patiently("what fails"):
            client = self._line.client
            asked = await stalled_runs.latest_runs(client) if runs is None else runs
            return await stalled_runs.failing_runs(client, asked)

    async def rules(self) -> tuple[RuleStanding, ...]:
        """The rules by which machines grant: how they have done, and which are trusted."""
        return (await self._line.ask(names.RULES, RuleTable, by=self._speaker)).rules

    async def amend_calendar(self, case: UUID, amendment: Amendment) -> bool:
        """Reckon a case by other working days from now on, by order of somebody, for a reason.

        Tells whether it is: until another supervisor gives the same order, nothing changes. The same order
        again changes nothing. Raises `Unreasoned`, `TooLate`, `CaseNotFound`, `DifferentOrder`; `DayPassed`
        for a working day that is over.
        """
        return await self._amend(names.case_id(case), amendment)

    async def amend_calendars(self, amendment: Amendment) -> int | None:
        """The same for every open case and all that are to come, as when an arrangement is published.

        What runs after a decision follows, too. Tells how many open cases took it, or nothing while another
        supervisor is to give the same order. One that is broken off may be given again. Raises
        `DifferentOrder` if another has its number, `DayPassed` for a working day that is over, `NoAnswer` if
        something that runs did not answer; all else follows.
        """
        told = await self._line.ask(names.CALENDAR_ORDER, CalendarFiled, amendment, by=self._speaker)
        if told.filed is None and not told.other:
            return None
        if told.filed != amendment:
            raise DifferentOrder(f"文号 {amendment.number} 已经登记，且内容不同；请使用新的文号")
        with self._line.however_long(f"order {amendment.number}"):
            count, silent = await self._amend_each(names.CASE, amendment)
            silent += (await self._amend_each(names.SEQUEL, amendment))[1]
        if silent:
            some = "、".join(silent[:SOME])
            raise NoAnswer(
                f"{len(silent)} 个运行没有应答（{some}），其余已按命令办理；恢复后请再次下达同一命令"
            )
        return count

    async def _amend_each(self, kind: str, amendment: Amendment) -> tuple[int, tuple[str, ...]]:
        """All of a kind that run: how many took it, and which do not answer."""
        count, silent, query = 0, list[str](), f"WorkflowType='{kind}' AND ExecutionStatus='Running'"
        async for run in self._line.client.list_workflows(query):
            try:
                await self._amend(run.id, amendment)
                count += 1
            except (TooLate, OtherEdition):  # decided meanwhile; a sequel of an engine of before
                continue
            except NoAnswer:
                silent.append(run.id)
        return count, tuple(silent)

    async def replan(self, order: PlanOrder) -> PlanOrderGiven:
        """Have open cases planned anew, whose definition was changed in place; two supervisors order it.

        Tells how many follow it, and which could not, with why: until another supervisor gives the same
        order, none; those whose engine has other definitions yet take it when it is given again.
        """
        waits = (await self._line.ask(names.PLAN_ORDER, PlanOrdered, order, by=self._speaker)).waits
        if waits:
            return PlanOrderGiven(waits=True)
        search, count, left = CaseSearch(one_matter=order.one_matter), 0, list[LeftAlone]()
        with self._line.however_long(f"order {order.number}"):
            while True:
                page = await self.cases(search)
                for line in page.cases:
                    if line.edition in {order.edition, order.into}:
                        why = await self._replan(line.case, order)
                        left += [LeftAlone(case=line.case, says=why)] if why else []
                        count += not why
                if not page.next:
                    return PlanOrderGiven(cases=count, left=tuple(left))
                search = search.model_copy(update={"after": page.next})

    async def _replan(self, case: UUID, order: PlanOrder) -> str:
        """Why it does not follow the order; empty if it does."""
        run, content = names.case_id(case), hashlib.sha256(order.model_dump_json().encode()).hexdigest()
        command = f"{names.REPLAN}/{self._speaker.speaker.person}/{content}/{uuid4()}"
        try:
            async with self._line.patiently(run):
                by = self._speaker
                await self._line.tell(run, names.REPLAN, order, PlanOrdered, by=by, command=command)
        except Mend as refused:
            return f"{type(refused).__name__}: {refused}"
        return ""

    async def _amend(self, workflow: str, amendment: Amendment) -> bool:
        content = hashlib.sha256(amendment.model_dump_json().encode()).hexdigest()
        command = f"{names.AMEND_CALENDAR}/{self._speaker.speaker.person}/{content}"
        async with self._line.patiently(workflow):
            told = await self._line.tell(
                workflow, names.AMEND_CALENDAR, amendment, Amends, by=self._speaker, command=command
            )
        return not told.waits

    async def _look_up(self, question: str, answer: type[AnswerT], asked: Message) -> AnswerT:
        return await look_up(self._line, question, answer, asked, by=self._speaker)

    @property
    def _orders_as(self) -> Identity:
        return self._speaker

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.SUPERVISOR, actor=self._account)
