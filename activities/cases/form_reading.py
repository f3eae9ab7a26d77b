"""Whether a submission can be read: its form, its applicant, its files; every mistake at once."""

from typing import Any

from pydantic import ValidationError

from client.errors import WrongField
from client.messages.cases.submission import Applicant, Submission
from client.platform import papers
from matters.definitions.register_errors import COUNTER_PROOF
from matters.guide.whole_form import read_whole
from matters.language import FieldFault, Form, IdentityNumber, OneMatter, Phone, Text, wrong_fields
from matters.language.form import PAPERS
from matters.language.groups.unfolded_items import unfold
from matters.language.partial_form import Answers


class ApplicantForm(Form):
    """What must be right about any applicant."""

    name: Text
    identity_number: IdentityNumber
    phone: Phone


def read(one: OneMatter[Any], submission: Submission) -> tuple[Answers, tuple[WrongField, ...]]:
    """The answers, and every mistake in them, in the applicant's data and in the files."""
    answers, faults = read_whole(one, submission.form)
    return answers, (*faults_beside_the_form(unfold(one, answers), submission), *told(faults))


def faults_beside_the_form(one: OneMatter[Any], submission: Submission) -> tuple[WrongField, ...]:
    """Every mistake in the files and in the applicant's data."""
    known = {COUNTER_PROOF.code, *(paper.code for matter in one.matters for paper in matter.materials)}
    unknown = (
        WrongField(path=f"{PAPERS}{index}.code", says=f"没有代码为 {paper.code} 的材料，请核对材料代码")
        for index, paper in enumerate(submission.papers)
        if paper.code not in known
    )
    return (*papers.faults(submission), *unknown, *told(applicant_faults(submission.applicant)))


def applicant_faults(applicant: Applicant) -> tuple[FieldFault, ...]:
    """Every mistake in the applicant's own data."""
    try:
        ApplicantForm.model_validate(applicant.model_dump())
    except ValidationError as error:
        return wrong_fields(error, under="applicant")
    return ()


def told(faults: tuple[FieldFault, ...]) -> tuple[WrongField, ...]:
    """The same as messages."""
    return tuple(WrongField(path=fault.path, says=fault.says) for fault in faults)
