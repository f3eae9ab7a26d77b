"""The steps of a campaign. Each tells whether it is done; if it is not, the next run goes on with it."""

import asyncio
from datetime import timedelta
from typing import Final

from temporalio import workflow

from activities.campaigns.campaign import CampaignSteps
from activities.campaigns.matching import Matching, Slice
from activities.money.payment_files import FileMade, FileOrder, Paying
from activities.money.settlement import Settling
from client.messages.campaigns.campaign import CampaignStage
from matters import clock
from workflows import calls
from workflows.campaigns.course import Course
from workflows.money.overpayment import claim_back

SLICE: Final = 25
"""Pages of a campaign that are matched in one activity."""

OPENED_AT_ONCE: Final = 10
"""Pages that are opened in one activity: one statement in the ledger."""

RELEASE_WITHIN: Final = timedelta(days=30)
"""A preview that nobody releases is out of date by then."""

NOBODY: Final = "nobody"
"""Who stops a campaign that nobody released."""


async def match(course: Course) -> bool:
    """Find everybody, slice by slice, and sum up what was found."""
    while await course.may_go_on():
        part = Slice(
            campaign=course.id,
            policy=course.brief.policy,
            on=course.today,
            after=course.now.cursor,
            size=SLICE * course.order.page,
        )
        found = await calls.page(Matching.match, part, summary=f"比对：{course.brief.name}")
        course.count(matched=found.seen)
        course.tell(cursor=found.after)
        if found.done:
            preview = await calls.own(CampaignSteps.preview, course.call(), summary="汇总预览")
            course.tell(stage=CampaignStage.PREVIEW, preview=preview)
            return True
        if course.run_is_full():
            return False
    return True


async def wait_for_release(course: Course) -> bool:
    """Until a second person has let it go."""
    try:
        await workflow.wait_condition(
            lambda: bool(course.now.released_by) or course.ended,
            timeout=RELEASE_WITHIN,
            timeout_summary="等待第二人放行",
        )
    except TimeoutError:
        course.tell(stopped_by=NOBODY)
    else:
        course.tell(stage=CampaignStage.GRANTING)
    return True


async def open_grants(course: Course) -> bool:
    """The canary first; everybody else only if the brake has not tripped."""
    target = course.order.canary
    while await course.may_go_on():
        opened = await calls.own(CampaignSteps.open_up_to, course.call(target=target), summary="确定待遇")
        course.set_counts(**opened.model_dump())
        course.watch()
        if opened.opened < target:
            public = course.brief.public
            course.tell(stage=CampaignStage.PUBLICITY if public else CampaignStage.PAYING)
            return True
        target = opened.opened + OPENED_AT_ONCE * course.order.page
        if course.run_is_full():
            return False
    return True


async def publicise(course: Course) -> bool:
    """Whoever objects on the last day is heard: it ends at midnight. Offers are public once confirmed."""
    public = await calls.own(CampaignSteps.publicise, course.call(), summary="公示")
    if public.grants:
        course.tell(publicity_until=public.until)
        await course.wait_until(public.at, summary=f"公示至 {public.until}")
    objections = await calls.own(CampaignSteps.objections, course.id, summary="统计异议")
    course.set_counts(objections=objections)
    course.watch()
    course.tell(stage=CampaignStage.PAYING)
    return True


async def pay(course: Course) -> bool:
    """File after file; each is settled beside the next, but for the canary, which goes alone."""
    await course.wait_until(clock.midnight(course.brief.payable_from), summary="等待发放日")
    settling: list[asyncio.Task[None]] = []
    finished = full = False
    while not (finished or full) and await course.may_go_on():
        file = f"{course.id}/{course.now.files + 1}"
        filed = await _file(course, file)
        finished = not (filed.examined or filed.short)
        if filed.payments:
            await calls.page(Paying.hand_over, file, summary=f"移交国库：第{course.now.files}批")
            trial = not (course.is_proven or settling)
            settling.append(asyncio.create_task(_settle(course, file, trial=trial)))
            if trial:
                await settling[-1]
        full = course.run_is_full()
    await asyncio.gather(*settling)
    if finished:
        course.tell(stage=CampaignStage.CLOSED)
    return finished or course.ended


async def _file(course: Course, file: str) -> FileMade:
    """The next file, if the budget does; else the campaign waits for an officer's word."""
    order = FileOrder(
        file=file,
        campaign=course.id,
        policy=course.brief.policy,
        size=course.order.page if course.is_proven else course.order.canary,
        on=course.today,
    )
    filed = await calls.page(Paying.file, order, summary=f"核对并编制支付批次 {course.now.files + 1}")
    if filed.short:
        course.tell(halted=f"预算不足：请调高{course.now.period}预算（budget 命令）后恢复发放（resume 命令）")
    elif filed.examined:
        course.tell(files=course.now.files + 1)
        course.count(
            filed=filed.payments,
            filed_fen=filed.fen,
            faults=filed.faults,
            stopped=filed.examined - filed.payments,
        )
        course.set_counts(objections=filed.objections)
        course.watch()
    return filed


async def _settle(course: Course, file: str, *, trial: bool) -> None:
    settled = await calls.page(Settling.settle, file, summary="对账")
    course.count(
        settled=settled.paid + settled.returned,
        paid_fen=settled.paid_fen,
        returned=settled.returned,
        returned_fen=settled.returned_fen,
        differences=settled.differences,
    )
    course.watch(trial=trial)
    for reference in settled.overpaid:
        await claim_back(reference)
