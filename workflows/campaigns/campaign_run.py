"""A campaign: one policy, one period, everybody to whom it is due. The ledger knows who; this, how many."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from temporalio import workflow

from activities.campaigns.campaign import CampaignSteps, Closing, NoSuch, Opening
from client import names
from client.errors import InvalidOrder, SamePerson, TooLate
from client.messages.campaigns.campaign import CampaignProgress, CampaignStage, Report, Word
from workflows import calls
from workflows.campaigns import campaign_view, stages
from workflows.campaigns.campaign_file import CampaignFile, Dossier

OPERATOR: Final = "operator"
"""Who stops a campaign that is cancelled in the Temporal UI."""

STAGES: Final[Mapping[CampaignStage, Callable[[CampaignFile], Awaitable[bool]]]] = {
    CampaignStage.MATCHING: stages.match,
    CampaignStage.PREVIEW: stages.wait_for_release,
    CampaignStage.GRANTING: stages.open_grants,
    CampaignStage.PUBLICITY: stages.publicise,
    CampaignStage.PAYING: stages.pay,
}


@workflow.defn(name=names.CAMPAIGN)
class CampaignRun:
    """Match, preview, release by a second person, canary, pages, publicity, payment, report."""

    @workflow.init
    def __init__(self, dossier: Dossier) -> None:
        self._file = CampaignFile(dossier)

    @workflow.run
    async def run(self, dossier: Dossier) -> Report:  # noqa: ARG002 (taken by `__init__`)
        """One run of at most so many pages; an operator's cancellation stops the campaign in good order."""
        calls.begin()
        working = asyncio.create_task(self._work())
        try:
            report = await asyncio.shield(working)
        except asyncio.CancelledError:
            self._file.tell(stopped_by=OPERATOR)
            report = await working
        await workflow.wait_condition(workflow.all_handlers_finished)
        if report is None:
            workflow.continue_as_new(self._file.carried())
        return report

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> CampaignProgress:
        """Where the campaign stands."""
        return self._file.now

    def details(self) -> str:
        """Stage and counts."""
        return campaign_view.details(self._file.now)

    @workflow.update(name=names.RELEASE)
    def release(self, word: Word) -> None:
        """A second person has read the preview, and lets the campaign go."""
        self._file.tell(released_by=word.by)

    @release.validator
    def by_a_second_person(self, word: Word) -> None:
        """Four eyes."""
        if self._file.ended or self._file.now.stage is not CampaignStage.PREVIEW:
            raise TooLate("only a preview can be released; ask for the progress of the campaign")
        if word.by == self._file.order.prepared_by:
            raise SamePerson("whoever prepared a campaign does not release it; ask a second person")

    @workflow.update(name=names.PAUSE)
    def pause(self, word: Word) -> None:
        """Wait after the page that is under way."""
        self._file.tell(halted=f"暂停：{word.because}")

    @workflow.update(name=names.RESUME)
    def resume(self, word: Word) -> None:
        """Go on; the brake counts anew from here."""
        self._file.tell(halted="", resumed_by=word.by, eased=self._file.now.counts)

    @workflow.update(name=names.STOP)
    def stop(self, word: Word) -> None:
        """End it for good after the page that is under way."""
        self._file.tell(stopped_by=word.by)

    @pause.validator
    @resume.validator
    @stop.validator
    def still_open(self, word: Word) -> None:  # noqa: ARG002
        """What is closed hears nothing."""
        if self._file.ended:
            raise TooLate("the campaign has ended; its report tells how")

    async def _work(self) -> Report | None:
        """Stage by stage; None where the next run goes on."""
        campaign = self._file
        if not campaign.is_briefed:
            opening = Opening(campaign=campaign.id, order=campaign.order, on=campaign.today)
            answer = await calls.own(CampaignSteps.brief, opening, summary="确定政策与期间")
            if isinstance(answer, NoSuch):
                raise InvalidOrder(answer.says)
            campaign.learn(answer)
        while not campaign.ended:
            if not await STAGES[campaign.now.stage](campaign):
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
        )
        report = await calls.own(CampaignSteps.conclude, Closing(report=report), summary="结束并对账")
        campaign.tell(stage=CampaignStage.CLOSED)
        return report
