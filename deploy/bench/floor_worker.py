"""`python -m deploy.bench.floor_worker`: works for the floor as the engine's worker does for its cases."""

import asyncio
from contextlib import AsyncExitStack

from temporalio.worker import WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from client.transport.connection import connect, plugin
from client.transport.queue_worker import queue_worker, spare_collector
from client.transport.ring_of_keys import KeyRing
from deploy.bench.floor import QUEUE, QUEUES, Floor, answer
from workflows.sandbox import PASSED_THROUGH


def bare(_: WorkflowRunner | None) -> WorkflowRunner:
    """Temporal's own sandbox, which loads no more anew than the engine's, without gate and guards."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    )


async def main() -> None:
    """Work until killed."""
    client = await connect(plugin(KeyRing.load(), runner=bare))
    async with AsyncExitStack() as stack:
        for queue in (QUEUE, *dict.fromkeys(QUEUES.values())):
            workflows = [Floor] if queue == QUEUE else []
            await stack.enter_async_context(queue_worker(client, queue, workflows, [answer]))
        spare_collector()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
