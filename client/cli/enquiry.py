"""Questions at a terminal, before anything is filed."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from cyclopts import App, Parameter, Token
from pydantic import JsonValue
from pydantic_core import from_json

from ..messages.enquiries.catalogue import Catalogue
from ..messages.enquiries.pre_review import Conclusion
from ..platform.files import read_submission
from .command_line import DONE, MEND, NOT_ACCEPTED
from .tables import enquiry as tables
from .terminal import HERE, Connection, SubmissionFile

WORDS: Final = ("true", "false", "null")
ACCEPTED: Final = (Conclusion.ACCEPT, Conclusion.TO_A_PERSON)

app = App(name="enquiry")


def answer(_: Any, tokens: Sequence[Token]) -> tuple[str, JsonValue]:
    """`floor_area=300`: a text, as numbers may be, but for true, false, null and lists."""
    [token] = tokens
    field, equals, value = token.value.partition("=")
    if not equals:
        raise ValueError(f"write FIELD=VALUE, not {token.value!r}")
    try:
        return field, from_json(value) if value in WORDS or value.startswith("[") else value
    except ValueError:
        raise ValueError(f'{token.value!r} is no list; write FIELD=\'["…", "…"]\'') from None


Answers = Annotated[
    tuple[str, JsonValue],
    Parameter(name="FIELD=VALUE", help="answers so far", converter=answer, n_tokens=1),
]


@app.command
async def catalogue(*, at: Connection = HERE) -> int:
    """List what can be applied for."""
    entries = await (await at.platform()).one_matters()
    return at.show(Catalogue(one_matters=entries), tables.catalogue(entries))


@app.command
async def guide(code: str, /, *answers: Answers, at: Connection = HERE) -> int:
    """Tell what some answers lead to, and what to answer next.

    :param code: of the one-matter
    """
    advice = await (await at.platform()).guide(code, dict(answers))
    return at.show(advice, tables.guidance(advice), code=MEND if advice.wrong_fields else DONE)


@app.command
async def prefill(file: SubmissionFile, /, *, at: Connection = HERE) -> int:
    """Tell what registers and e-licences already answer of a form."""
    filed, platform = read_submission(file), await at.platform()
    found = await platform.prefill(filed.one_matter, filed.applicant, filed.form, edition=filed.edition)
    return at.show(found, tables.prefilling(found))


@app.command
async def pre_review(file: SubmissionFile, /, *, at: Connection = HERE) -> int:
    """Tell what would be found in an application, without filing it."""
    report = await (await at.platform()).pre_review(read_submission(file))
    code = DONE if report.conclusion in ACCEPTED else NOT_ACCEPTED
    return at.show(report, tables.pre_review(report), code=code)
