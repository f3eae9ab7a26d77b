"""What becomes of a decision whose case is closed, at a terminal: rulings from above, renewal, revocation."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

from cyclopts import App, Parameter

from ..messages.cases.sequel import SequelProgress, SequelWord
from ..offices.sequels import Sequels
from .order import OfficerConnection
from .tables import sequel as tables
from .terminal import CaseId, CommandId, repeatable, write

SequelId = Annotated[UUID, Parameter(help="its id, as `begin` and `desk inbox` tell it")]
Reasons = Annotated[tuple[str, ...], Parameter(help="why; may be given several times")]

app = App(name="sequel")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class SequelConnection(OfficerConnection):
    """Who works at which desk, for what becomes of its decisions."""

    async def office(self) -> Sequels:
        return await Sequels.connect(
            self.address, department=self.department, officer=self.officer, namespace=self.namespace
        )

    def tell(self, progress: SequelProgress) -> int:
        return self.show(progress, tables.progress(progress))


@app.command
async def begin(
    case: CaseId,
    item: str,
    sequel: str,
    /,
    *,
    on: date,
    reason: Reasons,
    body: str = "",
    document: str = "",
    until: date | None = None,
    received_on: date | None = None,
    id: CommandId = None,  # noqa: A002 (what people type)
    at: SequelConnection,
) -> int:
    """Begin a proceeding about the decision of an item whose case is closed.

    :param item: its code, as in the inbox
    :param sequel: renewal, change, withdrawn, revoked, cancelled; of a ruling: upheld, set-aside, remade …
    :param on: the day of the ruling, or of the application
    :param body: the review body or court that has ruled
    :param document: the number of its paper
    :param until: by when it wants a new decision
    :param received_on: when the applicant has received a review decision, not a judgment
    """
    id = id or uuid4()  # noqa: A001
    with repeatable("--id", id):
        begun = await (await at.office()).begin(
            case,
            item,
            sequel,
            on=on,
            reasons=reason,
            body=body,
            document=document,
            until=until,
            received_on=received_on,
            id=id,
        )
    return at.tell(begun)


@app.command
async def show(sequel: SequelId, /, *, at: SequelConnection) -> int:
    """Show how far it is, and what a first person has proposed."""
    return at.tell(await (await at.office()).show(sequel))


@app.command
async def conclude(
    sequel: SequelId,
    word: SequelWord,
    /,
    *,
    reason: Reasons = (),
    basis: str = "",
    views: str = "",
    compensation: int | None = None,
    at: SequelConnection,
) -> int:
    """Carry it out, drop it, accept, grant or refuse it, or ask; a second person says the same.

    :param word: carry-out or drop; of an application: accept, ask, grant or refuse
    :param reason: why; of ask: what is to be mended, each point
    :param basis: the document and article that a refusal rests upon
    :param views: what the holder has said, or that he has not
    :param compensation: in fen, where the law gives any; 0 with reasons
    """
    office = await at.office()
    seen = await office.show(sequel)
    concluded = await office.conclude(
        seen, word, reasons=reason, basis=basis, views=views, compensation=compensation
    )
    return at.tell(concluded)


@app.command(name="open")
async def open_paper(sequel: SequelId, code: str, /, *, into: Path, at: SequelConnection) -> int:
    """Open a paper that came with it.

    :param code: of the paper, as `show` tells it
    :param into: the file to write it to
    """
    office = await at.office()
    paper = await office.paper(await office.show(sequel), code)
    await write(into, paper.content)
    told = paper.model_copy(update={"content": b""})
    return at.show(told, f"{paper.filename}（{paper.media_type}）：{into}")


@app.command
async def serve(
    sequel: SequelId,
    /,
    *,
    mode: str,
    on: date,
    witness: str = "",
    notice: str = "",
    party: str = "",
    at: SequelConnection,
) -> int:
    """Enter that what was told was served.

    :param mode: signed, left, post, public-notice, or another of the department
    :param on: the day on which it was done
    :param witness: who saw it, or under which number it is on file
    :param notice: the key of what was served, if not the last word
    :param party: on whom, if not on the applicant
    """
    office = await at.office()
    seen = await office.show(sequel)
    told = await office.serve(seen, mode=mode, on=on, witness=witness, notice=notice, party=party)
    return at.tell(told)
