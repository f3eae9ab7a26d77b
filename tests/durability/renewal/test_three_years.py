"""A case that people speak to for three years is no heavier at the end, and has forgotten nothing."""

from datetime import timedelta
from typing import Final

import pytest

from activities.ledger.cases import case_states, notices
from activities.stand_ins.behaviour import Reviewing
from client import Case, State, names
from client.messages.lists.search import CaseSearch
from tests.support.cases.bundles import leaves_of
from tests.support.cases.renewals import renewed
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts
from tests.support.places import THOROUGH
from tests.support.states import DEPARTMENTS, FIRE, FOOD, HYGIENE, on_one_ledger, reaches
from workflows.cases.records import case_file, item_record
from workflows.cases.records.holders import Does
from workflows.cases.rest.carried import Carried

ITEMS: Final = (FOOD, FIRE, HYGIENE)
MONTHS: Final = 36 if THOROUGH else 3
TURNS: Final = 23 if THOROUGH else 3
"""In a month, of each item: it is handed over to another officer, and back."""

WORDS: Final = 2 * TURNS + 2
SAID: Final = (names.RETURN_TO, names.SUSPEND, names.RESUME)
LATEST: Final = 10
BYTES: Final = 400_000
"""Of what a run hands on, before it is deflated: the server warns at half a megabyte, and takes two."""


@pytest.fixture(autouse=True)
def _few_are_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    if not THOROUGH:
        monkeypatch.setattr(case_file, "LETTERS", LATEST)
        monkeypatch.setattr(item_record, "ASSIGNMENTS", LATEST)


async def spoken_to(parts: Parts, case: Case, item: str, month: int) -> None:
    """A month of an item: from one officer to the other and back, and a special procedure."""
    first, second = (parts.desk(DEPARTMENTS[item], officer) for officer in ("officer-1", "officer-2"))
    for _ in range(TURNS):
        await first.return_to(case.id, item, officer="officer-2")
        await second.return_to(case.id, item, officer="officer-1")
    end = await parts.today(case.id) + timedelta(days=20)
    await first.suspend(case.id, item, procedure="testing", expected_end=end, notice=f"检告{month}号")
    await first.resume(case.id, item)


@pytest.mark.timeout(3600 if THOROUGH else 120)
@on_one_ledger
async def test_three_years(parts: Parts) -> None:
    """What was heard, told and handed over is in evidence and on file, and not in what a run hands on."""
    filed = submission(LARGE_SHOP)
    for item in ITEMS:
        parts.behave(filed.id, item, Reviewing())
    case = await parts.platform.submit(filed)
    for item in ITEMS:
        await reaches(case, item, State.IN_REVIEW)
    for month in range(MONTHS):
        for item in ITEMS:
            await spoken_to(parts, case, item, month)
        await parts.forward(case.id, timedelta(days=31))
    await renewed(parts, case)
    await parts.written(case.id)
    with parts.ledger.reading() as books:
        state = case_states.of_case(books, case.id) or ""
        told = notices.told(books, str(case.id))
    file = Carried.model_validate_json(state).file
    assert len(state) < BYTES
    assert len(file.rests.holds) <= len(ITEMS) * 2
    assert len(told) > case_file.LETTERS >= len((await case.progress()).told)
    history = await parts.supervisor.history(CaseSearch(case=case.id))
    suspended = [hold for hold in history.holds if hold.does == Does.GO_THROUGH]
    assert len(suspended) == len(ITEMS) * MONTHS
    for item in ITEMS:
        sheet = await parts.desk(DEPARTMENTS[item]).show(case.id, item)
        assert len(sheet.assignments) == item_record.ASSIGNMENTS
        assert sheet.assignments[-1].officer == "officer-1"
    words = [leaf["content"] for leaf in leaves_of(await case.bundle()) if leaf["kind"] == "word"]
    assert sum(word["message"] in SAID for word in words) == WORDS * len(ITEMS) * MONTHS
