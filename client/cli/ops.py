"""The desk of an operator: what there is, what is stuck and why, whose the time is, how a month went."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from cyclopts import App, CycloptsError, Parameter
from pydantic import BaseModel
from rich.console import Group

from .. import names
from ..courses import variants as taken
from ..courses.event_log import event_log
from ..messages.bounds import LARGEST_PAGE
from ..messages.cases.progress import Stage, State
from ..messages.lists.figures import Departments, Figures, Grouping
from ..messages.lists.reminder import Reminder
from ..messages.lists.search import CaseCourse, CaseSearch
from ..messages.message import Message, Nothing
from ..messages.officers.operators_word import CaseEnding
from ..messages.officers.stalled_run import StuckList
from .command_line import DONE
from .tables import desk
from .tables import lists as tables
from .tables.bars import bars
from .tables.rows import Rows
from .terminal import HERE, CaseId, CommandId, Connection, console, department_names, repeatable, say, write

AsCsv = Annotated[bool, Parameter(name="--csv", help="print comma-separated values instead")]
Picture = Annotated[Path | None, Parameter(help="draw it into this file, too (SVG)")]
MONTH: Final = re.compile(r"((19|20|21)\d\d-(0[1-9]|1[0-2]))?", re.ASCII)


def _is_month(_: object, month: str) -> None:
    if not MONTH.fullmatch(month):
        raise ValueError("it is no month; write it as 2026-11")


Month = Annotated[str, Parameter(help="such as 2026-11; this one if not given", validator=_is_month)]


def _is_one(_: object, which: str) -> None:
    if not which.strip():
        raise ValueError("name a case by its id or its number")


def _is_said(_: object, reason: str) -> None:
    if not reason.strip():
        raise ValueError("say why, in words that departments read")


Which = Annotated[str, Parameter(validator=_is_one)]


class Exported(Message):
    """How much was written."""

    cases: int
    events: int


app = App(name="ops")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases."""

    number: Annotated[str, Parameter(help="of the case (受理编号), or of one of its items")] = ""
    applicant: Annotated[str, Parameter(help="an identity number")] = ""
    platform: Annotated[str, Parameter(help="which has filed them")] = ""
    department: Annotated[str, Parameter(help="that has an item of them")] = ""
    one_matter: Annotated[str, Parameter(help="its code")] = ""
    region: Annotated[str, Parameter(help="a division in which they lie")] = ""
    stage: Annotated[Stage | None, Parameter(help="of the case")] = None
    state: Annotated[State | None, Parameter(help="of an item, of the department if one is given")] = None
    overdue: Annotated[bool, Parameter(help="past their last day")] = False
    since: Annotated[date | None, Parameter(help="received on that day or later")] = None
    until: Annotated[date | None, Parameter(help="received on that day or before")] = None

    def search(self, **more: Any) -> CaseSearch:
        """For them."""
        return CaseSearch(**vars(self), **more)


EVERYTHING: Final = Wanted()


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
    code = shown(at, page, tables.cases(page, await department_names(supervisor)), as_csv=as_csv)
    if not (at.json or as_csv):
        say(f"共 {page.total} 件" + (f"；下一页：--after {page.next}" if page.next else ""))
    return code


@app.command
async def remind(
    *,
    wanted: Wanted = EVERYTHING,
    reason: Annotated[str, Parameter(validator=_is_said)],
    yes: bool = False,
    order: CommandId = None,
    at: Connection = HERE,
) -> int:
    """Remind departments of all open items that are found; without --yes, only show them.

    :param reason: what they are told
    :param yes: do it
    """
    supervisor = await at.supervisor()
    if not yes:
        page = await supervisor.cases(wanted.search())
        says = f"共 {page.total} 件，尚未催办；加 --yes 后由系统逐件告知部门并登记"
        return at.show(page, Group(tables.cases(page, await department_names(supervisor)).table(), says))
    order = order or uuid4()
    with repeatable("--order", order):
        done = await supervisor.remind(Reminder(id=order, search=wanted.search(), reason=reason))
    return at.show(done, f"已就 {done.cases} 件的 {done.items} 个事项催办：{'、'.join(done.departments)}")


@app.command
async def case(which: Which, /, *, at: Connection = HERE) -> int:
    """Show one case on one page, open or closed.

    :param which: the id of its submission, its number (受理编号), or that of one of its items
    """
    supervisor = await at.supervisor()
    history = await supervisor.history(_named(which))
    return at.show(history, tables.history(history, await department_names(supervisor)))


def _named(which: str) -> CaseSearch:
    try:
        return CaseSearch(case=UUID(which), is_open=None)
    except ValueError:
        return CaseSearch(number=which, is_open=None)


