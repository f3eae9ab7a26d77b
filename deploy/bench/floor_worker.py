"""`python -m deploy.bench.floor_worker`: works for the floor as the engine's worker does for its cases."""

import asyncio
from contextlib import AsyncExitStack

from client.transport.codec import KeyRing
from client.transport.connection import connect
from deploy.bench.floor import QUEUE, QUEUES, Floor, answer
from worker import engine_plugin, queue_worker, spare_collector


async def main() -> None:
    """Work until killed."""
    client = await connect(engine_plugin(KeyRing.load()))
    async with AsyncExitStack() as stack:
        for queue in (QUEUE, *dict.fromkeys(QUEUES.values())):
            workflows = [Floor] if queue == QUEUE else []
            await stack.enter_async_context(queue_worker(client, queue, workflows, [answer]))
        spare_collector()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
