"""One item of a case, as a coroutine inside the case's workflow."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, assert_never

from temporalio import workflow

from client.departments.desk import Desk
from client.messages.cases.answers import (
    Answer,
    Decided,
    Granted,
    Pending,
    Refused,
    Request,
    Retraction,
    Wanting,
    Withdrawn,
)
from client.messages.cases.progress import State
from matters import clock
from matters.language import Start
from workflows import desk_calls
from workflows.cases import fact_check, machine_steps
from workflows.cases.admissibility import decides
from workflows.cases.quota import allotment
from workflows.cases.records import demands, holders, procedures, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord, Proposal
from workflows.cases.records.legal_clock import LegalClock
from workflows.cases.records.prospects import (
    again_because,
    broken,
    ending,
    ending_because,
    hopeless,
    over,
    stirs,
)
from workflows.cases.records.readiness import until_ready
from workflows.cases.records.request import key, request
from workflows.desk_calls import AnswerT, AskedT

LONG: Final = timedelta(days=3650)
"""Of a bar in the timeline that ends when people have done with it."""


class ItemHandling:
    """Waits for the items before it, asks its department, and writes down what that answers."""

    def __init__(self, item: ItemRecord, file: CaseFile) -> None:
        self._item = item
        self._file = file

    async def handle(self) -> None:
        """Take the item to its end; what it was granted on may fail afterwards and open it again."""
        item, file = self._item, self._file
        if item.started:  # in an earlier run
            await self._go_on()
            return
        await until_ready(item, file)
        if end := ending(item, file):
            self._settle(end)
        elif hopeless(item, file):
            self._settle(State.IMPOSSIBLE)
        else:
            await self._lodge()
            await self._follow()

    async def undo(self) -> None:
        """Take back what was granted, where the definition says so."""
        item = self._item
        if item.state is State.GRANTED and item.undoes:
            await self._revoke(State.WITHDRAWN, because=ending_because(item, self._file))

    async def reask(self) -> None:
        """Ask again with the same key: an answer may have been lost on its way."""
        item = self._item
        if item.request is None:
            return
        asked, item.reasking = item.round, True
        answer = await self._ask(Desk.lodge, machine_steps.without_grant(item.request), doing="催办")
        item.reasking = False
        unchanged = item.state is State.IN_REVIEW and item.round == asked and not item.decision
        if unchanged and answer != item.answer:
            await self._hear(answer)

    async def _go_on(self) -> None:
        """Where an earlier run has left it; an answer that was on its way is asked for with the same key."""
        item = self._item
        if item.state is State.LODGED and item.request:
            await self._hear_out(self._ask(Desk.lodge, item.request, doing="办理"))
        await self._follow()

    async def _follow(self) -> None:
        item, file = self._item, self._file
        while not over(item, file):
            await self._wait_for_people()
            if over(item, file):
                break
            if item.decision:
                await self._conclude(item.decision)
            elif end := ending(item, file):
                await self._leave(end)
            else:
                await self._lodge()

    async def _wait_for_people(self) -> None:
        """Until something is to be done; while somebody has it, the timeline says who."""
        item, file = self._item, self._file
        while not stirs(item, file):
            held = holders.at_work(item, file)
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    partial(self._is_news, held), timeout=LONG if held else None, timeout_summary=held
                )

    def _is_news(self, held: str) -> bool:
        return stirs(self._item, self._file) or holders.at_work(self._item, self._file) != held

    async def _lodge(self) -> None:
        item, file = self._item, self._file
        because = self._begin_round()
        item.request = request(item, file, because=because)
        await self._hear_out(self._judge_and_ask(item.request))

    async def _hear_out(self, asking: Coroutine[Any, Any, Answer]) -> None:
        item, file = self._item, self._file
        answering = asyncio.create_task(asking)
        await workflow.wait_condition(
            lambda: answering.done() or bool(ending(item, file)) or item.handed_over
        )
        # An answer that is already here stands, even if the applicant withdraws at the same instant.
        if answering.done():
            await self._hear(answering.result())
            return
        answering.cancel()
        if end := ending(item, file):
            await self._leave(end)
        else:
            item.state = item.in_hand

    async def _judge_and_ask(self, asked: Request) -> Answer:
        await allotment.hold(self._item, self._file)
        asked = await fact_check.lodged(self._item, self._file, asked)
        self._item.request = asked = await machine_steps.judged(self._item, self._file, asked)
        return await self._ask(Desk.lodge, asked, doing="办理")

    def _begin_round(self) -> str:
        """Note that it is lodged now; why, if that is not for the first time."""
        item, file = self._item, self._file
        because, item.again = again_because(item, file), ""
        item.asked_for = (*item.asked_for, *(demand.path for demand in item.demands))
        item.broken = broken(item, file)
        item.handed_over, item.proposal, item.conclusion, item.reasons = False, None, None, ()
        item.round += 1
        item.state = State.LODGED
        item.lodged_at = item.lodged_at or workflow.now()
        if item.clock is None:
            item.clock = LegalClock.begun(
                item.planned.clock, file.plan.timetable, received_on=self._begins_on(), accepted=True
            )
        procedures.begin_declared(item, file, first=False)
        item.clock.resume(file.today, but=item.grounds)
        return because

    def _begins_on(self) -> date:
        """The day that starts its limits: its receipt by the department, or by the one window."""
        if self._item.planned.starts is Start.RECEIPT and not self._item.planned.after:
            return clock.day_in_china(self._file.received_at)
        return self._file.today

    async def _hear(self, answer: Answer) -> None:
        item = self._item
        item.answer = answer
        if isinstance(answer, Granted | Pending):
            item.reasons = answer.trace or item.reasons
        match answer:
            case Granted() if decides(answer, item, self._file, at_least=bool(item.all_doubts)):
                await self._grant(answer)
            case Refused() if decides(answer, item, self._file, at_least=1):
                await self._refuse()
            case Granted() | Refused():  # of a machine, or of too few: it goes to an officer
                item.proposal = Proposal(answer.officers, answer if isinstance(answer, Refused) else None)
                item.state = item.in_hand
            case Wanting() if not demands.unanswerable((one.path for one in item.demands), self._file):
                item.state = State.CORRECTION
            case Wanting():  # of a system that asks for what there is not: an officer says what is meant
                item.answer = Pending(ticket=item.planned.implementation_code)
                item.remarks = (*item.remarks, "部门系统要求补正的内容申请人无法补正，转经办人处理")
                item.state = item.in_hand
            case Pending():
                item.state = item.in_hand
            case Withdrawn():
                self._settle(State.WITHDRAWN)
            case _:
                assert_never(answer)

    async def _grant(self, granted: Granted) -> None:
        item = self._item
        item.licence = granted.licence
        item.granted_key = key(item, self._file)
        item.granted_by_rules = bool(granted.trace)
        self._decide(State.GRANTED)
        if granted.officers:
            await machine_steps.learn(item, self._file, granted=True)
        elif granted.trace:
            await machine_steps.draw(item, self._file)

    async def _refuse(self) -> None:
        """What an earlier round granted is revoked."""
        if self._item.granted_key:
            await self._revoke(State.REFUSED, because="复核后不予办理")
            service.tell_decision(self._item, self._file)
        else:
            self._decide(State.REFUSED)
        await machine_steps.learn(self._item, self._file, granted=False)

    async def _conclude(self, decided: Decided) -> None:
        """Enter the officers' decision in the department's books; what stands there already stays."""
        changed = await fact_check.changed(self._item, self._file, decided.request)
        if changed or not (decided.refusal or await allotment.hold(self._item, self._file)):
            self._show_doubts(decided.request)
            return
        answer = await self._ask(Desk.decide, decided, doing="登记决定")
        self._item.answer = answer
        self._item.decision = None
        match answer:
            case Granted() if decided.refusal and not allotment.is_in_turn(self._item):
                self._item.answer, self._item.granted_key = decided.refusal, key(self._item, self._file)
                await self._refuse()
            case Granted():
                await self._grant(answer)
            case Refused():
                await self._refuse()
            case Withdrawn():
                self._settle(State.WITHDRAWN)
            case _:
                assert_never(answer)

    def _show_doubts(self, asked: Request) -> None:
        """Nothing is decided: officers see what has changed, and decide again."""
        self._item.request = asked.model_copy(update={"doubts": self._item.all_doubts})
        self._item.decision, self._item.proposal = None, None

    async def _leave(self, end: State) -> None:
        """Have the department drop the item; what it decided before the word arrived stands or is undone."""
        item = self._item
        if item.granted_key:  # it was being reviewed again; what was granted stays, if nothing undoes it
            await self._give_back(end)
            return
        because = ending_because(item, self._file)
        undo = item.undoes or isinstance(item.answer, Granted)  # which was no decision
        retraction = self._retraction(key(item, self._file), undo=undo, because=because)
        answer = await self._ask(Desk.retract, retraction, doing="撤回")
        if isinstance(answer, Withdrawn):
            item.answer = None
            self._settle(end)
        else:
            item.end = None
            await self._hear(answer)

    async def _give_back(self, end: State) -> None:
        undone = self._item.undoes and self._file.withdrawal
        if self._item.end or undone:
            await self._revoke(end, because=ending_because(self._item, self._file))
        else:
            self._settle(State.GRANTED)

    async def _revoke(self, end: State, *, because: str) -> None:
        granted = self._item.granted_key
        await self._ask(Desk.retract, self._retraction(granted, undo=True, because=because), doing="撤销")
        self._item.licence, self._item.granted_key = None, ""
        self._settle(end)
        await machine_steps.drop(self._item, granted)

    def _retraction(self, of: str, *, undo: bool, because: str) -> Retraction:
        return Retraction(key=of, department=self._item.planned.department, undo=undo, reason=because)

    async def _ask(
        self, activity: Callable[[Desk, AskedT], AnswerT], asked: AskedT, *, doing: str
    ) -> AnswerT:
        item = self._item.planned
        summary = f"{doing}：{item.name}（{item.department_name}）"
        keys = partial(machine_steps.desk_keys, self._file)
        return await desk_calls.ask(activity, asked, item=item, keys=keys, summary=summary)

    def _decide(self, state: State) -> None:
        self._settle(state)
        service.tell_decision(self._item, self._file)

    def _settle(self, state: State) -> None:
        self._item.settle(state, at=workflow.now())
        service.tell_end(self._item, self._file)