@app.command
async def stuck(*, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """List what stands still, what systems are silent and what is overdue."""
    supervisor = await at.supervisor()
    stalled = await supervisor.stalled()
    if stalled and not (
        at.json or as_csv
    ):  # at once, for an engine that stands still may not answer the rest
        console().print(desk.stalled(stalled))
    silent = (await supervisor.silent()).items
    found = StuckList(tasks=await supervisor.stuck(), stalled=stalled, silent=silent)
    return shown(at, found, tables.stuck(found, await department_names(supervisor)), as_csv=as_csv)


@app.command
async def retry(case: CaseId, /, *, at: Connection = HERE) -> int:
    """Have what has failed of a case tried again at once, once the fault is mended."""
    await (await at.supervisor()).retry(case)
    return at.show(Nothing(), f"{case}：已立即重试")


@app.command
async def end(case: CaseId, /, *, reason: str, by: str = "", at: Connection = HERE) -> int:
    """End a case that cannot go on: two operators say the same; what is granted stays.

    :param reason: why, in the same words; its supervisors are told
    :param by: the operator, where the identity here may be any
    """
    ended = await (await at.operator(by)).end(case, reason)
    says = "已终止办理，申请人和督办人员已告知" if ended else "待另一运行人员以同样理由确认"
    return at.show(CaseEnding(waits=not ended), f"{case}：{says}")


@app.command
async def departments(*, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """List what every department has in hand, and when it has decided last."""
    found = await (await at.supervisor()).departments()
    return shown(at, Departments(departments=found), tables.departments(found), as_csv=as_csv)


@app.command
async def delays(
    month: Month = "",
    /,
    *,
    holder: str = "",
    svg: Picture = None,
    as_csv: AsCsv = False,
    at: Connection = HERE,
) -> int:
    """Whose the working hours were of the cases that were closed in a month.

    :param holder: of those in which this department had a share, or applicant, window, outside, engine
    """
    month = month or this_month()
    supervisor = await at.supervisor()
    found, named = await supervisor.delays(month, holder=holder), await department_names(supervisor)
    hours = {tables.holder(part.holder, named): part.seconds / tables.HOUR for part in found.parts}
    await draw(svg, f"{month} 办结案件的工作小时", hours, unit="小时")
    return shown(at, found, tables.delays(found, named), as_csv=as_csv)


@app.command
async def stats(
    month: Month = "",
    /,
    *,
    by: Grouping = Grouping.ONE_MATTER,
    svg: Picture = None,
    as_csv: AsCsv = False,
    at: Connection = HERE,
) -> int:
    """How many ended in a month, how many of them in time, and how.

    :param by: by what they are counted: cases, or by department the items that it has decided
    """
    month = month or this_month()
    supervisor = await at.supervisor()
    found, named = await supervisor.figures(month, by=by), await department_names(supervisor)
    await draw(
        svg,
        f"{month} 办结量",
        {named.get(one.group, one.group): float(one.ended) for one in found},
        unit="件",
    )
    return shown(at, Figures(month=month, by=by, figures=found), tables.figures(found, named), as_csv=as_csv)


@app.command
async def variants(
    month: Month = "", /, *, one_matter: str = "", as_csv: AsCsv = False, at: Connection = HERE
) -> int:
    """List the courses that cases of a month really took, and where they differ.

    :param one_matter: its code; of all if not given
    """
    courses = await closed_cases(at, month, one_matter)
    found = taken.variants(courses)
    return shown(at, found, tables.variants(found), as_csv=as_csv)


@app.command
async def export(file: Path, month: Month = "", /, *, one_matter: str = "", at: Connection = HERE) -> int:
    """Write the cases of a month as an event log (OCEL 2.0, JSON), without a person.

    :param file: to be written
    :param one_matter: its code; of all if not given
    """
    courses = await closed_cases(at, month, one_matter)
    log = event_log(courses)
    await write(file, log.model_dump_json(by_alias=True, indent=1).encode())
    return at.show(Exported(cases=len(courses), events=len(log.events)), f"{file}：{len(courses)} 件")


async def closed_cases(at: Connection, month: str, one_matter: str) -> tuple[CaseCourse, ...]:
    """Cases that came in in a month and have ended."""
    search = received_in(month or this_month(), one_matter=one_matter, is_open=False, size=LARGEST_PAGE)
    return await (await at.supervisor()).courses(search)


def received_in(month: str, **more: Any) -> CaseSearch:
    """For cases that came in in a month."""
    first = date.fromisoformat(f"{month}-01")
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return CaseSearch(since=first, until=last, **more)


async def draw(file: Path | None, title: str, values: dict[str, float], *, unit: str) -> None:
    """A picture, if there is to be one."""
    if file:
        await write(file, bars(title, values, unit=unit).encode())


def shown(at: Connection, message: BaseModel, rows: Rows, *, as_csv: bool) -> int:
    """As a table, as JSON or for a spreadsheet."""
    if as_csv and at.json:
        raise CycloptsError(msg="--json and --csv are two ways to print it; choose one")
    if not as_csv:
        return at.show(message, rows.table())
    say(rows.csv().removesuffix("\n"))
    return DONE


def this_month() -> str:
    """In China."""
    return f"{datetime.now(UTC).astimezone(ZoneInfo(names.TIME_ZONE)):%Y-%m}"
