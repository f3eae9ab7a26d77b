"""Answers to enquiries as tables for a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType

from .guidance import Guidance, GuidedItem
from .messages import WrongField
from .tables import table
from .words import ORIGINS, STANDINGS


def guidance(advice: Guidance) -> RenderableType:
    """What to answer next, which items there will be, and what to bring."""
    shown: list[RenderableType] = [f"{advice.name}  承诺时限 {advice.promised}"]
    if advice.wrong_fields:
        shown.append(wrong_fields(advice.wrong_fields))
    asked = ((question.asks, question.field, "、".join(question.decides)) for question in advice.questions)
    shown.append(table(("还需回答", "字段", "决定"), asked) if advice.questions else "已无需要回答的问题")
    shown.append(table(("事项", "部门", "办理", "情形", "承诺时限", "结果"), map(_item, advice.items)))
    shown.append(table(("材料", "来源", "是否需要", "情形"), _papers(advice.items)))
    return Group(*shown)


def wrong_fields(faults: Iterable[WrongField]) -> RenderableType:
    """Answers that cannot be read."""
    return table(("有误", "问题"), ((fault.path, fault.says) for fault in faults))


def _item(item: GuidedItem) -> tuple[str, ...]:
    return item.name, item.department, STANDINGS[item.standing], item.because, item.promised, item.gives


def _papers(items: Iterable[GuidedItem]) -> Iterator[tuple[str, ...]]:
    """Each paper once, however many items want it."""
    papers = {paper.code: paper for item in items for paper in item.papers}
    for paper in papers.values():
        yield paper.name, ORIGINS[paper.source], STANDINGS[paper.standing], paper.because
