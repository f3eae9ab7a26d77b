"""Questions at a terminal, before anything is filed."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Final

from pydantic import JsonValue
from pydantic_core import from_json

from ..messages.cases.progress import Catalogue
from ..messages.enquiries.pre_review import Conclusion
from ..platform.files import read_submission
from ..platform.platform import Platform
from . import enquiry_tables, tables
from .terminal import DONE, MEND, NOT_ACCEPTED, Commands, show

WORDS: Final = ("true", "false", "null")
ACCEPTED: Final = (Conclusion.ACCEPT, Conclusion.TO_A_PERSON)


def add_to(commands: Commands) -> None:
    """The commands of those who have not decided yet."""
    commands.add("list", one_matters, "list what can be applied for")
    guiding = commands.add("guide", guide, "tell what some answers lead to, and what to answer next")
    guiding.add_argument("code", metavar="CODE", help="of the one-matter")
    guiding.add_argument("answers", metavar="FIELD=VALUE", nargs="*", type=_answer, help="answers so far")
    for name, run, says in (
        ("prefill", prefill, "tell what registers and e-licences already answer of a form"),
        ("pre-review", pre_review, "tell what would be found in an application, without filing it"),
    ):
        command = commands.add(name, run, says)
        command.add_argument("file", type=Path, metavar="FILE", help="a submission as JSON")
    publishing = commands.add("publicity", publicity, "list the grants that are public, to object to")
    publishing.add_argument("code", metavar="CODE", help="of the policy")
    publishing.add_argument("period", metavar="PERIOD", help="2026-Q3, 2026-09, 2026 or once")


async def one_matters(asked: Namespace) -> int:
    entries = await (await _platform(asked)).one_matters()
    show(asked, Catalogue(one_matters=entries), tables.catalogue(entries))
    return DONE


async def guide(asked: Namespace) -> int:
    advice = await (await _platform(asked)).guide(asked.code, dict(asked.answers))
    show(asked, advice, enquiry_tables.guidance(advice))
    return MEND if advice.wrong_fields else DONE


async def prefill(asked: Namespace) -> int:
    filed, platform = read_submission(asked.file), await _platform(asked)
    found = await platform.prefill(filed.one_matter, filed.applicant, filed.form, edition=filed.edition)
    show(asked, found, enquiry_tables.prefilling(found))
    return DONE


async def pre_review(asked: Namespace) -> int:
    report = await (await _platform(asked)).pre_review(read_submission(asked.file))
    show(asked, report, enquiry_tables.pre_review(report))
    return DONE if report.conclusion in ACCEPTED else NOT_ACCEPTED


async def publicity(asked: Namespace) -> int:
    public = await (await _platform(asked)).publicity(asked.code, asked.period)
    show(asked, public, enquiry_tables.publicity(public))
    return DONE


async def _platform(asked: Namespace) -> Platform:
    return await Platform.connect(asked.address, namespace=asked.namespace)


def _answer(text: str) -> tuple[str, JsonValue]:
    """`floor_area=300`: a text, as numbers may be, but for true, false, null and lists."""
    field, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"write FIELD=VALUE, not {text!r}")
    try:
        return field, from_json(value) if value in WORDS or value.startswith("[") else value
    except ValueError:
        raise ArgumentTypeError(f'{text!r} is no list; write FIELD=\'["…", "…"]\'') from None
