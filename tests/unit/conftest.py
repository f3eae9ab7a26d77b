"""What tests without a server share."""

import pytest

from tests.support.places import ROOT
from tests.support.terminal import Terminal


@pytest.fixture
def author(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The terminal of an author, in the folder of the project; no engine is near."""
    monkeypatch.chdir(ROOT)
    return Terminal(capsys)
