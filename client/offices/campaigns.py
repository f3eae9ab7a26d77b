"""The office's side: prepare a campaign, release it, follow it, and hold it up."""

import asyncio
import time
from calendar import monthrange
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    WorkflowExecutionStatus,
    WorkflowHandle,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from .. import names
from ..messages.bounds import DayOfMonth, Hour, MonthOfYear
from ..messages.campaigns.campaign import CampaignOrder, CampaignProgress, CampaignStage, Report, Word
from ..messages.grants.offers import Decision, Reassessment, Standing
from ..messages.money.budget import BudgetOrder, BudgetState, ReconciliationOrder, Settlement
from ..messages.money.payment_release import PaymentRelease, PaymentReleased, ProposedPayment
from ..platform.files import checked
from ..platform.grants import Grants
from ..transport.arguments import Checked
from ..transport.connection import connect, plugin
from ..transport.engine_line import NOTHING, PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.reading import policy_name
from ..transport.repeats import until_somebody_answers
from ..transport.ring_of_keys import KeyRing
from ..trust.actor import Role
from ..trust.identity import Identities, Identity
from ..trust.said import Said, purpose, say
from .proposals import proposed_payments

LOOK = 0.1
"""Seconds between two looks at a campaign."""

FOR_YEARS = 10 * 366 * 86400
"""Seconds for which the word of a schedule counts."""

NO_LEAP_YEAR = 2026
"""By which the last day of February is one that every year has."""

BY_SCHEDULE = "schedule"
"""Who has prepared a campaign that a schedule started."""


class Campaign(Checked):
    """A campaign as its officers see it; `InvalidForm` where `by` names nobody."""

    def __init__(self, line: EngineLine, campaign: str) -> None:
        self.id = campaign
        self._line = line
        self._handle: WorkflowHandle[Any, Report] = line.client.get_workflow_handle(
            names.campaign_id(campaign), result_type=Report
        )

    async def progress(self) -> CampaignProgress:
        """Where it stands, with the preview once there is one.

        Raises `InvalidOrder`, `NotAllowed`, `NotProven`, `Terminated`: it has never begun.
        """
        async with self._line.patiently(f"campaign {self.id}"):
            speaker = self._line.identities.of(Role.CAMPAIGN_OFFICER)
            now = await self._line.look(self._handle.id, names.PROGRESS, CampaignProgress, by=speaker)
            if not now.name and (await self._handle.describe()).status is not WorkflowExecutionStatus.RUNNING:
                await self._handle.result()
            return now

    async def watch(self) -> AsyncGenerator[CampaignProgress]:
        """Where it stands now and whenever that has changed, until it is closed. Asking leaves no trace.

        Waits out a server or a worker that is away. Raises as `progress`, but for that.
        """
        seen: CampaignProgress | None = None
        while seen is None or seen.stage is not CampaignStage.CLOSED:
            now = await until_somebody_answers(f"campaign {self.id}", self.progress)
            if now != seen:
                yield now
            seen = now
            await asyncio.sleep(LOOK)

    async def until(self, stage: CampaignStage) -> CampaignProgress:
        """Wait for a stage, or for its end."""
        return await self._first(lambda now: now.stage in (stage, CampaignStage.CLOSED))

    async def begun(self) -> CampaignProgress:
        """Wait until it has found its policy and period.  Raises as `progress`."""
        return await self._first(lambda now: bool(now.name))

    async def _first(self, is_it: Callable[[CampaignProgress], bool]) -> CampaignProgress:
        async with aclosing(self.watch()) as changes:
            async for now in changes:
                if is_it(now):
                    return now
        raise AssertionError("whoever watches sees the end")

    async def release(self, by: str) -> None:
        """Let it go, as its preview stands; by another person than the one who prepared it.

        Raises `SamePerson`, `TooLate`.
        """
        word = checked(Word, {"by": by})
        await self._say(names.RELEASE, word, over=(await self.progress()).digest)

    async def pause(self, by: str, because: str) -> None:
        """Hold it after the page that is under way.  Raises `TooLate`."""
        await self._say(names.PAUSE, checked(Word, {"by": by, "because": because}))

    async def resume(self, by: str) -> None:
        """Let it go on after a pause, the brake, or a budget that did not do.  Raises `TooLate`."""
        await self._say(names.RESUME, checked(Word, {"by": by}))

    async def stop(self, by: str, because: str) -> None:
        """End it for good; what is not in a payment file is free for another campaign.  Raises `TooLate`."""
        await self._say(names.STOP, checked(Word, {"by": by, "because": because}))

    async def report(self) -> Report:
        """Wait for its end."""
        with self._line.however_long(f"campaign {self.id}"):
            return await self._handle.result()

    async def _say(self, update: str, word: Word, *, over: str = "") -> None:
        run, officer, command = self._handle.id, _officer(self._line, word.by), str(uuid4())
        async with self._line.patiently(f"campaign {self.id}"):
            await self._line.tell(run, update, word, NOTHING, by=officer, command=command, over=over)


