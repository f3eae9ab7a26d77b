"""`onematter ops what-if`: what another number of officers, another order or limit would have changed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from cyclopts import CycloptsError, Parameter, validators

from client.cli.operators.statistics import Month, Picture, draw, received_in, this_month
from client.cli.operators.wanted import AsCsv, shown
from client.cli.tables.rows import Rows
from client.cli.terminal import HERE, Connection, say
from client.messages.bounds import LARGEST_PAGE
from deploy.what_if.effect import ChangeEffect, WaitingTime, effect
from deploy.what_if.month import past_month, working_days
from deploy.what_if.replay import MOST, QueueOrder

TOLERABLE: Final = 0.1
"""An error beyond which nobody should go by it."""

ORDERS: Final = {
    QueueOrder.FIRST_COME: "先到先办",
    QueueOrder.BY_LAST_DAY: "先到期先办",
    QueueOrder.SHORTEST: "用时短者先办",
}
_HEADINGS: Final = ("情形", "平均等待（工作小时）", "中位", "最长", "逾期事项", "全案平均（工作小时）")

Officers = Annotated[int | None, Parameter(validator=validators.Number(gte=1, lte=MOST))]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is other than it was."""

    officers: Annotated[Officers, Parameter(help="so many in place of those that it had")] = None
    had: Annotated[
        Officers, Parameter(help="those that it had; if not given, as few as explain the month")
    ] = None
    order: Annotated[QueueOrder, Parameter(help="which job one takes next")] = QueueOrder.FIRST_COME
    limit: Annotated[int, Parameter(help="working days more than its items have, or fewer: --limit=-2")] = 0


AS_IT_WAS: Final = Change()


async def what_if(
    department: str,
    month: Month = "",
    /,
    *,
    change: Annotated[Change, Parameter(name="*")] = AS_IT_WAS,
    one_matter: str = "",
    svg: Picture = None,
    as_csv: AsCsv = False,
    at: Connection = HERE,
) -> int:
    """Replay the cases of a month with other officers, another order or limit of a department.

    A simulation over closed cases that came in in the month. It says how far its replay without a change is
    from the month as it was.

    :param department: its code
    :param one_matter: its code; of all if not given
    """
    wanted = received_in(
        month := month or this_month(), department=department, one_matter=one_matter, size=LARGEST_PAGE
    )
    supervisor = await at.supervisor()
    past = await supervisor.course_list(wanted.model_copy(update={"is_open": False}))
    calendar = working_days(past.arranged, since=wanted.since or date.min)
    found = effect(
        past_month(past.courses, department=department, calendar=calendar),
        department=department,
        named=month,
        open_cases=(await supervisor.cases(wanted)).total,
        had=change.had,
        officers=change.officers,
        order=change.order,
        limit=change.limit,
    )
    name = (await supervisor.called()).get(department, department)
    if not found.jobs:
        raise CycloptsError(msg=f"{month}：{name}没有已办结且由其经办人办理的事项，请核对部门和月份")
    hours = {name: of.mean_hours for name, of in _lines(found)}
    await draw(svg, f"{name} {month} 平均等待", hours, unit="工作小时")
    code = shown(at, found, _rows(found), as_csv=as_csv)
    if not (at.json or as_csv):
        say(_says(found, name))
    return code


def _lines(found: ChangeEffect) -> tuple[tuple[str, WaitingTime], ...]:
    return ("实际", found.was), ("不作改变重放", found.unchanged), ("改变后", found.changed)


def _rows(found: ChangeEffect) -> Rows:
    rows = (
        (name, of.mean_hours, of.median_hours, of.longest_hours, of.late, of.mean_case_hours)
        for name, of in _lines(found)
    )
    return Rows(_HEADINGS, tuple(rows))


def _says(found: ChangeEffect, name: str) -> str:
    parts = (
        f"{found.month} 收件并已办结 {found.cases} 件，其中{name}经办 {found.jobs} 次"
        + (f"；另有 {found.open_cases} 件尚未办结，未计入" if found.open_cases else ""),
        f"原有经办人按 {found.had} 名、先到先办推算；改变后 {found.officers} 名、{ORDERS[found.order]}"
        + (f"、期限{found.limit:+d} 个工作日" if found.limit else ""),
        f"不作改变的重放与实际等待相差 {found.error:.1%}"
        + (
            "，超过 10%，本推算不足为据；如知道实有经办人数，请用 --had 指明"
            if found.error > TOLERABLE
            else ""
        ),
    )
    return "。".join(parts) + "。"
