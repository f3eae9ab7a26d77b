"""The file of a campaign: where it stands, what it has counted, and whether it may go on."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Final

from temporalio import workflow

from activities.campaigns.campaign import Call
from activities.campaigns.mandates import Brief
from client import names
from client.messages.campaigns.campaign import CampaignOrder, CampaignProgress, CampaignStage, Hand
from matters import clock
from workflows import visibility
from workflows.campaigns import brake, campaign_view
from workflows.renewal import Renewal

STEPS_A_RUN: Final = 100
"""Pages after which the history begins anew."""


HANDS: Final = 50
"""Words of officers that are shown."""


class Dossier(CampaignOrder):
    """An order as it is carried from run to run, with what the campaign has learnt so far.

    Once it waits for its release, it does so until `release_by`.
    """

    brief: Brief | None = None
    progress: CampaignProgress = CampaignProgress()
    release_by: datetime | None = None


class CampaignFile:
    """Held by the workflow, moved on by its stages, and halted or ended by officers and by the brake."""

    def __init__(self, dossier: Dossier) -> None:
        self.id = workflow.info().workflow_id.removeprefix(names.campaign_id(""))
        self.order = dossier
        self.now = dossier.progress
        self._brief = dossier.brief
        self._steps = 0
        self.release_by = dossier.release_by
        self.renewal, self.renews = Renewal(), False
        self._written: visibility.Attributes = {}

    @property
    def brief(self) -> Brief:
        """What the campaign knows of its policy, once it has asked."""
        if self._brief is None:
            raise AssertionError("the first thing that a campaign does is to ask for its brief")
        return self._brief

    @property
    def is_briefed(self) -> bool:
        return self._brief is not None

    @property
    def ended(self) -> bool:
        """Nothing more begins; what is under way is finished."""
        return self.now.stage is CampaignStage.CLOSED or bool(self.now.stopped_by)

    @property
    def is_heavy(self) -> bool:
        """Whether the run has heard so much that another one is to go on waiting."""
        return self.renews and self.renewal.is_due

    @property
    def is_proven(self) -> bool:
        """Whether the treasury has answered for a payment; until then the canary is on its way."""
        return bool(self.now.counts.settled)

    @property
    def today(self) -> date:
        return clock.day_in_china(workflow.now())

    def learn(self, brief: Brief) -> None:
        self._brief = brief
        self.tell(name=brief.name, period=brief.policy.period)
        self.note("编制", self.order.prepared_by)

    def note(self, does: str, by: str, because: str = "") -> None:
        """What an officer has done: the latest words, for a campaign may hear many."""
        hand = Hand(by=by, does=does, at=workflow.now(), because=because)
        self.tell(hands=(*self.now.hands, hand)[-HANDS:])

    def carried(self) -> Dossier:
        """As the next run takes it over."""
        known = {"brief": self._brief, "progress": self.now, "release_by": self.release_by}
        return self.order.model_copy(update=known)

    def call(self, *, target: int = 0) -> Call:
        """The campaign as its activities are told of it."""
        return Call(campaign=self.id, policy=self.brief.policy, on=self.today, target=target)

    async def may_go_on(self) -> bool:
        """Wait as long as it is halted; False if it was stopped, or another run is to go on."""
        await workflow.wait_condition(lambda: not self.now.halted or self.ended or self.is_heavy)
        return not (self.ended or self.is_heavy)

    async def wait_until(self, at: datetime, *, summary: str) -> None:
        """Wait for an instant, unless the campaign is stopped, or another run is to go on."""
        left = at - workflow.now()
        if left > timedelta():
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: self.ended or self.is_heavy, timeout=left, timeout_summary=summary
                )

    def run_is_full(self) -> bool:
        """Count a page; True when the next one belongs into a new history."""
        self._steps += 1
        return self._steps >= STEPS_A_RUN or workflow.info().is_continue_as_new_suggested()

    def watch(self, *, trial: bool = False) -> None:
        """Look at the brake: it works by itself, and only an officer lets go of it."""
        if why := brake.tripped(self.now.counts, self.now.eased, self.brief, trial=trial):
            self.tell(halted=why)

    def count(self, **more: int) -> None:
        """Add to the counts."""
        counts = self.now.counts
        self.set_counts(**{name: getattr(counts, name) + number for name, number in more.items()})

    def set_counts(self, **values: int) -> None:
        """Write counts that the ledger has told."""
        self.tell(counts=self.now.counts.model_copy(update=values))

    def tell(self, **values: object) -> None:
        """Write down where it stands; operators see it in the search attributes, and when they look."""
        self.now = self.now.model_copy(update=values)
        shown = campaign_view.attributes(self.order.policy, self.now)
        if changes := visibility.changes(self._written, shown):
            workflow.upsert_search_attributes(changes)
            self._written = shown
