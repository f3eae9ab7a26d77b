"""Whether a submission can be read: its form, its applicant, its files; every mistake at once."""

from typing import Any

from pydantic import ValidationError

from client import papers
from client.findings import WrongField
from client.submission import Submission
from matters.language import Form, IdentityNumber, OneMatter, Phone, Text, wrong_fields


class ApplicantForm(Form):
    """What must be right about any applicant."""

    name: Text
    identity_number: IdentityNumber
    phone: Phone


def read(one: OneMatter[Any], submission: Submission) -> tuple[Form | None, tuple[WrongField, ...]]:
    """The form, and every mistake in it, in the applicant's data and in the files."""
    wrong = list(papers.faults(submission))
    known = {paper.code for matter in one.matters for paper in matter.materials}
    for index, paper in enumerate(submission.papers):
        if paper.code not in known:
            says = f"没有代码为 {paper.code} 的材料，请核对材料代码"
            wrong.append(WrongField(path=f"papers.{index}.code", says=says))
    _, faults = _validated(ApplicantForm, submission.applicant.model_dump(), under="applicant")
    form, more_faults = _validated(one.form, submission.form, under="form")
    return form, (*wrong, *faults, *more_faults)


def _validated(
    form: type[Form], answers: dict[str, Any], *, under: str
) -> tuple[Form | None, tuple[WrongField, ...]]:
    try:
        return form.model_validate(answers), ()
    except ValidationError as error:
        faults = wrong_fields(error, under=under)
        return None, tuple(WrongField(path=fault.path, says=fault.says) for fault in faults)
