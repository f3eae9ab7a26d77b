"""What a run hears of what looks like a nudge."""

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from client.trust.refusal import OUTSIDE, REFUSED
from workflows.trust.nudges import Nudge, Nudges


def _sent(data: bytes, **metadata: bytes) -> list[RawValue]:
    return [RawValue(Payload(metadata={"encoding": b"json/plain", **metadata}, data=data))]


def test_only_what_the_engine_has_written() -> None:
    """Each of its nudges once; nothing from outside, nothing else of its own, and no rubbish."""
    nudges = Nudges()
    one, other = (Nudge(nudged_by=run).model_dump_json().encode() for run in ("1", "2"))
    assert nudges.is_new(_sent(one))
    assert not nudges.is_new(_sent(one))
    assert nudges.is_new(_sent(other))
    for args in (
        [],
        _sent(b'{"nudged_by": "3"}', **{OUTSIDE: b""}),
        _sent(b'{"nudged_by": "3"}', encoding=REFUSED),
        _sent(b'{"by": "3"}'),
        _sent(b"\xff"),
        [*_sent(b'{"nudged_by": "3"}'), *_sent(b'{"nudged_by": "4"}')],
        ["3"],
    ):
        assert not nudges.is_new(args)
    assert nudges.is_new(_sent(b'{"nudged_by": "3"}'))
