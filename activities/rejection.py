"""What an activity answers to whoever has to mend something: he is told, and nothing is tried again."""

from collections.abc import Generator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from client.errors import Mend


def rejected(kind: type[Mend], says: str, *details: object) -> ApplicationError:
    """That error of the SDK, as an activity raises it."""
    return ApplicationError(
        says, *details, type=kind.__name__, non_retryable=True, category=ApplicationErrorCategory.BENIGN
    )


@contextmanager
def as_rejected() -> Generator[None]:
    """Have an activity raise so whatever is the caller's to mend."""
    try:
        yield
    except Mend as wrong:
        raise rejected(type(wrong), str(wrong)) from None
