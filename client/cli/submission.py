"""An application is filed at a terminal, from a file or from a draft."""

from collections.abc import Generator
from contextlib import contextmanager

from ..errors import AnswerPending
from ..messages.cases.submission import Submission
from .command_line import DONE, NOT_ACCEPTED
from .tables import receipt
from .terminal import Connection


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
