"""What a message's wrong field is told by: in Chinese, and never by its value."""

import re
from typing import Any, Final, get_args

import pytest
from pydantic import ValidationError
from pydantic_core.core_schema import ErrorType

from client import mistakes
from client.errors import InvalidForm
from client.messages.cases.submission import Submission
from client.messages.lists.search import CaseSearch
from client.messages.money.payment import Payment

HAN: Final = re.compile(r"[\u4e00-\u9fff]")
UNTOLD: Final = "秘密-4711"


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (CaseSearch, {"region": UNTOLD}),
        (CaseSearch, {"size": 0}),
        (CaseSearch, {"size": 1_000_000}),
        (CaseSearch, {"since": "2026-13-01"}),
        (CaseSearch, {"stage": UNTOLD}),
        (Payment, {}),
        (Payment, {"key": UNTOLD, "fen": 0, "paid_at": UNTOLD}),
        (Payment, {"key": "一", "fen": "很多", "paid_at": "2026-12-01T09:00:00"}),
        (Submission, {"id": UNTOLD, "applicant": [], "papers": {}, "form": UNTOLD, "one_matter": 7}),
    ],
    ids=lambda given: "" if isinstance(given, type) else "-".join(given),
)
def test_every_field_is_told_in_chinese(kind: type[Any], given: dict[str, Any]) -> None:
    """Whatever is wrong with it; an officer reads it at his terminal as a platform does over HTTP."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(given)
    told = InvalidForm.of(caught.value).wrong_fields
    assert told
    assert [one.says for one in told if not HAN.match(one.says)] == []
    assert UNTOLD not in str(told)


def test_no_kind_of_mistake_is_misspelt() -> None:
    """What has words is a kind that the library knows: none is told in English for a slip of the pen."""
    assert set(mistakes.SAYS) <= set(get_args(ErrorType))
