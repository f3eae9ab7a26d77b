"""`onematter ops release`: other code for an engine that is at work, and the way back."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from temporalio.client import Client

from activities import versions
from activities.ledger import Ledger
from activities.versions import VersionSettings
from client.cli.command_line import AGAIN, DONE, NOT_ACCEPTED
from client.cli.operators.wanted import AsCsv
from client.cli.tables.rows import Rows
from client.cli.terminal import list_out
from client.transport.ring_of_keys import KeyRing
from deploy.faults import told
from deploy.recovery import reconciliation
from deploy.releases import gate as gates
from deploy.releases.deployment import Deployment, Version
from deploy.serve import VAR, ServeSettings, own_ledger

app = App(name="release", help="Let other code take over from code that is at work, and back.")
console = Console(highlight=False)

Build = Annotated[str, Parameter(validator=versions.require_named)]
Within = Annotated[int, Parameter(help="seconds for which workers, and cases, are waited for")]
By = Annotated[str, Parameter(help="the operator, where the identity here may be any (else its own)")]


@app.command
def gate() -> int:
    """Would what is open go on with this code? Says what not, why, and what to do; changes nothing."""
    with own_ledger() as ledger, told():
        return NOT_ACCEPTED if asyncio.run(_gate(ledger)) else DONE


@app.command
def to(build: Build, /, *, within: Within = 600, by: By = "") -> int:
    """Let cases begin, and go on, with a version of which this is the code; start its workers before.

    Call it again, and it goes on where it was.

    :param build: what its workers have as TEMPORAL_WORKER_BUILD_ID
    """
    with own_ledger() as ledger, told():
        if asyncio.run(_gate(ledger)):
            return NOT_ACCEPTED
        return asyncio.run(_take_over(build, timedelta(seconds=within), by=by))


@app.command
def back(build: Build, /, *, within: Within = 600, by: By = "") -> int:
    """Let cases go on with an earlier version, whose workers are at work; nothing is asked first.

    :param build: what its workers have as TEMPORAL_WORKER_BUILD_ID
    """
    with told():
        return asyncio.run(_take_over(build, timedelta(seconds=within), by=by))


@app.command
def show(*, as_csv: AsCsv = False) -> int:
    """List versions, which of them is current, and how many open cases are with each."""
    with told():
        found = asyncio.run(_versions())
    rows = tuple((one.build or "（未设版本）", "是" if one.is_current else "", one.cases) for one in found)
    none = "没有版本：worker 尚未以版本（TEMPORAL_WORKER_BUILD_ID）登记"
    list_out(Rows(("版本", "现行", "在办案件"), rows, none), as_csv=as_csv)
    return DONE


async def _gate(ledger: Ledger) -> int:
    keys, found = KeyRing.load(), 0
    async with _server(keys) as client:
        async for obstacle in gates.obstacles(client, ledger, keys):
            found += 1
            console.print("\n".join(obstacle.lines()), soft_wrap=True, markup=False)
    console.print(f"不能发布：发现 {found} 项障碍" if found else "所有在办事务都能以本代码继续")
    return found


async def _take_over(build: str, within: timedelta, *, by: str) -> int:
    async with _server(KeyRing.load()) as client:
        deployment = _deployment(client, by)
        await deployment.make_current(build, within=within)
        console.print(f"新案件以版本 {build} 办理")
        left = -1
        async for number in deployment.renew(build, within=within):
            if number != left:
                console.print(f"仍在其他版本的在办案件：{number} 件")
            left = number
        others = [one.build for one in await deployment.versions() if one.build not in {"", build}]
    if left:
        console.print(
            f"还有 {left} 件尚未静止；请保留版本 {'、'.join(others) or '（未设）'} 的 worker，稍后再次执行"
        )
        return AGAIN
    console.print(f"所有在办案件均在版本 {build}；可以停止版本 {'、'.join(others) or '（未设）'} 的 worker")
    return DONE


async def _versions() -> tuple[Version, ...]:
    async with _server(KeyRing.load()) as client:
        return await _deployment(client).versions()


def _deployment(client: Client, by: str = "") -> Deployment:
    return Deployment(client, VersionSettings().deployment_name, account=by)


@asynccontextmanager
async def _server(keys: KeyRing) -> AsyncGenerator[Client]:
    """That of this folder, or the one that TEMPORAL_ADDRESS names."""
    elsewhere = "TEMPORAL_ADDRESS" in os.environ
    async with reconciliation.server_of(VAR, ServeSettings(), keys, elsewhere=elsewhere) as client:
        yield client
