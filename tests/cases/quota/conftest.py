"""What tests of quotas share."""

from uuid import uuid4

import pytest


@pytest.fixture
def street() -> str:
    """One in which nobody else has a stall."""
    return f"街{uuid4().hex[:8]}"
