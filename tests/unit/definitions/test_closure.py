"""What an enterprise is told that closes, by the days that registers and its answers give."""

from datetime import date
from typing import Final

import pytest

from matters.language import Severity
from tests.support.applications.district import Filing

CODE: Final = "919901010000512305"
LATE: Final = "closing.liquidators-in-time"


@pytest.mark.parametrize(
    ("answers", "formed", "told"),
    [
        ({"decided_on": "2026-11-08"}, None, False),  # fifteen days ago: today is the last one
        ({"decided_on": "2026-11-06"}, None, False),  # a Saturday, that moves to today
        ({"decided_on": "2026-11-05"}, None, True),
        ({"decided_on": "2026-10-01"}, "2026-10-16", False),
        ({"decided_on": "2026-10-01"}, "2026-10-17", True),
        ({"decided_on": "2026-10-01", "enterprise_kind": "合伙企业"}, None, False),
    ],
)
def test_a_company_forms_its_liquidators_within_fifteen_days(
    answers: dict[str, str], formed: str | None, *, told: bool
) -> None:
    """公司法 Art. 232: whoever is late is told so, and may close all the same."""
    public = {"register": "publicity-system", "key": CODE, "entry": {"liquidators_since": formed}}
    filing = Filing(case="closing-ordinary", form=answers, on=date(2026, 11, 23), said=(public,))
    found, wrong = filing.review()
    assert not wrong
    warned = [one.severity for one in found.findings if one.rule == LATE]
    assert warned == [Severity.WARNING] * told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"liquidators_since": "2026-11-13"}, ()),  # ten days ago: today is the last one
        ({"liquidators_since": "2026-11-10"}, ("closing.liquidators-named",)),
        ({"liquidators_since": "2026-10-01", "liquidators_public_since": "2026-10-12"}, ()),
        (
            {"liquidators_since": "2026-10-01", "liquidators_public_since": "2026-10-13"},
            ("closing.liquidators-named",),
        ),
        ({"liquidated_on": "2026-10-24"}, ()),  # thirty days ago
        ({"liquidated_on": "2026-10-21"}, ("closing.applied-after-liquidation",)),
    ],
)
def test_liquidators_are_named_within_ten_days_and_apply_within_thirty(
    said: dict[str, str], told: tuple[str, ...]
) -> None:
    """市场主体登记管理条例 Art. 32: whoever is late is told so, and is struck off all the same."""
    public = {"register": "publicity-system", "key": CODE, "entry": said}
    answers = {"decided_on": "2026-11-20"}
    filing = Filing(case="closing-ordinary", form=answers, on=date(2026, 11, 23), said=(public,))
    found, wrong = filing.review()
    assert not wrong
    own = {one.rule: one.severity for one in found.findings if one.rule.startswith("closing.")}
    assert own == dict.fromkeys(told, Severity.WARNING)
