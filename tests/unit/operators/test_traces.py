"""Traces: what a span tells of a case, and what nobody may bring into one."""

from typing import Final

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from temporalio.api.common.v1 import Payload

from activities.traces import Discreet, Tracing

PERSON: Final = "母亲甲"


def test_what_a_span_tells() -> None:
    """Ids, names, and of a failure its kind; not what an error says, nor an attribute of somebody's own."""
    kept, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(Discreet(kept)))
    ids = {"temporalWorkflowID": "case/1", "department": "health"}
    told_of_it = {**ids, "applicant": PERSON}
    tracer = provider.get_tracer("test")
    with pytest.raises(ValueError, match=PERSON), tracer.start_as_current_span("it", attributes=told_of_it):
        raise ValueError(PERSON)
    [told] = kept.get_finished_spans()
    assert dict(told.attributes or {}) == {**ids, "case": "1", "error.type": "ValueError"}
    assert not told.status.is_ok
    assert PERSON not in told.to_json(indent=None).encode().decode("unicode-escape")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[1]", b'"traceparent"', b'{"traceparent": 5}', b'{"baggage": "name=x"}', b"\xff"],
)
def test_what_is_no_trace(data: bytes) -> None:
    """Whatever somebody has sent along counts for nothing, and fails nothing: a run would stand still."""
    tracing = Tracing(TracerProvider(shutdown_on_exit=False).get_tracer("test"))
    payload = Payload(metadata={"encoding": b"json/plain"}, data=data)
    assert tracing.payload_converter.from_payloads([payload]) == [{}]


def test_whose_trace_it_is() -> None:
    """Of what goes along, the trace alone."""
    tracing = Tracing(TracerProvider(shutdown_on_exit=False).get_tracer("test"))
    parent = f"00-{1:032x}-{1:016x}-01"
    [payload] = tracing.payload_converter.to_payloads([{"traceparent": parent, "baggage": f"name={PERSON}"}])
    assert tracing.payload_converter.from_payloads([payload]) == [{"traceparent": parent}]
