"""Lists of cases: from the ledger, by signed questions, of which nothing is stored."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest

from activities.ledger.cases import heard_words
from activities.ledger.cases.heard_words import HeardWord
from activities.lists.rest import Rest, Rests
from activities.trust.spent_words import ASKS
from client import Case, Platform, Stage, State, names
from client.messages.lists.case_line import CaseLine, Holder
from client.messages.lists.search import CaseList, CaseSearch
from client.transport.reading import look_up
from client.trust.actor import Role
from matters.clock.calendar import published
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, submission, without
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger
from workflows import visibility

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
A_REST: Final = 2 * visibility.REST
"""Long enough that whatever has happened is kept."""


@pytest.fixture
async def case(parts: Parts) -> Case:
    """A case with an item in officers' hands."""
    return await in_review(parts)


async def rested(parts: Parts, case: UUID) -> CaseLine:
    """The case has come to rest, is kept so, and nothing of it changes while time goes by."""
    before, now = None, await line(parts, case)
    while before != now:
        await parts.forward(case, A_REST)
        await parts.written(case)
        before, now = now, await line(parts, case)
    return now


async def line(parts: Parts, case: UUID, **asked: object) -> CaseLine:
    """As a supervisor finds it."""
    found = await parts.supervisor.cases(CaseSearch(case=case, **asked))
    (only,) = found.cases
    return only


async def test_a_case_that_comes_in(parts: Parts, case: Case) -> None:
    """It is in the lists as soon as its platform has its receipt, with its items and their numbers."""
    shown = await line(parts, case.id)
    assert shown.number == case.receipt.acceptance_number
    assert {item.number for item in shown.items} == {item.number for item in case.receipt.items}
    assert shown.platform
    assert shown.stage is Stage.HANDLING


async def test_a_case_at_rest(parts: Parts, case: Case) -> None:
    """It tells who has the ball, and what state, officer and last day its items have."""
    await parts.desk(MARKET).return_to(case.id, FOOD, officer="officer-2")
    shown, progress = await rested(parts, case.id), await case.progress()
    states = {item.code: (item.state, item.due_on) for item in shown.items}
    assert states == {item.code: (item.state, item.due_on) for item in progress.items}
    assert [item.officer for item in shown.items if item.code == FOOD] == ["officer-2"]
    assert shown.holders == (MARKET,)
    assert shown.due_on == progress.due_on


async def test_words_of_a_reset_run(parts: Parts, case: Case) -> None:
    """It counts its rests anew: lists stay as they are, and what it has heard is on file."""
    shown = await rested(parts, case.id)
    with parts.ledger.reading() as books:
        known = heard_words.count(books, case.id)
    heard = HeardWord(message=names.SUSPEND, item=FOOD, word="a.b", raw=None, kid="")
    kept = Rests(parts.ledger).keep_rest(
        Rest(
            line=shown.model_copy(update={"stage": Stage.CORRECTION}),
            version=0,
            holds=(),
            calendar=published(shown.received_at.date()),
            heard=(heard,),
            first_heard=known,
        )
    )
    assert kept
    with parts.ledger.reading() as books:
        assert heard_words.of_case(books, case.id, before=known + kept.heard)[known:] == (heard,)
    assert await line(parts, case.id) == shown


async def test_a_closed_case(parts: Parts) -> None:
    """How it ended stays in the lists, when every department has decided."""
    case = await parts.platform.submit(submission(MARRIED))
    outcome = await case.outcome()
    shown = await line(parts, case.id, is_open=False)
    assert (shown.stage, shown.outcome, shown.closed_at) == (Stage.CLOSED, outcome.kind, outcome.closed_at)
    assert [(item.code, item.decided_at) for item in shown.items] == [
        (item.code, item.decided_at) for item in outcome.items
    ]
    assert shown.holders == ()
    assert not (await parts.supervisor.cases(CaseSearch(case=case.id))).cases


async def test_a_case_to_be_mended(parts: Parts) -> None:
    """The applicant has the ball from the beginning."""
    filed = without(submission(SMALL_SHOP), "layout-plan")
    case = await parts.platform.submit(filed)
    shown = await line(parts, case.id)
    assert (shown.stage, shown.holders, shown.items) == (Stage.CORRECTION, (Holder.APPLICANT,), ())


