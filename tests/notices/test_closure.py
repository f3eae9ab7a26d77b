"""An enterprise closes by a short notice, which an objection ends; an individual business without one."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid4

import pytest
from temporalio.api.sdk.v1 import WorkflowMetadata

from activities.stand_ins.behaviour import Asking, Reviewing, Silent
from client import Case, NotYours, OutcomeKind, State, Supplement
from client.messages.cases.answers import Demand, Wanting
from client.messages.cases.register_news import RegisterNews
from matters.definitions.registers import PUBLICITY
from tests.support.cases.public_notices import code_of, procedure, published, taken, waits
from tests.support.cases.submissions import paper, submission
from tests.support.entries import behaving
from tests.support.parts import Parts, end_of, find, item, until
from tests.support.states import on_one_ledger, on_the_other_ledger
from workflows.cases.records.holders import Does
from workflows.shown_details import ASKED

SIMPLE: Final = "closing-simple"
INDIVIDUAL: Final = "closing-individual"
AFTERWARDS: Final = ("insurance-closing", "seal-closing")


@on_one_ledger
async def test_nobody_objects(parts: Parts) -> None:
    """The notice is published, twenty days pass, the register is asked once more, and it is struck off."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    assert (await item(case, "simple-closing")).state is State.WAITING
    today = await parts.today(case.id)
    await published(parts, filed, simple_since=today)
    assert await taken(case, "simple-closing", "published") == today
    _, objection = (await procedure(case, "simple-closing")).steps
    assert objection.due_on
    assert objection.due_on >= today + timedelta(days=20)
    await parts.forward_into(case.id, objection.due_on)
    assert (await item(case, "simple-closing")).lodged_at is None
    await parts.forward_past(case.id, objection.due_on)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert {one.code for one in outcome.items} == {"simple-closing", *AFTERWARDS}
    lapsed = find(await case.progress(), "simple-closing").procedures[0]
    assert (lapsed.lapsed, lapsed.under_way) == (True, False)


@on_one_ledger
async def test_somebody_objects(parts: Parts) -> None:
    """It ends at once, whoever waited for it cannot go on, and the applicant is told by which text."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    today = await parts.today(case.id)
    await published(parts, filed, simple_since=today)
    await taken(case, "simple-closing", "published")
    await parts.forward(case.id, timedelta(days=5))
    await published(parts, filed, objected_on=today + timedelta(days=5), objection_by="税务局")
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.STOPPED
    ended = {one.code: one.state for one in outcome.items}
    assert ended == {"simple-closing": State.STOPPED, **dict.fromkeys(AFTERWARDS, State.IMPOSSIBLE)}
    told = [one.says for one in (await case.progress()).told]
    assert any("终止办理" in says and "公司法" in says for says in told)
    assert any("异议提出方：税务局" in says for says in told)


@on_one_ledger
async def test_an_objection_that_nobody_has_told(parts: Parts) -> None:
    """A register that has sent no news is asked all the same before the item goes on."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    today = await parts.today(case.id)
    await published(parts, filed, simple_since=today)
    await taken(case, "simple-closing", "published")
    await published(parts, filed, told=False, objected_on=today + timedelta(days=3))
    await parts.forward(case.id, timedelta(days=40))
    assert (await case.outcome()).kind is OutcomeKind.STOPPED


@on_one_ledger
async def test_an_objection_that_comes_too_late(parts: Parts) -> None:
    """After the twenty days it stops nothing by itself: whoever decides is shown it, and decides."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    today = await parts.today(case.id)
    late = today + timedelta(days=60)
    await published(parts, filed, simple_since=today, objected_on=late)
    await parts.forward(case.id, timedelta(days=40))
    await granted_by_an_officer(parts, case, shown="closing.objection")


async def granted_by_an_officer(parts: Parts, case: Case, *, shown: str) -> None:
    """Who is shown what no machine may pass over."""
    await until(case, "simple-closing", State.IN_REVIEW)
    desk = parts.desk("market-regulation")
    request = (await desk.show(case.id, "simple-closing")).request
    assert request
    assert shown in {doubt.rule for doubt in request.doubts}
    await desk.grant(case.id, "simple-closing")
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_the_notice_was_published_before_the_case_came(parts: Parts) -> None:
    """Its days count from the notice, not from the application."""
    filed = submission(SIMPLE)
    await published(parts, filed, simple_since=date.today() - timedelta(days=35))  # noqa: DTZ011
    case = await parts.platform.submit(filed)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_the_notice_is_never_published(parts: Parts) -> None:
    """The one window does not wait for ever: after thirty days the item ends."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    due = (await procedure(case, "simple-closing")).steps[0].due_on
    await parts.forward_past(case.id, due)
    outcome = await case.outcome()
    assert find(await case.progress(), "simple-closing").state is State.STOPPED
    assert outcome.kind is OutcomeKind.STOPPED