class Campaigns(OpenLine):
    """A connection of an office that pays proactive grants."""

    def __init__(self, line: EngineLine, keys: KeyRing) -> None:
        self._line = line
        self._keys = keys

    @property
    def _grants(self) -> Grants:
        return Grants(self._line, self._keys)

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Campaigns":
        """Connect to the engine, as `Platform.connect` does.  Raises `EngineUnreachable`, `WrongKey`."""
        ring = keys or KeyRing.load()
        client = await connect(plugin(ring), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), ring)

    async def prepare(self, order: CampaignOrder, *, campaign: str | None = None) -> Campaign:
        """Start one. Under the id of one that was terminated it goes on, and pays nothing twice.

        Raises `InvalidOrder`: no such policy, no such period of it, or an id that cannot be one.
        """
        campaign = campaign or str(uuid4())
        run, speaker = names.campaign_id(campaign), _officer(self._line, order.prepared_by)
        called = await policy_name(self._line, order.policy, by=speaker)
        async with self._line.patiently(f"campaign {campaign}"):
            await self._line.client.start_workflow(
                names.CAMPAIGN,
                self._line.said(speaker, order, run=run, message=names.CAMPAIGN, command=run),
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                static_summary=f"{called} {order.period or ''}".strip(),
            )
        prepared = Campaign(self._line, campaign)
        await prepared.begun()
        return prepared

    def campaign(self, campaign: str) -> Campaign:
        """One that was prepared before."""
        return Campaign(self._line, campaign)

    async def set_budget(self, order: BudgetOrder) -> BudgetState:
        """Let so much be paid; whoever waited for more of it is to be let go on.  Raises `InvalidOrder`."""
        return await self._line.ask(names.BUDGET, BudgetState, order, by=_officer(self._line, order.by))

    async def to_release(self) -> tuple[ProposedPayment, ...]:
        """Single payments, outside of campaigns, that are made when two persons have let them go."""
        return await proposed_payments(self._line)

    async def release(self, proposed: ProposedPayment, *, by: str) -> int:
        """Let it go as it is proposed; tells how many persons have.  Raises `NotPossible`, `NotProven`."""
        word = checked(PaymentRelease, {"payment": proposed.payment, "by": by})
        run = names.grant_id(self._keys.seal(proposed.reference))
        async with self._line.patiently(f"payment {proposed.payment}"):
            released = await self._line.tell(
                run,
                names.RELEASE,
                word,
                PaymentReleased,
                by=_officer(self._line, by),
                command=str(uuid4()),
                over=proposed.digest,
            )
        return released.persons

    async def reconcile(self, of: str, *, by: str) -> Settlement:
        """Have what was in doubt compared with the treasury's statement again, of a campaign or of one grant.

        `of` is its id, or its reference. Tells how the payment files with differences stand now.
        Raises `InvalidOrder`: there is neither.
        """
        order = checked(ReconciliationOrder, {"of": of, "by": by})
        return await self._line.ask(names.RECONCILE, Settlement, order, by=_officer(self._line, by))

    async def decide(self, reference: str, *, by: str, stands: bool, because: str = "") -> Standing:
        """Decide an objection or second look: does it stay so?  Raises `NotPossible`, `InvalidForm`."""
        decision = checked(Decision, {"by": by, "stands": stands, "because": because})
        return await self._grants.act(reference, decision, by=_officer(self._line, by))

    async def reassess(self, reference: str, *, by: str, because: str = "") -> Standing:
        """Have a grant reckoned anew: what was too little is paid, what was too much is claimed back.

        Raises `NotPossible`, also where a reason is wanted: nothing was due by what the registers say now.
        """
        reassessment = checked(Reassessment, {"by": by, "because": because})
        return await self._grants.act(reference, reassessment, by=_officer(self._line, by))

    async def schedule(
        self, policy: str, *, day: DayOfMonth, months: tuple[MonthOfYear, ...], hour: Hour = 1
    ) -> str:
        """Have one prepared on that day of these months, in China's time; tells the id of the schedule.

        Where a month is shorter, on its last day. Prepared by `schedule`, released by whoever has read its
        preview. An older schedule of the policy is replaced.
        """
        client, schedule = self._line.client, f"{names.CAMPAIGN}/{policy}"
        calendars = [
            ScheduleCalendarSpec(
                month=[ScheduleRange(month)],
                day_of_month=[ScheduleRange(min(day, monthrange(NO_LEAP_YEAR, month)[1]))],
                hour=[ScheduleRange(hour)],
            )
            for month in months
        ]
        called = await policy_name(self._line, policy, by=_officer(self._line, BY_SCHEDULE))
        async with self._line.patiently(f"schedule {schedule}"):
            await _replace(client, schedule, _schedule(self._scheduled(policy), called, calendars))
        return schedule

    def _scheduled(self, policy: str) -> Said[CampaignOrder]:
        """Signed once for all campaigns of the schedule; a second person releases each of them."""
        run, line = names.campaign_id(policy), self._line
        order = CampaignOrder(policy=policy, prepared_by=BY_SCHEDULE)
        to = purpose(line.client.namespace, run, names.CAMPAIGN)
        return say(_officer(line, BY_SCHEDULE), order, to=to, command=run, at=time.time(), life=FOR_YEARS)

    async def remind_daily(self, *, hour: Hour = 8) -> None:
        """Have departments reminded every day, at this hour in China, of grants that wait for officers."""
        action = ScheduleActionStartWorkflow(names.ROUND, id=names.ROUND, task_queue=names.QUEUE)
        calendar = ScheduleCalendarSpec(hour=[ScheduleRange(hour)])
        spec = ScheduleSpec(calendars=[calendar], time_zone_name=names.TIME_ZONE)
        async with self._line.patiently(f"schedule {names.ROUND}"):
            await _replace(self._line.client, names.ROUND, Schedule(action=action, spec=spec))


def _officer(line: EngineLine, by: str) -> Identity:
    return line.identities.of(Role.CAMPAIGN_OFFICER, actor=by.strip())


def _schedule(order: Said[CampaignOrder], called: str, calendars: list[ScheduleCalendarSpec]) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            names.CAMPAIGN,
            order,
            id=names.campaign_id(order.says.policy),
            task_queue=names.QUEUE,
            static_summary=called,
        ),
        spec=ScheduleSpec(calendars=calendars, time_zone_name=names.TIME_ZONE),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.ALLOW_ALL, catchup_window=timedelta(days=7)),
    )


async def _replace(client: Client, schedule: str, content: Schedule) -> None:
    try:
        await client.create_schedule(schedule, content)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(schedule).update(lambda _: ScheduleUpdate(schedule=content))