@pytest.mark.parametrize(
    "by",
    ["number", "number of an item", "applicant", "region", "city", "department", "state", "stage", "day"],
)
async def test_search(parts: Parts, case: Case, by: str) -> None:
    """By whatever is known of it, it is found, and by another's it is not."""
    shown = await rested(parts, case.id)
    filed = submission(SMALL_SHOP)
    asked: dict[str, tuple[dict[str, object], dict[str, object]]] = {
        "number": ({"number": shown.number}, {"number": "1"}),
        "number of an item": ({"number": shown.items[0].number}, {"number": shown.items[0].number[:-1]}),
        "region": ({"region": shown.region}, {"region": "110101"}),
        "city": ({"region": f"{shown.region[:4]}00"}, {"region": "110100"}),
        "department": ({"department": MARKET}, {"department": "civil-affairs"}),
        "state": ({"state": State.IN_REVIEW, "department": MARKET}, {"state": State.REFUSED}),
        "stage": ({"stage": Stage.HANDLING}, {"stage": Stage.CORRECTION}),
        "day": ({"since": shown.received_at.date()}, {"until": shown.received_at.date() - timedelta(days=2)}),
        "applicant": ({}, {"applicant": filed.applicant.identity_number}),
    }
    finds, misses = asked[by]
    assert await line(parts, case.id, **finds) == shown
    assert not (await parts.supervisor.cases(CaseSearch(case=case.id, **misses))).cases


async def test_of_an_applicant(parts: Parts) -> None:
    """By an identity number, under whatever seal it was entered."""
    filed = submission(SMALL_SHOP)
    case = await parts.platform.submit(filed)
    search = CaseSearch(applicant=filed.applicant.identity_number, is_open=None)
    assert case.id in {one.case for one in (await parts.platform.cases(search)).cases}


async def test_pages(parts: Parts) -> None:
    """Page by page each case comes once, the latest first, and the total counts all."""
    name = f"portal-{uuid4()}"
    platform = Platform(line_of(parts, identity_of(Role.PLATFORM, actor=name)), KEYS)
    filed = [await platform.submit(submission(MARRIED)) for _ in range(3)]
    first = filed[0].receipt.received_at
    seen: list[CaseLine] = []
    search = CaseSearch(platform=name, since=first.date() - timedelta(days=1), is_open=None, size=2)
    while True:
        page = await parts.supervisor.cases(search)
        seen += page.cases
        if not page.next:
            break
        search = search.model_copy(update={"after": page.next})
    assert len(seen) == page.total
    assert [one.received_at for one in seen] == sorted((one.received_at for one in seen), reverse=True)
    assert [one.case for one in seen] == [case.id for case in reversed(filed)]


@on_one_ledger
async def test_what_is_stored(parts: Parts, case: Case) -> None:
    """Of any number of questions, nothing: the one run that answers has not an event more."""
    room = parts.client.get_workflow_handle(names.LISTS)
    await line(parts, case.id)
    events = len((await room.fetch_history()).events)
    begun = datetime.now(UTC).isoformat()
    for _ in range(5):
        await line(parts, case.id)
        await parts.desk(MARKET).inbox()
        await parts.supervisor.stuck()
    assert len((await room.fetch_history()).events) == events
    since = parts.client.list_workflows(f"StartTime > '{begun}'")
    assert not [run.id async for run in since if run.workflow_type in ASKS]


@on_one_ledger
async def test_another_platform(parts: Parts, case: Case) -> None:
    """It sees its own cases, and may not ask in another's name."""
    other = Platform(line_of(parts, identity_of(Role.PLATFORM, actor="portal-2")), KEYS)
    assert not (await other.cases(CaseSearch(case=case.id, is_open=None))).cases
    own = await parts.platform.cases(CaseSearch(case=case.id))
    assert [one.case for one in own.cases] == [case.id]


@on_one_ledger
async def test_a_department(parts: Parts) -> None:
    """It sees of a case its own items, and nothing of the others'."""
    case = await parts.platform.submit(submission(MARRIED))
    assert len({item.department for item in (await case.outcome()).items}) > 1
    own = identity_of(Role.OFFICER, actor="officer-1", department="health")
    asked = CaseSearch(case=case.id, department="health", is_open=None)
    found = await look_up(line_of(parts, own), names.CASES, CaseList, asked, by=own)
    assert {item.department for one in found.cases for item in one.items} == {"health"}


@on_one_ledger
async def test_an_inbox_by_pages(parts: Parts) -> None:
    """A department's tasks come once each, the oldest deadline first, and are counted."""
    cases = [await in_review(parts) for _ in range(3)]
    for case in cases:
        await parts.written(case.id)
    desk = parts.desk(MARKET)
    page = await desk.inbox_page()
    assert page.total >= len(cases)
    assert {case.id for case in cases} <= {task.case for task in await desk.inbox()}
