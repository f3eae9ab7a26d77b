"""A grant between two runs: one that waits for years looks every day, and no history bears that."""

from __future__ import annotations

from typing import NoReturn

from temporalio import workflow

from client.messages.grants.offers import GrantFile
from workflows.renewal import CarriedRun, Renewal, go_on


class CarriedGrant(CarriedRun):
    """All that its run knows; `claimed` is what has been claimed back. The books have the rest."""

    file: GrantFile
    claimed: int = 0


def renew(file: GrantFile, renewal: Renewal, *, claimed: int) -> NoReturn:
    """End this run, and let the next one go on."""
    answered = renewal.recent(workflow.now())
    value = CarriedGrant(file=file, claimed=claimed, answered=answered, used=renewal.used)
    go_on(value)
