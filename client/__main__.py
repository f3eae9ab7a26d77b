"""Cases from a terminal.  Exit codes: 0 done, 1 not accepted, 2 mend something, 3 call again."""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn
from uuid import UUID

from pydantic import BaseModel, JsonValue
from pydantic_core import from_json
from rich.console import Console, RenderableType
from rich.live import Live

from . import enquiry_tables, tables
from .case import Case
from .errors import Again, OneMatterError
from .files import read_submission
from .messages import Catalogue, Progress
from .platform import Platform
from .pre_review import Conclusion

DONE: Final = 0
NOT_ACCEPTED: Final = 1
MEND: Final = 2
AGAIN: Final = 3
INTERRUPTED: Final = 130

WIDTH_IN_A_PIPE: Final = 240

_WORDS: Final = ("true", "false", "null")

Command = Callable[[Platform, argparse.Namespace], Awaitable[int]]


async def submit(platform: Platform, asked: argparse.Namespace) -> int:
    submission = read_submission(asked.file)
    if asked.id:
        submission = submission.model_copy(update={"id": asked.id})
    try:
        receipt = (await platform.submit(submission)).receipt
    except Again as error:
        error.add_note(f"to repeat it as the same case, add: --id {submission.id}")
        raise
    _show(asked, receipt, tables.receipt(receipt))
    return DONE if receipt.accepted else NOT_ACCEPTED


async def progress(platform: Platform, asked: argparse.Namespace) -> int:
    now = await (await platform.case(asked.id)).progress()
    _show(asked, now, tables.progress(now))
    return DONE


async def watch(platform: Platform, asked: argparse.Namespace) -> int:
    case = await platform.case(asked.id)
    if asked.json:
        await _watch_as_json(case)
    elif sys.stdout.isatty():
        await _watch_live(case)
    else:
        await _watch_as_lines(case)
    return DONE


async def outcome(platform: Platform, asked: argparse.Namespace) -> int:
    end = await (await platform.case(asked.id)).outcome()
    _show(asked, end, tables.outcome(end))
    return DONE


async def withdraw(platform: Platform, asked: argparse.Namespace) -> int:
    await (await platform.case(asked.id)).withdraw(asked.reason)
    return await progress(platform, asked)


async def one_matters(platform: Platform, asked: argparse.Namespace) -> int:
    entries = await platform.one_matters()
    _show(asked, Catalogue(one_matters=entries), tables.catalogue(entries))
    return DONE


async def guide(platform: Platform, asked: argparse.Namespace) -> int:
    advice = await platform.guide(asked.code, dict(asked.answers))
    _show(asked, advice, enquiry_tables.guidance(advice))
    return MEND if advice.wrong_fields else DONE


async def prefill(platform: Platform, asked: argparse.Namespace) -> int:
    filed = read_submission(asked.file)
    found = await platform.prefill(filed.one_matter, filed.applicant, filed.form, edition=filed.edition)
    _show(asked, found, enquiry_tables.prefilling(found))
    return DONE


async def pre_review(platform: Platform, asked: argparse.Namespace) -> int:
    report = await platform.pre_review(read_submission(asked.file))
    _show(asked, report, enquiry_tables.pre_review(report))
    accepted = report.conclusion in {Conclusion.ACCEPT, Conclusion.TO_A_PERSON}
    return DONE if accepted else NOT_ACCEPTED


async def _watch_as_json(case: Case) -> None:
    async for now in case.watch():
        print(now.model_dump_json(), flush=True)


async def _watch_live(case: Case) -> None:
    with Live(console=_console(), auto_refresh=False) as live:
        async for now in case.watch():
            live.update(tables.progress(now), refresh=True)


async def _watch_as_lines(case: Case) -> None:
    told: set[str] = set()
    async for now in case.watch():
        for line in _lines(now):
            if line not in told:
                print(line, flush=True)
        told = set(_lines(now))


def _lines(now: Progress) -> tuple[str, ...]:
    return tuple(map(tables.line, now.items))


def _show(asked: argparse.Namespace, message: BaseModel, table: RenderableType) -> None:
    if asked.json:
        print(message.model_dump_json(indent=2))
    else:
        _console().print(table)


def _console() -> Console:
    """Plain text: nothing that a department or an applicant wrote is read as markup."""
    width = None if sys.stdout.isatty() else WIDTH_IN_A_PIPE
    return Console(markup=False, emoji=False, highlight=False, width=width)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onematter", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, says: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=says, description=says)
        command.set_defaults(run=run)
        command.add_argument("--address", help="host:port of the engine (else TEMPORAL_ADDRESS)")
        command.add_argument("--namespace", help="(else TEMPORAL_NAMESPACE)")
        command.add_argument("--json", action="store_true", help="print the message as JSON")
        return command

    def add_for_case(name: str, run: Command, says: str) -> argparse.ArgumentParser:
        command = add(name, run, says)
        command.add_argument("id", type=UUID, metavar="ID", help="the id of the submission")
        return command

    def add_for_file(name: str, run: Command, says: str) -> argparse.ArgumentParser:
        command = add(name, run, says)
        command.add_argument("file", type=Path, metavar="FILE", help="a submission as JSON")
        return command

    file = add_for_file("submit", submit, "file an application")
    file.add_argument("--id", type=UUID, help="submit under this id, to repeat an earlier call")
    add_for_case("progress", progress, "tell where a case stands")
    add_for_case("watch", watch, "follow a case until it is closed")
    add_for_case("outcome", outcome, "wait for the end of a case and tell how it ended")
    taking_back = add_for_case("withdraw", withdraw, "take an application back")
    taking_back.add_argument("--reason", required=True, help="why, in the applicant's words")
    add("list", one_matters, "list what can be applied for")
    add_for_file("prefill", prefill, "tell what registers and e-licences already answer of a form")
    add_for_file("pre-review", pre_review, "tell what would be found in an application, without filing it")
    guiding = add("guide", guide, "tell what some answers lead to, and what to answer next")
    guiding.add_argument("code", metavar="CODE", help="of the one-matter")
    guiding.add_argument("answers", metavar="FIELD=VALUE", nargs="*", type=_answer, help="answers so far")
    return parser


def _answer(text: str) -> tuple[str, JsonValue]:
    """`floor_area=300`: a text, as numbers may be, but for true, false, null and lists."""
    field, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"write FIELD=VALUE, not {text!r}")
    try:
        return field, from_json(value) if value in _WORDS or value.startswith("[") else value
    except ValueError:
        raise argparse.ArgumentTypeError(f'{text!r} is no list; write FIELD=\'["…", "…"]\'') from None


async def _connected(asked: argparse.Namespace) -> int:
    platform = await Platform.connect(asked.address, namespace=asked.namespace)
    code: int = await asked.run(platform, asked)
    return code


def run(arguments: Sequence[str]) -> int:
    """The exit code; what is wrong is told on standard error, without a trace."""
    asked = _parser().parse_args(arguments)
    try:
        return asyncio.run(_connected(asked))
    except OneMatterError as error:
        says = "\n".join((f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())))
        print(says, file=sys.stderr)
        return AGAIN if isinstance(error, Again) else MEND
    except KeyboardInterrupt:
        return INTERRUPTED


def main() -> NoReturn:
    """Leave at once: at the interpreter's exit Temporal's threads may abort it (sdk-python#300)."""
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
