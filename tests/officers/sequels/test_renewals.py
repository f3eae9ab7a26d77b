"""Renewal: a licence goes on for another term, also where nobody decides in time."""

import asyncio
from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from client import (
    Case,
    DayPassed,
    InvalidForm,
    NotAsked,
    NotPending,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
    names,
)
from client.messages.cases.sequel import APPLICANT, BeginSequel, SequelProgress, SequelState
from client.messages.cases.submission import MediaType, Paper
from client.platform.papers import MAX_PAPER
from client.transport import proceedings
from client.trust.actor import Role
from matters import clock
from tests.support.cases.sequels import (
    ASK,
    FOOD,
    GRANT,
    MARKET,
    REFUSE,
    begun,
    by_two,
    closed,
    ends,
    in_force,
    licence_of,
    listed,
    office,
    today,
    told,
    valid,
)
from tests.support.parts import LOOK, Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger

ME = "officer-1"
DEED = Paper(
    code="deed", filename="deed.txt", media_type=MediaType.TEXT, content=b64encode("受让人".encode())
)
CARD = Paper(code="card", filename="old.pdf", media_type=MediaType.PDF, content=b64encode(b"%PDF-1"))
NEWER = CARD.model_copy(update={"filename": "new.pdf", "content": b"%PDF-2"})


