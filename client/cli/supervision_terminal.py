"""Supervisors at a terminal: what is stuck, and orders that move deadlines."""

from argparse import Namespace
from uuid import UUID

from ..messages.message import Message
from ..messages.officers.commands import Amendment
from ..messages.officers.docket import Inbox
from ..messages.officers.rule_table import RuleTable
from ..offices.supervisor import Supervisor
from . import desk_tables
from .terminal import DONE, Commands, day, show


class Amended(Message):
    """How many cases have taken an order."""

    number: str
    cases: int


def add_to(commands: Commands) -> None:
    """The commands of supervisors."""
    commands.add("rules", rules, "list the rules by which machines grant, and which of them are trusted")
    supervise = commands.group("supervise", "watch over departments")
    supervise.add("stuck", stuck, "list what is overdue, with whichever department")
    amending = supervise.add(
        "amend-calendar", amend_calendar, "change the working days of open cases, by order"
    )
    says = "the id of its submission; every open case if not given"
    amending.add_argument("case", type=UUID, nargs="?", metavar="CASE", help=says)
    amending.add_argument("--number", required=True, help="of the order (文号); a case takes an order once")
    amending.add_argument("--by", required=True, help="who orders it")
    amending.add_argument("--reason", required=True, help="why")
    for option, says in (
        ("--holiday", "a day on which offices close"),
        ("--workday", "one on which they open"),
    ):
        amending.add_argument(option, type=day, action="append", default=[], metavar="DAY", help=says)
    amending.add_argument("--until", type=day, metavar="DAY", help="the last day that is arranged by now")


async def stuck(asked: Namespace) -> int:
    tasks = await (await _supervisor(asked)).stuck()
    show(asked, Inbox(tasks=tasks), desk_tables.tasks(tasks))
    return DONE


async def rules(asked: Namespace) -> int:
    standings = await (await _supervisor(asked)).rules()
    show(asked, RuleTable(rules=standings), desk_tables.rules(standings))
    return DONE


async def amend_calendar(asked: Namespace) -> int:
    supervisor = await _supervisor(asked)
    amendment = Amendment(
        number=asked.number,
        by=asked.by,
        reason=asked.reason,
        holidays=tuple(asked.holiday),
        workdays=tuple(asked.workday),
        until=asked.until,
    )
    count = 1
    if asked.case:
        await supervisor.amend_calendar(asked.case, amendment)
    else:
        count = await supervisor.amend_calendars(amendment)
    show(
        asked,
        Amended(number=asked.number, cases=count),
        f"{asked.number}：{count} 件在办案件的期限已按此重新计算",
    )
    return DONE


async def _supervisor(asked: Namespace) -> Supervisor:
    return await Supervisor.connect(asked.address, namespace=asked.namespace)
