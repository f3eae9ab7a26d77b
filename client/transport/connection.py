"""One connection for client, worker and replayer: converter, encryption, sandbox and failure types."""

import atexit
import logging
import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from temporalio.client import Client, Interceptor
from temporalio.converter import PayloadCodec
from temporalio.envconfig import ClientConfig
from temporalio.plugin import SimplePlugin
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)
from temporalio.service import GrpcCompression
from temporalio.worker import WorkflowRunner

from .. import names
from ..errors import REJECTIONS, EngineUnreachable, OtherProcess, WrongSettings
from ..trust.key_pair import EngineKey
from .codec import OutsideCodec, RefusingCodec, RingCodec
from .converter import converter
from .ring_of_keys import KeyRing

ADDRESS: Final = re.compile(r"[^/\s]+:\d+")

CORE_LOG: Final = logging.getLogger(f"{__name__.partition('.')[0]}.core")
"""Where the core's log lines go."""

TLS_FAULTS: Final = (
    *("Certificate", "PrivateKey", "InconsistentKeys"),
    *("InvalidMessage", "AlertReceived", "fatal alert", "http2 error"),
)
"""Words of the transport for a server that is there, and speaks otherwise than it is spoken to."""

FORKED: Final = (
    "this process was forked from one that had connected before, and Temporal's core works in that one "
    "alone; fork before the first connection, or start processes anew (`spawn`)"
)

_CONFIG_FILE: Final = "TEMPORAL_CONFIG_FILE"

_HUNG_UP: Final = "after connection"
"""And for one that was there."""


def plugin(
    keys: KeyRing | EngineKey,
    *,
    runner: Callable[[WorkflowRunner | None], WorkflowRunner] | None = None,
    interceptors: Sequence[Interceptor] = (),
) -> SimplePlugin:
    """What client, worker and replayer must have in common.

    Who has no ring of keys speaks with the engine's public key, and reads what is sealed for him.
    `runner` is the worker's and the replayer's sandbox, `interceptors` what looks on. Of the engine's own
    exceptions those of `errors.REJECTIONS` answer a message or end a case; any other is a fault of ours,
    which keeps the case waiting for a mended worker instead of losing it.
    """
    is_engine = runner is not None
    return SimplePlugin(
        "one-matter",
        data_converter=converter(_codec(keys, is_engine=is_engine), is_engine=is_engine),
        interceptors=interceptors,
        workflow_runner=runner,
        workflow_failure_exception_types=REJECTIONS,
    )


def _codec(keys: KeyRing | EngineKey, *, is_engine: bool) -> PayloadCodec:
    if isinstance(keys, EngineKey):
        return OutsideCodec(keys)
    return RefusingCodec(keys) if is_engine else RingCodec(keys)


async def connect(
    plugins: SimplePlugin, *, address: str | None = None, namespace: str | None = None
) -> Client:
    """Connect to Temporal; what is not given comes from its own environment (`TEMPORAL_ADDRESS`, …).

    Raises `EngineUnreachable`, `WrongSettings`, `OtherProcess`.
    """
    _require_file(os.environ.get(_CONFIG_FILE, ""))
    try:
        # What is not Temporal's is not read: a variable of another program may be no text at all.
        own = {name: text for name, text in os.environ.items() if name.startswith("TEMPORAL_")}
        settings = ClientConfig.load_client_connect_config(override_env_vars=own)
    except (RuntimeError, ValueError, OSError) as error:
        raise WrongSettings(
            f"the settings of Temporal cannot be read: {error}; check TEMPORAL_PROFILE, "
            "TEMPORAL_CONFIG_FILE and the files that TEMPORAL_TLS_… name"
        ) from error
    settings["target_host"] = address or settings.get("target_host") or names.ADDRESS
    if not ADDRESS.fullmatch(settings["target_host"]):
        raise WrongSettings(f"{settings['target_host']!r} is no address; write host:port, without http://")
    settings["namespace"] = namespace or settings.get("namespace") or names.NAMESPACE
    _forward_log()
    try:
        # What goes over it is packed before it is encrypted: to pack it again costs time and saves nothing.
        return await Client.connect(**settings, plugins=[plugins], grpc_compression=GrpcCompression.NONE)
    except (ValueError, TypeError) as error:
        raise WrongSettings(
            f"{settings['target_host']!r} cannot be connected to: {error}; an address is written host:port, "
            "and a client certificate needs its key beside it"
        ) from error
    except AssertionError as error:  # so the core says that its threads are another process's
        raise OtherProcess(FORKED) from error
    except RuntimeError as error:
        raise not_connected(str(settings["target_host"]), str(error)) from error


def _require_file(named: str) -> None:
    """Temporal passes over a file that is not there, and connects to where nobody wanted."""
    if named and not os.path.exists(named):  # noqa: PTH110 (what is no path at all is not there, either)
        raise WrongSettings(
            f"there is no file {named!r}, which {_CONFIG_FILE} names; name the one that is meant"
        )


def _forward_log() -> None:
    """Temporal's core writes to standard output, if it is not told otherwise before its first connection.

    Whoever has a runtime of his own already has said where.
    """
    forwarding = LogForwardingConfig(logger=CORE_LOG)
    logs = LoggingConfig(TelemetryFilter(core_level="WARN", other_level="ERROR"), forwarding)
    with suppress(RuntimeError):
        Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=logs)))


def not_connected(address: str, says: str) -> EngineUnreachable | WrongSettings:
    """What the transport says, with what to do."""
    if any(word in says for word in TLS_FAULTS):
        return WrongSettings(
            f"{address} answers, but not to this: {says}; check whether it wants TLS, and which certificates "
            "(TEMPORAL_TLS, TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH and …_KEY_PATH)"
        )
    if _HUNG_UP in says:
        return EngineUnreachable(
            f"{address} took the connection and ended it: call again; if it always does, it may want TLS "
            "(TEMPORAL_TLS), or be no Temporal server"
        )
    return EngineUnreachable(
        f"no Temporal server at {address}; start one (`make serve`), or set TEMPORAL_ADDRESS to where it is"
    )


# The core's threads may still hand a result to Python while the interpreter shuts down, which aborts
# the process (sdk-python#300). A short-lived client gives them this moment to come to rest.
atexit.register(time.sleep, 0.1)
