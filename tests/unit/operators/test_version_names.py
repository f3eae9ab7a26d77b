"""What may be the name of a version of the engine."""

import pytest

from client.cli.command_line import MEND, composed, run
from deploy.command_line import GROUPS


@pytest.mark.parametrize("command", ["to", "back"])
@pytest.mark.parametrize("build", ["", " ", "1 ", "it's", '"1"'])
def test_no_version(command: str, build: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A version without a name, or with one that a search would read otherwise, is asked of no server."""
    assert run(composed(GROUPS), ("ops", "release", command, build)) == MEND
    assert "a version has a name" in capsys.readouterr().err
