"""One thing is granted once, whoever asks: a second case of the same child or shop goes to an officer."""

import asyncio
import functools
from threading import Barrier, Lock
from typing import Any, Final

import pytest

from activities.review.pre_review import PreReviewed, PreReviewer
from activities.stand_ins.behaviour import Reviewing
from client import Case, State, Submission
from client.messages.cases.submission import Applicant
from deploy import demonstration
from tests.support.cases.submissions import MARRIED, SMALL_SHOP
from tests.support.parts import Parts, until
from tests.support.states import FOOD, on_one_ledger

CERTIFICATE: Final = "birth-certificate"
HOSPITAL: Final = "maternity-hospital"
MARKET: Final = "market-regulation"
SAME_CHILD: Final = "newborn.same-child"
SAME_SHOP: Final = "restaurant.same-shop"
NOBODY_ELSES: Final = (391, 392, 393, 394, 395)
"""Households in which no other test files anything."""


def by_the_father(filed: Submission) -> Submission:
    """The same child once more, by the other parent."""
    form = filed.form
    father = Applicant(
        name=str(form["father_name"]),
        identity_number=str(form["father_id"]),
        phone=filed.applicant.phone,
    )
    again = demonstration.submission(MARRIED)
    return filed.model_copy(update={"id": again.id, "applicant": father})


def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two submissions are both reviewed before either is entered."""
    examine, both, lock = PreReviewer.examine, Barrier(2), Lock()
    left = [2]

    @functools.wraps(examine)
    def examines_beside(*args: Any, **kwargs: Any) -> PreReviewed:
        reviewed = examine(*args, **kwargs)
        with lock:
            left[0] -= 1
            waits = left[0] >= 0
        if waits:
            both.wait(timeout=20)
        return reviewed

    monkeypatch.setattr(PreReviewer, "examine", examines_beside)


async def doubted(parts: Parts, case: Case, item: str, department: str) -> set[str]:
    """By which rules an officer is to look at an item."""
    await until(case, item, State.IN_REVIEW)
    request = (await parts.desk(department).show(case.id, item)).request
    assert request
    return {doubt.rule for doubt in request.doubts}


@on_one_ledger
async def test_the_same_child_by_either_parent(parts: Parts) -> None:
    """Granted to the mother, it is not granted to the father by a machine; an officer may still do so."""
    filed = demonstration.submission(MARRIED, household=NOBODY_ELSES[0])
    await (await parts.platform.submit(filed)).outcome()
    again = await parts.platform.submit(by_the_father(filed))
    assert SAME_CHILD in await doubted(parts, again, CERTIFICATE, HOSPITAL)
    granted = await parts.desk(HOSPITAL).grant(again.id, CERTIFICATE)
    assert granted.state is State.GRANTED
    await again.withdraw("重复申请")
    await again.outcome()


@on_one_ledger
async def test_what_came_to_nothing_may_be_asked_for_again(parts: Parts) -> None:
    """A case that was withdrawn stands in nobody's way."""
    filed = demonstration.submission(MARRIED, household=NOBODY_ELSES[1])
    parts.behave(filed.id, CERTIFICATE, Reviewing())
    first = await parts.platform.submit(filed)
    await until(first, CERTIFICATE, State.IN_REVIEW)
    report = await parts.platform.pre_review(by_the_father(filed))
    assert SAME_CHILD in {finding.rule for finding in report.findings}
    await first.withdraw("由父亲申请")
    await first.outcome()
    report = await parts.platform.pre_review(by_the_father(filed))
    assert SAME_CHILD not in {finding.rule for finding in report.findings}


@on_one_ledger
async def test_the_same_shop_after_its_grant(parts: Parts) -> None:
    """Whoever has a shop there asks once; the second case is an officer's."""
    filed = demonstration.submission(SMALL_SHOP, household=NOBODY_ELSES[2])
    await (await parts.platform.submit(filed)).outcome()
    again = await parts.platform.submit(demonstration.submission(SMALL_SHOP, household=NOBODY_ELSES[2]))
    assert SAME_SHOP in await doubted(parts, again, FOOD, MARKET)
    await again.withdraw("重复申请")
    await again.outcome()


async def test_the_same_child_in_the_same_instant(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both were reviewed before either was entered: one of the two cases knows of the other all the same."""
    filed = demonstration.submission(MARRIED, household=NOBODY_ELSES[3])
    both = (filed, by_the_father(filed))
    for each in both:
        parts.behave(each.id, CERTIFICATE, Reviewing())
    together(monkeypatch)
    cases = await asyncio.gather(*map(parts.platform.submit, both))
    doubts = [await doubted(parts, case, CERTIFICATE, HOSPITAL) for case in cases]
    assert sorted(SAME_CHILD in each for each in doubts) == [False, True]
    for case in cases:
        await case.withdraw("重复申请")
        await case.outcome()


async def test_two_shops_of_one_cook_in_the_same_instant(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Likewise: only one of them is the first."""
    both = [demonstration.submission(SMALL_SHOP, household=NOBODY_ELSES[4]) for _ in range(2)]
    for each in both:
        parts.behave(each.id, FOOD, Reviewing())
    together(monkeypatch)
    cases = await asyncio.gather(*map(parts.platform.submit, both))
    doubts = [await doubted(parts, case, FOOD, MARKET) for case in cases]
    assert sorted(SAME_SHOP in each for each in doubts) == [False, True]
    for case in cases:
        await case.withdraw("重复申请")
        await case.outcome()
