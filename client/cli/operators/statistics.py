"""Whose the time is, and how a month went."""

import re
from calendar import monthrange
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

from cyclopts import Parameter

from ...courses import variants as taken
from ...courses.event_log import event_log
from ...messages.bounds import LARGEST_PAGE
from ...messages.lists.figures import Departments, Figures, Grouping
from ...messages.lists.search import CaseCourse, CaseSearch
from ...messages.message import Message
from ..tables import lists as tables
from ..tables.bars import bars
from ..tables.layout import CHINA
from ..terminal import HERE, Connection, write
from .wanted import AsCsv, shown

Picture = Annotated[Path | None, Parameter(help="draw it into this file, too (SVG)")]
MONTH: Final = re.compile(r"((19|20|21)\d\d-(0[1-9]|1[0-2]))?", re.ASCII)


def _is_month(_: object, month: str) -> None:
    if not MONTH.fullmatch(month):
        raise ValueError("it is no month; write it as 2026-11")


Month = Annotated[str, Parameter(help="such as 2026-11; this one if not given", validator=_is_month)]


class Exported(Message):
    """How much was written."""

    cases: int
    events: int


async def departments(*, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """List what every department has in hand, and when it has decided last."""
    found = await (await at.supervisor()).departments()
    return shown(at, Departments(departments=found), tables.departments(found), as_csv=as_csv)


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
    found, named = await supervisor.delays(month, holder=holder), await supervisor.called()
    hours = {tables.holder(part.holder, named): part.seconds / tables.HOUR for part in tables.shares(found)}
    await draw(svg, f"{month} 办结案件的工作小时", hours, unit="小时")
    return shown(at, found, tables.delays(found, named), as_csv=as_csv)


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
    found = await (await at.supervisor()).figures(month, by=by)
    ended = {one.name or one.group: float(one.ended) for one in found}
    await draw(svg, f"{month} 办结量", ended, unit="件")
    return shown(at, Figures(month=month, by=by, figures=found), tables.figures(found), as_csv=as_csv)


async def variants(
    month: Month = "", /, *, one_matter: str = "", as_csv: AsCsv = False, at: Connection = HERE
) -> int:
    """List the courses that cases of a month really took, and where they differ.

    :param one_matter: its code; of all if not given
    """
    courses = await closed_cases(at, month, one_matter)
    found = taken.variants(courses)
    return shown(at, found, tables.variants(found), as_csv=as_csv)


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
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return CaseSearch(since=first, until=last, **more)


async def draw(file: Path | None, title: str, values: dict[str, float], *, unit: str) -> None:
    """A picture, if there is to be one."""
    if file:
        await write(file, bars(title, values, unit=unit).encode())


def this_month() -> str:
    """In China."""
    return f"{datetime.now(CHINA):%Y-%m}"
