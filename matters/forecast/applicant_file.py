"""What an author hands to a command: a form, or a whole submission."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import from_json

from ..clock.calendar import published
from ..guide.whole_form import read_form
from ..language import Facts, FieldFault, OneMatter, wrong_fields
from ..plan.application import Application


class FiledBy(BaseModel):
    identity_number: str = ""


class NamedPaper(BaseModel):
    code: str


class ApplicantFile(BaseModel):
    """Of a submission, what a plan is drawn from."""

    form: dict[str, JsonValue]
    applicant: FiledBy = FiledBy()
    papers: tuple[NamedPaper, ...] = ()


def read_application(
    one: OneMatter[Any], file: Path, *, on: date
) -> tuple[Application[Any] | None, tuple[FieldFault, ...]]:
    """The application as if it came in on a day, or every mistake in the file, which is JSON."""
    read = from_json(file.read_bytes())
    submitted = isinstance(read, dict) and "form" in read
    try:
        filed = ApplicantFile.model_validate(read if submitted else {"form": read})
    except ValidationError as error:
        return None, wrong_fields(error, under="submission")
    form, wrong = read_form(one, filed.form)
    if form is None:
        return None, wrong
    application = Application(
        one=one,
        form=form,
        facts=Facts(
            on=on,
            applicant=filed.applicant.identity_number,
            works=published(date.min).is_working_day,
        ),
        uploaded=tuple(paper.code for paper in filed.papers),
    )
    return application, ()
