"""Drafts at a terminal: what was begun elsewhere is gone on with here."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from ..messages.cases.submission import Channel
from ..messages.enquiries.draft import DraftList
from ..platform.files import read_draft
from .person import Person
from .submission import submitted
from .tables import draft as tables
from .terminal import HERE, Connection, repeatable

DraftId = Annotated[UUID, Parameter(help="the id of the draft, which the case gets, too")]

app = App(name="draft", help="Keep what is half written, and go on with it on another channel.")


@app.command
async def save(file: Path, /, *, id: UUID | None = None, at: Connection = HERE) -> int:  # noqa: A002
    """Keep what is written so far.

    :param file: what `show --json` prints, or a submission; of its form, whatever is there
    :param id: save a new one under this id, to repeat an earlier call
    """
    written = read_draft(file)
    if id:
        written = written.model_copy(update={"id": id})
    with repeatable("--id", written.id):
        kept = await (await at.platform()).save_draft(written)
    return at.show(kept, tables.drafts((kept,)))


@app.command(name="list")
async def list_(*, applicant: Person, at: Connection = HERE) -> int:
    """List what somebody has begun, wherever that was."""
    found = await (await at.platform()).drafts(applicant)
    return at.show(DraftList(drafts=found), tables.drafts(found))


@app.command
async def show(draft: DraftId, /, *, applicant: Person, at: Connection = HERE) -> int:
    """Show what is written so far."""
    platform = await at.platform()
    found = await platform.draft(draft, applicant=applicant)
    line = next((one for one in await platform.drafts(applicant) if one.id == draft), None)
    return at.show(found, tables.draft(found, line))


@app.command
async def submit(
    draft: DraftId, /, *, applicant: Person, channel: Channel = Channel.COUNTER, at: Connection = HERE
) -> int:
    """File it as it is; then it is a case, and no draft any more.

    :param channel: where the applicant stands
    """
    found = await (await at.platform()).draft(draft, applicant=applicant)
    return await submitted(found.submission(channel), at)


@app.command
async def drop(draft: DraftId, /, *, applicant: Person, at: Connection = HERE) -> int:
    """Forget it, and show what is left."""
    left = await (await at.platform()).drop_draft(draft, applicant=applicant)
    return at.show(DraftList(drafts=left), tables.drafts(left))
