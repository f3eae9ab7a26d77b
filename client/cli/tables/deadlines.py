"""How deadlines come about, day by day, for anyone to check by hand."""

from collections.abc import Iterator

from rich.console import Group, RenderableType

from ...messages.cases.explanation import Reckoning, Reckonings, Span
from .layout import due, table


def reckonings(explained: Reckonings) -> RenderableType:
    """Every clock of a case."""
    shown = [part for clock in explained.clocks for part in _reckoning(clock)]
    return Group(*shown) if shown else "尚未受理，没有已起算的期限"


def _reckoning(clock: Reckoning) -> Iterator[RenderableType]:
    yield f"{clock.subject}：{clock.limit}"
    yield table(("首日", "末日", "天数", "计入", "累计", "原因", "依据"), _spans(clock.spans))
    yield _end(clock)
    for assumed in clock.assumptions:
        yield f"约定：{assumed.says}；依据：{assumed.basis}"
    yield ""


def _spans(spans: tuple[Span, ...]) -> Iterator[tuple[str, ...]]:
    sofar = 0
    for span in spans:
        sofar += span.days * span.counted
        counted = "是" if span.counted else "否"
        yield str(span.first), str(span.last), str(span.days), counted, str(sofar), span.why, span.basis


def _end(clock: Reckoning) -> str:
    """Of a step of a procedure, nothing is said of acceptance: its time begins with another event."""
    last = due(clock.due_on, provisional=clock.provisional) if clock.due_on else ""
    if clock.accepted_on is None:
        return f"最迟 {last}" if last else "尚未受理，期限未在计算，尚不能确定办结日"
    ends = f"最迟办结 {last}" if last else "期限未在计算，尚不能确定办结日"
    return f"受理日 {clock.accepted_on}，{ends}"
