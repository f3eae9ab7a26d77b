"""Officers at a terminal: what waits for their department, and what they decide."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from ..messages.cases.answers import Demand, Flaw
from ..messages.cases.rating import RatingOutcome
from ..messages.officers.docket import Inbox
from . import procedure
from .order import ItemCode, OfficerConnection, OrderConnection
from .tables import case as shown
from .tables import desk as tables
from .terminal import CaseId, write

Reasons = Annotated[tuple[str, ...], Parameter(help="why; may be given several times")]
Points = tuple[tuple[str, str, str, str], ...]
"""PATH FINDING MEND BASIS, for each."""


app = App(name="desk")
app.command(procedure.app, name="*")


@app.command
async def inbox(*, at: OfficerConnection) -> int:
    """List what waits for the department."""
    tasks = await (await at.desk()).inbox()
    return at.show(Inbox(tasks=tasks), tables.tasks(tasks))


@app.command
async def show(case: CaseId, item: ItemCode, /, *, at: OfficerConnection) -> int:
    """Show what the department was asked, and what was done."""
    sheet = await (await at.desk()).show(case, item)
    return at.show(sheet, tables.sheet(sheet))


@app.command
async def grant(case: CaseId, item: ItemCode, /, *, at: OrderConnection) -> int:
    """Grant it; where it is inspected, two officers must."""
    async with at.ordering() as desk:
        after = await desk.grant(case, item, command=at.command)
    return at.show_after(after, decided=True)


@app.command
async def refuse(
    case: CaseId, item: ItemCode, /, *, reason: Reasons, basis: str, remedies: str = "", at: OrderConnection
) -> int:
    """Refuse it; where it is inspected, two officers must.

    :param basis: the document and article that it rests upon
    :param remedies: may be left out: what can be done against it is told by the data of the item
    """
    async with at.ordering() as desk:
        after = await desk.refuse(
            case, item, reasons=reason, basis=basis, remedies=remedies, command=at.command
        )
    return at.show_after(after, decided=True)


@app.command
async def ask(
    case: CaseId,
    item: ItemCode,
    /,
    *,
    missing: Points = (),
    defective: Points = (),
    reason: str = "",
    at: OrderConnection,
) -> int:
    """Have the applicant mend something.

    :param missing: PATH FINDING MEND BASIS of what is missing, at form.FIELD or papers.CODE; several times
    :param defective: the same of what is there, and wrong
    :param reason: why only now, if it could have been asked before
    """
    points = (*_points(Flaw.MISSING, missing), *_points(Flaw.DEFECTIVE, defective))
    async with at.ordering() as desk:
        after = await desk.ask(case, item, points, reason=reason, command=at.command)
    return at.show_after(after)


@app.command
async def suspend(
    case: CaseId,
    item: ItemCode,
    /,
    *,
    procedure: str,
    expected_end: date,
    notice: str,
    reason: tuple[str, ...] = (),
    at: OrderConnection,
) -> int:
    """Stop the clock for a special procedure.

    :param procedure: of 行政许可法 Art. 45 (testing …) or of the item (appeal …)
    :param expected_end: the day on which it should end
    :param notice: the number of the written notice
    :param reason: why; may be given several times
    """
    async with at.ordering() as desk:
        after = await desk.suspend(
            case,
            item,
            procedure=procedure,
            expected_end=expected_end,
            notice=notice,
            reasons=reason,
            command=at.command,
        )
    return at.show_after(after)


@app.command
async def resume(case: CaseId, item: ItemCode, /, *, at: OrderConnection) -> int:
    """Let the clock run again: the special procedure has ended."""
    async with at.ordering() as desk:
        after = await desk.resume(case, item, command=at.command)
    return at.show_after(after)


@app.command
async def extend(
    case: CaseId, item: ItemCode, /, *, reason: Reasons, approver: str, at: OrderConnection
) -> int:
    """Put an extension of the limit to somebody, who approves it (`approve`); there is one.

    :param approver: the account of the head of the body who is to approve it
    """
    async with at.ordering() as desk:
        after = await desk.extend(case, item, approver=approver, reasons=reason, command=at.command)
    return at.show_after(after)


@app.command
async def approve(case: CaseId, item: ItemCode, /, *, at: OrderConnection) -> int:
    """As a head of the body, approve an extension that was put to him."""
    async with at.ordering() as desk:
        after = await desk.approve_extension(case, item, command=at.command)
    return at.show_after(after)


@app.command
async def reassign(
    case: CaseId,
    item: ItemCode,
    /,
    *,
    to: str,
    reason: str,
    since: date | None = None,
    until: date | None = None,
    at: OrderConnection,
) -> int:
    """Give it to another officer as a superior, whoever has it.

    :param to: the account of whoever gets it
    :param reason: why
    :param since: the first day of it, else from now on
    :param until: the last day of it, else for good
    """
    async with at.ordering() as desk:
        after = await desk.reassign(
            case, item, to=to, reason=reason, since=since, until=until, command=at.command
        )
    return at.show_after(after)


@app.command(name="open")
async def open_paper(case: CaseId, item: ItemCode, code: str, /, *, into: Path, at: OfficerConnection) -> int:
    """Open a paper that came with it.

    :param code: of the paper, as `show` tells it
    :param into: the file to write it to
    """
    paper = await (await at.desk()).paper(case, item, code)
    await write(into, paper.content)
    return at.show(
        paper.model_copy(update={"content": b""}), f"{paper.filename}（{paper.media_type}）：{into}"
    )


@app.command
async def serve(
    case: CaseId,
    item: ItemCode,
    /,
    *,
    mode: str,
    on: date,
    witness: str = "",
    notice: str = "",
    party: str = "",
    at: OrderConnection,
) -> int:
    """Enter that a notice was served: the decision, or what is on its way before it.

    :param mode: how: electronic, signed, left, post, public-notice, or one of the department's own
    :param on: the day on which it was signed for, left, returned, or published
    :param witness: who saw it, or the number of its receipt
    :param notice: the key of what was served, as `show` tells it, if not all that is meant
    :param party: on whom, as the department refers to him, if not on the applicant
    """
    async with at.ordering() as desk:
        after = await desk.serve(
            case, item, mode=mode, on=on, witness=witness, notice=notice, party=party, command=at.command
        )
    return at.show_after(after)


@app.command
async def party_consent(
    case: CaseId, item: ItemCode, /, *, party: str, electronic: bool, at: OrderConnection
) -> int:
    """Enter that somebody whom the item concerns agrees to electronic service, or does so no more.

    :param party: as the department refers to him
    :param electronic: whether he agrees
    """
    async with at.ordering() as desk:
        after = await desk.party_consent(case, item, party=party, electronic=electronic, command=at.command)
    return at.show_after(after)


@app.command
async def review(
    case: CaseId, item: ItemCode, /, *, reason: tuple[str, ...] = (), at: OfficerConnection
) -> int:
    """Say whether what a machine granted was right.

    :param reason: why it was not, may be given several times; without one it was right
    """
    looked = await (await at.desk()).review(case, item, agrees=not reason, reasons=reason)
    return at.show(looked, tables.looked(looked))


@app.command
async def answer_rating(
    case: CaseId, item: ItemCode, /, *, outcome: RatingOutcome, says: str, at: OfficerConnection
) -> int:
    """Answer whoever was not satisfied.

    :param outcome: what came of it; what is set aside counts no more
    :param says: what the applicant is told
    """
    rated = await (await at.desk()).answer_rating(case, item, outcome=outcome, says=says)
    return at.show(rated, shown.rated(rated))


@app.command(name="return")
async def return_to(
    case: CaseId,
    item: ItemCode,
    /,
    *,
    to: str,
    until: date | None = None,
    reason: str = "",
    at: OrderConnection,
) -> int:
    """Give it to another officer.

    :param to: the account of whoever gets it
    :param until: the last day of it, else for good
    :param reason: why
    """
    async with at.ordering() as desk:
        after = await desk.return_to(case, item, officer=to, until=until, reason=reason, command=at.command)
    return at.show_after(after)


def _points(flaw: Flaw, given: Points) -> tuple[Demand, ...]:
    return tuple(
        Demand(path=path, says=says, mend=mend, flaw=flaw, basis=basis) for path, says, mend, basis in given
    )
