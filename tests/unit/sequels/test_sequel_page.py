"""What operators read of what becomes of a decision."""

from datetime import UTC, datetime
from typing import cast

import pytest
from temporalio import workflow

from tests.unit.sequels.proceedings import BEGUN, FIRST, begun, states
from workflows import markdown
from workflows.cases.sequels import sequel_page
from workflows.troubles import Call, Trouble, Troubles

DAY = markdown.day(BEGUN)


@pytest.mark.parametrize(
    ("code", "state", "says"),
    [
        ("renewal", "begun", ("已收件，待受理", f"受理或者一次性告知补正 | {markdown.GAP} | {DAY}")),
        ("renewal", "mending", ("待申请人补正", f"申请人 | {markdown.GAP} | 补正")),
        ("renewal", "accepted", ("作出决定",)),
        ("renewal", "proposed", ("另一人确认：准予",)),
        ("revoked", "begun", ("申请人", "可以陈述、申辩", "作出决定")),
        ("remade", "proposed", ("另一人确认：执行",)),
        ("remade", "anew", ("重新作出决定",)),
    ],
)
def test_whom_it_waits_for(
    code: str, state: str, says: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each state, for what and since when; by whom something is proposed stands nowhere."""
    one = begun(code)
    monkeypatch.setattr(workflow, "now", one.now)
    dict(states(code))[state](one.file)
    page = sequel_page.page(one.file, Troubles())
    assert page.startswith(f"## {one.file.law.name} · ")
    assert all(word in page for word in says), page
    assert FIRST not in page
    assert "技术故障" not in page


def test_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told since when, with the command that has it tried at once."""
    one = begun("renewal")
    monkeypatch.setattr(workflow, "now", one.now)
    at = datetime(2026, 11, 30, 2, 20, tzinfo=UTC)
    waits = cast("Call", object())
    troubles = Troubles(now={"送达": Trouble(why="无应答", since=at)}, calls={waits: at})
    page = sequel_page.page(one.file, troubles)
    assert "送达：无应答，自 11-30 10:20 起" in page
    assert "有一步自 11-30 10:20 起尚无结果" in page
    assert page.count(f"onematter ops retry sequel/{one.file.id}") == 2
