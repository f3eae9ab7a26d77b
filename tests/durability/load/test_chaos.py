"""Cases while all that they need is killed; `make chaos` does it with 10,000."""

import tempfile
from pathlib import Path

import pytest

from deploy.chaos.survival import survive

CASES = 18
SEED = 28
"""Of dice by which the server and PostgreSQL die at the first strike."""


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_nothing_is_lost_in_a_storm() -> None:
    """Worker, server, database and clients are killed, departments fail: each case is granted once."""
    with tempfile.TemporaryDirectory() as folder:  # where PostgreSQL's own user may look, too
        survived = await survive(Path(folder), CASES, seed=SEED)
    assert survived.losses.is_whole, survived.losses
    assert survived.losses.granted == CASES
    assert {"worker", "Temporal server", "PostgreSQL", "client"} <= survived.strikes.keys()
    assert survived.failing > 0
