"""What tests file: the cases of the demonstration, each of a household of its own."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from activities.stand_ins.books.entries import EntrySaid
from client import MediaType, Paper, Submission
from deploy import demonstration
from deploy.neighbours import moved
from matters import catalogue
from matters.definitions.registers import VERIFIED_PAPERS, VerifiedPaper
from matters.language.groups.elements import root

MARRIED: Final = "newborn-married-with-mother"
UNMARRIED: Final = "newborn-unmarried-with-father"
ELSEWHERE: Final = "newborn-settling-elsewhere"
SMALL_SHOP: Final = "restaurant-small-with-licence"
SIGN_SHOP: Final = "restaurant-small-with-sign"
LARGE_SHOP: Final = "restaurant-large-with-sign"

FIRST_EDITION: Final = "2026-11"

HOUSEHOLDS: Final = 400
"""In the ledgers of tests: more than ever file anything in one process."""

_FILED: Final = Counter[str]()


def submission(name: str, **answers: object) -> Submission:
    """A demonstration case with a new id and of a household of its own, some answers of its form changed.

    It follows the edition of 2026-11, whose items have all that the engine handles: promises, fees,
    papers that follow. Tests leave cases open, and somebody with a case under way is not served by a machine.
    """
    filed = demonstration.submission(name, household=_next_household(name))
    return _with(_in_first_edition(filed), answers)


def case_file(name: str) -> dict[str, Any]:
    """The same as an applicant has it in a file."""
    text = (demonstration.CASES / f"{name}.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(moved(text, _next_household(name)))
    return {**content, "papers": [_with_content(one) for one in content["papers"]]}


def _with_content(one: dict[str, str]) -> dict[str, str]:
    read = base64.b64encode((demonstration.CASES / one["file"]).read_bytes()).decode()
    return {"code": one["code"], "filename": "scan.txt", "media_type": MediaType.TEXT, "content": read}


def _next_household(name: str) -> int:
    """One in which nobody has filed anything; some cases are of the same applicant."""
    applicant = _applicant(name)
    _FILED[applicant] += 1
    assert _FILED[applicant] < HOUSEHOLDS, "there are more tests than households"
    return _FILED[applicant]


@cache
def _applicant(name: str) -> str:
    """Or who files first for the same firm, whose entries in the registers are then one household's."""
    firm = demonstration.submission(name).form.get("credit_code")
    others = (path.stem for path in sorted(demonstration.CASES.glob("*-*.json"))) if firm else ()
    same = (other for other in others if demonstration.submission(other).form.get("credit_code") == firm)
    return demonstration.submission(next(same, name)).applicant.identity_number


def at_home(name: str, **answers: object) -> Submission:
    """The same of the household that the demonstration itself is about."""
    return _with(_in_first_edition(demonstration.submission(name)), answers)


def _in_first_edition(filed: Submission) -> Submission:
    """Without what only later editions ask for."""
    one = catalogue.find(filed.one_matter, FIRST_EDITION)
    known = {paper.code for matter in one.matters for paper in matter.materials}
    return filed.model_copy(
        update={
            "edition": FIRST_EDITION,
            "form": {field: answer for field, answer in filed.form.items() if field in one.form.model_fields},
            "papers": tuple(paper for paper in filed.papers if root(paper.code) in known),
        }
    )


def _with(filed: Submission, answers: Mapping[str, object]) -> Submission:
    return filed.model_copy(update={"form": {**filed.form, **answers}})


def paper(code: str, text: str = "补正后的材料") -> Paper:
    """A paper that an applicant uploads."""
    content = base64.b64encode(text.encode())
    return Paper(code=code, filename=f"{code}.txt", media_type=MediaType.TEXT, content=content)


SEEN: Final = EntrySaid(
    source=VERIFIED_PAPERS.code,
    key=hashlib.sha256(paper("premises-proof").content).hexdigest(),
    entry=VerifiedPaper(as_of=date(2026, 1, 5), code="premises-proof").model_dump_json(),
)
"""A window has seen the original of the one paper that tests supplement and that needs it."""


def without(filed: Submission, *papers: str) -> Submission:
    """The same submission with some of its papers left out."""
    return filed.model_copy(update={"papers": tuple(one for one in filed.papers if one.code not in papers)})
