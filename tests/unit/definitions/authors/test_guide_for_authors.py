"""The guide for authors is true: its example runs and shows every word, its commands are taken."""

import ast
import re
import shlex
import sys
from types import ModuleType
from typing import Final

import pytest

from client.cli.command_line import composed
from deploy.command_line import GROUPS
from matters import language
from tests.support.places import ROOT

GUIDE: Final = (ROOT / "matters" / "README.md").read_text(encoding="utf-8")
EXAMPLE: Final = "\n".join(re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL))
COMMANDS: Final = re.findall(r"^    \.venv/bin/onematter (.*)$", GUIDE, re.MULTILINE)

LISTED: Final = (
    ("matters/definitions/night_market/example.json", "deploy/cases/restaurant-small-with-sign.json"),
    ("night-market-confirmation", "food-licence"),
    (" night-market", " restaurant"),
)
"""What the reader begins, and what is here in its place."""


def test_the_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """From top to bottom, as one module; what it says of itself is asserted in it."""
    module = ModuleType("guide_for_authors")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(EXAMPLE, "matters/README.md", "exec"), vars(module))  # noqa: S102


def test_every_word_is_shown() -> None:
    """Each public word of the language is used in the example; who adds one shows it there."""
    used = {node.id for node in ast.walk(ast.parse(EXAMPLE)) if isinstance(node, ast.Name)}
    assert not [word for word in language.__all__ if word not in used]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_are_what_the_terminal_takes(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the options that they take; of a one-matter that is listed."""
    monkeypatch.chdir(ROOT)
    if not command.startswith("matters new"):
        for begun, listed in LISTED:
            command = command.replace(begun, listed)
    composed(GROUPS).parse_args(shlex.split(command, comments=True), exit_on_error=False, print_error=False)
