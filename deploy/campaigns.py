"""Campaigns from the office's terminal.

python -m deploy.campaigns schedule CODE          have it prepared before every pay day
python -m deploy.campaigns prepare CODE --by WHO  prepare one now
python -m deploy.campaigns show ID | release ID --by WHO | pause … | resume … | stop … | report ID
python -m deploy.campaigns budget CODE PERIOD YUAN --by WHO                what may be paid of it
python -m deploy.campaigns reconcile ID|REFERENCE --by WHO                 what was in doubt with the treasury
python -m deploy.campaigns decide REFERENCE --by WHO --stands | --falls    an objection, or the second look
python -m deploy.campaigns reassess REFERENCE --by WHO                     what is paid, reckoned anew
"""

import argparse
import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

from rich.console import Console

from client import BudgetOrder, Campaign, CampaignOrder, Campaigns, OneMatterError
from client.platform.files import checked
from matters.catalogue import find_grant
from matters.language import DefinitionError, Grant, PeriodKind

DAYS_BEFORE: Final = 5
"""Between the preview and the pay day: for the second person, and for publicity in the office."""

QUARTERLY: Final = (1, 4, 7, 10)
MONTHLY: Final = tuple(range(1, 13))
SUM: Final = re.compile(r"[0-9]+([.][0-9]{1,2})?")
LAST_DAY: Final = 31
"""Of a month, however long it is."""

console = Console(highlight=False)


async def schedule(office: Campaigns, asked: argparse.Namespace) -> None:
    grant = find_grant(asked.code)
    name = await office.schedule(grant.code, day=_day(grant), months=_months(grant))
    day = "last day" if _day(grant) == LAST_DAY else f"{_day(grant)}."
    months = ", ".join(map(str, _months(grant)))
    console.print(f"{name}: every {day} of the months {months}", soft_wrap=True)


async def prepare(office: Campaigns, asked: argparse.Namespace) -> None:
    policy = find_grant(asked.code).code
    order = {"policy": policy, "period": asked.period, "prepared_by": asked.by}
    console.print((await office.prepare(checked(CampaignOrder, order), campaign=asked.id)).id)


async def budget(office: Campaigns, asked: argparse.Namespace) -> None:
    order = {"policy": asked.code, "period": asked.period, "fen": asked.fen, "by": asked.by}
    console.print_json((await office.set_budget(checked(BudgetOrder, order))).model_dump_json())


async def show(office: Campaigns, asked: argparse.Namespace) -> None:
    console.print_json((await office.campaign(asked.id).progress()).model_dump_json())


async def report(office: Campaigns, asked: argparse.Namespace) -> None:
    console.print_json((await office.campaign(asked.id).report()).model_dump_json())


async def reconcile(office: Campaigns, asked: argparse.Namespace) -> None:
    console.print_json((await office.reconcile(asked.of, by=asked.by)).model_dump_json())


async def decide(office: Campaigns, asked: argparse.Namespace) -> None:
    decided = office.decide(asked.reference, by=asked.by, stands=asked.stands, because=asked.because)
    console.print_json((await decided).model_dump_json())


async def reassess(office: Campaigns, asked: argparse.Namespace) -> None:
    console.print_json(
        (await office.reassess(asked.reference, by=asked.by, because=asked.because)).model_dump_json()
    )


WORDS: Final[Mapping[str, Callable[[Campaign, argparse.Namespace], Awaitable[None]]]] = {
    "release": lambda campaign, asked: campaign.release(asked.by),
    "pause": lambda campaign, asked: campaign.pause(asked.by, asked.because),
    "resume": lambda campaign, asked: campaign.resume(asked.by),
    "stop": lambda campaign, asked: campaign.stop(asked.by, asked.because),
}


async def say(office: Campaigns, asked: argparse.Namespace) -> None:
    await WORDS[asked.word](office.campaign(asked.id), asked)


def _day(grant: Grant[Any]) -> int:
    """Not before the period is over, or else at its end, when all are registered whom it is due to."""
    return max(1, grant.pay_day.day - DAYS_BEFORE) if grant.pay_day else LAST_DAY


def _months(grant: Grant[Any]) -> tuple[int, ...]:
    """What has no pay day is looked at every month: whoever has it already is not found again."""
    return QUARTERLY if grant.pay_day and grant.period is PeriodKind.QUARTER else MONTHLY


def _fen(yuan: str) -> int:
    """Of a sum in yuan."""
    if not SUM.fullmatch(yuan):
        raise argparse.ArgumentTypeError(f"{yuan!r} is no sum in yuan; write 1200000 or 1200000.50")
    return int(Decimal(yuan) * 100)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.campaigns", description=__doc__)
    parser.add_argument("--address", help="host:port of the Temporal server")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[..., Awaitable[None]], subject: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name)
        command.set_defaults(run=run, word=name)
        command.add_argument(subject)
        return command

    add("schedule", schedule, "code")
    preparing = add("prepare", prepare, "code")
    preparing.add_argument("--period", help="2026-Q3, 2026-09, 2026 or once; what is due if not given")
    preparing.add_argument("--by", required=True)
    preparing.add_argument("--id", help="of a campaign that was terminated, to go on with it")
    setting = add("budget", budget, "code")
    setting.add_argument("period")
    setting.add_argument("fen", type=_fen, metavar="YUAN")
    for signed in (setting, add("reconcile", reconcile, "of")):
        signed.add_argument("--by", required=True)
    add("show", show, "id")
    add("report", report, "id")
    deciding = add("decide", decide, "reference")
    either = deciding.add_mutually_exclusive_group(required=True)
    either.add_argument("--stands", action="store_true", help="the grant stands as it is")
    either.add_argument("--falls", dest="stands", action="store_false", help="it does not")
    sayings = [deciding, add("reassess", reassess, "reference"), *(add(word, say, "id") for word in WORDS)]
    for saying in sayings:
        saying.add_argument("--by", required=True)
        saying.add_argument("--because", default="")
    return parser


async def _connected(asked: argparse.Namespace) -> None:
    await asked.run(await Campaigns.connect(asked.address), asked)


def run(arguments: Sequence[str]) -> int:
    """The exit code; what is wrong is told in one line."""
    asked = _parser().parse_args(arguments)
    try:
        asyncio.run(_connected(asked))
    except (OneMatterError, DefinitionError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def main() -> NoReturn:
    """Leave at once: at the interpreter's exit Temporal's threads may abort it (sdk-python#300)."""
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
