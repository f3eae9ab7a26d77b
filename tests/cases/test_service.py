"""Whatever is told is read, and served: by which mode, on which day, and what may be done from then on."""

from datetime import date, timedelta
from typing import Any

import pytest

from activities.stand_ins.behaviour import Refusing
from client import (
    Case,
    DayPassed,
    Mend,
    NotPending,
    OutsideTheList,
    State,
    TooLate,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.notices import ToldNotice
from client.messages.cases.progress import Stage
from matters.definitions import law
from matters.definitions.law import TIMETABLE
from tests.support.cases.corrections import last_day, noticed, waits_for_layout
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import NO, Parts, end_of, find, item, until
from tests.support.states import FOOD, in_review, on_one_ledger
from tests.walks.clock import Offices

MARKET = "market-regulation"
REVIEW, LAWSUIT = timedelta(days=60), 6


async def test_a_decision_is_served_with_its_last_days(parts: Parts) -> None:
    """Who agreed is served on the day; sixty days and six months are counted from it, to a working day."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    outcome = await case.outcome()

    refused = find(await case.progress(), FOOD)
    today = await parts.today(filed.id)
    assert refused.served_on == today
    review, lawsuit = refused.recourses
    assert (review.name, review.body, review.until) == ("行政复议", "本级人民政府", _working(today + REVIEW))
    assert (lawsuit.name, lawsuit.until) == ("行政诉讼", _working(_months_later(today)))
    assert refused in outcome.items
    told = await _decision(case)
    assert (told.served_on, told.served_by) == (today, "electronic")
    assert all(words in told.says for words in ("不符合规划", "示范依据", "行政复议", "60日", "6个月"))


@on_one_ledger
async def test_a_decision_by_post_waits_for_its_receipt(parts: Parts) -> None:
    """The case is not closed until somebody says when it was served; the last days follow from that day."""
    case = await _by_post(parts)
    decided = await item(case, FOOD)
    [task] = [task for task in await parts.desk(MARKET).inbox() if task.case == case.id]
    assert task.to_serve
    assert (await case.progress()).stage is Stage.DELIVERING
    assert decided.served_on is None
    assert all(recourse.until is None for recourse in decided.recourses)

    await parts.forward(case.id, timedelta(days=3))
    today = await parts.today(case.id)
    served = await parts.desk(MARKET).serve(case.id, FOOD, mode="post", on=today, witness="XA123")

    assert served.served_on == today
    assert served.recourses[0].until == _working(today + REVIEW)
    assert find(await case.progress(), FOOD) in (await case.outcome()).items


@on_one_ledger
async def test_whoever_agrees_later_is_served_with_that(parts: Parts) -> None:
    """What is not said is not agreed to; once he says so, what is on its way is served."""
    case = await _by_post(parts, said=None)
    [by_post] = (await case.progress()).told
    assert (by_post.served_on, by_post.served_by) == (None, "post")
    await parts.forward(case.id, timedelta(days=2))
    today = await parts.today(case.id)
    await case.consent(electronic=False)
    await parts.written(case.id)  # what has not left yet leaves as it was meant to
    await case.consent(electronic=True)
    outcome = await case.outcome()

    [refused] = [one for one in outcome.items if one.code == FOOD]
    assert (refused.served_on, refused.recourses[0].until) == (today, _working(today + REVIEW))
    told = [(one.kind, one.served_by, one.served_on) for one in (await case.progress()).told]
    assert told == [
        ("decision", "electronic", today),
        ("service", "electronic", today),
        ("service", "electronic", today),
    ]
    with pytest.raises(TooLate):
        await case.consent(electronic=False)


@on_one_ledger
async def test_time_to_mend_begins_when_the_notice_is_served(parts: Parts) -> None:
    """By post: until then nobody is reminded of anything; the lead department enters it, and the days run."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": None})
    case = await waits_for_layout(parts, filed)
    await noticed(case)
    await parts.written(case.id)
    [told] = (await case.progress()).notices
    assert told.on_its_way
    assert f"自本告知送达之日起{TIMETABLE.answer}内" in (await case.progress()).told[0].says
    await parts.forward_past(case.id, told.answer_by)
    await parts.written(case.id)
    [still] = (await case.progress()).notices
    today = await parts.today(case.id)
    assert (still.reminded, still.answer_by) == (False, last_day(today, TIMETABLE.answer))
    [task] = [one for one in await parts.desk(MARKET).inbox() if one.case == case.id and one.to_serve]
    assert (task.item, task.step) == ("restaurant", "补正告知待送达")

    served_on = today - timedelta(days=1)
    serve: dict[str, Any] = {"mode": "post", "on": served_on, "witness": "XA123"}
    with pytest.raises(WrongDepartment):
        await parts.desk("tobacco").serve(case.id, task.item, **serve)
    await parts.desk(MARKET).serve(case.id, task.item, **serve)
    [runs] = (await case.progress()).notices
    assert (runs.on_its_way, runs.answer_by) == (False, last_day(served_on, TIMETABLE.answer))
    await parts.forward_past(case.id, runs.answer_by)
    await parts.written(case.id)
    [reminded] = (await case.progress()).notices
    assert (reminded.reminded, reminded.on_its_way) == (True, True)


