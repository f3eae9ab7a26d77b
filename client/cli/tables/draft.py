"""Drafts as tables for a terminal."""

from collections.abc import Iterable

from rich.console import Group, RenderableType

from ...messages.enquiries.draft import Draft, DraftLine
from .layout import table


def drafts(found: Iterable[DraftLine]) -> RenderableType:
    """Which there are, and until when."""
    rows = (
        (
            str(one.id),
            str(one.version),
            one.name,
            one.region,
            f"{one.saved_at:%F %R} UTC",
            str(one.kept_until),
        )
        for one in found
    )
    return table(("草稿编号", "版本", "一件事", "地区", "保存时间", "保存至"), rows)


def draft(found: Draft, *, name: str) -> RenderableType:
    """What is written so far of an application for what is called so."""
    answers = ((field, str(value)) for field, value in found.form.items())
    papers = ((paper.code, paper.filename) for paper in found.papers)
    return Group(
        f"{name}  {found.region}  版本 {found.version}",
        table(("字段", "已填写"), answers),
        table(("材料", "文件"), papers),
    )
