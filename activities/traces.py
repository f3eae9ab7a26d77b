"""A case as one trace of OpenTelemetry's, wherever its steps are carried out, and nothing about a person.

Only a process that hands traces on loads this: its packages are those of the group `traces`.
"""

import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Link, Status, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.contrib.opentelemetry import TracingInterceptor, TracingWorkflowInboundInterceptor
from temporalio.converter import DefaultPayloadConverter
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from activities import log_lines
from client import names

WORKFLOW: Final = "temporalWorkflowID"
DEPARTMENT: Final = "department"
SHOWN: Final = (WORKFLOW, "temporalRunID", "temporalActivityID", DEPARTMENT)
"""Ids, in which there is never a person; ids of commands are their callers'."""

_PARENT: Final = "traceparent"


@contextmanager
def handed_on(url: str) -> Generator[TracingInterceptor]:
    """What clients and workers are to be made with, while the block lasts; all else `OTEL_…` say."""
    name = os.environ.get("OTEL_SERVICE_NAME", names.NAMESPACE)
    provider = TracerProvider(resource=Resource.create({"service.name": name}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(Discreet(OTLPSpanExporter(url))))
    try:
        yield Tracing(provider.get_tracer(names.NAMESPACE))
    finally:
        provider.shutdown()


class Discreet(SpanExporter):
    """Hands on names, ids, times, and of a failure its kind: what an error says may be personal."""

    def __init__(self, to: SpanExporter) -> None:
        self._to = to

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """See base class."""
        return self._to.export([_discreet(span) for span in spans])

    def shutdown(self) -> None:
        """See base class."""
        self._to.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """See base class."""
        return self._to.force_flush(timeout_millis)


def _discreet(span: ReadableSpan) -> ReadableSpan:
    told = {name: value for name, value in (span.attributes or {}).items() if name in SHOWN}
    if case := log_lines.case_of(str(told.get(WORKFLOW, ""))):
        told["case"] = case
    failed = [str((event.attributes or {}).get("exception.type", "")) for event in span.events]
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={**told, **({"error.type": failed[-1]} if any(failed) else {})},
        links=[Link(link.context) for link in span.links],
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


class _Carrier(DefaultPayloadConverter):
    """Of what somebody has sent along, the trace that he is in; what is none counts for nothing.

    Whoever reaches the server may have written it, and a run that failed over it would stand still.
    """

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        """See base class."""
        try:
            [told] = super().from_payloads(payloads, type_hints)
        except Exception:  # noqa: BLE001 (whatever it is, it is no trace)
            return [{}]
        parent = cast("Mapping[str, object]", told).get(_PARENT) if isinstance(told, Mapping) else None
        return [{_PARENT: parent} if isinstance(parent, str) else {}]


class Tracing(TracingInterceptor):
    """Temporal's, with our carrier: nothing else of a caller's context (baggage) goes along."""

    def __init__(self, tracer: Any) -> None:
        super().__init__(tracer)
        self.text_map_propagator = TraceContextTextMapPropagator()
        self.payload_converter = _Carrier()

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        """See base class."""
        return super().intercept_activity(_DepartmentNamed(next))

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 (the SDK's name)
    ) -> type[TracingWorkflowInboundInterceptor]:
        """See base class."""
        super().workflow_interceptor_class(input)
        return _TracedRun


class _DepartmentNamed(ActivityInboundInterceptor):
    """Within the span of an activity, says at whose desk it is."""

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002 (the SDK's name)
        """See base class."""
        if department := log_lines.department_of(activity.info().task_queue):
            get_current_span().set_attribute(DEPARTMENT, department)
        return await super().execute_activity(input)


class _TracedRun(TracingWorkflowInboundInterceptor):
    """Where nobody traced before, all runs of a case are in the trace that is named as the first of them."""

    def __init__(self, next: WorkflowInboundInterceptor) -> None:  # noqa: A002 (the SDK's name)
        super().__init__(next)
        self.text_map_propagator = TraceContextTextMapPropagator()
        self.payload_converter = _Carrier()

    def _load_workflow_context_carrier(self) -> dict[str, Any]:
        trace = workflow.info().first_execution_run_id.replace("-", "")
        return super()._load_workflow_context_carrier() or {_PARENT: f"00-{trace}-{trace[-16:]}-01"}
