"""What ARCHITECTURE.md tells is what happens."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final
from uuid import uuid4

import pytest

from client import CampaignStage
from deploy.house.trace import Trace, TracedCall
from matters import catalogue
from matters.catalogue import find_grant
from matters.language import Grant, Mode
from tests.house.test_documents import LINK
from tests.support.campaigns import RELEASED_BY, SUBSIDY, forward, handle_of, prepared, publicised
from tests.support.cases.submissions import MARRIED, submission
from tests.support.neighbours import looked_at
from tests.support.parts import MINUTE, Parts, end_of
from tests.support.places import ROOT
from tests.support.states import on_one_ledger

TOLD: Final = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
RECEIPT: Final = 100
PAYMENT: Final = 44
"""Files of ours whose code runs for one receipt, and for files of payments until they are settled.

Seven of a receipt prove who hands the submission in: actor, word, its signature, proof, directory and
gatekeeper, and in a development the identities. Six of both encrypt what is kept: the cells, their data keys,
what wraps those, the file of its keys, the choice of a suite and the suite. Three of files of
payments look for what payees have declared and named.
"""

STEP: Final = re.compile(r"^\d+\. (.*?)(?=^\d+\. |^$)", re.MULTILINE | re.DOTALL)


def steps(title: str) -> list[list[TracedCall]]:
    """The functions of each step that is told under that title."""
    _, _, section = TOLD.partition(f"\n## {title}\n")
    told = section.partition("\n## ")[0]
    return [[TracedCall(path, name) for name, path in LINK.findall(step)] for step in STEP.findall(told)]


def untold(told: list[list[TracedCall]], spans: dict[TracedCall, tuple[int, int]]) -> list[TracedCall]:
    """Functions of the steps that were not called, or of a step that was over before the one before it began.

    Items run side by side: one of them may be far ahead of another.
    """
    missing = [call for step in told for call in step if call not in spans]
    called = [step[0] for step in told if step[0] in spans]
    return missing + [two for one, two in pairwise(called) if spans[two][1] < spans[one][0]]


def ours(trace: Trace, *functions: str) -> list[str]:
    """The files that whoever follows these functions comes through, but for those of tests."""
    found = [path for path in trace.files_within(*functions) if not path.startswith("tests/")]
    assert len(found) > 10
    return found


@on_one_ledger
async def test_a_case_in_twelve_steps(at_rest: Parts) -> None:
    """A case that machines grant calls what is told, step after step; a receipt runs through few files."""
    trace, told = Trace(), steps("One case, in twelve steps")
    with trace.listening():
        async with at_rest.working():
            case = await at_rest.platform.submit(submission(MARRIED))
            await case.outcome()
    assert [len(told), all(told)] == [12, True]
    assert not untold(told, trace.spans())
    assert len(ours(trace, "Window.receive")) <= RECEIPT


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """A policy that pays by itself what was public before, of this test alone."""
    subsidy = find_grant(SUBSIDY)
    grant = replace(subsidy, code=f"test-{uuid4()}", mode=Mode.AUTOMATIC, second_look=looked_at(0))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    return grant


@on_one_ledger
@pytest.mark.usefixtures("town")
async def test_a_campaign_in_eight_steps(at_rest: Parts, announced: Grant[Any]) -> None:
    """A campaign that is public before it pays calls what is told; a payment runs through few files."""
    trace, told = Trace(), steps("One campaign, in eight steps")
    with trace.listening():
        async with at_rest.working():
            campaign = await prepared(at_rest, "2026-Q2", policy=announced.code)
            await campaign.release(RELEASED_BY)
            until = await publicised(campaign)
            await forward(at_rest, handle_of(at_rest, campaign), to=end_of(until) + MINUTE)
            await campaign.until(CampaignStage.CLOSED)
    assert [len(told), all(told)] == [8, True]
    assert not untold(told, trace.spans())
    assert len(ours(trace, "Paying.file", "Paying.hand_over", "Settling.settle")) <= PAYMENT


def test_what_does_not_happen_is_found() -> None:
    """A function that nobody calls, and a step that comes before the one before it."""
    one, two, three = (TracedCall("matters/plan/plan.py", name) for name in ("one", "two", "three"))
    assert not untold([[one], [two, three]], {one: (1, 4), two: (2, 3), three: (5, 5)})
    assert untold([[one], [two]], {one: (1, 1), three: (2, 2)}) == [two]
    assert untold([[one], [two]], {one: (3, 4), two: (1, 2)}) == [two]