async def test_a_renewal(parts: Parts) -> None:
    """Applied for in time at a platform, granted by two, for it is inspected: a new licence, and told."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=60)
    valid(parts, old, until=last)
    of = await case.renew(FOOD, id=(number := uuid4()))
    assert (of.due_on, of.proposes) == (last, None)
    assert await case.renew(FOOD, id=number) == await case.renewal(number) == of
    assert (await listed(parts, number)).of_sequel
    of = await office(parts).conclude(of, GRANT)
    assert of.mark
    assert (await case.renewal(number)).mark == ""
    done = await office(parts, "officer-2").conclude(of, GRANT)
    assert done.licence
    assert (await case.renewal(number)).licence == done.licence
    letter = (await case.progress()).told[-1]
    assert (letter.kind, letter.says, letter.served_on) == ("sequel", told(parts, case.id)[-1], today())
    assert letter.served_by == "electronic"
    assert [done.licence.identifier] == in_force(parts, case.id)
    assert done.licence.identifier != old
    valid(parts, done.licence.identifier, until=last)
    again = await begun(parts, case, "renewal")
    refused = await by_two(parts, again, REFUSE, reasons=("不再符合条件",), basis="行政许可法第五十条")
    assert (refused.state, refused.granted) == (SequelState.CARRIED_OUT, True)
    assert in_force(parts, case.id) == [done.licence.identifier]
    assert refused.recourses


async def test_a_change(parts: Parts) -> None:
    """Applied for by the holder (许可法 Art. 49), who says what; a new licence until the old one's end.

    What has ended is changed no more.
    """
    case = await closed(parts)
    old = await licence_of(case)
    with pytest.raises(Unreasoned):
        await case.change(FOOD, " ")
    of = await case.change(FOOD, "经营者改为某某", id=(number := uuid4()))
    assert (await case.renewal(number), of.reasons) == (of, ("经营者改为某某",))
    assert (await office(parts).show(number)).reasons == of.reasons
    done = await by_two(parts, of, GRANT)
    assert done.licence
    assert in_force(parts, case.id) == [done.licence.identifier] != [old]
    assert (await case.renewal(number)).state is SequelState.CARRIED_OUT
    valid(parts, done.licence.identifier, until=today() - timedelta(days=1))
    with pytest.raises(DayPassed, match="届满"):
        await case.change(FOOD, "经营者改为某某")


async def test_an_application_that_is_mended(parts: Parts) -> None:
    """Its defects are told once (许可法 Art. 32); it is accepted on the day on which they are mended."""
    case = await closed(parts)
    of = await case.change(FOOD, "经营者改为某某", papers=[DEED, CARD], id=(number := uuid4()))
    assert (of.state, of.accepted_on, of.due_on) == (SequelState.RECEIVED, None, None)
    with pytest.raises(NotAsked):
        await case.mend(number, "已附")
    of = await office(parts).conclude(of, ASK, reasons=("未附新经营者身份证明", "未附转让协议"))
    assert (of.state, of.ask_by, len(of.wants)) == (SequelState.MENDING, None, 2)
    assert "未附新经营者身份证明；未附转让协议，请在" in told(parts, case.id)[-1]
    with pytest.raises(NotPending):  # once, and all of it
        await office(parts).conclude(of, ASK, reasons=("又缺一份",))
    with pytest.raises(InvalidForm, match="不是 application/pdf"):
        await case.mend(number, "已附", papers=[CARD.model_copy(update={"content": b"no"})])
    mended = await case.mend(number, "两份均已附上", papers=[NEWER])
    assert (mended.state, mended.accepted_on) == (SequelState.BEGUN, today())
    assert mended.due_on
    shown = await office(parts).show(number)
    assert (shown.answer, [paper.name for paper in shown.papers]) == ("两份均已附上", ["deed.txt", "new.pdf"])
    assert [await office(parts).paper(shown, code) for code in ("deed", "card")] == [DEED, NEWER]
    for desk, of, code in (
        (MARKET, shown, "plan"),
        ("tobacco", shown, "deed"),
        (MARKET, other(shown), "deed"),
    ):
        with pytest.raises((UnknownItem, WrongDepartment)):
            await office(parts, department=desk).paper(of, code)
    assert (await by_two(parts, mended, GRANT)).licence
    assert query(parts.ledger, "SELECT content FROM papers WHERE content LIKE '%受让人%'") == []


def other(shown: SequelProgress) -> SequelProgress:
    """Another proceeding about the same item."""
    return shown.model_copy(update={"id": uuid4()})


async def test_papers_that_are_not_taken(parts: Parts) -> None:
    """Too large, of another kind than they say, twice the same, or with what a department begins itself."""
    case = await closed(parts)
    large = DEED.model_copy(update={"content": b"x" * (MAX_PAPER + 1)})
    platform = identity_of(Role.PLATFORM)  # which does not look itself
    line = line_of(parts, platform)
    for papers in ((large,), (DEED, DEED), (CARD.model_copy(update={"content": b"no"}),)):
        with pytest.raises(InvalidForm):
            await case.renew(FOOD, papers=papers)
        with pytest.raises(InvalidForm):
            await proceedings.begin(line, order(case, papers=papers), by=platform)
    begins = order(case, papers=(DEED,), department=MARKET, officer=ME, sequel="cancelled")
    with pytest.raises(InvalidForm, match="不随附材料"):
        await proceedings.begin(line, begins, by=identity_of(Role.OFFICER, actor=ME, department=MARKET))


def order(case: Case, **said: Any) -> BeginSequel:
    about = {"item": FOOD, "department": APPLICANT, "officer": "", "sequel": "change", "reasons": ("变更",)}
    return BeginSequel(**{"id": uuid4(), "case": case.id, "on": today(), **about, **said})


async def test_an_application_of_which_nobody_says_anything(parts: Parts) -> None:
    """After five working days it counts as accepted as of the day of receipt, and that is told."""
    case = await closed(parts)
    of = await case.change(FOOD, "经营者改为某某")
    assert of.ask_by
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    left = clock.Due(on=of.ask_by).at - await parts.skipper.get_current_time(handle)
    await parts.skipper.fast_forward(handle, left - timedelta(minutes=1))
    assert (await case.renewal(of.id)).state is SequelState.RECEIVED
    await parts.skipper.fast_forward(handle, timedelta(minutes=2))
    while not told(parts, case.id):  # noqa: ASYNC110 (no word comes of it)
        await asyncio.sleep(LOOK)
    now = await case.renewal(of.id)
    assert (now.state, now.accepted_on) == (SequelState.BEGUN, of.begun_on)
    (says,) = told(parts, case.id)
    assert f"未在5个工作日内告知须补正的内容，自 {of.begun_on} 起受理" in says


async def test_a_renewal_that_nobody_decides(parts: Parts) -> None:
    """Applied for fifteen working days before the end, it counts as granted when the licence ends."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=45)
    valid(parts, old, until=last)
    of = await begun(parts, case, "renewal")
    assert of.due_on == last
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    left = clock.Due(on=last).at - await parts.skipper.get_current_time(handle)
    await parts.skipper.fast_forward(handle, left - timedelta(minutes=1))
    assert (await office(parts).show(of.id)).state is SequelState.BEGUN
    await parts.skipper.fast_forward(handle, timedelta(minutes=2))
    done = await ends(parts, of)
    assert (done.state, done.deemed, done.granted) == (SequelState.CARRIED_OUT, True, True)
    assert "视为准予" in told(parts, case.id)[-1]
    assert in_force(parts, case.id) not in ([], [old])


async def test_a_renewal_that_is_asked_for_late(parts: Parts) -> None:
    """In the last fifteen working days it may be granted, and is not by itself; after the end nothing may."""
    case = await closed(parts)
    old, last = await licence_of(case), today() + timedelta(days=10)
    valid(parts, old, until=last)
    of = await begun(parts, case, "renewal")
    handle = parts.client.get_workflow_handle(names.sequel_id(of.id))
    await parts.skipper.fast_forward(handle, timedelta(days=12))
    while not (now := await office(parts).show(of.id)).overdue:  # noqa: ASYNC110 (no word comes of it)
        await asyncio.sleep(LOOK)
    assert (now.state, in_force(parts, case.id)) == (SequelState.BEGUN, [old])
    valid(parts, old, until=today() - timedelta(days=1))
    with pytest.raises(DayPassed, match="届满"):
        await begun(parts, case, "renewal")
    valid(parts, old, until=today() + timedelta(days=200))
    with pytest.raises(DayPassed, match="起可以申请延续"):  # ninety working days
        await begun(parts, case, "renewal")
