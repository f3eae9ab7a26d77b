"""One run in a worker's memory: what it lets in of what Temporal brings to it."""

from typing import Any, Final

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure as FailureOfTask
from temporalio.bridge.proto.workflow_activation import (
    InitializeWorkflow,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_completion import Failure, WorkflowActivationCompletion
from temporalio.common import VersioningBehavior
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance

from client import names
from client.trust.refusal import OUTSIDE
from client.trust.said import BEFORE, HANDED_ON

ENDS: Final = (
    "complete_workflow_execution",
    "fail_workflow_execution",
    "cancel_workflow_execution",
    "continue_as_new_workflow_execution",
)
"""By which a run ends itself."""


class GuardedInstance(WorkflowInstance):
    """A sandboxed run that begins well, and takes no step before the server does.

    A start with more or fewer arguments than the workflow takes, or with what a run hands on to the next one,
    which nobody of ours makes, ends at once.

    Whoever asks a run that no worker has in its memory, while something has just happened to it, makes Core
    read the history up to there and hand out what happened with the question, before the step in which the
    server tells of it. What follows then is sent with that step, before the words that have come with it; a
    replay takes them the other way round, and the history does not replay. The clock reads an earlier time,
    too. So that is refused: the question fails, the run is forgotten, and the step finds it as a replay does.

    The SDK enters the sandbox several times per payload to learn whose it is. Our converter treats
    all alike, so the answer is known outside; asking took a fifth of a worker's time.
    """

    def __init__(self, inner: WorkflowInstance, *, takes: range) -> None:
        self._inner = inner
        self._takes = takes
        self._step = 0

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        for start in [job.initialize_workflow for job in act.jobs if job.HasField("initialize_workflow")]:
            if max(self._takes) and len(start.arguments) not in self._takes:  # else nothing is read of them
                return _ended(names.INVALID_FORM, f"this takes {max(self._takes)} argument(s)")
            if not all(_is_in_place(one, start) for one in start.arguments):
                return _ended(names.NOT_PROVEN, "no run before this one has handed that on to it")
        if self._comes_early(act):
            return WorkflowActivationCompletion(
                failed=Failure(failure=FailureOfTask(message=names.ASK_AGAIN))
            )
        return _read_by_all(self._inner.activate(act))

    def get_serialization_context(self, command_info: Any) -> SerializationContext | None:  # noqa: ARG002
        return None

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:  # noqa: ARG002
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> workflow.Info:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()

    def _comes_early(self, act: WorkflowActivation) -> bool:
        """Every step has an instant of its own: what is news, and told at that of the last one, is none."""
        last, self._step = self._step, act.timestamp.ToNanoseconds()
        return last == self._step and not act.is_replaying and any(map(_is_news, act.jobs))


def _is_news(job: WorkflowActivationJob) -> bool:
    """Whether it comes from history: all do but those that answer a step of the run within that step."""
    match job.WhichOneof("variant"):
        case "fire_timer" | "signal_workflow" | "cancel_workflow" | "do_update":
            return True
        case "resolve_activity":
            answer = job.resolve_activity
            return not answer.is_local and not answer.result.HasField("cancelled")
        case _:
            return False


def _is_in_place(given: Payload, start: InitializeWorkflow) -> bool:
    """What a run goes on with is from the run before it, and what begins one says nothing of any.

    A run of a stranger's own may go on as one of ours, too, with what it has copied, under the same id.
    """
    if not _goes_on(start):
        return HANDED_ON not in given.metadata and BEFORE not in given.metadata
    before = start.continued_from_execution_run_id.encode()
    return OUTSIDE not in given.metadata and given.metadata.get(BEFORE, before) == before


def _goes_on(start: InitializeWorkflow) -> bool:
    """For a run before it; what the server begins again, by a retry or by the clock, was somebody's input."""
    again = start.HasField("retry_policy") or start.cron_schedule
    return bool(start.continued_from_execution_run_id) and not again


def _read_by_all(completion: WorkflowActivationCompletion) -> WorkflowActivationCompletion:
    """What has ended stays with no version: who asks it is answered when that version's workers are gone."""
    done = completion.successful
    if done.versioning_behavior and any(command.WhichOneof("variant") in ENDS for command in done.commands):
        done.versioning_behavior = VersioningBehavior.AUTO_UPGRADE.value
    return completion


def _ended(kind: str, says: str) -> WorkflowActivationCompletion:
    completion = WorkflowActivationCompletion()
    failure = completion.successful.commands.add().fail_workflow_execution.failure
    failure.message = says
    failure.application_failure_info.type = kind
    failure.application_failure_info.non_retryable = True
    return completion
