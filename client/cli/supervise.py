"""Supervisors at a terminal: the rules of machines, and orders that move deadlines."""

from datetime import date
from uuid import UUID

from cyclopts import App

from ..messages.cases.plan_order import PlanOrder
from ..messages.message import Message
from ..messages.officers.commands import Amendment
from ..messages.officers.rule_table import RuleTable
from .command_line import DONE, NOT_ACCEPTED
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


@app.command
async def replan(
    one_matter: str,
    edition: str,
    /,
    *,
    number: str,
    by: str,
    reason: str,
    text: str,
    into: str = "",
    account: str = "",
    at: Connection = HERE,
) -> int:
    """Plan open cases anew whose definition was changed in place, by order that two supervisors give alike.

    :param one_matter: its code
    :param edition: by which the cases are planned
    :param number: of the order (文号); a case takes an order once
    :param by: who orders it
    :param reason: why
    :param text: the SHA-256 of all definitions as they are meant; `onematter ops release gate` tells it
    :param into: another edition, if they are to go on with one
    :param account: which supervisor says so, where the identity here may be any
    """
    order = PlanOrder(
        number=number, by=by, reason=reason, one_matter=one_matter, edition=edition, text=text, into=into
    )
    given = await (await at.supervisor(account)).replan(order)
    return at.show(given, tables.plan_order(number, given), code=NOT_ACCEPTED if given.left else DONE)
