"""Procedures of the law at a terminal: begun about an item, and taken step by step."""

from datetime import date

from cyclopts import App

from .order import ItemCode, OrderConnection
from .terminal import CaseId

app = App()


@app.command
async def begin(
    case: CaseId,
    item: ItemCode,
    procedure: str,
    /,
    *,
    party: tuple[str, ...] = (),
    electronic: tuple[str, ...] = (),
    reason: tuple[str, ...] = (),
    at: OrderConnection,
) -> int:
    """Begin a procedure about it; applicant and interested parties are told.

    :param procedure: statements, hearing, public-hearing, inspection, or another of the item
    :param party: whom it concerns besides the applicant, as the department refers to them; several times
    :param electronic: who of them has agreed to electronic service; several times
    :param reason: why; may be given several times
    """
    async with at.ordering() as desk:
        after = await desk.begin(
            case,
            item,
            procedure=procedure,
            parties=party,
            electronic=electronic,
            reasons=reason,
            command=at.command,
        )
    return at.show_after(after)


@app.command
async def step(
    case: CaseId,
    item: ItemCode,
    procedure: str,
    step: str,
    /,
    *,
    on: date | None = None,
    day: date | None = None,
    place: str = "",
    named: tuple[str, ...] = (),
    party: str = "",
    document: str = "",
    signed_by: tuple[str, ...] = (),
    says: str = "",
    at: OrderConnection,
) -> int:
    """Take the next step of a procedure that has begun.

    :param procedure: its code, as `show` tells it
    :param step: the code of the step, as `show` tells it
    :param on: the day on which it was taken, if not today
    :param day: the day that it fixes, as of a hearing
    :param place: the place that it fixes
    :param named: the account of an officer whom it names, as host or inspector; several times
    :param party: who has taken it: applicant, or one of the interested parties
    :param document: the number of the paper that there is of it
    :param signed_by: who has signed that; several times
    :param says: what else is to be said of it
    """
    async with at.ordering() as desk:
        after = await desk.take_step(
            case,
            item,
            procedure=procedure,
            step=step,
            on=on,
            day=day,
            place=place,
            officers=named,
            party=party,
            document=document,
            signed_by=signed_by,
            says=says,
            command=at.command,
        )
    return at.show_after(after)
