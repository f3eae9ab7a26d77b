"""An officer opens the papers: the files themselves, of his own department's items."""

from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, State, UnknownItem, WrongDepartment
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts, until
from tests.support.states import FOOD, on_one_ledger

pytestmark = on_one_ledger

MARKET = "market-regulation"


async def test_a_paper_is_opened(parts: Parts) -> None:
    """As it came in."""
    case = await _in_review(parts)
    sheet = await parts.desk(MARKET).show(case.id, FOOD)
    assert sheet.request
    handed = next(paper for paper in sheet.request.papers if paper.sha256)
    opened = await parts.desk(MARKET).paper(case.id, FOOD, handed.code)
    assert opened.content
    assert opened.code == handed.code


async def test_papers_that_are_not_opened(parts: Parts) -> None:
    """Those of others, and those that there are not."""
    case = await _in_review(parts)
    with pytest.raises(WrongDepartment):
        await parts.desk("tobacco").paper(case.id, FOOD, "layout-plan")
    for desk, of, code in (
        (MARKET, FOOD, "fire-plan"),
        (MARKET, FOOD, "selfie"),
        (MARKET, "liquor-licence", "layout-plan"),
    ):
        with pytest.raises(UnknownItem):
            await parts.desk(desk).paper(case.id, of, code)
    with pytest.raises(UnknownItem):
        await parts.desk(MARKET).paper(uuid4(), FOOD, "layout-plan")


async def _in_review(parts: Parts) -> Case:
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return case
