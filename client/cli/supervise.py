"""Supervisors at a terminal: the rules of machines, and orders that move deadlines."""

from datetime import date
from uuid import UUID

from cyclopts import App

from ..messages.message import Message
from ..messages.officers.commands import Amendment
from ..messages.officers.rule_table import RuleTable
from .tables import desk as tables
from .terminal import HERE, Connection


class Amended(Message):
    """How many cases have taken an order; none while it `waits` for another supervisor's."""

    number: str
    cases: int
    waits: bool = False


app = App(name="supervise")


@app.command
async def rules(*, at: Connection = HERE) -> int:
    """List the rules by which machines grant, and which of them are trusted."""
    standings = await (await at.supervisor()).rules()
    return at.show(RuleTable(rules=standings), tables.rules(standings))


@app.command
async def amend_calendar(
    case: UUID | None = None,
    /,
    *,
    number: str,
    by: str,
    reason: str,
    holiday: tuple[date, ...] = (),
    workday: tuple[date, ...] = (),
    until: date | None = None,
    account: str = "",
    at: Connection = HERE,
) -> int:
    """Change the working days of open cases, by order that two supervisors give alike.

    :param case: the id of its submission; every open case if not given
    :param number: of the order (文号); a case takes an order once
    :param by: who orders it
    :param reason: why
    :param holiday: a day on which offices close; may be given several times
    :param workday: one on which they open
    :param until: the last day that is arranged by now
    :param account: which supervisor says so, where the identity here may be any
    """
    supervisor = await at.supervisor(account)
    amendment = Amendment(
        number=number, by=by, reason=reason, holidays=holiday, workdays=workday, until=until
    )
    if case:
        count = 1 if await supervisor.amend_calendar(case, amendment) else None
    else:
        count = await supervisor.amend_calendars(amendment)
    if count is None:
        return at.show(Amended(number=number, cases=0, waits=True), f"{number}：待另一督办人员下达同一安排")
    return at.show(Amended(number=number, cases=count), f"{number}：{count} 件在办案件的期限已按此重新计算")
