"""A worker of one queue, with the threads and pollers that all have; and until when a process works."""

import asyncio
import gc
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.worker import Interceptor, Worker, WorkerDeploymentConfig

THREADS: Final = 64
"""Per queue, half for ordinary activities; they wait for databases and departments, not for the processor."""

GRACE: Final = timedelta(seconds=10)
"""For activities under way when the worker is told to stop; what is cut off is done again elsewhere."""

ABSENCE: Final = timedelta(seconds=2)
"""Of a killed worker, until its cases are given to another. A question may have to wait for that twice, if
something has just happened to its case, and must be answered within the ten that a caller waits.
"""


def queue_worker(
    client: Client,
    queue: str,
    workflows: Sequence[type],
    activities: Sequence[Callable[..., object]],
    interceptors: Sequence[Interceptor] = (),
    *,
    version: WorkerDeploymentConfig | None = None,
) -> Worker:
    """The engine's, a department's; the benchmark's floor, too. One of a `version` gets what is for that."""
    return Worker(
        client,
        task_queue=queue,
        workflows=workflows,
        activities=activities,
        interceptors=interceptors,
        activity_executor=ThreadPoolExecutor(THREADS, thread_name_prefix=queue),
        # No more than there are threads: what waits for one would count as begun, and time out.
        max_concurrent_activities=THREADS // 2,
        max_concurrent_local_activities=THREADS // 2,
        graceful_shutdown_timeout=GRACE,
        sticky_queue_schedule_to_start_timeout=ABSENCE,
        deployment_config=version,
    )


def spare_collector() -> None:
    """What is loaded stays: to look through it again and again took a tenth of every case.

    A run that a worker lets go of is a circle, and only a look through everything frees it: after some five
    million objects, of two or three thousand cases. That stops everybody for seconds; more seldom, memory
    grows by gigabytes.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 4)


async def told_to_stop() -> None:
    """Wait until this process is (SIGINT, SIGTERM)."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
