"""Faults that an operator can mend: told in one line, without a trace."""

from collections.abc import Generator
from contextlib import contextmanager

from cyclopts import CycloptsError
from pydantic import ValidationError
from temporalio.service import RPCError

from activities.errors import WorldError
from client.errors import OneMatterError


class OperatorFault(Exception):
    """Of what runs on this machine."""


@contextmanager
def told() -> Generator[None]:
    """What goes wrong in the block, for whoever has called the command."""
    try:
        yield
    except (OperatorFault, OneMatterError, WorldError, ValidationError, OSError, RPCError) as error:
        raise CycloptsError(msg=f"{type(error).__name__}: {error}") from error
