"""What an applicant is asked to mend or hand in later, and what becomes of a supplement."""

import base64

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import InvalidForm, MediaType, OutcomeKind, Paper, State, Supplement
from client.platform.papers import MAX_PAPER
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts, until
from tests.support.states import on_one_ledger, on_the_other_ledger

FOOD = "food-licence"


@on_the_other_ledger
async def test_supplement_is_accepted_or_not(parts: Parts) -> None:
    """An answer that leaves something unmended says so; its notice is open until all of it is mended."""
    case = await parts.platform.submit(submission(SMALL_SHOP, staff_certified=False, dishes=["热食类"] * 2))
    half = await case.supplement(Supplement(form={"dishes": ["热食类"]}))
    assert not half.accepted
    assert [finding.path for finding in half.findings] == ["form.staff_certified"]
    [notice] = (await case.progress()).notices
    assert notice.open
    [point] = notice.points
    assert (point.path, point.rule) == ("form.staff_certified", "restaurant.certified")
    assert point.names == ("食品经营许可新办",)

    whole = await case.supplement(Supplement(form={"staff_certified": True}))
    assert (whole.accepted, whole.plan) == (True, 2)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert not (await case.progress()).notices[0].open


@on_the_other_ledger
async def test_papers_that_may_follow_are_told(parts: Parts) -> None:
    """A paper that has not come yet is told with its last day, until it is here."""
    filed = submission(SMALL_SHOP)
    rules = next(paper for paper in filed.papers if paper.code == "safety-rules")
    others = tuple(paper for paper in filed.papers if paper is not rules)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed.model_copy(update={"papers": others}))
    await until(case, FOOD, State.IN_REVIEW)
    [late] = (await case.progress()).items[0].late_papers
    assert late.code == "safety-rules"
    assert late.by > case.receipt.received_at.date()
    assert (await case.supplement(Supplement(papers=(rules,)))).accepted
    assert not (await case.progress()).items[0].late_papers


@on_one_ledger
async def test_oversized_supplement(parts: Parts) -> None:
    """What is too large is told before it is sent, as for a submission."""
    case = await parts.platform.submit(submission(SMALL_SHOP, staff_certified=False))
    content = base64.b64encode(b"x" * (MAX_PAPER + 1))
    paper = Paper(code="layout-plan", filename="x.txt", media_type=MediaType.TEXT, content=content)
    with pytest.raises(InvalidForm) as caught:
        await case.supplement(Supplement(papers=(paper,)))
    assert [field.path for field in caught.value.wrong_fields] == ["papers.0"]
    await case.withdraw("不再办理")
