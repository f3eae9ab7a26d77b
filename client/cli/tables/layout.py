"""What all tables have in common: how a row, a colour, a day and a sum are written."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ... import names
from ...labels import COLOURS, NOT_RUNNING
from ...messages.cases.progress import Colour

Cell = str | Text

CHINA: Final = ZoneInfo(names.TIME_ZONE)

STYLES: Final[Mapping[Colour, str]] = {Colour.GREEN: "", Colour.YELLOW: "yellow", Colour.RED: "red"}


def listed(headings: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], *, none: str) -> RenderableType:
    """As a table, or in words where there is nothing."""
    drawn = table(headings, rows)
    return drawn if drawn.row_count else none


def table(headings: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Rows under headings, nothing cut off."""
    drawn = Table()
    for heading in headings:
        drawn.add_column(heading, overflow="fold")  # an identifier that is cut off is of no use
    for row in rows:
        drawn.add_row(*row)
    return drawn


def moment(at: datetime | None) -> str:
    """An instant as a clock in China shows it."""
    return f"{at.astimezone(CHINA):%F %R}" if at else ""


def said(value: JsonValue) -> str:
    """An answer of a form, as people say it."""
    match value:
        case None:
            return "未填"
        case bool():
            return "是" if value else "否"
        case list():
            return "；".join(map(said, value))
        case dict():
            return "，".join(f"{name} {said(one)}" for name, one in value.items())
        case _:
            return str(value)


def coloured(words: str, colour: Colour) -> Text:
    """With the word of the clock's colour, and in that colour where the terminal has it."""
    return Text(" ".join(filter(None, (words, COLOURS[colour]))), style=STYLES[colour])


def due(on: date, *, provisional: bool) -> str:
    """Provisional: the holidays of that year are not announced yet."""
    return f"{on}（暂定）" if provisional else str(on)


def day(on: date | None) -> str:
    """A last day, where there is one by now."""
    return str(on or NOT_RUNNING)
