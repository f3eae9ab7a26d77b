"""The sandbox that workflow code runs in: nothing passes through unintended, or is paid for twice."""

import dataclasses
from collections.abc import Callable
from functools import cache
from inspect import Parameter, signature
from typing import Final, cast

from temporalio import workflow
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.instance import GuardedInstance
from workflows.shares import Shares
from workflows.shown_details import DetailsWhenAsked
from workflows.trust.gate import Gate

PASSED_THROUGH: Final = ("matters", "activities", "client", "workflows", "cryptography", "gmssl_pyx")
"""Everything of ours, and what is loaded when it first makes or uses a key. The workflows, too: loading
them anew for every case took a tenth of a worker's time and 0.1 MB, and there is nothing in them to be kept
apart, no clock, no chance, no state of a module (a test reads them for that).
"""


class Sandbox(SandboxedWorkflowRunner):
    """Temporal's sandbox with our restrictions, in which runs are guarded and answer for their details."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """See base class."""
        kept = [*det.interceptor_classes, Gate, Shares, DetailsWhenAsked]
        guarded = super().create_instance(dataclasses.replace(det, interceptor_classes=kept))
        return GuardedInstance(guarded, takes=_taken(cast("Callable[..., object]", det.defn.run_fn)))


@cache
def _taken(run: Callable[..., object]) -> range:
    """How many arguments a run may be started with, itself not counted."""
    _, *taken = signature(run).parameters.values()
    needed = sum(parameter.default is Parameter.empty for parameter in taken)
    return range(needed, len(taken) + 1)


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
