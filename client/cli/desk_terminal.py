"""Officers at a terminal: what waits for their department, and what they decide."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID, uuid4

from ..messages.cases.answers import Demand, Flaw
from ..messages.cases.progress import ItemProgress
from ..messages.officers.docket import Inbox
from ..offices.officer import Officer
from . import desk_tables
from .terminal import DONE, Commands, Run, day, repeatable, show

DEPARTMENT: Final = "ONEMATTER_DEPARTMENT"
OFFICER: Final = "ONEMATTER_OFFICER"

POINT: Final = ("PATH", "FINDING", "MEND", "BASIS")

Order = Callable[[Officer, Namespace], Awaitable[ItemProgress]]


def add_to(commands: Commands) -> None:
    """The commands of officers."""
    desk = commands.group("desk", "work as an officer of a department")
    _add_officer(desk.add("inbox", inbox, "list what waits for the department"))
    _add_item(desk.add_for_case("show", show_item, "show what the department was asked, and what was done"))

    def add(name: str, order: Order, says: str) -> ArgumentParser:
        command = _add_item(desk.add_for_case(name, _carried_out(order), says))
        command.add_argument("--command", type=UUID, metavar="ID", help="to repeat an earlier call")
        return command

    add("grant", grant, "grant it; where it is inspected, two officers must")
    _add_refusal(add("refuse", refuse, "refuse it; where it is inspected, two officers must"))
    _add_points(add("ask", ask, "have the applicant mend something"))
    _add_procedure(add("suspend", suspend, "stop the clock for a special procedure"))
    add("resume", resume, "let the clock run again: the special procedure has ended")
    _add_extension(add("extend", extend, "extend the limit, once"))
    reviewing = desk.add_for_case("review", review, "say whether what a machine granted was right")
    _add_item(reviewing)
    reviewing.add_argument("--reason", action="append", default=[], help="why it was not; else it was right")
    _add_receiver(add("return", return_to, "give it to another officer"))


async def inbox(asked: Namespace) -> int:
    tasks = await (await _desk(asked)).inbox()
    show(asked, Inbox(tasks=tasks), desk_tables.tasks(tasks))
    return DONE


async def show_item(asked: Namespace) -> int:
    sheet = await (await _desk(asked)).show(asked.case, asked.item)
    show(asked, sheet, desk_tables.sheet(sheet))
    return DONE


async def review(asked: Namespace) -> int:
    desk = await _desk(asked)
    looked = await desk.review(asked.case, asked.item, agrees=not asked.reason, reasons=asked.reason)
    show(asked, looked, desk_tables.looked(looked))
    return DONE


async def grant(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.grant(asked.case, asked.item, command=asked.command)


async def refuse(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.refuse(
        asked.case,
        asked.item,
        reasons=asked.reason,
        basis=asked.basis,
        remedies=asked.remedies,
        command=asked.command,
    )


async def ask(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.ask(asked.case, asked.item, _points(asked), reason=asked.reason, command=asked.command)


async def suspend(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.suspend(
        asked.case,
        asked.item,
        procedure=asked.procedure,
        expected_end=asked.expected_end,
        notice=asked.notice,
        command=asked.command,
    )


async def resume(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.resume(asked.case, asked.item, command=asked.command)


async def extend(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.extend(
        asked.case, asked.item, approver=asked.approver, reasons=asked.reason, command=asked.command
    )


async def return_to(desk: Officer, asked: Namespace) -> ItemProgress:
    return await desk.return_to(
        asked.case,
        asked.item,
        officer=asked.to,
        until=asked.until,
        reason=asked.reason,
        command=asked.command,
    )


def _carried_out(order: Order) -> Run:
    """The order as a command, which can be sent again under its id until it is answered."""

    async def run(asked: Namespace) -> int:
        asked.command = asked.command or uuid4()
        desk = await _desk(asked)
        with repeatable("--command", asked.command):
            after = await order(desk, asked)
        show(asked, after, desk_tables.after(after, proposed=order in {grant, refuse}))
        return DONE

    return run


async def _desk(asked: Namespace) -> Officer:
    return await Officer.connect(
        asked.address, department=asked.department, officer=asked.officer, namespace=asked.namespace
    )


def _points(asked: Namespace) -> tuple[Demand, ...]:
    given = ((Flaw.MISSING, asked.missing), (Flaw.DEFECTIVE, asked.defective))
    return tuple(
        Demand(path=path, says=says, mend=mend, flaw=flaw, basis=basis)
        for flaw, points in given
        for path, says, mend, basis in points
    )


def _add_officer(command: ArgumentParser) -> ArgumentParser:
    for option, variable, says in (
        ("--department", DEPARTMENT, "the code of the department"),
        ("--officer", OFFICER, "the officer's account, never a name"),
    ):
        known = os.environ.get(variable)
        command.add_argument(option, default=known, required=not known, help=f"{says} (else {variable})")
    return command


def _add_item(command: ArgumentParser) -> ArgumentParser:
    command.add_argument("item", metavar="ITEM", help="its code, as `inbox` tells it")
    return _add_officer(command)


def _add_reasons(command: ArgumentParser) -> None:
    command.add_argument("--reason", action="append", required=True, help="why; may be given several times")


def _add_refusal(command: ArgumentParser) -> None:
    _add_reasons(command)
    command.add_argument("--basis", required=True, help="the document and article that it rests upon")
    command.add_argument("--remedies", required=True, help="what can be done against it, where, by when")


def _add_points(command: ArgumentParser) -> None:
    for flaw in (Flaw.MISSING, Flaw.DEFECTIVE):
        says = f"what is {flaw.value}, at form.FIELD or papers.CODE; may be given several times"
        command.add_argument(
            f"--{flaw.value}", nargs=4, metavar=POINT, action="append", default=[], help=says
        )
    command.add_argument("--reason", default="", help="why only now, if it could have been asked before")


def _add_procedure(command: ArgumentParser) -> None:
    command.add_argument(
        "--procedure", required=True, help="of 行政许可法 Art. 45 (testing …) or of the item (appeal …)"
    )
    command.add_argument("--expected-end", type=day, required=True, metavar="DAY", help="when it should end")
    command.add_argument("--notice", required=True, help="the number of the written notice")


def _add_extension(command: ArgumentParser) -> None:
    _add_reasons(command)
    command.add_argument("--approver", required=True, help="the account of whoever approved it")


def _add_receiver(command: ArgumentParser) -> None:
    command.add_argument("--to", required=True, metavar="OFFICER", help="the account of whoever gets it")
    command.add_argument("--until", type=day, metavar="DAY", help="the last day of it, else for good")
    command.add_argument("--reason", default="", help="why")
