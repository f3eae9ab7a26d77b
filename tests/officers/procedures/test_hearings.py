"""Hearings on a real server, as officers, applicants and neighbours go through them."""

from datetime import timedelta
from typing import Any, Final

import pytest

from activities.ledger import NoticeRow
from client import Case, DayPassed, NotPending, SamePerson, State, Unreasoned
from deploy import demonstration
from matters.definitions import conventions, departments, law
from tests.support.cases.hearings import (
    HOST,
    NEIGHBOUR,
    RECORD,
    ROOM,
    WAYS,
    arrived,
    asks,
    comes_to_the_day,
    due,
    fixes,
    hearing,
    served,
    step_of,
    takes,
)
from tests.support.parts import Parts, item, until
from tests.support.states import FOOD, in_review, on_one_ledger
from workflows.cases.records import case_file

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"
PAYEE_HEARD: Final = "clawback-hearing"


async def test_a_hearing_is_told_to_all_and_kept_on_record(parts: Parts) -> None:
    """Applicant and neighbour read each step; the clock stands, is explained, and the decision names it."""
    case = await arrived(parts, "told")
    told_on = await parts.today(case.id)
    before = await item(case, FOOD)
    assert step_of(before, "asked").due_on == due(told_on, law.HEARING_REQUEST_LIMIT)
    await asks(parts, case)
    standing = await item(case, FOOD)
    assert (standing.state, standing.due_on) == (State.SUSPENDED, None)
    assert step_of(standing, "held").due_on == due(told_on, law.HEARING_LIMIT)
    for word in WAYS["over"][2:]:
        await word(parts, case)
    after = await item(case, FOOD)
    assert before.due_on
    assert after.due_on
    assert before.due_on < after.due_on
    assert not hearing(after).under_way

    explained = (await case.explain()).clocks
    by_subject = {one.subject.partition("：")[2]: one for one in explained}
    assert by_subject["听证（依申请）：举行听证"].due_on == due(told_on, law.HEARING_LIMIT)
    assert by_subject["听证（依申请）：举行听证"].limit == f"20个工作日，{law.HEARING}"
    assert conventions.HEARING_TAKES.says in {
        assumed.says for one in explained for assumed in one.assumptions
    }

    with pytest.raises(SamePerson):
        await parts.desk(MARKET, HOST).grant(case.id, FOOD)
    await parts.desk(MARKET).grant(case.id, FOOD)
    await parts.desk(MARKET, "officer-2").grant(case.id, FOOD)
    await served(parts, case)
    await case.outcome()
    rows = await parts.told(case)
    said = [row.says for row in rows if row.addressee == "applicant" and row.kind == "procedure"]
    assert any("不计入期限" in says and "第四十五条" in says for says in said)
    to_neighbour = [row.says for row in rows if row.addressee == "interested-party"]
    assert to_neighbour == [f"致利害关系人〔{NEIGHBOUR}〕：{says}" for says in said]
    [decision] = [one.says for one in (await case.progress()).told if one.kind == "decision"]
    assert f"根据听证笔录交听证参加人确认签字（{RECORD['document']}）作出" in decision


async def test_the_time_of_each_begins_when_he_is_told(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose letter is on its way, as the inbox says, has no days yet; the applicant's run meanwhile."""
    monkeypatch.setattr(case_file, "LETTERS", 1)
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    begun = await desk.begin(case.id, FOOD, procedure="hearing", parties=(NEIGHBOUR,))
    assert not begun.procedures[0].lapsed
    own = due(await parts.today(case.id), law.HEARING_REQUEST_LIMIT)
    await parts.written(case.id)
    [task] = [task for task in await desk.inbox() if task.case == case.id]
    assert task.step == "程序告知书待送达"
    await parts.forward(case.id, timedelta(days=4))
    today = await parts.today(case.id)
    with pytest.raises(DayPassed):
        await served(parts, case, today - timedelta(days=5))
    asked = step_of(await served(parts, case), "asked")
    [neighbour] = asked.parties
    assert (asked.due_on, neighbour.due_on) == (own, due(today, law.HEARING_REQUEST_LIMIT))
    ends = today + timedelta(days=20)
    await desk.suspend(case.id, FOOD, procedure="testing", expected_end=ends, notice="检告1号")
    assert [one.kind for one in (await case.progress()).told] == ["suspension"]
    assert step_of(await item(case, FOOD), "asked") == asked


async def test_whoever_has_reviewed_it_under_another_account(parts: Parts) -> None:
    """One person with two accounts hosts no hearing about what he reviews."""
    case = await arrived(parts, "asked")
    held_by = step_of(await item(case, FOOD), "held").due_on
    await takes("notice", day=held_by, place=ROOM, officers=("Officer-1",))(parts, case)
    await served(parts, case)
    await comes_to_the_day(parts, case)
    with pytest.raises(SamePerson):
        await takes("held", by="Officer-1")(parts, case)


async def test_whoever_was_sent_to_inspect_hosts_no_hearing(parts: Parts) -> None:
    """He has reviewed it, though he has said nothing yet; and all who were sent sign what they saw."""
    case = await arrived(parts, "asked")
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="inspection")
    sent: dict[str, Any] = {"procedure": "inspection", "step": "sent", "officers": ("officer-1", "officer-4")}
    await desk.take_step(case.id, FOOD, **sent)
    held_by = step_of(await item(case, FOOD), "held").due_on
    with pytest.raises(SamePerson):
        await takes("notice", day=held_by, place=ROOM, officers=("officer-4",))(parts, case)
    seen: dict[str, Any] = {"procedure": "inspection", "step": "record", "document": "核查1号"}
    with pytest.raises(Unreasoned, match="officer-4"):
        await desk.take_step(case.id, FOOD, **seen, signed_by=("officer-1", "officer-2"))


