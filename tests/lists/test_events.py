"""The feed: a platform is told of all its cases, in order, and misses nothing."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import UTC, datetime
from itertools import groupby
from typing import Final
from uuid import UUID, uuid4

from activities.ledger.lists import events
from activities.stand_ins.behaviour import Reviewing
from client import Case, Platform, Stage, State
from client.messages.lists.event import CaseEvent, EventKind
from client.trust.actor import Role
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, submission, without
from tests.support.parts import KEYS, Parts, until
from tests.support.speakers import identity_of, line_of
from tests.support.states import on_one_ledger
from workflows import visibility

FEW: Final = 4


def reader(parts: Parts, name: str) -> Platform:
    """A platform of its own, so that its feed has only what it files here."""
    return Platform(line_of(parts, identity_of(Role.PLATFORM, actor=name)), KEYS)


async def up_to(platform: Platform, case: UUID, *, after: int = 0) -> list[CaseEvent]:
    """What comes until a case is closed."""
    found: list[CaseEvent] = []
    async with aclosing(platform.events(after=after)) as feed:
        async for event in feed:
            found.append(event)
            if event.case == case and event.kind is EventKind.CLOSED:
                break
    return found


async def test_a_case_from_receipt_to_end(parts: Parts) -> None:
    """It is told that it came in, what its applicant is to read, and how it ended; nothing of a person."""
    platform = reader(parts, "portal-of-events")
    filed = submission(MARRIED)
    case = await platform.submit(filed)
    outcome = await case.outcome()
    told = await up_to(platform, case.id)
    assert [event.position for event in told] == [*range(1, len(told) + 1)]
    assert (told[0].kind, told[-1].kind) == (EventKind.RECEIVED, EventKind.CLOSED)
    assert [event.told.kind for event in told if event.told] == ["decision"] * len(outcome.items)
    last = told[-1].line
    assert last
    assert (last.stage, last.outcome, last.closed_at) == (Stage.CLOSED, outcome.kind, outcome.closed_at)
    said = "".join(event.model_dump_json() for event in told)
    assert filed.applicant.name not in said
    assert filed.applicant.identity_number not in said


async def test_who_goes_on_from_a_position(parts: Parts) -> None:
    """Several cases side by side: behind any position comes exactly what follows it."""
    platform = reader(parts, "portal-that-goes-on")
    cases = await asyncio.gather(*(platform.submit(submission(MARRIED)) for _ in range(FEW)))
    await asyncio.gather(*(case.outcome() for case in cases))
    told = await all_of(platform, cases)
    middle = len(told) // 2
    assert await all_of(platform, cases, known=told[:middle]) == told[middle:]
    for _, those in groupby(sorted(told, key=lambda event: event.case.int), key=lambda event: event.case):
        kinds = [event.kind for event in those]
        assert (kinds[0], kinds[-1]) == (EventKind.RECEIVED, EventKind.CLOSED)
        assert kinds.count(EventKind.CLOSED) == 1


async def all_of(
    platform: Platform, cases: list[Case], *, known: list[CaseEvent] | None = None
) -> list[CaseEvent]:
    """Until each of them is closed."""
    found = known or []
    new: list[CaseEvent] = []
    async with aclosing(platform.events(after=len(found))) as feed:
        async for event in feed:
            new.append(event)
            closed = {one.case for one in (*found, *new) if one.kind is EventKind.CLOSED}
            if closed == {case.id for case in cases}:
                return new
    raise AssertionError("a feed does not end")


async def test_a_case_that_moves(parts: Parts) -> None:
    """An officer has it now, and the feed says so without anybody asking the case."""
    platform = reader(parts, "portal-that-waits")
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Reviewing())
    case = await platform.submit(filed)
    async with aclosing(platform.events()) as feed:
        assert (await anext(feed)).kind is EventKind.RECEIVED
        await until(case, "food-licence", State.IN_REVIEW)
        await parts.forward(case.id, 2 * visibility.REST)
        moved = [event async for event in until_in_review(feed)]
    assert {event.kind for event in moved} <= {EventKind.MOVED, EventKind.TOLD}


async def until_in_review(feed: AsyncGenerator[CaseEvent]) -> AsyncGenerator[CaseEvent]:
    """Up to the event by which an officer has an item."""
    async for event in feed:
        yield event
        if event.line and any(item.state is State.IN_REVIEW for item in event.line.items):
            return


@on_one_ledger
async def test_what_is_mended_and_turned_away(parts: Parts) -> None:
    """A submission that must be mended comes as what it is."""
    platform = reader(parts, "portal-that-mends")
    case = await platform.submit(without(submission(SMALL_SHOP), "layout-plan"))
    async with aclosing(platform.events()) as feed:
        first = await anext(feed)
    assert first.case == case.id
    assert first.line
    assert first.line.stage is Stage.CORRECTION


@on_one_ledger
async def test_another_s_feed(parts: Parts) -> None:
    """A platform reads its own feed alone: whoever asks has his own name in what he signs."""
    stranger = reader(parts, "portal-of-strangers")
    mine = await parts.platform.submit(submission(MARRIED))
    await mine.outcome()
    own = await stranger.submit(submission(MARRIED))
    await own.outcome()
    assert {event.case for event in await up_to(stranger, own.id)} == {own.id}


async def test_positions_have_no_gaps(parts: Parts) -> None:
    """Whatever is entered at once, by whoever, comes behind what anybody has read."""
    platform, cases = f"portal-{uuid4()}", [uuid4() for _ in range(8)]

    def enter(case: UUID) -> None:
        for serial in range(FEW):
            with parts.ledger.transaction() as books:
                event = CaseEvent(kind=EventKind.MOVED, case=case, at=datetime.now(UTC))
                events.tell(books, platform, str(case), {str(serial): event})

    with ThreadPoolExecutor(len(cases)) as pool:
        read: list[CaseEvent] = []
        entering = [pool.submit(enter, case) for case in cases]
        while len(read) < len(cases) * FEW:
            with parts.ledger.reading() as books:
                read += events.after(books, platform, position=len(read), size=7)
        for one in entering:
            one.result()
    assert [event.position for event in read] == [*range(1, len(cases) * FEW + 1)]
