"""What tests of commands share."""

import pytest

from tests.cli.programs import Programs
from tests.support.terminal import Terminal


@pytest.fixture
def programs(terminal: Terminal) -> Programs:
    """A program at this engine's terminal."""
    return Programs(terminal)
