"""Commands at a terminal without a server: what is missing or wrong in them, and how they are repeated."""

import json
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from client import NoAnswer
from client.cli.terminal import repeatable
from client.transport.ring_of_keys import ENVIRONMENT
from tests.support.cases.submissions import SMALL_SHOP, case_file
from tests.support.parts import KEYS
from tests.support.terminal import onematter

CASE: Final = "6f1c3a52-0000-4000-8000-000000000000"
OF_OFFICERS: Final = ("ONEMATTER_DEPARTMENT", "ONEMATTER_OFFICER")


def test_closed_port_at_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call that may be made again has an exit code of its own."""
    monkeypatch.setenv(ENVIRONMENT, KEYS.text())
    assert onematter(("case", "catalogue", "--address", "127.0.0.1:1")) == 3
    said = "EngineUnreachable: 无法连接系统，请稍后再试（no Temporal server at 127.0.0.1:1"
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "a command is missing"),
        ("desk", "a command is missing"),
        ("dosk", 'Unknown command "dosk". Did you mean "desk"?'),
        (
            "desk inbox --officer officer-1",
            "--department requires an argument. (see `onematter desk inbox --help`)",
        ),
        ("desk inbox --department market-regulation", "--officer requires an argument"),
        ("desk return {case} food-licence --to officer-2 --until 2027-02-30", '"2027-02-30" into date'),
        ("desk ask {case} food-licence --missing papers.plan", "--missing requires 4"),
        ("case choose {case} perhaps", '"go-on", "withdraw-rest"'),
        ("case progress 1", 'Invalid value for CASE: unable to convert "1" into UUID'),
        ("case progress {case} --jsn", "Unknown option: --jsn. Did you mean --json?"),
        ("case withdraw {case} --reason \udcff", "not UTF-8 text"),
        ("case guide newborn settles", "write FIELD=VALUE, not 'settles'"),
        ("case guide restaurant dishes=[", "'dishes=[' is no list"),
        ("campaign decide REFERENCE --by officer-1", "--stands flag required"),
        ("campaign budget CODE 2026 1.005 --by officer-1", "'1.005' is no sum in yuan"),
        ("matters show divorce", "there is no one-matter or grant 'divorce'"),
        ("ops remind --reason=", "say why"),
        ("ops delays 2026-13", "it is no month; write it as 2026-11"),
        ("ops stand-ins nowhere.json", "nowhere.json cannot be read: No such file or directory"),
        ("population generate --people many", "--people"),
    ],
)
def test_misused_command(
    command: str, says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing or wrong is named in one line before anything is sent, with exit code 2."""
    for variable in OF_OFFICERS:
        monkeypatch.delenv(variable, raising=False)
    assert onematter(command.format(case=CASE).split()) == 2
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) == 1


def test_how_to_repeat() -> None:
    """Where no answer came, it is told how the very same is sent again."""
    command = UUID(CASE)
    with pytest.raises(NoAnswer) as caught, repeatable("--command", command):
        raise NoAnswer("no answer")
    assert caught.value.__notes__ == [f"to repeat it as the same, add: --command {command}"]


def test_how_to_repeat_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file without an id is saved under a new one at each call: where no answer came, it is told."""
    monkeypatch.setenv(ENVIRONMENT, KEYS.text())
    file = tmp_path / "half.json"
    file.write_text(json.dumps({**case_file(SMALL_SHOP), "form": {}, "papers": []}))
    assert onematter(("case", "draft", "save", str(file), "--address", "127.0.0.1:1")) == 3
    assert "to repeat it as the same, add: --id " in capsys.readouterr().err