async def test_a_hearing_that_is_put_off(parts: Parts) -> None:
    """Another day is fixed, told again, and is the one on which it is held."""
    case = await arrived(parts, "asked")
    held_by = step_of(await item(case, FOOD), "held").due_on
    assert held_by
    sooner = held_by - timedelta(days=3)
    await takes("notice", day=sooner, place=ROOM, officers=(HOST,))(parts, case)
    await fixes(parts, case)
    await parts.forward(case.id, sooner - await parts.today(case.id))
    with pytest.raises(DayPassed, match="重新通知"):
        await takes("held", by=HOST)(parts, case)
    await comes_to_the_day(parts, case)
    await takes("held", by=HOST)(parts, case)


async def test_a_hearing_of_which_somebody_was_told_late(parts: Parts) -> None:
    """Seven working days are counted from when the last letter was signed for; else another day is fixed."""
    case = await arrived(parts, "asked")
    held_by = step_of(await item(case, FOOD), "held").due_on
    assert held_by
    await takes("notice", day=held_by, place=ROOM, officers=(HOST,))(parts, case)
    await parts.forward(case.id, held_by - timedelta(days=1) - await parts.today(case.id))
    signed_on = await parts.today(case.id)
    await parts.forward(case.id, timedelta(days=1))
    with pytest.raises(NotPending, match="尚未全部送达"):
        await takes("held", by=HOST)(parts, case)
    await served(parts, case, signed_on)
    with pytest.raises(DayPassed, match="不足7个工作日"):
        await takes("held", by=HOST)(parts, case)


async def test_asked_in_time_and_entered_late(parts: Parts) -> None:
    """The day on which it was asked counts, not that on which an officer gets to enter it."""
    case = await arrived(parts, "told")
    last = step_of(await item(case, FOOD), "asked").due_on
    assert last
    await parts.forward_past(case.id, last)
    assert hearing(await item(case, FOOD)).lapsed
    with pytest.raises(DayPassed, match="期满后消灭"):
        await takes("asked", party=NEIGHBOUR, on=last + timedelta(days=1))(parts, case)
    await takes("asked", party=NEIGHBOUR, on=last)(parts, case)
    assert (await item(case, FOOD)).state is State.SUSPENDED


async def test_a_step_that_comes_close_and_is_overdue(parts: Parts) -> None:
    """The department is told, then its supervisor, each once; it stands on the list of what is stuck."""
    case = await arrived(parts, "asked")
    last = step_of(await item(case, FOOD), "notice").due_on
    await parts.forward_into(case.id, last)
    assert step_of(await item(case, FOOD), "notice").colour == "yellow"
    assert await _reminders(parts, case) == ["department"]
    await parts.forward_past(case.id, last)
    assert step_of(await item(case, FOOD), "notice").colour == "red"
    assert await _reminders(parts, case) == ["department", "supervisor"]
    stuck = [task for task in await parts.supervisor.stuck() if task.case == case.id]
    assert [task.step for task in stuck] == ["听证（依申请）：通知听证时间、地点和主持人"]


async def _reminders(parts: Parts, case: Case) -> list[str]:
    rows: list[NoticeRow] = await parts.told(case)
    return [
        row.addressee for row in rows if "通知听证时间" in row.says and row.kind in {"warning", "overdue"}
    ]


async def test_a_payee_is_heard(parts: Parts) -> None:
    """The office has filed the case; whom it takes money from is told, heard, and then it is decided."""
    filed = demonstration.submission("clawback-heard-in-instalments")
    case = await parts.platform.submit(filed)
    await until(case, PAYEE_HEARD, State.IN_REVIEW)
    desk = parts.desk(departments.CIVIL_AFFAIRS.code)
    with pytest.raises(NotPending, match="（notice）"):
        await desk.grant(case.id, PAYEE_HEARD)
    letters = [row.says for row in await parts.told(case) if row.addressee == "interested-party"]
    assert letters
    assert all(letter.startswith("致利害关系人〔收款人〕：追回听证") for letter in letters)


async def test_whoever_was_told_of_a_hearing_is_told_that_there_is_none(parts: Parts) -> None:
    """The case is ended: the neighbour's letter leaves with the case, and is entered as served after it."""
    case = await arrived(parts, "asked")
    assert not await parts.operator().end(case.id, "系统迁移")
    assert await parts.operator("operator-2").end(case.id, "系统迁移")
    await case.outcome()
    told = [row for row in await parts.told(case) if row.addressee == "interested-party"]
    assert told[-1].kind == "terminated"
    assert told[-1].says.startswith(f"致利害关系人〔{NEIGHBOUR}〕：")
    [waits] = (await item(case, FOOD)).parties
    assert (waits.party, waits.served_on, {one.until for one in waits.recourses}) == (NEIGHBOUR, None, {None})
    today = await parts.today(case.id)
    letter: dict[str, Any] = {"mode": "signed", "on": today, "witness": "回证2号", "party": NEIGHBOUR}
    await parts.desk(MARKET).serve(case.id, FOOD, **letter, notice=told[-1].key)
    [own] = (await item(case, FOOD)).parties
    assert own.served_on == today
    assert all(one.until and one.until > today for one in own.recourses)
