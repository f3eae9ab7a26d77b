"""`python -m deploy.bench.floor_worker`: works for the floor, in the environment of the engine's worker."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from temporalio.worker import Worker

from client.transport.codec import KeyRing
from client.transport.connection import connect
from deploy.bench.floor import QUEUE, QUEUES, Floor, answer
from worker import THREADS, engine_plugin


async def main() -> None:
    """Work until killed."""
    client = await connect(engine_plugin(KeyRing.load()))
    async with AsyncExitStack() as stack:
        for queue in (QUEUE, *dict.fromkeys(QUEUES.values())):
            worker = Worker(
                client,
                task_queue=queue,
                workflows=[Floor] if queue == QUEUE else [],
                activities=[answer],
                activity_executor=ThreadPoolExecutor(THREADS),
                max_concurrent_activities=THREADS // 2,
            )
            await stack.enter_async_context(worker)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
