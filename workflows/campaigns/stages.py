"""The stages of a campaign. Each tells whether it is done; if it is not, the next run goes on with it."""

import asyncio
from datetime import date, timedelta
from typing import Final

from temporalio import workflow

from activities.campaigns.campaign import CampaignSteps
from activities.campaigns.matching import Matching, Slice
from activities.money.payment_files import FileMade, FileOrder, Paying
from activities.money.settlement import Settling
from client.messages.campaigns.campaign import CampaignStage, digest
from matters import clock
from matters.clock import Due
from workflows import calls
from workflows.campaigns.campaign_file import CampaignFile
from workflows.money.overpayment import claim_back

SLICE: Final = 25
"""Pages of a campaign that are matched in one activity."""

OPENED_AT_ONCE: Final = 10
"""Pages that are opened in one activity: one statement in the ledger."""

RELEASE_WITHIN: Final = timedelta(days=30)
"""A preview that nobody releases is out of date by then."""

ORDERED: Final = "publicity-ordered-longer"
"""A patch: before, no order of the calendar put off the end of a publicity that had begun."""

NOBODY: Final = "nobody"
"""Who stops a campaign that nobody released."""


async def match(campaign: CampaignFile) -> bool:
    """Find everybody, slice by slice, and sum up what was found."""
    while await campaign.may_go_on():
        part = Slice(
            campaign=campaign.id,
            policy=campaign.brief.policy,
            on=campaign.today,
            after=campaign.now.cursor,
            size=SLICE * campaign.order.page,
        )
        found = await calls.page(Matching.match, part, summary=f"比对：{campaign.brief.name}")
        campaign.count(matched=found.seen)
        campaign.tell(cursor=found.after)
        if found.done:
            preview = await calls.own(CampaignSteps.preview, campaign.call(), summary="汇总预览")
            campaign.tell(stage=CampaignStage.PREVIEW, preview=preview, digest=digest(preview))
            return True
        if campaign.run_is_full():
            return False
    return True


async def wait_for_release(campaign: CampaignFile) -> bool:
    """Until a second person has let it go."""
    campaign.release_by = campaign.release_by or workflow.now() + RELEASE_WITHIN
    try:
        await workflow.wait_condition(
            lambda: bool(campaign.now.released_by) or campaign.ended or campaign.is_heavy,
            timeout=campaign.release_by - workflow.now(),
            timeout_summary="等待第二人放行",
        )
    except TimeoutError:
        campaign.tell(stopped_by=NOBODY)
    else:
        if not (campaign.now.released_by or campaign.ended):
            return False
        campaign.tell(stage=CampaignStage.GRANTING)
    return True


async def open_grants(campaign: CampaignFile) -> bool:
    """The canary first; everybody else only if the brake has not tripped."""
    target = campaign.order.canary
    while await campaign.may_go_on():
        opened = await calls.own(CampaignSteps.open_up_to, campaign.call(target=target), summary="确定待遇")
        campaign.set_counts(**opened.model_dump())
        campaign.watch()
        if opened.opened < target:
            public = campaign.brief.public
            campaign.tell(stage=CampaignStage.PUBLICITY if public else CampaignStage.PAYING)
            return True
        target = opened.opened + OPENED_AT_ONCE * campaign.order.page
        if campaign.run_is_full():
            return False
    return True


async def publicise(campaign: CampaignFile) -> bool:
    """Whoever objects on the last day is heard: it ends at midnight. Offers are public once confirmed."""
    if campaign.now.publicity_until is None:
        public = await calls.own(CampaignSteps.publicise, campaign.call(), summary="公示")
        if public.grants:
            campaign.tell(publicity_until=public.until)
    while until := campaign.now.publicity_until:
        await campaign.wait_until(Due(on=until).at, summary=f"公示至 {until}")
        if campaign.ended or campaign.is_heavy or not (later := await _put_off(campaign, until)):
            break
        campaign.tell(publicity_until=later)
    if campaign.is_heavy and not campaign.ended:
        return False
    objections = await calls.own(CampaignSteps.objections, campaign.id, summary="统计异议")
    campaign.set_counts(objections=objections)
    campaign.watch()
    campaign.tell(stage=CampaignStage.PAYING)
    return True


async def _put_off(campaign: CampaignFile, until: date) -> date | None:
    """The later day, if an order of the calendar has given one meanwhile."""
    if not workflow.patched(ORDERED):
        return None
    last = await calls.own(CampaignSteps.public_until, campaign.id, summary="核对公示截止日")
    return last if last and last > until else None


async def pay(campaign: CampaignFile) -> bool:
    """File after file; each is settled beside the next, but for the canary, which goes alone."""
    await campaign.wait_until(clock.midnight(campaign.brief.payable_from), summary="等待发放日")
    settling: list[asyncio.Task[None]] = []
    finished = full = False
    while not (finished or full) and await campaign.may_go_on():
        file = f"{campaign.id}/{campaign.now.files + 1}"
        filed = await _file(campaign, file)
        finished = not (filed.examined or filed.short)
        if filed.payments:
            await calls.page(Paying.hand_over, file, summary=f"移交国库：第{campaign.now.files}批")
            trial = not (campaign.is_proven or settling)
            settling.append(asyncio.create_task(_settle(campaign, file, trial=trial)))
            if trial:
                await settling[-1]
        full = campaign.run_is_full()
    await asyncio.gather(*settling)
    if finished:
        campaign.tell(stage=CampaignStage.CLOSED)
    return finished or campaign.ended


async def _file(campaign: CampaignFile, file: str) -> FileMade:
    """The next file, if the budget does; else the campaign waits for an officer's word."""
    order = FileOrder(
        file=file,
        campaign=campaign.id,
        policy=campaign.brief.policy,
        size=campaign.order.page if campaign.is_proven else campaign.order.canary,
        on=campaign.today,
    )
    filed = await calls.page(Paying.file, order, summary=f"核对并编制支付批次 {campaign.now.files + 1}")
    if filed.short:
        campaign.tell(
            halted=f"预算不足：请调高{campaign.now.period}预算（budget 命令）后恢复发放（resume 命令）"
        )
    elif filed.examined:
        campaign.tell(files=campaign.now.files + 1)
        campaign.count(
            filed=filed.payments,
            filed_fen=filed.fen,
            faults=filed.faults,
            stopped=filed.examined - filed.payments,
        )
        campaign.set_counts(objections=filed.objections)
        campaign.watch()
    return filed


async def _settle(campaign: CampaignFile, file: str, *, trial: bool) -> None:
    settled = await calls.page(Settling.settle, file, summary="对账")
    campaign.count(
        settled=settled.paid + settled.returned,
        paid_fen=settled.paid_fen,
        returned=settled.returned,
        returned_fen=settled.returned_fen,
        differences=settled.differences,
    )
    campaign.watch(trial=trial)
    for reference in settled.overpaid:
        await claim_back(reference, on=campaign.today)
