"""An application is filed at a terminal, from a file or from a draft, and how its applicant is served."""

from collections.abc import Generator
from contextlib import contextmanager

from cyclopts import App

from ..errors import AnswerPending
from ..messages.cases.submission import Submission
from .command_line import DONE, NOT_ACCEPTED
from .person import Author
from .tables import case as tables
from .tables import receipt
from .terminal import HERE, CaseId, Connection

app = App(name="submission")


@app.command
async def consent(case: CaseId, /, *, electronic: bool, by: Author = "", at: Connection = HERE) -> int:
    """Agree to electronic service from now on, or (`--no-electronic`) do so no more.

    :param electronic: whether the applicant agrees; what is on its way to him is served with that
    """
    platform = await at.platform()
    with pending():
        found = await platform.case(case, by=by)
    await found.consent(electronic=electronic, by=by)
    now = await found.progress()
    return at.show(now, tables.progress(now))


async def submitted(submission: Submission, at: Connection) -> int:
    """Show its receipt."""
    platform = await at.platform()
    with pending():
        answer = (await platform.submit(submission)).receipt
    return at.show(answer, receipt.receipt(answer), code=DONE if answer.accepted else NOT_ACCEPTED)


@contextmanager
def pending() -> Generator[None]:
    """Where an application is received and not answered yet, tell the applicant so."""
    try:
        yield
    except AnswerPending as error:
        error.add_note(receipt.pending(error))
        raise
