"""The sandbox that workflow code runs in: nothing passes through unintended, or is paid for twice."""

import dataclasses
from typing import Any, Final

from temporalio import workflow
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import (
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from client import names
from workflows.shown_details import DetailsWhenAsked

PASSED_THROUGH: Final = ("matters", "activities", "client", "workflows")
"""Everything of ours. The workflows, too: loading them anew for every case took a tenth of a worker's time
and 0.1 MB, and there is nothing in them to be kept apart, no clock, no chance, no state of a module (a test
reads them for that).
"""


class _OurInstance(WorkflowInstance):
    """A sandboxed instance that is not asked for the context of every payload.

    The SDK enters the sandbox several times per payload to learn whose it is. Our converter treats
    all alike, so the answer is known outside; asking took a fifth of a worker's time.

    A start with more or fewer arguments than the workflow takes, which nobody of ours makes, ends at once.
    """

    def __init__(self, inner: WorkflowInstance, *, takes: int) -> None:
        self._inner = inner
        self._takes = takes

    def activate(self, act: Any) -> Any:
        begun = [job.initialize_workflow for job in act.jobs if job.HasField("initialize_workflow")]
        if any(len(start.arguments) != self._takes for start in begun):
            return _ended(f"this takes {self._takes} argument(s)")
        return self._inner.activate(act)

    def get_serialization_context(self, command_info: Any) -> SerializationContext | None:  # noqa: ARG002
        return None

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:  # noqa: ARG002
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> workflow.Info:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()


class Sandbox(SandboxedWorkflowRunner):
    """Temporal's sandbox with our restrictions, in which runs answer for their details."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """See base class."""
        answering = dataclasses.replace(det, interceptor_classes=[*det.interceptor_classes, DetailsWhenAsked])
        return _OurInstance(super().create_instance(answering), takes=len(det.defn.arg_types or ()))


def _ended(says: str) -> WorkflowActivationCompletion:
    completion = WorkflowActivationCompletion()
    failure = completion.successful.commands.add().fail_workflow_execution.failure
    failure.message = says
    failure.application_failure_info.type = names.INVALID_FORM
    failure.application_failure_info.non_retryable = True
    return completion


def sandboxed(_: WorkflowRunner | None) -> WorkflowRunner:
    """The runner for workers and replayers; a module that is forgotten above is an error."""
    policy = workflow.SandboxImportNotificationPolicy
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return Sandbox(
        restrictions=dataclasses.replace(
            restrictions,
            import_notification_policy=policy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
            | policy.WARN_ON_DYNAMIC_IMPORT,
        )
    )
