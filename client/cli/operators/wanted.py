"""Which cases a command is about, and how a list of them is shown."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from cyclopts import CycloptsError, Parameter
from pydantic import BaseModel

from ...messages.cases.progress import Stage, State
from ...messages.lists.search import CaseSearch
from ..command_line import DONE
from ..person import Holder
from ..tables.rows import Rows
from ..terminal import Connection, say

AsCsv = Annotated[bool, Parameter(name="--csv", help="print comma-separated values instead")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases."""

    number: Annotated[str, Parameter(help="of the case (受理编号), or of one of its items")] = ""
    applicant: Holder = ""
    platform: Annotated[str, Parameter(help="which has filed them")] = ""
    department: Annotated[str, Parameter(help="that has an item of them")] = ""
    one_matter: Annotated[str, Parameter(help="its code")] = ""
    region: Annotated[str, Parameter(help="a division in which they lie")] = ""
    stage: Annotated[Stage | None, Parameter(help="of the case")] = None
    state: Annotated[State | None, Parameter(help="of an item, of the department if one is given")] = None
    overdue: Annotated[bool, Parameter(help="past their last day")] = False
    since: Annotated[date | None, Parameter(help="received on that day or later")] = None
    until: Annotated[date | None, Parameter(help="received on that day or before")] = None

    def search(self, **more: Any) -> CaseSearch:
        """For them."""
        return CaseSearch(**vars(self), **more)


EVERYTHING: Final = Wanted()


def shown(at: Connection, message: BaseModel, rows: Rows, *, as_csv: bool) -> int:
    """As a table, as JSON or for a spreadsheet."""
    if as_csv and at.json:
        raise CycloptsError(msg="--json and --csv are two ways to print it; choose one")
    if not as_csv:
        return at.show(message, rows.table())
    say(rows.csv().removesuffix("\n"))
    return DONE