@pytest.mark.slow
@on_one_ledger
async def test_a_register_that_is_down(parts: Parts) -> None:
    """Nothing goes on unasked: the case waits until the publicity system answers."""
    filed = submission(SIMPLE)
    await published(parts, filed, simple_since=date.today() - timedelta(days=35))  # noqa: DTZ011
    with behaving(parts.district, Silent(), PUBLICITY.code):
        case = await parts.platform.submit(filed)
        async for progress in case.watch():
            if find(progress, "simple-closing").procedures:
                break
        assert (await item(case, "simple-closing")).lodged_at is None
    await parts.forward(case.id, timedelta(minutes=2))
    await granted_by_an_officer(parts, case, shown="closing.objection")


@on_one_ledger
async def test_nobody_of_the_case_says_what_happened_outside(parts: Parts) -> None:
    """Neither an officer nor the applicant takes the step: the register alone tells of it."""
    case = await parts.platform.submit(submission(SIMPLE))
    await waits(parts, case, "simple-closing")
    with pytest.raises(NotYours, match="publicity-system"):
        await parts.desk("market-regulation").take_step(
            case.id, "simple-closing", procedure="simple-notice", step="published"
        )
    await case.withdraw("暂不注销")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


@on_the_other_ledger
async def test_withdrawn_while_the_notice_is_public(parts: Parts) -> None:
    """What happens to the notice then changes nothing any more, and the register has nobody to tell."""
    filed = submission(SIMPLE)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    await published(parts, filed, simple_since=await parts.today(case.id))
    await taken(case, "simple-closing", "published")
    await case.withdraw("继续经营")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
    news = RegisterNews(id=str(uuid4()), register_code=PUBLICITY.code, key=code_of(filed))
    assert (await parts.registers.tell_news(news)).cases == 0


@on_one_ledger
async def test_an_individual_business(parts: Parts) -> None:
    """It publishes nothing: departments that say nothing in ten days have no objection."""
    filed = submission(INDIVIDUAL)
    case = await parts.platform.submit(filed)
    await waits(parts, case, "individual-closing")
    today = await parts.today(case.id)
    await published(parts, filed, pushed_on=today)
    await taken(case, "individual-closing", "pushed")
    _, objection = (await procedure(case, "individual-closing")).steps
    assert objection.due_on
    assert timedelta(days=10) <= objection.due_on - today <= timedelta(days=20)
    await parts.forward_past(case.id, objection.due_on)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_the_resolution_is_mended(parts: Parts) -> None:
    """The register asks for another paper once it has the item; the notice is not published again."""
    filed = submission(SIMPLE)
    wants = Wanting(
        points=(Demand(path="papers.investors-pledge", says="缺少一名股东签字", mend="请补齐后上传"),)
    )
    parts.behave(filed.id, "simple-closing", Asking(wants=wants))
    await published(parts, filed, simple_since=date.today() - timedelta(days=35))  # noqa: DTZ011
    case = await parts.platform.submit(filed)
    await until(case, "simple-closing", State.CORRECTION)
    async for progress in case.watch():
        if progress.notices:
            break
    answer = Supplement(papers=(paper("investors-pledge"),), committed=True)
    assert (await case.supplement(answer)).accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_who_has_the_ball_while_a_notice_is_public(parts: Parts) -> None:
    """Operators see what is waited for, and until when; no department has it in its inbox."""
    filed = submission(SIMPLE)
    parts.behave(filed.id, "simple-closing", Reviewing())
    case = await parts.platform.submit(filed)
    await waits(parts, case, "simple-closing")
    await published(parts, filed, simple_since=await parts.today(case.id))
    await taken(case, "simple-closing", "published")
    await parts.written(case.id)
    inbox = await parts.desk("market-regulation").inbox()
    assert not [task for task in inbox if task.case == case.id]
    page: WorkflowMetadata = await parts.handle(case.id).query(ASKED, result_type=WorkflowMetadata)
    assert Does.HAPPEN in page.current_details
    objection = (await procedure(case, "simple-closing")).steps[1]
    assert (objection.owner, end_of(objection.due_on) > await parts.now(case.id)) == (PUBLICITY.name, True)
    await case.withdraw("测试结束")
