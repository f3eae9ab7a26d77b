"""The lawyer's check: what a definition lays down, beside the text that it rests upon."""

from collections.abc import Iterable
from typing import Any

from ..language import Basis, Grant, OneMatter
from ..markdown import NONE, heading, page, table
from .grant_provisions import grant_provisions
from .one_matter_provisions import general_provisions, one_matter_provisions
from .provision import Provision

COLUMNS = ("位置", "类别", "内容", "文件", "条款", "可信度", "施行", "失效", "原文")


def provisions(definition: OneMatter[Any] | Grant[Any]) -> tuple[Provision, ...]:
    """All of them, in the order in which the definition is read."""
    if isinstance(definition, Grant):
        return tuple(grant_provisions(definition))
    return (*one_matter_provisions(definition), *general_provisions(definition))


def basis_table(definition: OneMatter[Any] | Grant[Any]) -> str:
    """The whole table, in Markdown."""
    laid_down = provisions(definition)
    return page(
        heading(f"{definition.name}（{definition.edition}）：数值、规则、环节及其依据", level=1),
        table(COLUMNS, rows=map(_row, laid_down)),
        _confidences(it.basis for it in laid_down if it.basis),
    )


def _row(it: Provision) -> tuple[str, ...]:
    if it.basis is None:
        return it.where, it.kind, it.says, "无依据", *(NONE for _ in COLUMNS[4:])
    basis = it.basis
    days = (str(day or NONE) for day in (basis.since, basis.until))
    said = (it.where, it.kind, it.says, basis.document, basis.article, basis.confidence)
    return *said, *days, basis.quotes or NONE


def _confidences(bases: Iterable[Basis]) -> str:
    """How many rest upon what was read, and how many do not."""
    counted: dict[str, int] = {}
    for basis in bases:
        counted[basis.confidence] = counted.get(basis.confidence, 0) + 1
    return "；".join(f"{confidence} {count} 条" for confidence, count in counted.items())