@on_one_ledger
async def test_a_public_notice_serves_after_thirty_days(parts: Parts) -> None:
    """What nobody can be found for is public, and counts from the thirtieth day."""
    case = await _by_post(parts)
    today = await parts.today(case.id)
    served = await parts.desk(MARKET).serve(
        case.id, FOOD, mode="public-notice", on=today, witness="公告〔2026〕1号"
    )
    assert served.served_on == today + timedelta(days=30)


@on_one_ledger
async def test_who_takes_it_while_its_public_notice_runs_is_served_with_that(parts: Parts) -> None:
    """The case is closed with the notice; a signature within its thirty days counts all the same."""
    case = await _by_post(parts)
    signed_on = await parts.today(case.id)
    desk = parts.desk(MARKET)
    await desk.serve(case.id, FOOD, mode="public-notice", on=signed_on, witness="公告〔2026〕1号")
    await case.outcome()
    with pytest.raises(NotPending):
        await desk.serve(case.id, FOOD, mode="public-notice", on=signed_on, witness="公告〔2026〕2号")
    served = await desk.serve(case.id, FOOD, mode="signed", on=signed_on, witness="officer-2")

    assert (served.served_on, served.recourses[0].until) == (signed_on, _working(signed_on + REVIEW))
    shown = find(await case.progress(), FOOD)
    assert (shown.served_on, shown.recourses) == (signed_on, served.recourses)
    assert (await _decision(case)).served_on == signed_on
    with pytest.raises(NotPending):
        await desk.serve(case.id, FOOD, mode="signed", on=signed_on, witness="officer-2")


@on_one_ledger
async def test_what_is_not_accepted_is_entered_as_served_after_its_end(parts: Parts) -> None:
    """By its lead department, which has it in its inbox; its last days are reckoned from that day."""
    filed = submission(SMALL_SHOP, already_registered=False)
    case = await parts.platform.submit(filed.model_copy(update={"electronic_service": None}))
    await case.outcome()
    desk = parts.desk(MARKET)
    [task] = [task for task in await desk.inbox() if task.case == case.id]
    assert (task.item, task.step, task.to_serve) == ("restaurant", "不予受理通知待送达", True)
    [told] = (await case.progress()).told
    assert (told.served_on, [one.until for one in told.recourses]) == (None, [None, None])
    today = await parts.today(case.id)
    with pytest.raises(WrongDepartment):
        await parts.desk("tobacco").serve(case.id, "restaurant", mode="post", on=today, witness="XA1")
    with pytest.raises(DayPassed):
        await desk.serve(case.id, "restaurant", mode="post", on=today - timedelta(days=1), witness="XA1")

    await desk.serve(case.id, "restaurant", mode="post", on=today, witness="XA1")

    [served] = (await case.progress()).told
    assert (served.served_on, served.recourses[0].until) == (today, _working(today + REVIEW))
    assert not [task for task in await desk.inbox() if task.case == case.id]
    with pytest.raises(NotPending):
        await desk.serve(case.id, "restaurant", mode="post", on=today, witness="XA1")


