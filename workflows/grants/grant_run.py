"""One grant, from the day on which somebody acts until it waits for nothing more."""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RawValue

from activities.grants.objection_tasks import Late, Objections
from activities.grants.offers import Acted, Impossible, OfferBook
from activities.money.differences import Difference, Differences
from activities.money.payment_files import FiledOne, OneOrder, Paying
from activities.money.releases import LetGo, NotLetGo, Releases
from activities.money.settlement import Settling
from client import names
from client.errors import Mend, NotPossible, NotProven
from client.messages.grants.offers import Deed, GrantFile, GrantState, Standing
from client.messages.money.payment_release import PaymentRelease, PaymentReleased
from matters import clock
from workflows import calls, changes, renewal, visibility
from workflows.grants import carried_grant, grant_page
from workflows.grants.carried_grant import CarriedGrant
from workflows.money.overpayment import claim_back
from workflows.retried import Retried
from workflows.troubles import Troubles
from workflows.trust import gate, nudges
from workflows.trust.unheard import Unheard

SHORT: Final = timedelta(days=1)
"""Until a budget that did not do is asked again."""

RENEWED: Final = "grants-renewed"
"""A patch: a run from before goes on to its end."""

WAKENED: Final = "grants-renewed-while-waiting"
"""A patch: before, a grant went on in a new run only when what it waited for had come."""

ORDERED: Final = "objections-ordered-longer"
"""A patch: before, no order of the calendar put off the last day to decide an objection."""

TOLD_AT_ONCE: Final = "grants-told-at-once"
"""A patch: before, a run that waited for the pay day heard only then of an objection past it."""

FAILURES: Final[Mapping[str, type[Mend]]] = {names.NOT_PROVEN: NotProven, NotPossible.__name__: NotPossible}


