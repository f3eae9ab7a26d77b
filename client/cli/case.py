"""Applicants at a terminal: file a case, follow it, answer what is asked."""

import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

from cyclopts import App, Parameter
from rich.live import Live

from ..messages.cases.choice import OnRefusal
from ..messages.cases.submission import Paper
from ..messages.message import Message
from ..messages.money.payment import Payment
from ..offices.cashier import Cashier
from ..platform.case import Case
from ..platform.files import checked, read_submission, read_supplement
from . import draft, enquiry, printer
from .command_line import DONE, NOT_ACCEPTED
from .order import ItemCode
from .person import Author, Person, Reader
from .submission import app as filed
from .submission import pending, submitted
from .tables import case as tables
from .tables import deadlines, receipt, sequel
from .terminal import HERE, CaseId, CommandId, Connection, SubmissionFile, console, repeatable, say, write


class BundleFile(Message):
    """Evidence as it was written; `sha256` is of the file."""

    file: str
    sha256: str


app = App(name="case")
app.command(enquiry.app, name="*")
app.command(draft.app)
app.command(printer.app, name="*")
app.command(filed, name="*")

PapersFile = Annotated[Path | None, Parameter(help='JSON with papers as in a submission: {"papers": […]}')]


@app.command
async def submit(file: SubmissionFile, /, *, id: UUID | None = None, at: Connection = HERE) -> int:  # noqa: A002
    """File an application.

    :param id: submit under this id, to repeat an earlier call
    """
    submission = read_submission(file)
    if id:
        submission = submission.model_copy(update={"id": id})
    with repeatable("--id", submission.id):
        return await submitted(submission, at)


@app.command
async def upload(
    file: Path,
    code: str,
    /,
    *,
    case: UUID,
    applicant: Person,
    at: Connection = HERE,
) -> int:
    """Upload a file of up to 20 MB, before the submission, supplement or draft that refers to it.

    Broken off, the same again goes on with it. What `--json` prints goes among the papers.

    :param file: PDF, OFD, JPEG, PNG or plain text
    :param code: of the paper
    :param case: the id that its submission has, or will have; or a renewal (`renew … --id`), or a change
    """
    paper = await (await at.platform()).upload(file, code=code, applicant=applicant, case=case)
    return at.show(paper, f"{paper.filename}（{paper.media_type}）已上传，SHA-256：{paper.sha256}")


@app.command
async def progress(case: CaseId, /, *, by: Reader = "", at: Connection = HERE) -> int:
    """Tell where a case stands, and what it waits for."""
    return await _show_progress(await _found(case, at, by=by), at)


@app.command
async def watch(case: CaseId, /, *, by: Reader = "", at: Connection = HERE) -> int:
    """Follow a case until it is closed."""
    found = await _found(case, at, by=by)
    if at.json:
        async for now in found.watch():
            say(now.model_dump_json())
    elif sys.stdout.isatty():
        await _watch_live(found)
    else:
        await _watch_as_lines(found)
    return DONE


@app.command
async def outcome(case: CaseId, /, *, by: Reader = "", at: Connection = HERE) -> int:
    """Wait for the end of a case and tell how it ended."""
    end = await (await _found(case, at, by=by)).outcome()
    return at.show(end, receipt.outcome(end))


@app.command
async def explain(case: CaseId, /, *, by: Reader = "", at: Connection = HERE) -> int:
    """Tell how every deadline comes about, day by day."""
    reckonings = await (await _found(case, at, by=by)).explain()
    return at.show(reckonings, deadlines.reckonings(reckonings))


@app.command
async def supplement(case: CaseId, file: Path, /, *, command: CommandId = None, at: Connection = HERE) -> int:
    """Mend what a correction notice asks for.

    :param file: what is mended, as JSON: form and papers
    """
    mended, command = read_supplement(file), command or uuid4()
    found = await _found(case, at, by=mended.by)
    with repeatable("--command", command):
        answer = await found.supplement(mended, command=command)
    return at.show(answer, tables.supplemented(answer), code=DONE if answer.accepted else NOT_ACCEPTED)


@app.command
async def ask_for(
    case: CaseId, item: str, procedure: str, /, *, says: str = "", at: Connection = HERE
) -> int:
    """Ask for what the applicant has a right to in a procedure, such as a hearing.

    :param item: its code, as `progress --json` tells it
    :param procedure: the code of the procedure, as `progress` tells it
    :param says: why, in the applicant's words
    """
    found = await _found(case, at)
    await found.ask_for(item, procedure, says)
    return await _show_progress(found, at)


