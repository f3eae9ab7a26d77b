"""The desk of an operator: what there is, what is stuck and why, whose the time is, how a month went."""

from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from ...messages.lists.search import CaseSearch
from ...messages.officers.operators_word import CaseEnding
from ...messages.officers.stalled_run import FailingRun, StalledRun, StuckList
from ..tables import desk
from ..tables import lists as tables
from ..terminal import HERE, CaseId, Connection, console, say
from . import history
from . import stuck as stuck_tables
from .bulk import amend_calendar, bulk, reassign, remind, retry
from .statistics import delays, departments, export, stats, variants
from .wanted import EVERYTHING, AsCsv, Wanted, shown


def _is_one(_: object, which: str) -> None:
    if not which.strip():
        raise ValueError("name a case by its id or its number")


Which = Annotated[str, Parameter(validator=_is_one)]


app = App(name="ops")
for command in (remind, retry, reassign, amend_calendar, bulk, departments, delays, stats, variants, export):
    app.command(command)


@app.command
async def cases(
    *,
    wanted: Wanted = EVERYTHING,
    closed: bool = False,
    after: str = "",
    size: int = 50,
    as_csv: AsCsv = False,
    at: Connection = HERE,
) -> int:
    """List open cases, or closed ones, the latest first.

    :param closed: those that have ended
    :param after: the cursor that the page before has ended with
    :param size: of a page
    """
    search = wanted.search(is_open=not closed, after=after, size=size)
    supervisor = await at.supervisor()
    page = await supervisor.cases(search)
    code = shown(at, page, tables.cases(page, await supervisor.called()), as_csv=as_csv)
    if not (at.json or as_csv):
        say(f"共 {page.total} 件" + (f"；下一页：--after {page.next}" if page.next else ""))
    return code


@app.command
async def case(which: Which, /, *, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """Show one case on one page, open or closed.

    :param which: the id of its submission, its number (受理编号), or that of one of its items
    """
    supervisor = await at.supervisor()
    found, named = await supervisor.history(_named(which)), await supervisor.called()
    if as_csv:
        return shown(at, found, history.events(found, named), as_csv=True)
    return at.show(found, history.history(found, named))


def _named(which: str) -> CaseSearch:
    try:
        return CaseSearch(case=UUID(which), is_open=None)
    except ValueError:
        return CaseSearch(number=which, is_open=None)


@app.command
async def stuck(*, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """List what stands still, what systems have not answered for two minutes, and what is overdue."""
    supervisor = await at.supervisor()
    stalled, failing = await supervisor.stalled(), await supervisor.failing()
    if not (at.json or as_csv):  # at once, for an engine that stands still may not answer the rest
        _at_once(stalled, failing)
    page = await supervisor.silent()
    listed, silent = {run.workflow for run in failing}, [*page.items]
    failing += await supervisor.failing([run for run in page.failing if run not in listed])
    while page.next:
        page = await supervisor.silent(after=page.next)
        silent += page.items
    found = StuckList(tasks=await supervisor.stuck(), stalled=stalled, silent=tuple(silent), failing=failing)
    return shown(at, found, stuck_tables.stuck(found, await supervisor.called()), as_csv=as_csv)


def _at_once(stalled: tuple[StalledRun, ...], failing: tuple[FailingRun, ...]) -> None:
    if stalled:
        console().print(desk.stalled(stalled))
    if failing:
        found = StuckList(tasks=(), stalled=(), failing=failing)
        console().print(stuck_tables.stuck(found, {}).table())


@app.command
async def end(case: CaseId, /, *, reason: str, by: str = "", at: Connection = HERE) -> int:
    """End a case that cannot go on: two operators say the same; what is granted stays.

    :param reason: why, in the same words; its supervisors are told
    :param by: the operator, where the identity here may be any
    """
    ended = await (await at.operator(by)).end(case, reason)
    says = "已终止办理，申请人和督办人员已告知" if ended else "待另一运行人员以同样理由确认"
    return at.show(CaseEnding(waits=not ended), f"{case}：{says}")