@workflow.defn(name=names.ONE_GRANT)
class GrantRun(Retried, Unheard):
    """Waits for the end of publicity, an officer's decision or the pay day, pays, and has claimed back."""

    @workflow.init
    def __init__(self, file: GrantFile) -> None:
        before = renewal.taken_over(file, CarriedGrant) or CarriedGrant(file=file)
        self._reference, self._standing = before.file.reference, before.file.standing
        self._answered = self._standing is not None
        self._claimed, self.renewal = before.claimed, before.renewal
        self.troubles = Troubles()
        self._turn, self._wakes = asyncio.Lock(), False
        self._recalling: asyncio.Task[None] | None = None

    @workflow.run
    async def run(self, file: GrantFile) -> Standing | None:  # noqa: ARG002
        """Where the grant stands when nothing is to be waited for; None if there is no such grant."""
        may_renew = calls.begin() and changes.has(RENEWED)
        self._wakes = may_renew and changes.has(WAKENED)
        self._recalling = asyncio.create_task(self._recall())
        while True:
            await workflow.wait_condition(self._is_at_rest)
            standing = self._standing
            if standing and may_renew and self.renewal.is_due:
                await renewal.until_due(self._is_at_rest)
                carried_grant.renew(self._file(), self.renewal, claimed=self._claimed)
            if standing:
                self._show(standing)
            if standing and standing.overpaid > self._claimed:
                await claim_back(self._reference, on=clock.day_in_china(workflow.now()))
                self._claimed = standing.overpaid
            elif standing and standing.state in (GrantState.GRANTED, GrantState.OBJECTED):
                await self._next(standing)
            else:
                return standing

    def _stirs(self, standing: Standing) -> bool:
        """Whether somebody has acted, or the run has heard so much that another one goes on waiting."""
        return self._standing is not standing or (self._wakes and self.renewal.is_due)

    def _is_at_rest(self) -> bool:
        is_busy = self.renewal.calls or self.renewal.was_reset
        return self._answered and workflow.all_handlers_finished() and not is_busy

    async def _recall(self) -> None:
        """Whenever the server has taken it back, the books know better where it stands."""
        while True:
            await workflow.wait_condition(lambda: self.renewal.was_reset)
            if changes.has(renewal.RECALLED):
                async with self._turn:
                    standing = await self._stand(summary="重置后按台账恢复")
                    if standing and standing.state is GrantState.FILED:  # and perhaps not handed over
                        await self._have_paid()
                        standing = await self._stand(summary="登记结果")
                self._standing, self._answered = standing, True
            self.renewal.was_reset = False

    def _file(self) -> GrantFile:
        return GrantFile(reference=self._reference, standing=self._standing)

    @workflow.update(name=names.ACT)
    async def act(self, deed: Deed) -> Standing:
        """Somebody acts; one after the other."""
        key = update.id if (update := workflow.current_update_info()) else ""
        try:
            async with self._turn:
                acted = Acted(deed=deed, key=key, at=workflow.now())
                answer = await calls.page(OfferBook.act, acted, summary="登记意见")
                if isinstance(answer, Impossible):
                    raise NotPossible(answer.says)
                self._standing = answer
                return answer
        finally:
            self._answered = True

    @act.validator
    def may_act(self, deed: Deed) -> None:
        """Whether it is possible is for the books to say; here, whether it is about this grant."""
        if deed.reference != self._reference:
            raise NotPossible("没有这项待遇，请核对编号")

    @workflow.signal(name=names.LOOK_AGAIN)
    async def look_again(self, _: RawValue = nudges.NONE) -> None:
        """Somebody has acted past this run: by a public number, or by what a register tells."""
        if workflow.patched(TOLD_AT_ONCE):  # a worker of the release before does nothing
            async with self._turn:
                self._standing = await self._stand(summary="按台账更新")

    @workflow.update(name=names.RELEASE)
    async def release(self, word: PaymentRelease) -> PaymentReleased:
        """Somebody of the office lets the payment go that is proposed; the second one has it made."""
        order = LetGo(payment=word.payment, evidence=gate.spoken().evidence)
        answer = await calls.page(Releases.let_go, order, summary="登记放行")
        if isinstance(answer, NotLetGo):
            raise FAILURES[answer.failure](answer.says)
        if self._standing:
            self._standing = self._standing.model_copy()  # which wakes whoever waits
        return answer

    @release.validator
    def may_release(self, word: PaymentRelease) -> None:
        """Of this grant; what is proposed is for the books to say."""
        if not word.payment.startswith(f"{self._reference}/"):
            raise NotPossible("没有这笔支付，请核对编号")

    async def _next(self, standing: Standing) -> None:
        """Wait for what the grant waits for, then pay it if nobody has acted meanwhile."""
        if standing.state is GrantState.OBJECTED:
            await self._have_decided(standing)
            return
        until = standing.payable_from
        left = clock.midnight(until) - workflow.now() if until else timedelta()
        if left > timedelta():
            await self._wait(standing, left, summary=f"{until} 起发放")
        if not self._stirs(standing):
            await self._pay(standing)

    async def _have_decided(self, standing: Standing) -> None:
        """The department is reminded, then its supervisor told; even then it waits for an officer."""
        for last in filter(None, (standing.remind_on, standing.answer_by)):
            at = clock.midnight(last + clock.ONE_DAY)
            if await calls.until(lambda: self._stirs(standing), at, summary=f"异议处理至 {last}"):
                return
            if workflow.patched(ORDERED) and await self._is_put_off(standing):
                return
            late = Late(reference=self._reference, at=workflow.now())
            await calls.own(Objections.escalate, late, summary="异议催办")
        await workflow.wait_condition(lambda: self._stirs(standing))

    async def _is_put_off(self, standing: Standing) -> bool:
        """Whether an order of the calendar has given more time meanwhile, or somebody has acted."""
        async with self._turn:
            now = await self._stand(summary="核对异议处理期限")
            if now and self._standing is standing and now.answer_by != standing.answer_by:
                self._standing = now
        return self._standing is not standing

    async def _pay(self, standing: Standing) -> None:
        """Pay in its turn; where the budget does not do, wait a day, or until somebody acts."""
        async with self._turn:
            if self._standing is not standing:
                return
            filed = await self._have_paid()
            held = "预算不足，次日再试" if filed.short else "待两人放行" if filed.unreleased else ""
            if not held:
                self._standing = await self._stand(summary="登记结果")
        if held:
            await self._wait(standing, SHORT, summary=held)

    async def _have_paid(self) -> FiledOne:
        """What is in its file already is in no other: done again, each step tells what it has done."""
        order = OneOrder(reference=self._reference, on=clock.day_in_china(workflow.now()))
        filed = await calls.page(Paying.file_one, order, summary="核对并编制支付")
        if filed.file:
            await calls.page(Paying.hand_over, filed.file, summary="移交国库")
            await self._settle(filed.file)
        return filed

    async def _stand(self, *, summary: str) -> Standing | None:
        """As the books have it."""
        return await calls.page(OfferBook.stand, self._reference, summary=summary)

    async def _settle(self, file: str) -> None:
        """What the treasury does not say, too, is in doubt, and for officers to look into."""
        settled = await calls.page(Settling.settle, file, summary="对账")
        if settled.differences:
            found = Difference(reference=self._reference, at=workflow.now())
            await calls.own(Differences.tell_difference, found, summary="对账不符，报告主管")

    async def _wait(self, standing: Standing, at_most: timedelta, *, summary: str) -> None:
        """Until somebody acts, or the time is over."""
        renewal.count(renewal.TIMER)
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._stirs(standing), timeout=at_most, timeout_summary=summary
            )

    def details(self) -> str:
        """How it stands, and whom it waits for."""
        faults = self.troubles.faults(workflow.info().workflow_id)
        return grant_page.page(self._standing, faults) if self._standing else ""

    def _show(self, standing: Standing) -> None:
        """Operators may know policy, department and state, but not the person."""
        waiting = standing.state is GrantState.OBJECTED
        shown: dict[visibility.Key, object] = {
            visibility.ONE_MATTER: standing.policy,
            visibility.STAGE: standing.state,
            visibility.WAITING_ON: (standing.department,) if waiting else (),
        }
        if waiting and standing.answer_by:
            shown[visibility.DUE_AT] = visibility.last_instant(standing.answer_by)
        workflow.upsert_search_attributes(visibility.changes({}, shown))
