"""The office's side: prepare campaigns, set budgets, let single payments go, decide what is objected to."""

import time
from calendar import monthrange
from datetime import timedelta
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
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from .. import names
from ..messages.bounds import DayOfMonth, Hour, MonthOfYear
from ..messages.campaigns.campaign import CampaignOrder
from ..messages.grants.offers import Decision, Reassessment, Standing
from ..messages.money.budget import BudgetOrder, BudgetState, ReconciliationOrder, Settlement
from ..messages.money.payment_release import PaymentRelease, PaymentReleased, ProposedPayment
from ..platform.files import checked
from ..platform.grants import Grants
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.reading import policy_name
from ..transport.ring_of_keys import KeyRing
from ..trust.identity import Identities
from ..trust.said import Said, purpose, say
from .campaign import Campaign, campaign_officer
from .proposals import proposed_payments

FOR_YEARS = 10 * 366 * 86400
"""Seconds for which the word of a schedule counts."""

NO_LEAP_YEAR = 2026
"""By which the last day of February is one that every year has."""

BY_SCHEDULE = "schedule"
"""Who has prepared a campaign that a schedule started."""


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
        run, speaker = names.campaign_id(campaign), campaign_officer(self._line, order.prepared_by)
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
        return await self._line.ask(
            names.BUDGET, BudgetState, order, by=campaign_officer(self._line, order.by)
        )

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
                by=campaign_officer(self._line, by),
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
        return await self._line.ask(names.RECONCILE, Settlement, order, by=campaign_officer(self._line, by))

    async def decide(self, reference: str, *, by: str, stands: bool, because: str = "") -> Standing:
        """Decide an objection or second look: does it stay so?  Raises `NotPossible`, `InvalidForm`."""
        decision = checked(Decision, {"by": by, "stands": stands, "because": because})
        return await self._grants.act(reference, decision, by=campaign_officer(self._line, by))

    async def reassess(self, reference: str, *, by: str, because: str = "") -> Standing:
        """Have a grant reckoned anew: what was too little is paid, what was too much is claimed back.

        Raises `NotPossible`, also where a reason is wanted: nothing was due by what the registers say now.
        """
        reassessment = checked(Reassessment, {"by": by, "because": because})
        return await self._grants.act(reference, reassessment, by=campaign_officer(self._line, by))

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
        called = await policy_name(self._line, policy, by=campaign_officer(self._line, BY_SCHEDULE))
        async with self._line.patiently(f"schedule {schedule}"):
            await _replace(client, schedule, _schedule(self._scheduled(policy), called, calendars))
        return schedule

    def _scheduled(self, policy: str) -> Said[CampaignOrder]:
        """Signed once for all campaigns of the schedule; a second person releases each of them."""
        run, line = names.campaign_id(policy), self._line
        order = CampaignOrder(policy=policy, prepared_by=BY_SCHEDULE)
        to = purpose(line.client.namespace, run, names.CAMPAIGN)
        return say(
            campaign_officer(line, BY_SCHEDULE), order, to=to, command=run, at=time.time(), life=FOR_YEARS
        )

    async def remind_daily(self, *, hour: Hour = 8) -> None:
        """Have departments reminded every day, at this hour in China, of grants that wait for officers."""
        action = ScheduleActionStartWorkflow(names.ROUND, id=names.ROUND, task_queue=names.QUEUE)
        calendar = ScheduleCalendarSpec(hour=[ScheduleRange(hour)])
        spec = ScheduleSpec(calendars=[calendar], time_zone_name=names.TIME_ZONE)
        async with self._line.patiently(f"schedule {names.ROUND}"):
            await _replace(self._line.client, names.ROUND, Schedule(action=action, spec=spec))


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
