"""One notice of all that must be mended (一次性告知), and the applicant's answer to it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, JsonValue

from ..bounds import Answers
from ..message import Message
from .findings import Finding
from .submission import MOST_PAPERS, Paper, PersonWord


class Point(Message):
    """One thing to be mended, however many items need it; `names` are theirs, in the order of `items`."""

    items: tuple[str, ...]
    names: tuple[str, ...] = ()
    path: str
    says: str
    mend: str
    rule: str = ""
    basis: str = ""


class CorrectionNotice(Message):
    """Everything to be mended, told at once. `late` marks one that could have been told before.

    It is `open` as long as anything of it is waited for. The applicant has his time from when its `letter`
    was served; while that is `on_its_way`, his time has not begun, and `answer_by` is the earliest last day.
    """

    number: int
    points: tuple[Point, ...]
    told_at: datetime
    answer_by: date
    open: bool = True
    reminded: bool = False
    late: bool = False
    letter: str = ""
    on_its_way: bool = False


class Supplement(PersonWord):
    """The answer: fields of the form that change, and papers that come or replace earlier ones.

    `committed` as in a submission, for who had not committed himself yet.
    """

    form: Answers = Field(default_factory=dict[str, JsonValue])
    papers: Annotated[tuple[Paper, ...], Field(max_length=MOST_PAPERS)] = ()
    committed: bool = False


class Supplemented(Message):
    """What became of it: the case goes on by that `plan`, or must be mended further as `findings` say.

    Findings of an accepted supplement are warnings.
    """

    accepted: bool
    plan: Annotated[int, Field(ge=0)]
    findings: tuple[Finding, ...] = ()
