"""Commands at a terminal without a server: what is missing or wrong in them, and how they are repeated."""

from uuid import UUID

import pytest

from client import NoAnswer
from client.__main__ import run
from client.cli.desk_terminal import DEPARTMENT, OFFICER
from client.cli.terminal import repeatable
from client.transport.codec import ENVIRONMENT
from tests.support.parts import KEYS

CASE = "6f1c3a52-0000-4000-8000-000000000000"


def test_closed_port_at_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call that may be made again has an exit code of its own."""
    monkeypatch.setenv(ENVIRONMENT, KEYS.text())
    assert run(("list", "--address", "127.0.0.1:1")) == 3
    assert capsys.readouterr().err.startswith("EngineUnreachable: no Temporal server at 127.0.0.1:1")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("desk inbox --officer officer-1", "required: --department"),
        ("desk inbox --department market-regulation", "required: --officer"),
        ("desk suspend {case} food-licence --expected-end 2027-02-30", "'2027-02-30' is no day"),
        ("desk ask {case} food-licence --missing papers.plan", "expected 4 arguments"),
        ("choose {case} perhaps", "'go-on', 'withdraw-rest'"),
        ("progress 1", "argument CASE: invalid UUID value"),
        ("withdraw {case} --reason \udcff", "not UTF-8 text"),
        ("desk", "required: COMMAND"),
    ],
)
def test_misused_command(
    command: str, says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing or wrong in a command is named before anything is sent."""
    for variable in (DEPARTMENT, OFFICER):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(SystemExit) as ended:
        run(command.format(case=CASE).split())
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_how_to_repeat() -> None:
    """Where no answer came, it is told how the very same is sent again."""
    command = UUID(CASE)
    with pytest.raises(NoAnswer) as caught, repeatable("--command", command):
        raise NoAnswer("no answer")
    assert caught.value.__notes__ == [f"to repeat it as the same, add: --command {command}"]
