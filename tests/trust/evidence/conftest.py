"""What tests of evidence share."""

from typing import Final

import pytest

from client import Case
from tests.support.parts import Parts
from tests.support.states import in_review

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"


@pytest.fixture
async def closed(parts: Parts) -> Case:
    """A case in which officers have decided, and which has ended."""
    case = await in_review(parts)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    await case.outcome()
    return case
