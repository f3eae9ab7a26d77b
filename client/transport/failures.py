"""Failures of Temporal as this SDK's own, which say what to do."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from pydantic import TypeAdapter, ValidationError
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryRequest
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as EngineTimeoutError
from temporalio.service import RPCError, RPCStatusCode

from .. import names
from ..errors import (
    REJECTIONS,
    CaseNotFound,
    EngineUnreachable,
    InvalidForm,
    NoAnswer,
    NotAllowed,
    OneMatterError,
    OtherEdition,
    Terminated,
    TooLate,
    WrongField,
    WrongKey,
)

REJECTED: Final = {kind.__name__: kind for kind in REJECTIONS}
"""By the names under which the engine answers."""

_FINAL: Final = (
    RPCStatusCode.PERMISSION_DENIED,
    RPCStatusCode.UNAUTHENTICATED,
    RPCStatusCode.INVALID_ARGUMENT,
    RPCStatusCode.UNIMPLEMENTED,
)
ENDS: Final = "closing workflow"
"""What the server says of a run that ends, be it that another one goes on."""

_CLOSED: Final = ("already completed", ENDS)
"""And of a case that is closed, or closes while it is spoken to."""

_NO_CODE: Final = "NotFoundError"
"""The kind of what a worker of Temporal's fails with where it has no code for a run; all else is sealed."""

_EVENTS: Final = 10
"""At most that are looked at: it is the first thing that happens to such a run."""

_WRONG_FIELDS: Final = TypeAdapter(tuple[WrongField, ...])


class OutOfTime(NoAnswer):
    """To be explained before it is told."""


@contextmanager
def translated(about: str) -> Generator[None]:
    """Failures of Temporal as this SDK's own."""
    try:
        yield
    except RPCError as error:
        raise _of_the_network(error, about) from error
    except (WorkflowUpdateFailedError, WorkflowFailureError) as error:
        raise _of_the_engine(_root(error.cause), about) from error
    except ValidationError as error:
        raise OtherEdition(
            f"{about}: the engine has answered what this edition cannot read; install its onematter-client"
        ) from error
    except WorkflowQueryFailedError as error:
        raise _of_a_question(error, about) from error


def _of_a_question(error: WorkflowQueryFailedError, about: str) -> OneMatterError:
    """What no gate refuses, for it was not even read."""
    match error.message:
        case names.UNOPENED:
            return WrongKey(
                f"{about}: the engine has not the key by which this was written; take the newest file of its "
                "public keys (ONEMATTER_ENGINE), or its own ring (ONEMATTER_KEYS)"
            )
        case names.UNREADABLE:
            return OtherEdition(
                f"{about}: the engine cannot read what was asked; install its onematter-client"
            )
        case says if names.UNHEARD_OF in says:
            return unheard_of(about)
        case names.SEALED_FAILURE if about in names.SINCE_FIRST:
            return unheard_of(about)
        case says:
            return NoAnswer(f"{about}: the worker could not answer ({says}); call again")


def unheard_of(about: str) -> OtherEdition:
    """An engine of an earlier release: to call again changes nothing, and nothing was done."""
    return OtherEdition(
        f"{about}: the engine is of an earlier release, which cannot do this yet; nothing was done, and it "
        "can be done once the engine is of this release"
    )


def _of_the_network(error: RPCError, about: str) -> OneMatterError:  # noqa: PLR0911 (a table)
    match error.status:
        case RPCStatusCode.NOT_FOUND if "namespace" in error.message.lower():
            return NotAllowed(
                f"{about}: the server has no such namespace; set TEMPORAL_NAMESPACE "
                f"(the engine's is {names.NAMESPACE!r} by default)"
            )
        case RPCStatusCode.NOT_FOUND if any(word in error.message.lower() for word in _CLOSED):
            return TooLate(
                f"{about}: it has ended, and its outcome tells how; nothing can be said to it any more"
            )
        case RPCStatusCode.NOT_FOUND:
            return CaseNotFound(f"{about}: there is no such case; check the id")
        case RPCStatusCode.UNAVAILABLE:
            return EngineUnreachable(f"{about}: the server does not answer; call again")
        case RPCStatusCode.DEADLINE_EXCEEDED | RPCStatusCode.CANCELLED:
            return OutOfTime(f"{about}: not in time; call again")
        case status if status in _FINAL:
            return NotAllowed(f"{about}: {status.name.lower()}: {error.message}; check address and access")
        case _:
            return NoAnswer(f"{about}: {error.status.name.lower()}; call again")


def _root(cause: BaseException) -> BaseException:
    """What failed, where a workflow failed because an activity did."""
    return cause.cause if isinstance(cause, ActivityError) and cause.cause else cause


def _of_the_engine(cause: BaseException, about: str) -> OneMatterError:
    match cause:
        case ApplicationError(type=names.INVALID_FORM, details=[fields, *_]):
            return InvalidForm(_WRONG_FIELDS.validate_python(fields))
        case ApplicationError(type=str(kind)) if kind in REJECTED:
            return REJECTED[kind](cause.message)
        case EngineTimeoutError():
            return OutOfTime(f"{about}: not in time; call again")
        case ApplicationError(message=str(says)) if names.UNHEARD_OF in says:
            return unheard_of(about)
        case _:
            return Terminated(f"{about}: ended by an operator or by a fault of the engine ({cause})")


async def knows_not(client: Client, run: str, *, within: timedelta) -> bool:
    """Whether a worker has said of this run that it has no code for it."""
    asked = GetWorkflowExecutionHistoryRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=run),
        maximum_page_size=_EVENTS,
    )
    try:
        found = await client.workflow_service.get_workflow_execution_history(asked, timeout=within)
    except RPCError:
        return False
    return any(
        event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
        and event.workflow_task_failed_event_attributes.failure.application_failure_info.type == _NO_CODE
        for event in found.history.events
    )
