"""One who walks a real case and the clerk's book side by side, and compares them after every step."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Self
from uuid import UUID

from client import Case, Progress
from client.errors import Mend
from client.messages.cases.choice import OnRefusal
from client.messages.cases.correction import Supplement
from client.messages.money.payment import Payment
from client.messages.officers.commands import Amendment
from client.offices.officer import Officer
from matters import clock
from matters.definitions.departments import GOVERNMENT
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts
from tests.support.states import DEPARTMENTS, NO
from tests.walks.clerk import Order, WalkClerk
from tests.walks.habits import behaviour, demand, paper
from tests.walks.hours import go_by
from tests.walks.invariants import require_continuity, require_owners
from tests.walks.item import LATE_PAPERS, Habit
from tests.walks.page import Page, page, tasks, written

DIRECTOR: Final = "director"
LEAD: Final = "market-regulation"
CASE: Final = "restaurant"
PATIENCE: Final = 20.0
"""Seconds for the engine to show what the book says: a fraction of one, where nothing else runs."""
LOOK: Final = 0.01
"""Seconds between two looks at a case that has not come to rest yet."""
NOON: Final = time(12, tzinfo=clock.CHINA)


SEND: Final[Mapping[str, Callable[[Officer, UUID, str, Order], Awaitable[object]]]] = {
    "grant": lambda desk, case, item, _: desk.grant(case, item),
    "refuse": lambda desk, case, item, _: desk.refuse(
        case, item, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    ),
    "ask": lambda desk, case, item, order: desk.ask(case, item, (demand(item),), reason=order.reason),
    "suspend": lambda desk, case, item, order: desk.suspend(
        case, item, procedure="testing", expected_end=order.until, notice="2026-5"
    ),
    "resume": lambda desk, case, item, _: desk.resume(case, item),
    "extend": lambda desk, case, item, _: desk.extend(case, item, approver=DIRECTOR, reasons=("情况复杂",)),
    "return": lambda desk, case, item, order: desk.return_to(case, item, officer=order.to, until=order.until),
}


@dataclass(kw_only=True)
class Walker:
    """`now` is the case's own time, `before` what was seen at the last step; `sound` until they differ.

    `steps` are what has been done so far: a walk that went wrong under load may never do so again.
    """

    parts: Parts
    case: Case
    clerk: WalkClerk
    now: datetime
    before: Progress | None = None
    sound: bool = True
    steps: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    @classmethod
    async def sets_out(cls, parts: Parts, habits: Mapping[str, Habit], *, late: tuple[str, ...]) -> Self:
        """File the case, and wait until noon, so that no step comes near a midnight."""
        filed = submission(LARGE_SHOP, sign_area=20)
        missing = [LATE_PAPERS[code] for code in late]
        papers = tuple(paper for paper in filed.papers if paper.code not in missing)
        filed = filed.model_copy(update={"papers": papers})
        for code, habit in habits.items():
            parts.behave(filed.id, code, behaviour(habit, code))
        case = await parts.platform.submit(filed)
        now = case.receipt.received_at.astimezone(clock.CHINA)
        clerk = WalkClerk(now.date(), habits, late=late)
        walker = cls(parts=parts, case=case, clerk=clerk, now=now)
        walker.steps.append(("sets out", dict(habits), late))
        await walker.rests()
        await walker.waits((datetime.combine(now, NOON) - now) % timedelta(days=1))
        return walker

    async def waits(self, span: timedelta) -> None:
        """Time goes by."""
        self.steps.append(("waits", span))
        await go_by(self.parts, self.case.id, span)
        self.now += span
        told = (await self.case.progress()).notices[len(self.clerk.notices) :]
        days = (self.now.date() - self.clerk.today).days
        self.clerk.pass_days(days, told=[clock.day_in_china(notice.told_at) for notice in told])
        await self.rests()

    async def orders(self, order: Order) -> None:
        """An officer orders something."""
        self.steps.append(("orders", order))
        if await self._is_done(self._send(order), self.clerk.objection(order)):
            self.clerk.obey(order)
        await self.rests()

    async def supplements(self, papers: tuple[str, ...]) -> None:
        """The applicant sends papers, whatever was asked for."""
        self.steps.append(("supplements", papers))
        supplement = self.case.supplement(Supplement(papers=tuple(map(paper, papers))))
        if await self._is_done(supplement, self.clerk.objection_to_supplement(papers)):
            self.clerk.supplement(papers)
        await self.rests()

    async def chooses(self, choice: OnRefusal) -> None:
        """The applicant says what is to become of the rest."""
        self.steps.append(("chooses", choice))
        if await self._is_done(self.case.choose(choice), self.clerk.objection_to_choice()):
            self.clerk.choose(withdraw=choice is OnRefusal.WITHDRAW_REST)
        await self.rests()

    async def pays(self, fen: int) -> None:
        """Money comes in."""
        self.steps.append(("pays", fen))
        payment = Payment(key=str(datetime.now(UTC)), fen=fen, paid_at=datetime.now(UTC))
        confirmed = self.parts.cashier.confirm(self.case.id, payment)
        if await self._is_done(confirmed, self.clerk.objection_to_money()):
            self.clerk.pay(fen)
        await self.rests()

    async def amends(self, day: date, *, works: bool) -> None:
        """The working days are arranged anew."""
        self.steps.append(("amends", day, works))
        days: dict[str, Any] = {"workdays" if works else "holidays": (day,)}
        order = Amendment(number=str(datetime.now(UTC)), by="办公厅", reason="调休", **days)
        amended = self.parts.amend(self.case.id, order)
        if await self._is_done(amended, self.clerk.objection_to_anything()):
            self.clerk.amend(day, works=works)
        await self.rests()

    async def withdraws(self) -> None:
        """The applicant takes all of it back."""
        self.steps.append(("withdraws",))
        if await self._is_done(self.case.withdraw("不开了"), self.clerk.objection_to_anything()):
            self.clerk.withdraw()
        await self.rests()

    async def rests(self) -> None:
        """Wait until the case looks as the clerk's book says, or has come to rest otherwise."""
        self.clerk.tell_if_nobody_else_may_ask()
        written_down = written(self.clerk)
        seen, progress = await self._looks()
        ends = asyncio.get_running_loop().time() + PATIENCE
        while seen != written_down and asyncio.get_running_loop().time() < ends:
            await asyncio.sleep(LOOK)
            seen, progress = await self._looks()
        self.sound = False
        differ = {key: (seen[key], written_down[key]) for key in seen if seen[key] != written_down[key]}
        assert not differ, f"after {self.steps} the engine shows one thing, the book says another: {differ}"
        require_continuity(self.before, progress)
        clerk = self.clerk
        require_owners(progress, tasks(self.parts, self.case.id), clerk.today, told_until=clerk.told_until)
        self.before, self.sound = progress, True

    async def _looks(self) -> tuple[Page, Progress]:
        progress = await self.case.progress()
        return page(progress, tasks(self.parts, self.case.id)), progress

    async def _is_done(self, doing: Awaitable[object], objection: type[Mend] | None) -> bool:
        """Whether it was carried out; it is rejected just where the clerk objects, for the same reason."""
        self.sound = False
        try:
            await doing
            raised = None
        except Mend as mend:
            raised = type(mend)
        assert raised is objection
        return raised is None

    async def _extends(self, order: Order) -> None:
        """In two words: the clerk objects to the first, or to none."""
        desk = self.parts.desk(DEPARTMENTS.get(order.item, LEAD), order.officer)
        await SEND["extend"](desk, self.case.id, order.item or CASE, order)
        director = self.parts.desk(desk.department if order.item else GOVERNMENT.code, DIRECTOR)
        await director.approve_extension(self.case.id, order.item or CASE)

    def _send(self, order: Order) -> Awaitable[object]:
        if order.command == "extend":
            return self._extends(order)
        desk = self.parts.desk(DEPARTMENTS.get(order.item, LEAD), order.officer)
        return SEND[order.command](desk, self.case.id, order.item or CASE, order)
