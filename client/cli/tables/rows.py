"""Rows that are shown as a table, or printed for a spreadsheet."""

import csv
from dataclasses import dataclass
from io import StringIO

from rich.console import RenderableType

from .layout import table


@dataclass(frozen=True)
class Rows:
    """Under headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    none: str = "没有可列出的内容"

    def filled(self) -> "Rows":
        """The same without columns in which nothing stands."""
        kept = [
            number for number in range(len(self.headings)) if any(_text(row[number]) for row in self.rows)
        ]
        headings = tuple(self.headings[number] for number in kept)
        return Rows(headings, tuple(tuple(row[number] for number in kept) for row in self.rows), self.none)

    def table(self) -> RenderableType:
        """For people, who are told in words where there is nothing."""
        if not self.rows:
            return self.none
        drawn = table(self.headings, (tuple(map(_text, row)) for row in self.rows))
        for column in (drawn.columns[0], drawn.columns[-1]):  # to be copied
            column.no_wrap = True
        return drawn

    def csv(self) -> str:
        """For spreadsheets."""
        written = StringIO()
        lines = csv.writer(written, lineterminator="\n")
        lines.writerow(self.headings)
        lines.writerows([*map(_text, row)] for row in self.rows)
        return written.getvalue()


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
