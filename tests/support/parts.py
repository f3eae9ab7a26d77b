"""The real parts that tests run on, and the few words by which tests speak of them."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.testing import TimeSkipper, TimeSkippingConfig

import worker
from activities.cases.outbox import Outbox
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from activities.ports.partners import Partners
from activities.ports.population_register import PopulationRegister
from activities.ports.treasury import Treasury
from activities.registers.look_ups import RegisterEnquiries
from activities.review.machine import Machine
from activities.stand_ins.behaviour import Behaviour
from activities.stand_ins.books import District
from activities.stand_ins.departments import StandIn, behave
from activities.stand_ins.partners import partners
from activities.trust.key_directory import KeyDirectory
from client import Case, ItemProgress, Platform, Progress, Refused, State, names
from client.messages.cases.answers import Decided, Decision, Demand, Request
from client.messages.money.payment import Payment
from client.messages.officers.commands import Amendment
from client.offices.campaigns import Campaigns
from client.offices.cashier import Cashier
from client.offices.officer import Officer
from client.offices.operator import Operator
from client.offices.registers import Registers
from client.offices.supervisor import Supervisor
from client.transport.engine_line import EngineLine
from client.transport.ring_of_keys import KeyRing
from client.trust import identity
from matters import clock
from matters.clock import CHINA, Due, OpenRemedy
from matters.definitions import law

KEYS: Final = KeyRing({"test": base64.b64decode("dGVzdC1rZXktZm9yLXJlY29yZGVkLWhpc3Rvcmllcy4=")})
"""Fixed, so that histories recorded once can be read for ever; it protects nothing else."""

REMEDIES: Final = clock.instruction(map(OpenRemedy.against, law.REMEDIES))
"""What every decision tells of them."""

NO: Final = Refused(
    reasons=("不符合规划",),
    basis="示范依据",
    remedies=REMEDIES,
    officers=("officer-1", "officer-2"),
)
LAYOUT: Final = Demand(path="papers.layout-plan", says="布局图未标明备餐间", mend="请标明备餐间后重新上传")

PATIENCE: Final = timedelta(seconds=30)
SKIP_PATIENCE: Final = 30.0
MINUTE: Final = timedelta(minutes=1)
LOOK: Final = 0.02

OF_DEPARTMENTS: Final = frozenset({names.LODGE, names.DECIDE, names.RETRACT})
"""Activities that may take long."""


SECOND_SUPERVISOR: Final = "supervisor-2"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """An engine at work: its client, its books, the district's, and a clock that can be moved on."""

    client: Client
    ledger: Ledger
    district: District
    platform: Platform
    office: Campaigns
    registers: Registers
    skipper: TimeSkipper

    @classmethod
    def over(
        cls, client: Client, ledger: Ledger, district: District, *, patience: timedelta = PATIENCE
    ) -> "Parts":
        """What is spoken to over one client; nobody works yet."""
        line = EngineLine(client, patience)
        return cls(
            client=client,
            ledger=ledger,
            district=district,
            platform=Platform(line, KEYS),
            office=Campaigns(line, KEYS),
            registers=Registers(line, KEYS),
            skipper=TimeSkipper(client, config=TimeSkippingConfig(enabled=False)),
        )

    @asynccontextmanager
    async def working(self, *queues: str, outside: Partners | None = None) -> AsyncGenerator[None]:
        """Workers of these queues, or all, while the block lasts; with stand-ins for all partners."""
        outside = outside or partners(self.district)
        async with AsyncExitStack() as stack:
            for one in worker.workers(
                self.client, self.ledger, outside, KEYS, directory(self.ledger), queues=queues
            ):
                await stack.enter_async_context(one)
            yield

    def behave(self, case: UUID, matter: str, behaviour: Behaviour) -> None:
        """Set a department stand-in towards one case."""
        behave(self.district, behaviour, matter=matter, case=str(case))

    @property
    def stand_in(self) -> StandIn:
        """The departments' own system."""
        return StandIn(self.district)

    @property
    def machine(self) -> Machine:
        """The engine's own judgement of what a machine may grant."""
        return Machine(self.ledger, self.enquiries)

    def judged(self, request: Request) -> Request:
        """A request as the engine lodges it, with what the rules say."""
        concluded = self.machine.judge(request)
        return request.model_copy(update={"judgement": concluded and concluded.judgement})

    @property
    def enquiries(self) -> RegisterEnquiries:
        """What the engine asks registers by."""
        return RegisterEnquiries(self.ledger, partners(self.district))

    @property
    def population(self) -> PopulationRegister:
        """The registers of persons and firms."""
        return partners(self.district).population_register

    @property
    def outbox(self) -> Outbox:
        """What is on file as told and still to be delivered."""
        return Outbox(self.ledger, partners(self.district).delivery)

    @property
    def treasury(self) -> Treasury:
        """Who pays."""
        return partners(self.district).treasury

    def handle(self, case: UUID) -> WorkflowHandle[Any, Any]:
        """The case's workflow."""
        return self.client.get_workflow_handle(names.case_id(case))

    def desk(self, department: str, officer: str = "officer-1") -> Officer:
        """An officer's connection."""
        return Officer(EngineLine(self.client, PATIENCE), department=department, officer=officer)

    async def extend(
        self, case: UUID, item: str, department: str, *, approver: str, body: str = ""
    ) -> ItemProgress:
        """One officer puts an extension to a head of his body, or of another, who approves it."""
        await self.desk(department).extend(case, item, approver=approver, reasons=("案情复杂",))
        return await self.desk(body or department, approver).approve_extension(case, item)

    async def inspect(self, case: UUID, item: str, department: str) -> None:
        """Two officers go and see, and sign the record."""
        desk, both = self.desk(department), ("officer-1", "officer-2")
        await desk.take_step(case, item, procedure="inspection", step="sent", officers=both)
        await desk.take_step(
            case, item, procedure="inspection", step="record", document="核查〔2026〕1号", signed_by=both
        )

    @property
    def cashier(self) -> Cashier:
        """The payment system's connection."""
        return Cashier(EngineLine(self.client, PATIENCE))

    async def amend(self, case: UUID, order: Amendment) -> None:
        """Two supervisors change the working days of a case."""
        for supervisor in (self.supervisor, self.second_supervisor):
            await supervisor.amend_calendar(case, order)

    async def amend_all(self, order: Amendment) -> int | None:
        """Those of every case; tells how many were open."""
        await self.supervisor.amend_calendars(order)
        return await self.second_supervisor.amend_calendars(order)

    def operator(self, account: str = "operator-1") -> Operator:
        """The connection of somebody who runs the engine."""
        return Operator(EngineLine(self.client, PATIENCE), account=account)

    async def end(self, case: UUID) -> None:
        """Two operators end a case."""
        for account in ("operator-1", "operator-2"):
            await self.operator(account).end(case, "系统迁移")

    @property
    def second_supervisor(self) -> Supervisor:
        """Without whom no deadline is moved."""
        return Supervisor(EngineLine(self.client, PATIENCE), account=SECOND_SUPERVISOR)

    @property
    def supervisor(self) -> Supervisor:
        """A supervisor's connection."""
        return Supervisor(EngineLine(self.client, PATIENCE))

    async def forward(self, case: UUID, by: timedelta | None = None) -> None:
        """Carry the case's clock forward, to its end if not by so much."""
        await asyncio.wait_for(self.skipper.fast_forward(self.handle(case), by), SKIP_PATIENCE)

    async def now(self, case: UUID) -> datetime:
        """What the case's clock says."""
        return await self.skipper.get_current_time(self.handle(case))

    async def today(self, case: UUID) -> date:
        """The day in China by the case's clock."""
        return (await self.now(case)).astimezone(CHINA).date()

    async def forward_to(self, case: UUID, instant: datetime) -> None:
        """Carry the case's clock forward to an instant."""
        await self.forward(case, instant - await self.now(case))

    async def forward_past(self, case: UUID, last: date | None) -> None:
        """Carry the case's clock a minute past the end of a day."""
        await self.forward_to(case, end_of(last) + MINUTE)

    async def forward_into(self, case: UUID, last: date | None) -> None:
        """Carry the case's clock to the last minute of a day."""
        await self.forward_to(case, end_of(last) - MINUTE)

    async def pay(self, case: Case, fen: int | None = None, *, key: str = "") -> None:
        """Pay the bill of a case, all of it or so much."""
        bill = (await case.progress()).bill
        assert bill, "there is a bill"
        paid = Payment(key=key or str(uuid4()), fen=fen or bill.due, paid_at=await self.now(case.id))
        await self.cashier.confirm(case.id, paid)

    async def decide_unheard(self, case: Case, matter: str, department: str) -> Decision:
        """Two officers grant an item in their own system, and nobody tells the case."""
        request = (await self.desk(department).show(case.id, matter)).request
        assert request, "the item has been lodged"
        officers = ("officer-1", "officer-2")
        now = await self.now(case.id)
        return self.stand_in.decide(Decided(request=request, officers=officers, at=now))

    async def written(self, case: UUID) -> None:
        """Wait until the case has written what it has to write, and waits for departments or people only."""
        while True:
            now = (await self.handle(case).describe()).raw_description
            asked = {activity.activity_type.name for activity in now.pending_activities}
            if asked <= OF_DEPARTMENTS and not now.HasField("pending_workflow_task"):
                return
            await asyncio.sleep(LOOK)

    async def told(self, case: Case) -> list[NoticeRow]:
        """All notices of a case so far but decisions, once it has done what it has to do at this instant."""
        await self.written(case.id)
        with self.ledger.transaction() as books:
            return [told for told in notices.told(books, str(case.id)) if told.kind != "decision"]

    async def history(self, case: UUID) -> WorkflowHistory:
        """All that the server has recorded of a case."""
        return await self.handle(case).fetch_history()


def directory(ledger: Ledger) -> KeyDirectory:
    """Of the actors of a ledger, and of whoever a test makes up."""
    return KeyDirectory(ledger, identity.development())


async def until(case: Case, matter: str, state: State) -> None:
    """Watch a case until one of its items is in that state."""
    async for progress in case.watch():
        if any(item.code == matter and item.state is state for item in progress.items):
            return


async def item(case: Case, matter: str) -> ItemProgress:
    """Where one item of a case stands."""
    return find(await case.progress(), matter)


def find(progress: Progress, matter: str) -> ItemProgress:
    """One item of a case's progress."""
    return next(item for item in progress.items if item.code == matter)


def end_of(last: date | None) -> datetime:
    """The instant at which a last day is over."""
    assert last, "there is a last day"
    return Due(on=last).at
