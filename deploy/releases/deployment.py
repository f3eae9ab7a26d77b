"""The versions of the engine's code as its server knows them, and with which one cases are."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from temporalio.api.batch.v1 import BatchOperationSignal
from temporalio.api.deployment.v1 import WorkerDeploymentInfo
from temporalio.api.workflowservice.v1 import (
    DescribeWorkerDeploymentRequest,
    SetWorkerDeploymentCurrentVersionRequest,
    StartBatchOperationRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from client import names
from client.errors import NotAllowed, NotProven, OneMatterError, WrongKey
from client.offices.operator import Operator
from client.transport.engine_line import EngineLine
from deploy.faults import OperatorFault

OPERATOR: Final = "onematter ops release"
OPEN: Final = f"WorkflowType = '{names.CASE}' AND ExecutionStatus = 'Running'"
LOOK: Final = 0.2
AT_ONCE: Final = 20
"""Cases that are told at the same time."""
SOON: Final = timedelta(seconds=5)
"""For one of them to answer; whose workers are away is asked again."""
ASK_AGAIN: Final = 50
"""Looks after which those that are left are asked once more: one may have begun a moment before."""


class NoWorkers(OperatorFault):
    """Nobody works with that version."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version, and how many open cases are with it."""

    build: str
    is_current: bool
    cases: int


class Deployment:
    """That of an engine. Its workers are started and stopped by others."""

    def __init__(self, client: Client, name: str, *, account: str = "") -> None:
        """`account` says which operator renews cases, where the identity here may be any."""
        self._client = client
        self._name = name
        self._account = account

    async def versions(self) -> tuple[Version, ...]:
        """All that the server knows; and a nameless one, if cases are with none of them."""
        info = await self._info()
        current = info.routing_config.current_deployment_version.build_id
        builds = [one.deployment_version.build_id for one in info.version_summaries]
        found = [
            Version(
                build=build,
                is_current=build == current,
                cases=await self._count(f"{OPEN} AND {self._with(build)}"),
            )
            for build in builds
        ]
        with_none = await self._count(f"{OPEN} AND TemporalWorkerDeploymentVersion IS NULL")
        return (*found, *([Version(build="", is_current=False, cases=with_none)] if with_none else []))

    async def make_current(self, build: str, *, within: timedelta) -> None:
        """As soon as somebody works with it.  Raises `NoWorkers`."""
        request = SetWorkerDeploymentCurrentVersionRequest(
            namespace=self._client.namespace,
            deployment_name=self._name,
            build_id=build,
            identity=OPERATOR,
        )
        deadline = _now() + within.total_seconds()
        while not await self._set(request):
            if _now() > deadline:
                raise NoWorkers(
                    f"no worker of version {build!r} of {self._name!r} has come; start some "
                    f"(TEMPORAL_WORKER_BUILD_ID={build} python -m worker {names.QUEUE}), and call again"
                )
            await asyncio.sleep(LOOK)

    async def renew(self, build: str, *, within: timedelta) -> AsyncGenerator[int]:
        """Have all cases go on with that version: how many are left, until none is or time is over."""
        left, deadline, looks = f"{OPEN} AND {self._without(build)}", _now() + within.total_seconds(), 0
        while number := await self._count(left):
            if looks % ASK_AGAIN == 0:
                # Never both at once: what comes in while a run ends undoes that end, and the word with it.
                await (self._signal(left) if looks // ASK_AGAIN % 2 else self._ask(left))
            yield number
            if _now() > deadline:
                return
            looks += 1
            await asyncio.sleep(LOOK)
        yield 0

    async def _info(self) -> WorkerDeploymentInfo:
        """Of nothing, where nobody has worked with any version yet."""
        request = DescribeWorkerDeploymentRequest(
            namespace=self._client.namespace, deployment_name=self._name
        )
        try:
            answer = await self._client.workflow_service.describe_worker_deployment(request)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return WorkerDeploymentInfo(name=self._name)
        return answer.worker_deployment_info

    async def _set(self, request: SetWorkerDeploymentCurrentVersionRequest) -> bool:
        try:
            await self._client.workflow_service.set_worker_deployment_current_version(request)
        except RPCError as error:
            if error.status not in (RPCStatusCode.NOT_FOUND, RPCStatusCode.FAILED_PRECONDITION):
                raise
            return False
        return True

    async def _ask(self, query: str) -> None:
        """By an operator's word to each."""
        found = [run.id async for run in self._client.list_workflows(query)]
        for first in range(0, len(found), AT_ONCE):
            await asyncio.gather(*map(self._order, found[first : first + AT_ONCE]))

    async def _order(self, run: str) -> None:
        """One that has ended meanwhile, or does not answer, is looked for again.

        Raises `NotAllowed`, `NotProven`, `WrongKey`.
        """
        operator = Operator(EngineLine(self._client, SOON), account=self._account)
        try:
            await operator.renew(UUID(run.removeprefix("case/")), OPERATOR)
        except (NotAllowed, NotProven, WrongKey):
            raise
        except OneMatterError:
            pass

    async def _signal(self, query: str) -> None:
        """Which only code from before 2026-12 hears."""
        await self._client.workflow_service.start_batch_operation(
            StartBatchOperationRequest(
                namespace=self._client.namespace,
                job_id=str(uuid4()),
                reason=OPERATOR,
                visibility_query=query,
                signal_operation=BatchOperationSignal(signal=names.RENEW, identity=OPERATOR),
            )
        )

    async def _count(self, query: str) -> int:
        return (await self._client.count_workflows(query)).count

    def _with(self, build: str) -> str:
        return f"TemporalWorkerDeploymentVersion = '{self._name}:{build}'"

    def _without(self, build: str) -> str:
        return (
            f"(TemporalWorkerDeploymentVersion IS NULL OR "
            f"TemporalWorkerDeploymentVersion != '{self._name}:{build}')"
        )


def _now() -> float:
    return asyncio.get_running_loop().time()
