"""The command line as a whole: its help, its completion, where it runs, how soon it answers, how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from client.cli import command_line
from client.cli.command_line import composed
from tests.cli.commands import COMMANDS, arguments, commands
from tests.support.cases.submissions import SMALL_SHOP, case_file
from tests.support.places import CASES, ONEMATTER, ROOT
from tests.support.states import on_one_ledger
from tests.support.terminal import Terminal, onematter

PROCESSOR_SECONDS: Final = 0.5
"""Within which help is there; less than half of it is used where nothing else runs."""

HEAVY: Final = ("temporalio", "pydantic", "sqlalchemy", "rich.markdown")
"""What nobody waits for who only asks for help."""

LOADED: Final = """
import sys
from client.cli.command_line import composed, run
from deploy.command_line import GROUPS

assert run(composed(GROUPS), ("--help",)) == 0
print(*(name for name in sys.argv[1:] if name in sys.modules), file=sys.stderr)
"""

COMPLETED: Final = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_onematter
echo "${COMPREPLY[*]}"
"""


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_tells_every_parameter(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a command does, and each of its arguments and options by name, with what it is for."""
    monkeypatch.setenv("COLUMNS", "200")
    assert onematter((*path, "--help")) == 0
    shown = capsys.readouterr().out
    assert COMMANDS[path].help.splitlines()[0] in shown
    for argument in arguments(path):
        assert all(name in shown for name in argument.names), argument.names
        assert argument.parameter.help, f"nothing is said of {argument.names}"


def test_the_wheel_has_its_share() -> None:
    """Whatever needs no more than the SDK is in the SDK's own command line, under the same name."""
    of_the_sdk = set(dict(commands(composed(command_line.GROUPS))))
    shared = {path for path in COMMANDS if path[0] in command_line.GROUPS}
    assert shared - of_the_sdk == {("campaign", "schedule")}
    assert of_the_sdk <= shared


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("ca",), "case campaign"),
        (("desk", "re"), "refuse resume reassign review return"),
        (("case", "choose", "CASE", ""), "go-on withdraw-rest"),
        (("campaign", "decide", "REFERENCE", "--f"), "--falls"),
        (("matters", "entitled", "CODE", "--o"), "--on"),
    ],
)
def test_bash_completes(typed: tuple[str, ...], offered: str, completion: Path) -> None:
    """The script that is installed completes groups, commands, options and choices."""
    asked = ("bash", "-c", COMPLETED, "bash", str(completion), "onematter", *typed)
    assert subprocess.check_output(asked, text=True).strip() == offered


@pytest.fixture(scope="module")
def completion(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script, installed for somebody whose shell is bash."""
    home = tmp_path_factory.mktemp("home")
    command = (ONEMATTER, "--install-completion", "--shell", "bash")
    subprocess.run(command, env={**os.environ, "HOME": str(home)}, check=True, capture_output=True)
    script = home / ".local" / "share" / "bash-completion" / "completions" / "onematter"
    assert str(script) in (home / ".bashrc").read_text()
    return script


def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    """Through a link, too, and whatever is called like a module of ours there."""
    (tmp_path / "matters.py").write_text("raise AssertionError")
    link = tmp_path / "onematter"
    link.symlink_to(ONEMATTER)
    listed = subprocess.check_output((link, "matters", "list", "--json"), cwd=tmp_path, text=True)
    assert "newborn" in {one["code"] for one in json.loads(listed)["one_matters"]}


def test_help_is_there_at_once() -> None:
    """In processor time, whatever else the machine does."""
    assert min(_processor_seconds() for _ in range(3)) < PROCESSOR_SECONDS


def _processor_seconds() -> float:
    with subprocess.Popen((ONEMATTER, "--help"), stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime


def test_help_loads_nothing_heavy() -> None:
    """Neither the SDK nor the engine is loaded before a command needs it."""
    command = (sys.executable, "-c", LOADED, *HEAVY)
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    assert loaded.split() == []


@on_one_ledger
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--help", 0),
        ("desk --help", 0),
        ("case catalogue", 0),
        ("case pre-review {sound}", 0),
        ("matters explain restaurant {sound}", 0),
        ("case pre-review {spoilt}", 1),
        ("matters explain restaurant {form}", 1),
        ("", 2),
        ("supervise", 2),
        ("case pre-review", 2),
        ("case pre-review {nowhere}", 2),
        ("case guide restaurant floor_area=much", 2),
        ("case guide divorce", 2),
        ("case progress 6f1c3a52-0000-4000-8000-000000000000", 2),
        ("campaign show nobody", 2),
        ("matters show divorce", 2),
        ("ops stand-ins {nowhere}", 2),
        ("case catalogue --address 127.0.0.1:1", 3),
        ("case catalogue --address nonsense", 2),
        ("case catalogue --address http://127.0.0.1:1", 2),
        ("ops stuck --address 127.0.0.1:1", 3),
        ("campaign show nobody --address 127.0.0.1:1", 3),
    ],
)
async def test_exit_codes(command: str, code: int, terminal: Terminal, tmp_path: Path) -> None:
    """0 done, 1 not accepted, 2 mend something, 3 call again; what is wrong is told, and without a trace."""
    filed = case_file(SMALL_SHOP)
    (tmp_path / "spoilt.json").write_text(json.dumps({**filed, "papers": []}))
    (tmp_path / "form.json").write_text('{"floor_area": "much"}')
    files = {
        "sound": CASES / f"{SMALL_SHOP}.json",
        "spoilt": tmp_path / "spoilt.json",
        "form": tmp_path / "form.json",
        "nowhere": tmp_path / "nowhere.json",
    }
    said = await terminal(*command.format(**files).split())
    assert said.code == code, said
    assert "Traceback" not in said.err
    assert bool(said.err) == (code == 3 or (code == 2 and "floor_area" not in command))
