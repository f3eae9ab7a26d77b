"""Drafts as tables for a terminal."""

from collections.abc import Iterable

from rich.console import Group, RenderableType

from ...messages.enquiries.draft import Draft, DraftLine
from .layout import listed, moment, said, table


def drafts(found: Iterable[DraftLine]) -> RenderableType:
    """Which there are, and until when."""
    rows = (
        (
            str(one.id),
            str(one.version),
            one.name,
            one.region,
            moment(one.saved_at),
            str(one.kept_until),
        )
        for one in found
    )
    headings = ("草稿编号", "版本", "一件事", "地区", "保存时间", "保存至")
    return listed(headings, rows, none="没有草稿")


def draft(found: Draft, line: DraftLine | None) -> RenderableType:
    """What is written so far of an application, as its line in the list calls it."""
    called = line.called if line else {}
    answers = (
        (called.get(f"form.{field}", field), field, said(value)) for field, value in found.form.items()
    )
    papers = (
        (called.get(f"papers.{paper.code}", paper.code), paper.code, paper.filename) for paper in found.papers
    )
    return Group(
        f"{line.name if line else found.one_matter}  {found.region}  版本 {found.version}",
        table(("项目", "代码", "已填写"), answers),
        *([table(("材料", "代码", "文件"), papers)] if found.papers else ()),
    )
