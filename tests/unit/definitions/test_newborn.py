"""Who reports a birth: parents, or whoever the law lets do so besides, whom a person looks at."""

from typing import Final

import pytest

from matters.language import Severity
from tests.support.applications.district import Filing

GRANDMOTHER: Final = "990101195202020020"
FATHER: Final = "990101199007080018"


@pytest.mark.parametrize("settles", ["随母落户", "不在本市落户"])
@pytest.mark.parametrize(("applicant", "seen"), [(FATHER, False), (GRANDMOTHER, True)])
def test_another_than_a_parent_is_looked_at(settles: str, applicant: str, *, seen: bool) -> None:
    """户口登记条例 Art. 7 lets relatives report; nobody pays them unseen, wherever the child settles."""
    filing = Filing(case="newborn-married-with-mother", applicant=applicant, form={"settles": settles})
    found, wrong = filing.review()
    assert not wrong
    told = [one.severity for one in found.findings if one.rule == "newborn.by-a-parent"]
    assert told == [Severity.TO_A_PERSON] * seen