@app.command
async def renew(
    case: CaseId,
    item: str,
    /,
    *,
    says: str = "",
    papers: PapersFile = None,
    id: CommandId = None,  # noqa: A002 (what people type)
    at: Connection = HERE,
) -> int:
    """Apply for another term of a licence that a closed case has given.

    :param item: its code, as `progress --json` tells it
    :param says: why, in the applicant's words
    :param id: of an earlier call, to repeat it; it tells how far that is
    """
    id = id or uuid4()  # noqa: A001
    with repeatable("--id", id):
        begun = await (await _found(case, at)).renew(item, says=says, papers=_papers(papers), id=id)
    return at.show(begun, sequel.progress(begun))


@app.command
async def change(
    case: CaseId,
    item: str,
    /,
    *,
    says: str,
    papers: PapersFile = None,
    id: CommandId = None,  # noqa: A002 (what people type)
    at: Connection = HERE,
) -> int:
    """Apply for another content of a licence that a closed case has given.

    :param item: its code, as `progress --json` tells it
    :param says: what is to be changed, and why, in the applicant's words
    :param id: of an earlier call, to repeat it; it tells how far that is
    """
    id = id or uuid4()  # noqa: A001
    with repeatable("--id", id):
        begun = await (await _found(case, at)).change(item, says, papers=_papers(papers), id=id)
    return at.show(begun, sequel.progress(begun))


@app.command
async def mend(
    case: CaseId, application: UUID, /, *, says: str, papers: PapersFile = None, at: Connection = HERE
) -> int:
    """Answer what is to be mended of a renewal or a change.

    :param application: its id, as `renew` and `change` print it
    :param says: what is mended, or given besides, in the applicant's words
    """
    mended = await (await _found(case, at)).mend(application, says, papers=_papers(papers))
    return at.show(mended, sequel.progress(mended))


@app.command
async def choose(case: CaseId, choice: OnRefusal, /, *, by: Author = "", at: Connection = HERE) -> int:
    """Say what becomes of the rest after a refusal.

    :param choice: go on with it, or withdraw it
    """
    found = await _found(case, at, by=by)
    await found.choose(choice, by=by)
    return await _show_progress(found, at)


@app.command
async def withdraw(case: CaseId, /, *, reason: str, by: Author = "", at: Connection = HERE) -> int:
    """Take an application back.

    :param reason: why, in the applicant's words
    """
    found = await _found(case, at, by=by)
    await found.withdraw(reason, by=by)
    return await _show_progress(found, at)


@app.command
async def bundle(case: CaseId, file: Path, /, *, by: Reader = "", at: Connection = HERE) -> int:
    """Write a case as evidence: a zip with every signed word, which its own `verify.py` checks offline.

    :param file: where it goes
    """
    content = await (await _found(case, at, by=by)).bundle()
    await write(file, content)
    sha256 = hashlib.sha256(content).hexdigest()
    says = f"{file}：{len(content):,} 字节，可离线核验：python verify.py {file.name}"
    return at.show(BundleFile(file=str(file), sha256=sha256), says)


@app.command
async def pay(case: CaseId, fen: str, /, *, key: str, at: Connection = HERE) -> int:
    """Confirm, as the payment system, that money has come in.

    :param fen: the amount, in fen
    :param key: the payment's own number; the same is the same money
    """
    now = datetime.now(UTC).isoformat()
    payment = checked(Payment, {"key": key, "fen": fen, "paid_at": now})
    cashier = await Cashier.connect(at.address, namespace=at.namespace)
    await cashier.confirm(case, payment)
    return at.show(payment, tables.payment(payment))


@app.command
async def rate(case: CaseId, item: ItemCode, stars: int, /, *, says: str = "", at: Connection = HERE) -> int:
    """Rate how an item was handled, once it is decided: five stars to one.

    :param stars: five, if it was very good, to one, if it was very bad
    :param says: why
    """
    rated = await (await _found(case, at)).rate(item, stars, says)
    return at.show(rated, tables.rated(rated))


def _papers(file: Path | None) -> tuple[Paper, ...]:
    return (read_supplement(file).papers or ()) if file else ()


async def _found(case: UUID, at: Connection, *, by: str = "") -> Case:
    platform = await at.platform()
    with pending():
        return await platform.case(case, by=by)


async def _show_progress(case: Case, at: Connection) -> int:
    now = await case.progress()
    return at.show(now, tables.progress(now))


async def _watch_live(case: Case) -> None:
    with Live(console=console(), auto_refresh=False) as live:
        async for now in case.watch():
            live.update(tables.progress(now), refresh=True)


async def _watch_as_lines(case: Case) -> None:
    """What has changed, and nothing twice in a row."""
    told: set[str] = set()
    async for now in case.watch():
        lines = tuple(tables.lines(now))
        for line in lines:
            if line not in told:
                say(line)
        told = set(lines)
