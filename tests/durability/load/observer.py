"""Somebody who asks every workflow all the time, as platforms and the Temporal UI do, and remembers much."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError

from client import names
from client.messages.message import Nothing
from tests.support.speakers import said, speaker

SOON: Final = timedelta(seconds=2)
PATIENCE: Final = timedelta(seconds=20)
TRIES: Final = 5

DETAILS: Final = "__temporal_workflow_metadata"
OPEN: Final = "ExecutionStatus = 'Running'"
STACK: Final = "__stack_trace"
"""What the page of a workflow in the Temporal UI asks; the first brings the current details."""

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    names.CASE: (names.PROGRESS, names.EXPLAIN, DETAILS),
    names.CAMPAIGN: (names.PROGRESS, DETAILS),
    names.ONE_GRANT: (DETAILS,),
}
"""By the type of the workflow."""

Instant = tuple[str, str, int, str]


class Observer:
    """`instants` are those that were told: by case, item, round and state, when that was decided."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.instants: dict[Instant, set[str]] = {}

    async def keep_asking(self, pause: float) -> None:
        """Ask all that are open everything, until cancelled; whoever does not answer is asked again later."""
        while True:
            await asyncio.gather(*(self._ask(*one) for one in await self._workflows(OPEN)))
            await asyncio.sleep(pause)

    async def ask_at_once(self) -> None:
        """One question to each that is open; the server lets no more wait for the same workflow."""
        asked = [(id_, QUESTIONS[kind][0]) for id_, kind in await self._workflows(OPEN)]
        await asyncio.gather(*(self._try(id_, question, PATIENCE) for id_, question in asked))

    async def _ask(self, id_: str, kind: str) -> None:
        for question in (*QUESTIONS[kind], STACK):
            await self._try(id_, question, SOON)

    async def answers(self) -> dict[tuple[str, str], Any]:
        """What everybody says now, open or closed, by id and question."""
        asked = [(id_, question) for id_, kind in await self._workflows() for question in QUESTIONS[kind]]
        return {(id_, question): await self._insist(id_, question) for id_, question in asked}

    async def _workflows(self, query: str = "") -> list[tuple[str, str]]:
        runs = [(run.id, run.workflow_type) async for run in self._client.list_workflows(query)]
        return sorted({(id_, kind) for id_, kind in runs if kind in QUESTIONS})

    async def _insist(self, id_: str, question: str) -> Any:
        for _ in range(TRIES):
            if answer := await self._try(id_, question, PATIENCE):
                return answer
        return None

    async def _try(self, id_: str, question: str, patience: timedelta) -> Any:
        handle = self._client.get_workflow_handle(id_)
        try:
            answer = await handle.query(question, args=self._signed(id_, question), rpc_timeout=patience)
        except (RPCError, WorkflowQueryFailedError):
            return None
        if question == names.PROGRESS:
            self._remember(id_, answer)
        return answer

    def _signed(self, id_: str, question: str) -> list[object]:
        """Those of the UI are nobody's."""
        if question.startswith("__"):
            return []
        kind = names.CAMPAIGN if id_.startswith(names.campaign_id("")) else names.CASE
        asker = speaker(question, None, workflow=kind)
        return [said(self._client, id_, question, Nothing(), by=asker)]

    def _remember(self, id_: str, progress: dict[str, Any]) -> None:
        for item in progress.get("items", ()):
            if item["decided_at"]:
                instant = (id_, item["code"], item["round"], item["state"])
                self.instants.setdefault(instant, set()).add(item["decided_at"])
