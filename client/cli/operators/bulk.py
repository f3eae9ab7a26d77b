"""Acts upon many cases at once: each is shown first, carried out by the engine, and kept on record."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID, uuid4

from cyclopts import CycloptsError, Parameter

from ... import names
from ...messages.lists.bulk_order import (
    AmendAll,
    BulkAct,
    BulkOrder,
    BulkRecords,
    ReassignAll,
    RemindAll,
    RetryAll,
)
from ...messages.lists.search import CaseSearch
from ...messages.message import Nothing
from ...messages.officers.commands import Amendment
from ...offices.bulk_desk import BulkDesk
from ...offices.officer import Officer
from ...offices.supervisor import Supervisor
from ..tables import bulk as tables
from ..terminal import HERE, CommandId, Connection, repeatable
from .wanted import EVERYTHING, AsCsv, Wanted, shown


def _is_said(_: object, reason: str) -> None:
    if not reason.strip():
        raise ValueError("say why, in words that departments read")


RUN: Final = "/"
"""What the id of a run has, and no number."""

Reason = Annotated[str, Parameter(validator=_is_said)]
Head = Annotated[str, Parameter(help="the account of the head of the department who orders it")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class CarryingOut:
    """Whether it is done."""

    yes: Annotated[bool, Parameter(help="do what is found now")] = False
    seen: Annotated[str, Parameter(help="do what was seen: the digest that the preview has told")] = ""
    order: CommandId = None


SHOW: Final = CarryingOut()


async def remind(
    *, wanted: Wanted = EVERYTHING, reason: Reason, carried: CarryingOut = SHOW, at: Connection = HERE
) -> int:
    """Remind departments of all open items that are found; without --yes or --seen, only show them.

    :param reason: what they are told
    """
    return await _by_supervisor(RemindAll(reason=reason), wanted, carried, at)


async def retry(
    which: str = "",
    /,
    *,
    wanted: Wanted = EVERYTHING,
    carried: CarryingOut = SHOW,
    at: Connection = HERE,
) -> int:
    """Have what has failed tried again at once, once the fault is mended: of a case, or of all found.

    :param which: a case by id or number, or a run such as campaign/ID; without one, those that are found
    """
    if not which:
        return await _by_supervisor(RetryAll(), wanted, carried, at)
    supervisor = await at.supervisor()
    await supervisor.retry_run(await _run(supervisor, which))
    return at.show(Nothing(), f"{which}：已立即重试")


async def _run(supervisor: Supervisor, which: str) -> str:
    """Of a case by its id or its number; another one as `ops stuck` lists it."""
    with suppress(ValueError):
        return names.case_id(UUID(which))
    if RUN in which:
        return which
    return names.case_id((await supervisor.history(CaseSearch(number=which))).line.case)


async def amend_calendar(
    *,
    wanted: Wanted = EVERYTHING,
    document: str,
    by: str,
    reason: Reason,
    holiday: tuple[date, ...] = (),
    workday: tuple[date, ...] = (),
    arranged_until: date | None = None,
    account: str = "",
    carried: CarryingOut = SHOW,
    at: Connection = HERE,
) -> int:
    """Change the working days of the open cases that are found, by order that two supervisors give alike.

    Of cases to come, too: `supervise amend-calendar`.

    :param document: the number of the order (文号); a case takes an order once
    :param by: who orders it
    :param reason: why
    :param holiday: a day on which offices close; may be given several times
    :param workday: one on which they open
    :param arranged_until: the last day that is arranged by now
    :param account: which supervisor says so, where the identity here may be any
    """
    amendment = Amendment(
        number=document, by=by, reason=reason, holidays=holiday, workdays=workday, until=arranged_until
    )
    return await _by_supervisor(AmendAll(amendment=amendment), wanted, carried, at, account=account)


async def reassign(
    *,
    wanted: Wanted = EVERYTHING,
    head: Head,
    to: str,
    reason: Reason,
    of: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
    carried: CarryingOut = SHOW,
    at: Connection = HERE,
) -> int:
    """As the head of a department, give items to another officer; without --yes or --seen, only show them.

    :param to: whose they will be
    :param reason: why
    :param of: who has them by name; items that nobody has, if not given
    :param from_day: the first day, if it is only for an absence
    :param to_day: the last day of it
    """
    if not wanted.department:
        raise CycloptsError(msg="name the department whose head orders it: --department")
    desk = await Officer.connect(
        at.address, namespace=at.namespace, department=wanted.department, officer=head
    )
    act = ReassignAll(of=of, to=to, reason=reason, since=from_day, until=to_day)
    return await _carried_out(desk, act, wanted, carried, at)


async def bulk(order: UUID | None = None, /, *, as_csv: AsCsv = False, at: Connection = HERE) -> int:
    """List what was ordered of many cases, and how far it is; or what came of each case of one order.

    :param order: its id
    """
    supervisor = await at.supervisor()
    found = await supervisor.bulk_orders(order)
    if order and not found:
        raise CycloptsError(msg=f"没有批量指令 {order}；不填则列出全部")
    if order and found and not as_csv:
        return at.show(found[0], tables.report(found[0]))
    named = await supervisor.called()
    return shown(at, BulkRecords(orders=found), tables.orders(found, named), as_csv=as_csv)


async def _by_supervisor(
    act: BulkAct, wanted: Wanted, carried: CarryingOut, at: Connection, *, account: str = ""
) -> int:
    return await _carried_out(await at.supervisor(account), act, wanted, carried, at)


async def _carried_out(
    desk: BulkDesk, act: BulkAct, wanted: Wanted, carried: CarryingOut, at: Connection
) -> int:
    """What is found is shown; what was seen is done."""
    order = BulkOrder(id=carried.order or uuid4(), act=act, search=wanted.search(), seen=carried.seen)
    if not carried.seen:
        report = await desk.preview_bulk(order)
        if not carried.yes:
            how = f"尚未执行；加 --seen {report.seen} 执行所见内容，或者加 --yes 按届时情况执行"
            return at.show(
                report, tables.report(report, report.hint, how if report.due else "没有可执行的内容")
            )
        order = order.model_copy(update={"seen": report.seen})
    with repeatable(f"--seen {order.seen} --order", order.id):
        done = await desk.carry_out_bulk(order)
    return at.show(done, tables.report(done, "待另一督办人员下达同一安排" if done.waits else ""))
