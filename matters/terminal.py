"""What the commands about definitions take, and how they show a page."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from cyclopts import Parameter, Token
from pydantic_core import from_json, to_json
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, TableElement
from rich.table import Table

from . import catalogue
from .language import Grant, OneMatter

FOUND: Final = 0
FAULTY: Final = 1
"""Exit codes: as wished, or with mistakes in what was read."""


def _found_by(find: Callable[[str], Any]) -> Parameter:
    """A code on the command line is the definition that has it; a `DefinitionError` says which there are."""

    def convert(_: Any, tokens: Sequence[Token]) -> Any:
        return find(tokens[0].value)

    return Parameter(name="CODE", help="代码，见 list", converter=convert, n_tokens=1, accepts_keys=False)


def _json(_: Any, path: Path) -> None:
    try:
        from_json(path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}; give the path of a JSON file") from error
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}; mend it there") from error


AnyDefinition = Annotated[OneMatter[Any] | Grant[Any], _found_by(catalogue.find_any)]
OneMatterOfCode = Annotated[OneMatter[Any], _found_by(catalogue.find)]
GrantOfCode = Annotated[Grant[Any], _found_by(catalogue.find_grant)]
JsonFile = Annotated[Path, Parameter(validator=_json)]
Day = Annotated[date | None, Parameter(help="受理日、核定日，或期限未在计算时算到的日期，默认今天")]
AsJson = Annotated[bool, Parameter(help="输出 JSON")]


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


def show_page(markdown: str, said: object = None, *, json: bool = False, code: int = FOUND) -> int:
    """Rendered for a reader at a terminal, plain for a file or another program, or as JSON."""
    if json:
        print(to_json(said, indent=2).decode())
    elif sys.stdout.isatty():
        Console().print(Page(markdown))
    else:
        print(markdown)
    return code
