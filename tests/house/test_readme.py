"""What the README shows is what works."""

import ast
import io
import json
import re
import shlex
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest

from client import errors
from client.cli import command_line
from client.cli.command_line import CommandGroup, composed
from deploy.command_line import GROUPS
from matters.language import Facts, OneMatter
from matters.plan.application import Application
from matters.proof.one_matter_proof import prove_one
from tests.support.places import ROOT

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
OF_THE_CLIENT: Final = (ROOT / "client" / "README.md").read_text(encoding="utf-8")
OF_THE_OPERATOR: Final = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
COMMAND: Final = re.compile(r"^    (?:\.venv/bin/)?onematter (.*)$", re.MULTILINE)
DEFINITION, PLATFORM = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_twenty_lines() -> None:
    """The README's one-matter is complete: it passes the proofs and draws a plan in the right order."""
    written: dict[str, Any] = {"__name__": "readme"}
    exec(DEFINITION, written)  # noqa: S102
    one: OneMatter[Any] = written["BIRTH"]
    form = one.form(child_name="新生儿甲", mother_id="990101199203120021")
    facts = Facts(on=date(2026, 11, 23), applicant="990101199203120021")
    plan = Application(one=one, form=form, facts=facts).plan()
    assert not prove_one(one, on=date(2026, 12, 1))
    assert [(item.code, item.after) for item in plan.items] == [
        ("birth-certificate", ()),
        ("maternity-payment", ("birth-certificate",)),
    ]


def test_the_platform_compiles() -> None:
    """The README's platform is whole Python, and the case that it submits is there."""
    compile(PLATFORM, "README.md", "exec")
    [case] = re.findall(r'Path\("(.*?)"\)', PLATFORM)
    assert (ROOT / case).exists()


@pytest.mark.parametrize(
    ("readme", "groups"),
    [(README, GROUPS), (OF_THE_OPERATOR, GROUPS), (OF_THE_CLIENT, command_line.GROUPS)],
    ids=["engine", "operator", "client"],
)
def test_commands_are_what_the_terminal_takes(
    readme: str, groups: Mapping[str, CommandGroup], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command that is shown is one, with the options that it takes, and its files are there."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ONEMATTER_DEPARTMENT", "market-regulation")
    monkeypatch.setenv("ONEMATTER_OFFICER", "officer-1")
    monkeypatch.setattr(sys, "stdin", io.StringIO("990101199203120021\n" * 9))
    app = composed(groups)
    commands = COMMAND.findall(readme.replace("\\\n", ""))
    assert len(commands) > 3
    for command in commands:
        words = shlex.split(re.sub(r"\b(CASE|DRAFT|ORDER|SEQUEL)\b", str(uuid4()), command), comments=True)
        _, bound, _ = app.parse_args(words, exit_on_error=False, print_error=False)
        file = bound.arguments.get("file", ROOT)
        assert file.parts[0] != "deploy" or file.exists()


def test_code_for_the_client_compiles() -> None:
    """What is shown of the client is whole Python, as it stands in a coroutine."""
    shown = re.findall(r"```python\n(.*?)```", OF_THE_CLIENT, re.DOTALL)
    assert len(shown) > 3
    for code in shown:
        compile(code, "client/README.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_the_first_case_is_as_the_registers_have_it() -> None:
    """Who copies it to an engine of `make serve` gets a case, and not a finding."""
    first = re.findall(r"```python\n(.*?)```", OF_THE_CLIENT, re.DOTALL)[0]
    said = dict(re.findall(r'"(\w+)": "([^"]+)"', first))
    registers = json.loads((ROOT / "deploy" / "district" / "registers.json").read_text(encoding="utf-8"))
    [birth] = [
        row["entry"]
        for row in registers
        if (row["register"], row["key"]) == ("birth-register", said["mother_id"])
    ]
    told = (said["born_on"], said["hospital"], said["child_sex"])
    assert told == (birth["born_on"], birth["hospital"], birth["sex"])


def test_every_error_is_told() -> None:
    """Whatever the client raises is in its README."""
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    raised = [kind.__name__ for kind in kinds if issubclass(kind, errors.OneMatterError)]
    assert not [name for name in raised if name not in OF_THE_CLIENT]
