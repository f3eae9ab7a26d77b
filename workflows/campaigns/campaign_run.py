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
from workflows.campaigns import steps
from workflows.campaigns.course import Course, Dossier

OPERATOR: Final = "operator"
"""Who stops a campaign that is cancelled in the Temporal UI."""

STEPS: Final[Mapping[CampaignStage, Callable[[Course], Awaitable[bool]]]] = {
    CampaignStage.MATCHING: steps.match,
    CampaignStage.PREVIEW: steps.wait_for_release,
    CampaignStage.GRANTING: steps.open_grants,
    CampaignStage.PUBLICITY: steps.publicise,
    CampaignStage.PAYING: steps.pay,
}


@workflow.defn(name=names.CAMPAIGN)
class CampaignRun:
    """Match, preview, release by a second person, canary, pages, publicity, payment, report."""

    @workflow.init
    def __init__(self, dossier: Dossier) -> None:
        self._course = Course(dossier)

    @workflow.run
    async def run(self, dossier: Dossier) -> Report:  # noqa: ARG002 (taken by `__init__`)
        """One run of at most so many pages; an operator's cancellation stops the campaign in good order."""
        working = asyncio.create_task(self._work())
        try:
            report = await asyncio.shield(working)
        except asyncio.CancelledError:
            self._course.tell(stopped_by=OPERATOR)
            report = await working
        await workflow.wait_condition(workflow.all_handlers_finished)
        if report is None:
            workflow.continue_as_new(self._course.carried())
        return report

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> CampaignProgress:
        """Where the campaign stands."""
        return self._course.now

    @workflow.update(name=names.RELEASE)
    def release(self, word: Word) -> None:
        """A second person has read the preview, and lets the campaign go."""
        self._course.tell(released_by=word.by)

    @release.validator
    def by_a_second_person(self, word: Word) -> None:
        """Four eyes."""
        if self._course.ended or self._course.now.stage is not CampaignStage.PREVIEW:
            raise TooLate("only a preview can be released; ask for the progress of the campaign")
        if word.by == self._course.order.prepared_by:
            raise SamePerson("whoever prepared a campaign does not release it; ask a second person")

    @workflow.update(name=names.PAUSE)
    def pause(self, word: Word) -> None:
        """Wait after the page that is under way."""
        self._course.tell(halted=f"暂停：{word.because}")

    @workflow.update(name=names.RESUME)
    def resume(self, word: Word) -> None:
        """Go on; the brake counts anew from here."""
        self._course.tell(halted="", resumed_by=word.by, eased=self._course.now.counts)

    @workflow.update(name=names.STOP)
    def stop(self, word: Word) -> None:
        """End it for good after the page that is under way."""
        self._course.tell(stopped_by=word.by)

    @pause.validator
    @resume.validator
    @stop.validator
    def still_open(self, word: Word) -> None:  # noqa: ARG002
        """What is closed hears nothing."""
        if self._course.ended:
            raise TooLate("the campaign has ended; its report tells how")

    async def _work(self) -> Report | None:
        """Stage by stage; None where the next run goes on."""
        course = self._course
        if not course.is_briefed:
            opening = Opening(campaign=course.id, order=course.order, on=course.today)
            answer = await calls.own(CampaignSteps.brief, opening, summary="确定政策与期间")
            if isinstance(answer, NoSuch):
                raise InvalidOrder(answer.says)
            course.learn(answer)
        while not course.ended:
            if not await STEPS[course.now.stage](course):
                return None
        return await self._close()

    async def _close(self) -> Report:
        course = self._course
        report = Report(
            id=course.id,
            policy=course.brief.policy.code,
            period=course.brief.policy.period,
            completed=not course.now.stopped_by,
            closed_at=workflow.now(),
            released_by=course.now.released_by,
            stopped_by=course.now.stopped_by,
            counts=course.now.counts,
        )
        report = await calls.own(CampaignSteps.conclude, Closing(report=report), summary="结束并对账")
        course.tell(stage=CampaignStage.CLOSED)
        return report
