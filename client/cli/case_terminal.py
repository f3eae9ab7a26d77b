"""Applicants at a terminal: file a case, follow it, answer what is asked."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from rich.live import Live

from ..messages.cases.progress import OnRefusal
from ..platform.case import Case
from ..platform.files import read_submission, read_supplement
from ..platform.platform import Platform
from . import case_tables, clock_tables, tables
from .terminal import DONE, NOT_ACCEPTED, Commands, console, repeatable, say, show

CHOICES: Final = tuple(choice.value for choice in OnRefusal)


def add_to(commands: Commands) -> None:
    """The commands of applicants, and of the platforms that speak for them."""
    filing = commands.add("submit", submit, "file an application")
    filing.add_argument("file", type=Path, metavar="FILE", help="a submission as JSON")
    filing.add_argument("--id", type=UUID, help="submit under this id, to repeat an earlier call")
    commands.add_for_case("progress", progress, "tell where a case stands, and what it waits for")
    commands.add_for_case("watch", watch, "follow a case until it is closed")
    commands.add_for_case("outcome", outcome, "wait for the end of a case and tell how it ended")
    commands.add_for_case("explain", explain, "tell how every deadline comes about, day by day")
    mending = commands.add_for_case("supplement", supplement, "mend what a correction notice asks for")
    mending.add_argument("file", type=Path, metavar="FILE", help="what is mended, as JSON: form and papers")
    mending.add_argument("--command", type=UUID, metavar="ID", help="to repeat an earlier call")
    choosing = commands.add_for_case("choose", choose, "say what becomes of the rest after a refusal")
    choosing.add_argument("choice", choices=CHOICES, help="go on with it, or withdraw it")
    taking_back = commands.add_for_case("withdraw", withdraw, "take an application back")
    taking_back.add_argument("--reason", required=True, help="why, in the applicant's words")


async def submit(asked: Namespace) -> int:
    submission = read_submission(asked.file)
    if asked.id:
        submission = submission.model_copy(update={"id": asked.id})
    platform = await _platform(asked)
    with repeatable("--id", submission.id):
        receipt = (await platform.submit(submission)).receipt
    show(asked, receipt, tables.receipt(receipt))
    return DONE if receipt.accepted else NOT_ACCEPTED


async def progress(asked: Namespace) -> int:
    return await _show_progress(await _case(asked), asked)


async def watch(asked: Namespace) -> int:
    case = await _case(asked)
    if asked.json:
        async for now in case.watch():
            say(now.model_dump_json())
    elif sys.stdout.isatty():
        await _watch_live(case)
    else:
        await _watch_as_lines(case)
    return DONE


async def outcome(asked: Namespace) -> int:
    end = await (await _case(asked)).outcome()
    show(asked, end, tables.outcome(end))
    return DONE


async def explain(asked: Namespace) -> int:
    reckonings = await (await _case(asked)).explain()
    show(asked, reckonings, clock_tables.reckonings(reckonings))
    return DONE


async def supplement(asked: Namespace) -> int:
    mended = read_supplement(asked.file)
    case, command = await _case(asked), asked.command or uuid4()
    with repeatable("--command", command):
        answer = await case.supplement(mended, command=command)
    show(asked, answer, case_tables.supplemented(answer))
    return DONE if answer.accepted else NOT_ACCEPTED


async def choose(asked: Namespace) -> int:
    case = await _case(asked)
    await case.choose(OnRefusal(asked.choice))
    return await _show_progress(case, asked)


async def withdraw(asked: Namespace) -> int:
    case = await _case(asked)
    await case.withdraw(asked.reason)
    return await _show_progress(case, asked)


async def _platform(asked: Namespace) -> Platform:
    return await Platform.connect(asked.address, namespace=asked.namespace)


async def _case(asked: Namespace) -> Case:
    return await (await _platform(asked)).case(asked.case)


async def _show_progress(case: Case, asked: Namespace) -> int:
    now = await case.progress()
    show(asked, now, case_tables.progress(now))
    return DONE


async def _watch_live(case: Case) -> None:
    with Live(console=console(), auto_refresh=False) as live:
        async for now in case.watch():
            live.update(case_tables.progress(now), refresh=True)


async def _watch_as_lines(case: Case) -> None:
    """What has changed, and nothing twice in a row."""
    told: set[str] = set()
    async for now in case.watch():
        lines = tuple(case_tables.lines(now))
        for line in lines:
            if line not in told:
                say(line)
        told = set(lines)
