"""The site as it is published today."""

from datetime import date
from pathlib import Path

import pytest

from matters.site.site import publish


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder."""
    directory = tmp_path_factory.mktemp("site")
    publish(directory, on=date(2026, 12, 1))
    return directory
