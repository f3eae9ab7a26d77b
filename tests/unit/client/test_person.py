"""Whose number it is need not stand in a command, which everybody on the machine reads."""

import io
import sys

import pytest
from cyclopts import CoercionError

from client.cli import draft

LIST = ("list", "--applicant", "-")


def test_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of it is the number."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("990101199203120021\n"))
    _, bound, _ = draft.app.parse_args(LIST, exit_on_error=False)
    assert bound.arguments["applicant"] == "990101199203120021"


def test_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing there is nobody, and said so."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CoercionError, match="standard input"):
        draft.app.parse_args(LIST, exit_on_error=False, print_error=False)
