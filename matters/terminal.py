"""Markdown at a terminal."""

from typing import Any, ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, TableElement
from rich.table import Table


class _Folded(TableElement):
    """A table that cuts nothing off: Chinese has no spaces at which a cell would break by itself."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if isinstance(part, Table):
                for column in part.columns:
                    column.overflow = "fold"
            yield part


class Page(Markdown):
    """Markdown whose tables can be read to the end."""

    elements: ClassVar[dict[str, Any]] = {**Markdown.elements, "table_open": _Folded}
