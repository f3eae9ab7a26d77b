"""Orders upon many cases, carried out one after the other: what was seen is what is done, and each is noted.

A kill in between leaves the steps that are noted; the others are taken under the same commands, which a case
carries out once.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from temporalio import activity

from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.ledger import BulkOrderRow, Ledger
from activities.ledger.cases import notices
from activities.ledger.lists import case_search
from activities.ledger.officers import bulk_orders
from activities.ledger.officers.bulk_orders import BulkTask
from activities.lists import search_terms
from activities.officers import bulk_steps, bulk_words, moved_days
from activities.officers.bulk_words import BulkWord
from activities.officers.reminders import notice
from activities.rejection import as_rejected, rejected
from activities.trust import warrants
from client import names
from client.errors import DifferentOrder, Mend, NoAnswer, NotPossible
from client.messages.bounds import LARGEST_PAGE
from client.messages.lists.bulk_order import (
    AmendAll,
    BulkOrder,
    BulkReport,
    BulkSearch,
    BulkState,
    BulkStep,
    RemindAll,
)
from client.messages.lists.case_line import CaseLine
from client.transport.engine_line import EngineLine
from client.trust.identity import Identity
from matters import clock

AT_ONCE: Final = 50
"""Steps of one call."""

AT_MOST: Final = 10_000
"""Cases of one order: more is a matter for several."""

PATIENCE: Final = timedelta(seconds=5)
"""With one case."""


class BulkOffice:
    """Speaks to cases as the engine, over the word of who has ordered it."""

    def __init__(self, ledger: Ledger, outbox: Outbox, engine: Identity | None) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._engine = engine

    def activities(self) -> tuple[Callable[..., object], ...]:
        """What a worker registers of it."""
        return self.preview_bulk, self.enter_bulk, self.carry_out_bulk

    @activity.defn
    def preview_bulk(self, word: BulkWord) -> BulkReport:
        """What would be done, and what is left out and why.

        Raises `NotPossible`: it is too much; `DayPassed`: nobody would have anything on any day.
        """
        today = clock.day_in_china(word.at)
        bulk_steps.require_time(word.order, today)
        with self._ledger.reading() as books:
            steps, act = self._steps(books, word), word.order.act
            found = bulk_steps.report(word.order, steps)
            cases = (step.case for step in steps)
            moved = moved_days.moved(books, cases, act.amendment) if isinstance(act, AmendAll) else None
        hints = (bulk_steps.hint(word.order, today), moved and moved_days.hint(moved))
        says = "；".join(filter(None, hints))
        return found.model_copy(update={"hint": says, "moved": moved.days if moved else ()})

    @activity.defn
    def enter_bulk(self, word: BulkWord) -> BulkReport:
        """Put it on record, if it does what was seen; a repeat changes nothing.

        Raises `DifferentOrder`: it would do something else by now.
        """
        order = word.order
        with self._ledger.transaction() as books:
            known = bulk_orders.seen(books, order.id)
            if known is None:
                found = self._steps(books, word)
                known = bulk_steps.digest(order, found)
                if known == order.seen:
                    told = bulk_words.marks(found, word, activity.info().namespace)
                    bulk_orders.enter(books, _row(word), map(BulkTask, found, told))
        if known != order.seen:
            raise rejected(
                DifferentOrder, f"批量指令 {order.id} 与所见预览不一致，未执行；请重新预览后再执行"
            )
        return self._report(order)

    @activity.defn
    async def carry_out_bulk(self, word: BulkWord) -> BulkReport:
        """Take the next steps that are due, and tell how far it is."""
        line = EngineLine(activity.client(), PATIENCE, self._engine)
        for step in await asyncio.to_thread(self._due, word.order):
            taken = await self._taken(step, word, line)
            await asyncio.to_thread(self._note, word, taken)
            activity.heartbeat()
        if isinstance(word.order.act, RemindAll):
            await asyncio.to_thread(self._send)
        return await asyncio.to_thread(self._report, word.order)

    def _send(self) -> None:
        for _ in self._outbox.sweep():
            activity.heartbeat()

    def _steps(self, books: Transaction, word: BulkWord) -> tuple[BulkStep, ...]:
        found = (
            step
            for page in _pages(books, word)
            for line in page
            for step in bulk_steps.steps(word.order, line)
        )
        return tuple(step.model_copy(update={"place": place}) for place, step in enumerate(found))

    def _due(self, order: BulkOrder) -> tuple[BulkStep, ...]:
        with self._ledger.reading() as books:
            return bulk_orders.due(books, order.id, size=AT_ONCE)

    def _note(self, word: BulkWord, step: BulkStep) -> None:
        """With the notice that it may be, in one transaction."""
        act, order = word.order.act, word.order.id
        with self._ledger.transaction() as books:
            if isinstance(act, RemindAll):
                told = notice(
                    step.case, step.item, step.name, step.due_on, id_=order, at=word.at, why=act.reason
                )
                notices.enter(books, told)
            bulk_orders.note(books, order, step)

    def _report(self, order: BulkOrder) -> BulkReport:
        with self._ledger.reading() as books:
            (found,) = bulk_orders.find(books, BulkSearch(id=order.id), steps=bulk_steps.SHOWN)
        return bulk_steps.called(found)

    async def _taken(self, step: BulkStep, word: BulkWord, line: EngineLine) -> BulkStep:
        """What came of it; a case that will not have it says why, one that stands still does not answer."""
        state, says = BulkState.DONE, ""
        try:
            if not isinstance(word.order.act, RemindAll):
                await self._tell(step, word, line)
        except Mend as refused:
            state, says = BulkState.LEFT_OUT, str(refused)
        except NoAnswer:
            state, says = BulkState.LEFT_OUT, "办件没有应答，请查看 onematter ops stuck；如其恢复，仍可能执行"
        return step.model_copy(update={"state": state, "says": says})

    async def _tell(self, step: BulkStep, word: BulkWord, line: EngineLine) -> None:
        """Under a command of its own, so that the case carries it out once."""
        if self._engine is None:
            raise NotPossible("本引擎没有签名身份，不能代为下达；请先为其配置身份（ONEMATTER_IDENTITY）")
        update, says, answer = bulk_words.of(step, word)
        run, command = names.case_id(step.case), warrants.command(word.order.id, step.item)
        async with line.patiently(run):
            await line.tell(run, update, says, answer, by=self._engine, command=command, over=word.mark)


def _row(word: BulkWord) -> BulkOrderRow:
    order = word.order
    return BulkOrderRow(
        id=str(order.id),
        kind=order.act.kind,
        by=word.by,
        department=word.department,
        at=word.at,
        seen=order.seen,
        search=order.search.model_dump_json(exclude={"applicant"}, exclude_defaults=True),
        word=word.word,
    )


def _pages(books: Transaction, word: BulkWord) -> Iterator[tuple[CaseLine, ...]]:
    search = word.order.search.model_copy(update={"is_open": True, "size": LARGEST_PAGE})
    today = clock.day_in_china(word.at)
    while True:
        with as_rejected():
            found = search_terms.require_possible(books, search, case_search.find(books, search, today=today))
        if found.total >= AT_MOST:
            raise rejected(NotPossible, f"一次批量办理须少于 {AT_MOST} 件；请缩小范围，分次下达")
        yield found.cases
        if not found.next:
            return
        search = search.model_copy(update={"after": found.next})
