"""The real parts that tests run on, and the few words by which tests speak of them."""

import base64
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.testing import TimeSkipper

from activities.departments import behave
from activities.departments.behaviour import Behaviour
from activities.ledger import Ledger
from client import Case, Platform, State, Submission, names
from client.campaigns import Campaigns
from client.codec import KeyRing
from client.registers import Registers
from deploy import demonstration

KEYS: Final = KeyRing({"test": base64.b64decode("dGVzdC1rZXktZm9yLXJlY29yZGVkLWhpc3Rvcmllcy4=")})
"""Fixed, so that histories recorded once can be read for ever; it protects nothing else."""

MARRIED: Final = "newborn-married-with-mother"
UNMARRIED: Final = "newborn-unmarried-with-father"
ELSEWHERE: Final = "newborn-settling-elsewhere"
SMALL_SHOP: Final = "restaurant-small-with-licence"
LARGE_SHOP: Final = "restaurant-large-with-sign"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """An engine at work: its client, ledger, platform, and a clock that can be carried forward."""

    client: Client
    ledger: Ledger
    platform: Platform
    office: Campaigns
    registers: Registers
    skipper: TimeSkipper

    def behave(self, case: UUID, matter: str, behaviour: Behaviour) -> None:
        """Set a department stand-in towards one case."""
        behave(self.ledger, behaviour, matter=matter, case=str(case))

    def handle(self, case: UUID) -> WorkflowHandle[Any, Any]:
        """The case's workflow."""
        return self.client.get_workflow_handle(names.case_id(case))

    async def history(self, case: UUID) -> WorkflowHistory:
        """All that the server has recorded of a case."""
        return await self.handle(case).fetch_history()


def submission(name: str, **answers: object) -> Submission:
    """A demonstration case with a new id, some answers of its form changed."""
    original = demonstration.submission(name)
    return original.model_copy(update={"form": {**original.form, **answers}})


async def until(case: Case, matter: str, state: State) -> None:
    """Watch a case until one of its items is in that state."""
    async for progress in case.watch():
        if any(item.code == matter and item.state is state for item in progress.items):
            return
