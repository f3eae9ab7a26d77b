"""What an applicant insists upon: the same again, where he was told that it is wrong."""

from datetime import UTC, datetime

import pytest

from client.messages.cases.correction import CorrectionNotice, Point, Supplement
from tests.unit.procedures.courses import bench
from workflows.cases.records import demands
from workflows.cases.records.case_file import CaseFile

FORM = {"sex": "男", "mother": "甲", "staff": [{"sex": "男"}, {"sex": "女"}]}
SEX = "form.sex"


@pytest.fixture
def file() -> CaseFile:
    """He was told that something is wrong with the sex."""
    file = bench().file
    file.submission = file.submission.model_copy(update={"form": FORM})
    point = Point(items=(), path=SEX, says="与登记不一致", mend="请更正")
    at = datetime(2026, 3, 2, tzinfo=UTC)
    file.correction.notices = [CorrectionNotice(number=1, points=(point,), told_at=at, answer_by=at.date())]
    return file


def test_the_whole_form_once_more(file: CaseFile) -> None:
    """Upon nothing of which nobody has told him; what a supplement was refused for, he was told of."""
    whole = Supplement(form=FORM)
    assert demands.insisted(whole, file) == (SEX,)
    file.correction.found = ("form.mother",)
    assert demands.insisted(whole, file) == (SEX, "form.mother")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (SEX, {"sex": "女"}),
        ("form.staff[0].sex", {"staff": [{"sex": "女"}, {"sex": "女"}]}),
        ("form.staff", {"staff[0].sex": "女"}),
        ("form.staff[0].sex", {"staff[0]": None}),
    ],
)
def test_what_is_said_otherwise(file: CaseFile, before: str, now: dict[str, object]) -> None:
    """It is insisted upon no more, whether it is changed alone or within something larger or smaller."""
    file.correction.insisted = (before, "form.staff[1].sex")
    left = demands.insisted(Supplement.model_validate({"form": now}), file)
    assert before not in left
    assert ("form.staff[1].sex" in left) is ("staff" not in now)
