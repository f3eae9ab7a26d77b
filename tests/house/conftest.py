"""What tests of the house share."""

from pathlib import Path

import pytest

from tests.house.checkout import begun


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this one in which a one-matter was begun."""
    return begun(tmp_path_factory.mktemp("checkout"))
