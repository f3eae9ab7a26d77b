"""Where a text says that silence grants: at the end of the law's limit, and not before (视为准予)."""

from datetime import timedelta

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, OutcomeKind, State, TooLate
from tests.support.applications.stalls import ITEM, MARKET, SILENT_STALL, offered, stall_in
from tests.support.parts import NO, Parts, item
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger

DEEMED = "在法定期限内未作决定，视为准予"


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    offered(monkeypatch, SILENT_STALL)


async def filed(parts: Parts) -> Case:
    submission = stall_in("东街", one=SILENT_STALL)
    parts.behave(submission.id, ITEM, Reviewing())
    return await parts.platform.submit(submission)


async def test_silence_grants(parts: Parts) -> None:
    """On the last day officers still decide; after it nobody does, and the licence is there."""
    case = await filed(parts)
    last = (await item(case, ITEM)).statutory_due_on
    assert last
    await parts.forward_past(case.id, last - timedelta(days=1))
    assert (await item(case, ITEM)).state is State.IN_REVIEW
    assert any("期满未作决定的视为准予" in one.subject for one in (await case.explain()).clocks)
    await parts.forward_past(case.id, last)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    granted = await item(case, ITEM)
    assert granted.licence
    assert any(DEEMED in told.says for told in (await case.progress()).told)
    with pytest.raises(TooLate):
        await parts.desk(MARKET).grant(case.id, ITEM)


async def test_who_decides_in_time(parts: Parts) -> None:
    """A refusal on the last day stands."""
    case = await filed(parts)
    last = (await item(case, ITEM)).statutory_due_on
    await parts.forward_into(case.id, last)
    await parts.desk(MARKET).refuse(case.id, ITEM, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies)
    await parts.forward_past(case.id, last)
    assert (await case.outcome()).kind is OutcomeKind.REFUSED
