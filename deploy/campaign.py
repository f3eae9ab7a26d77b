"""Campaigns at the terminal of a checkout, which knows policies by their code, and their pay days."""

from typing import Any, Final

from cyclopts import App

from client.cli import campaign
from client.cli.terminal import HERE, Connection
from client.messages.message import Message
from matters.catalogue import find_grant
from matters.language import Grant, PeriodKind
from matters.terminal import GrantOfCode

DAYS_BEFORE: Final = 5
"""Between the preview and the pay day: for the second person, and for publicity in the office."""

QUARTERLY: Final = (1, 4, 7, 10)
MONTHLY: Final = tuple(range(1, 13))
LAST_DAY: Final = 31
"""Of a month, however long it is."""


class Scheduled(Message):
    """A campaign is prepared on this day of these months."""

    schedule: str
    day: int
    months: tuple[int, ...]


def known(code: str, **_: object) -> None:
    """A mistyped policy is told before anything is started."""
    find_grant(code)


app = App(name="campaign")
app.command(campaign.prepare, validator=known)
app.command(campaign.app, name="*")


@app.command
async def schedule(grant: GrantOfCode, /, *, at: Connection = HERE) -> int:
    """Have one prepared some days before every pay day."""
    day, months = _day(grant), _months(grant)
    name = await (await at.campaigns()).schedule(grant.code, day=day, months=months)
    on = "最后一日" if day == LAST_DAY else f"{day} 日"
    says = f"{name}：每年 {'、'.join(map(str, months))} 月的 {on}准备一批，待放行"
    return at.show(Scheduled(schedule=name, day=day, months=months), says)


def _day(grant: Grant[Any]) -> int:
    """Not before the period is over, or else at its end, when all are registered whom it is due to."""
    return max(1, grant.pay_day.day - DAYS_BEFORE) if grant.pay_day else LAST_DAY


def _months(grant: Grant[Any]) -> tuple[int, ...]:
    """What has no pay day is looked at every month: whoever has it already is not found again."""
    return QUARTERLY if grant.pay_day and grant.period is PeriodKind.QUARTER else MONTHLY
