"""`make replay`: do the cases of `var/` go on with this code? Their histories are replayed, not changed."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHistory
from temporalio.worker import Replayer, WorkflowReplayResult

import worker
from client import names
from client.errors import OneMatterError
from client.transport.connection import connect
from client.transport.ring_of_keys import ENVIRONMENT, KeyRing
from deploy import server
from deploy.serve import VAR, AlreadyRunning, ServeSettings, only_one
from deploy.server import ServerFault
from workflows.roster import WORKFLOWS

SAYS: Final = re.compile(r'message: "((?:[^"\\]|\\.)*)"')
KIND: Final = re.compile(r'r#type: "(\w+)"')

console = Console(highlight=False)


class NothingThere(Exception):
    """There are no histories to replay."""


@dataclass(frozen=True, kw_only=True)
class Unreplayable:
    """A run that does not go on with this code: it does otherwise from the step on that `event` begins."""

    id: str
    run: str
    is_open: bool
    event: int
    why: str

    @property
    def remedy(self) -> str:
        """What to do about it."""
        if not self.is_open:
            return "已经结束，结果在台账；以本代码不再应答查询"
        return (
            "本代码一运行它就停住。请运行它开始时的代码；或者令其自该处重新推进："
            f"{server.binary()} workflow reset --namespace {names.NAMESPACE} "
            f"--workflow-id {self.id} --run-id {self.run} --event-id {self.event} --reason replay"
        )


class Replay:
    """The histories of one server, or those that a search finds there, replayed with the code at hand."""

    def __init__(self, client: Client, keys: KeyRing, *, search: str = "") -> None:
        self._client = client
        self._search = search
        self._replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(keys)])
        self._open: set[str] = set()
        self.replayed = 0

    async def faults(self) -> list[Unreplayable]:
        """All runs whose histories do not replay.

        Each that fails is replayed once more by itself: among all others, on a machine that has no time for
        it, a run is held to hang.
        """
        async with self._replayer.workflow_replay_iterator(self.histories()) as results:
            faulty: list[WorkflowHistory] = []
            async for result in results:
                self.replayed += 1
                if result.replay_failure:
                    faulty.append(result.history)
        again = [await self._replay(history) for history in faulty]
        return [await self._fault(one.history, one.replay_failure) for one in again if one.replay_failure]

    async def histories(self) -> AsyncGenerator[WorkflowHistory]:
        """Of all runs that are found."""
        async for run in self._client.list_workflows(self._search):
            if run.status is WorkflowExecutionStatus.RUNNING:
                self._open.add(run.run_id)
            yield await self._client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()

    async def _replay(self, history: WorkflowHistory) -> WorkflowReplayResult:
        return await self._replayer.replay_workflow(history, raise_on_replay_failure=False)

    async def _fault(self, history: WorkflowHistory, failure: Exception) -> Unreplayable:
        return Unreplayable(
            id=history.workflow_id,
            run=history.run_id,
            is_open=history.run_id in self._open,
            event=await self._parting(history),
            why=_why(str(failure)),
        )

    async def _parting(self, history: WorkflowHistory) -> int:
        """The last step that replays, and what follows from it not: found by halving."""
        started = [
            number
            for number, event in enumerate(history.events)
            if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
        ]
        good, bad = 0, len(started)
        while bad - good > 1:
            middle = (good + bad) // 2
            part = WorkflowHistory(history.workflow_id, history.events[: started[middle] + 1])
            result = await self._replay(part)
            good, bad = (good, middle) if result.replay_failure else (middle, bad)
        return history.events[started[good]].event_id + 1


def _why(failure: str) -> str:
    """What the SDK says, without its debugging. Of an error of ours the text is encrypted, the kind not."""
    says, kind = SAYS.search(failure), KIND.search(failure)
    return " ".join(found.group(1) for found in (kind, says) if found) or failure


@asynccontextmanager
async def temporal_of(folder: Path, settings: ServeSettings) -> AsyncGenerator[str]:
    """The address of the folder's server, which is started if nobody has."""
    try:
        with only_one(folder):
            port, ui_port = server.free_port(), server.free_port()
            async with server.running(
                port=port, ui_port=ui_port, database=folder / "temporal.db"
            ) as temporal:
                yield temporal.address
    except AlreadyRunning:
        yield os.environ.get("TEMPORAL_ADDRESS", f"{server.HOST}:{settings.port}")


async def replay(folder: Path) -> int:
    """Replay everything that the folder's server knows; how many runs do not go on with this code."""
    if not (folder / "temporal.db").exists():
        raise NothingThere(f"nothing has run in {folder}/ yet; `make serve` begins there")
    given = os.environ.get(ENVIRONMENT)
    async with temporal_of(folder, ServeSettings()) as address:
        keys = KeyRing.parse(given or (folder / "payload.keys").read_text())
        client = await connect(worker.engine_plugin(keys), address=address, namespace=names.NAMESPACE)
        histories = Replay(client, keys)
        faults = await histories.faults()
    for fault in faults:
        console.print(f"{fault.id}\n  自事件 {fault.event} 起：{fault.why}\n  {fault.remedy}", soft_wrap=True)
    console.print(f"共 {histories.replayed} 份历史，其中 {len(faults)} 份不能以本代码重放")
    return len(faults)


def main() -> int:
    """Exit 1 if anything does not replay."""
    try:
        return min(asyncio.run(replay(VAR)), 1)
    except (NothingThere, ServerFault, OneMatterError, OSError) as error:
        console.print(f"{type(error).__name__}: {error}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