@on_one_ledger
async def test_what_cannot_serve(parts: Parts) -> None:
    """By no other department, in no other mode, without no witness, and on no day before it or to come."""
    case = await _by_post(parts)
    today, tomorrow = await parts.today(case.id), await parts.today(case.id) + timedelta(days=1)
    yesterday = today - timedelta(days=1)
    for department, code, mode, on, witness, error in (
        ("tobacco", FOOD, "post", today, "XA123", WrongDepartment),
        (MARKET, FOOD, "pigeon", today, "XA123", OutsideTheList),
        (MARKET, FOOD, "post", today, " ", Unreasoned),
        (MARKET, FOOD, "post", tomorrow, "XA123", DayPassed),
        (MARKET, FOOD, "post", yesterday, "XA123", DayPassed),
    ):
        with pytest.raises(Mend) as rejected:
            await parts.desk(department).serve(case.id, code, mode=mode, on=on, witness=witness)
        assert type(rejected.value) is error
    await parts.desk(MARKET).serve(case.id, FOOD, mode="signed", on=today, witness="officer-2")
    with pytest.raises(Mend):
        await parts.desk(MARKET).serve(case.id, FOOD, mode="signed", on=today, witness="officer-2")


@on_one_ledger
async def test_nothing_to_serve_yet(parts: Parts) -> None:
    """What is not decided cannot be served."""
    case = await in_review(parts)
    with pytest.raises(NotPending):
        await parts.desk(MARKET).serve(case.id, FOOD, mode="signed", on=await parts.today(case.id))


@on_one_ledger
async def test_a_decision_is_served_within_ten_working_days(parts: Parts) -> None:
    """If it is not, the supervisor is told, once; it stays with its department."""
    case = await _by_post(parts)
    by = Offices().after(await parts.today(case.id), law.DELIVERY_LIMIT)
    await parts.forward_to(case.id, end_of(by) - timedelta(minutes=1))
    assert not [told for told in await parts.told(case) if told.kind == "overdue"]
    await parts.forward(case.id, timedelta(minutes=2))
    await parts.forward(case.id, timedelta(days=20))
    [overdue] = [told for told in await parts.told(case) if told.kind == "overdue"]
    assert overdue.addressee == "supervisor"
    assert [task.item for task in await parts.supervisor.stuck() if task.case == case.id] == [FOOD]


@on_one_ledger
async def test_no_officer_says_that_there_is_no_remedy(parts: Parts) -> None:
    """What may be done is told by data: it may be left out, and nothing else may be said."""
    case = await in_review(parts)
    first, second = parts.desk(MARKET), parts.desk(MARKET, "officer-2")
    with pytest.raises(Unreasoned, match="行政复议"):
        await first.refuse(case.id, FOOD, reasons=NO.reasons, basis=NO.basis, remedies="无")
    await first.refuse(case.id, FOOD, reasons=NO.reasons, basis=NO.basis)
    refused = await second.refuse(case.id, FOOD, reasons=NO.reasons, basis=NO.basis)
    assert refused.refusal
    assert refused.refusal.remedies == NO.remedies
    await case.outcome()


@on_one_ledger
async def test_a_suspension_is_told_with_its_end_and_its_reasons(parts: Parts) -> None:
    """The applicant reads the procedure, the number of the notice, why, until when; and it was served."""
    case = await in_review(parts)
    await parts.desk(MARKET).suspend(
        case.id,
        FOOD,
        procedure="testing",
        expected_end=date(2099, 12, 31),
        notice="检告〔2026〕1号",
        reasons=("水样须送检",),
    )
    await parts.written(case.id)
    [told] = (await case.progress()).told
    assert all(words in told.says for words in ("检测", "2099-12-31", "检告〔2026〕1号", "水样须送检"))
    assert told.served_on == await parts.today(case.id)
    [stands] = (await item(case, FOOD)).stands
    assert (stands.because, stands.since, stands.expected_end) == ("检测", told.served_on, date(2099, 12, 31))
    assert (stands.notice, stands.basis) == ("检告〔2026〕1号", str(law.SUSPENSION))
    assert (await case.progress()).stands == (stands,)


async def _by_post(parts: Parts, *, said: bool | None = False) -> Case:
    """A case whose one decision is on its way by post."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": said})
    parts.behave(filed.id, FOOD, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.REFUSED)
    await parts.written(case.id)
    return case


async def _decision(case: Case) -> ToldNotice:
    [told] = [told for told in (await case.progress()).told if told.kind == "decision"]
    return told


def _working(day: date) -> date:
    """That day, or the next on which offices work."""
    offices = Offices()
    while not offices.work(day):
        day += timedelta(days=1)
    return day


def _months_later(day: date) -> date:
    year, month = divmod(day.month - 1 + LAWSUIT, 12)
    last = (date(day.year + year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
