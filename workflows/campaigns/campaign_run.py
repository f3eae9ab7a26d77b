"""A campaign: one policy, one period, everybody to whom it is due. The ledger knows who; this, how many."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from temporalio import workflow

from activities.campaigns.campaign import CampaignSteps, Closing
from activities.campaigns.mandates import Mandates, NoSuch, Opening, Release
from client import names
from client.errors import InvalidOrder, Mend, NotAllowed, NotProven, SamePerson, TooLate
from client.messages.campaigns.campaign import CampaignProgress, CampaignStage, Report, Word
from client.messages.message import Nothing
from workflows import calls, changes, renewal
from workflows.campaigns import campaign_view, stages
from workflows.campaigns.campaign_file import CampaignFile, Dossier
from workflows.renewal import RECALLED
from workflows.retried import Retried
from workflows.troubles import Troubles
from workflows.trust import gate
from workflows.trust.gate import NOTHING
from workflows.trust.unheard import Unheard

HALTED: Final = 1000
"""Characters of why it waits, however many have paused it."""

RENEWED: Final = "campaigns-renewed"
"""A patch: before, a campaign went on in a new run only by its pages, however much it had heard."""

OPERATOR: Final = "operator"
"""Who has stopped a campaign that was cancelled at the server, where that was still heard."""

TAKEN_BACK: Final = "服务器曾将本批次退回到先前的步骤：请核对进度后恢复发放（resume 命令），或者终止"
"""Why it waits for an officer."""

STAGES: Final[Mapping[CampaignStage, Callable[[CampaignFile], Awaitable[bool]]]] = {
    CampaignStage.MATCHING: stages.match,
    CampaignStage.PREVIEW: stages.wait_for_release,
    CampaignStage.GRANTING: stages.open_grants,
    CampaignStage.PUBLICITY: stages.publicise,
    CampaignStage.PAYING: stages.pay,
}


BY_SCHEDULE: Final = re.compile(r"(campaign/[^/]+)-\d{4}-\d\d-\d\dT[\d:]+Z")
"""The id of a run that a schedule has started; its word is for what stands before the time."""

FAILURES: Final[Mapping[str, type[Mend]]] = {
    names.INVALID_ORDER: InvalidOrder,
    names.NOT_PROVEN: NotProven,
    names.NOT_ALLOWED: NotAllowed,
    names.SAME_PERSON: SamePerson,
}


@workflow.defn(name=names.CAMPAIGN)
class CampaignRun(Retried, Unheard):
    """Match, preview, release by a second person, canary, pages, publicity, payment, report."""

    @workflow.init
    def __init__(self, dossier: Dossier) -> None:
        dossier, self._said = gate.opened(dossier)
        self._file = CampaignFile(_of_its_own(dossier))
        self.renewal = self._file.renewal
        self.troubles = Troubles()

    @workflow.run
    async def run(self, dossier: Dossier) -> Report:  # noqa: ARG002 (taken by `__init__`)
        """One run of at most so many pages. A cancellation is nobody's word: the gate keeps it out.

        Where a run began before that was so, it stops the campaign in good order.
        """
        calls.begin()
        self._file.renews = changes.has(RENEWED)
        working = asyncio.create_task(self._work())
        try:
            report = await self._until_its_end(working)
        except asyncio.CancelledError:
            self._file.tell(stopped_by=OPERATOR)
            report = await working
        await workflow.wait_condition(workflow.all_handlers_finished)
        if report is None:
            renewal.go_on(self._file.carried(), read=True)
        return report

    async def _until_its_end(self, working: asyncio.Task[Report | None]) -> Report | None:
        """Of the work; a run that the server has taken back asks the ledger first how far it was."""
        while not working.done():
            await workflow.wait_condition(lambda: working.done() or self._is_forgetful())
            if not working.done():
                self.renewal.was_reset = False
                if changes.has(RECALLED) and (report := await self._recall()):
                    working.cancel()
                    return report
        return await asyncio.shield(working)

    def _is_forgetful(self) -> bool:
        """Whether it was reset, and has to recall what it has forgotten."""
        return self.renewal.was_reset and self._file.is_briefed

    async def _recall(self) -> Report | None:
        """How it has ended; else it waits for an officer, for somebody may have paused or stopped it since.

        Where it has forgotten who released it, it goes on behind that: whom it has found is on file.
        """
        campaign = self._file
        if not campaign.ended:
            campaign.tell(halted=campaign.now.halted or TAKEN_BACK)
        memory = await calls.own(Mandates.recall_campaign, campaign.id, summary="重置后按台账恢复")
        if report := memory.report:
            ended = {"released_by": report.released_by, "stopped_by": report.stopped_by, "halted": ""}
            campaign.tell(**ended, stage=CampaignStage.CLOSED, counts=report.counts)
        elif memory.released_by and not (campaign.now.released_by or campaign.ended):
            known = {"released_by": memory.released_by, "digest": memory.preview}
            campaign.tell(**known, stage=CampaignStage.GRANTING)
            await workflow.wait_condition(workflow.all_handlers_finished)
            renewal.go_on(campaign.carried(), read=True)
        return report

    @workflow.query(name=names.PROGRESS)
    def progress(self, _: Nothing = NOTHING) -> CampaignProgress:
        """Where the campaign stands."""
        return self._file.now

    def details(self) -> str:
        """Whom it waits for, counts and preview."""
        return campaign_view.page(self._file.id, self._file.now, self.troubles)

    @workflow.update(name=names.RELEASE)
    async def release(self, word: Word) -> None:
        """A second person has read the preview, and lets the campaign go: the ledger pays nothing else."""
        if evidence := gate.spoken().evidence:
            release = Release(campaign=self._file.id, preview=self._file.now.digest, evidence=evidence)
            answer = await calls.own(Mandates.release, release, summary="登记放行")
            if isinstance(answer, NoSuch):
                raise FAILURES[answer.failure](answer.says)
        self._file.tell(released_by=word.by)
        self._file.note("放行", word.by)

    @release.validator
    def by_a_second_person(self, word: Word) -> None:
        """Four eyes."""
        if self._file.ended or self._file.now.stage is not CampaignStage.PREVIEW:
            raise TooLate("只有预览可以放行，请查看批次进度")
        spoken = gate.spoken()
        if spoken.person == self._file.brief.preparer or word.by == self._file.order.prepared_by:
            raise SamePerson("编制人不得放行，请由另一人放行")
        if spoken.over != self._file.now.digest:
            raise NotProven("签名所针对的是另一预览；请先查看现在的预览，再就其签名")

    @workflow.update(name=names.PAUSE)
    def pause(self, word: Word) -> None:
        """Wait after the page that is under way; of several who want that, each stays named."""
        before, why = self._file.now.halted, f"{word.by} 暂停：{word.because}"
        self._file.tell(halted=f"{before}；{why}"[:HALTED] if before else why)
        self._file.note("暂停", word.by, word.because)

    @workflow.update(name=names.RESUME)
    def resume(self, word: Word) -> None:
        """Go on; the brake counts anew from here."""
        self._file.tell(halted="", resumed_by=word.by, eased=self._file.now.counts)
        self._file.note("恢复", word.by, word.because)

    @workflow.update(name=names.STOP)
    def stop(self, word: Word) -> None:
        """End it for good after the page that is under way."""
        self._file.tell(stopped_by=word.by)
        self._file.note("终止", word.by, word.because)

    @pause.validator
    @resume.validator
    @stop.validator
    def still_open(self, word: Word) -> None:  # noqa: ARG002
        """What is closed hears nothing."""
        if self._file.ended:
            raise TooLate("批次已经结束，请查看其报告")

    async def _work(self) -> Report | None:
        """Stage by stage; None where the next run goes on."""
        campaign = self._file
        if not campaign.is_briefed:
            schedule = BY_SCHEDULE.fullmatch(workflow.info().workflow_id)
            opening = Opening(
                campaign=campaign.id,
                order=campaign.order,
                on=campaign.today,
                run=_first_run(),
                evidence=gate.start_evidence(self._said, to=schedule.group(1) if schedule else ""),
            )
            answer = await calls.own(Mandates.brief, opening, summary="确定政策与期间")
            if isinstance(answer, NoSuch):
                raise FAILURES[answer.failure](answer.says)
            campaign.learn(answer)
        while not campaign.ended:
            is_done = await STAGES[campaign.now.stage](campaign)
            if not is_done or (campaign.is_heavy and not campaign.ended):
                return None
        return await self._close()

    async def _close(self) -> Report:
        campaign = self._file
        report = Report(
            id=campaign.id,
            policy=campaign.brief.policy.code,
            period=campaign.brief.policy.period,
            completed=not campaign.now.stopped_by,
            closed_at=workflow.now(),
            released_by=campaign.now.released_by,
            stopped_by=campaign.now.stopped_by,
            counts=campaign.now.counts,
            name=campaign.now.name,
        )
        report = await calls.own(CampaignSteps.conclude, Closing(report=report), summary="结束并对账")
        campaign.tell(stage=CampaignStage.CLOSED)
        return report


def _first_run() -> str:
    """Which one was ordered; nothing where the server begins it again by itself."""
    info = workflow.info()
    return "" if info.cron_schedule or info.retry_policy else info.first_execution_run_id


def _of_its_own(dossier: Dossier) -> Dossier:
    """What a run carries over is from the run before it, and no input of whoever starts one.

    A run that the server begins again, by a retry or by the clock, has the input of whoever wants it to.
    """
    info = workflow.info()
    if info.continued_run_id and not (info.cron_schedule or info.retry_policy):
        return dossier
    return dossier.model_copy(update={"brief": None, "progress": CampaignProgress()})
