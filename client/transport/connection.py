"""One connection for client, worker and replayer: converter, encryption, sandbox and failure types."""

import atexit
import time
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
    create_payload_validation_error,
)
from temporalio.envconfig import ClientConfig
from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner

from .. import names
from ..errors import EngineUnreachable, OneMatterError
from ..messages.campaigns.campaign import Word
from ..messages.cases.submission import Submission, Withdrawal
from ..messages.enquiries.authorisation import Authorisation
from ..messages.enquiries.guidance import GuideRequest
from ..messages.enquiries.prefill import PrefillRequest
from ..messages.money.budget import BudgetOrder, ReconciliationOrder
from .codec import AesGcmCodec, KeyRing

INCOMING = (
    *(Submission, Withdrawal, GuideRequest, PrefillRequest, Authorisation),
    *(Word, BudgetOrder, ReconciliationOrder),
)
"""What anybody may send to the engine."""


class _StrictJson(PydanticJSONPlainPayloadConverter):
    """What comes in from outside and cannot be read fails at once; its error holds no value of it.

    Everything else was written by the engine or a department. If that cannot be read, a worker of
    another edition is at fault, and the case must wait for a mended one instead of ending.
    """

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        try:
            return super().from_payload(payload, type_hint)
        except ValidationError as error:
            if type_hint not in INCOMING:
                raise
            faults = error.errors(include_input=False, include_url=False, include_context=False)
            raise create_payload_validation_error(faults) from None


_STRICT_JSON = _StrictJson()
"""One for all: it keeps the validators that it has built, and every workflow run makes a new converter."""


class _Converter(CompositePayloadConverter):
    def __init__(self) -> None:
        super().__init__(
            *(
                _STRICT_JSON if isinstance(converter, JSONPlainPayloadConverter) else converter
                for converter in DefaultPayloadConverter.default_encoding_payload_converters
            )
        )


def converter(keys: KeyRing) -> DataConverter:
    """Messages as JSON, encrypted, and failures likewise."""
    return DataConverter(
        payload_converter_class=_Converter,
        payload_codec=AesGcmCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


def plugin(
    keys: KeyRing, *, runner: Callable[[WorkflowRunner | None], WorkflowRunner] | None = None
) -> SimplePlugin:
    """What client, worker and replayer must have in common.

    `runner` is the worker's and the replayer's sandbox. Of the engine's own exceptions those of
    `errors.py` answer a message or end a case; any other is a fault of ours, which keeps the case
    waiting for a mended worker instead of losing it.
    """
    return SimplePlugin(
        "one-matter",
        data_converter=converter(keys),
        workflow_runner=runner,
        workflow_failure_exception_types=[OneMatterError],
    )


async def connect(
    plugins: SimplePlugin, *, address: str | None = None, namespace: str | None = None
) -> Client:
    """Connect to Temporal; what is not given comes from its own environment (`TEMPORAL_ADDRESS`, …).

    Raises `EngineUnreachable`.
    """
    settings = ClientConfig.load_client_connect_config()
    settings["target_host"] = address or settings.get("target_host") or names.ADDRESS
    settings["namespace"] = namespace or settings.get("namespace") or names.NAMESPACE
    try:
        return await Client.connect(**settings, plugins=[plugins])
    except RuntimeError as error:
        raise EngineUnreachable(
            f"no Temporal server at {settings['target_host']}; start one (`make serve`), "
            "or set TEMPORAL_ADDRESS to where it is"
        ) from error


# The core's threads may still hand a result to Python while the interpreter shuts down, which aborts
# the process (sdk-python#300). A short-lived client gives them this moment to come to rest.
atexit.register(time.sleep, 0.1)
