"""Calls that wait: for a server that is away, and not for a run that has failed."""

from datetime import timedelta

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.service import RPCError, RPCStatusCode

from client.errors import EngineUnreachable, NoAnswer
from client.transport import repeats
from client.transport.failures import translated


@pytest.mark.parametrize(
    "status", [RPCStatusCode.UNAVAILABLE, RPCStatusCode.UNKNOWN, RPCStatusCode.CANCELLED]
)
async def test_a_server_goes_away_while_it_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, status: RPCStatusCode
) -> None:
    """Its end is told once it is back, and that it was away is logged once."""
    monkeypatch.setattr(repeats, "PAUSE", timedelta())
    told = [RPCError("gone", status, b""), RPCError("gone", status, b""), None]

    async def result() -> str:
        with translated("case 1"):
            if failure := told.pop(0):
                raise failure
            return "granted"

    assert await repeats.until_somebody_answers("case 1", result) == "granted"
    (logged,) = (record for record in caplog.records if record.name == repeats.__name__)
    assert logged.message.startswith("case 1: waits for an answer (")


async def test_what_will_never_be_told() -> None:
    """Why a run has failed is told at once: it will say nothing else."""

    async def result() -> str:
        raise NoAnswer("case 1: it has failed") from WorkflowFailureError(cause=EngineUnreachable("away"))

    with pytest.raises(NoAnswer, match="it has failed"):
        await repeats.until_somebody_answers("case 1", result)
