"""What cannot be found is told apart from what there is none of; and what departments and months come to."""

from collections.abc import Generator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from activities.enquiries.overview import Overview
from activities.ledger import Ledger
from activities.ledger.lists import case_lines, figures
from activities.ledger.lists.figures import Interval
from activities.ledger.officers import tasks
from activities.money import releases
from activities.officers import bulk_steps
from client import InvalidOrder, Stage, UnknownOneMatter, WrongDepartment
from client.messages.cases.progress import OutcomeKind, State
from client.messages.lists.bulk_order import AmendAll, BulkOrder
from client.messages.lists.case_line import CaseLine, ItemLine
from client.messages.lists.event import EventSearch
from client.messages.lists.figures import FiguresSearch, Grouping, SilentSearch
from client.messages.lists.search import CaseSearch
from client.messages.message import Nothing
from client.messages.officers.commands import Amendment

AT: Final = datetime(2026, 11, 23, 2, tzinfo=UTC)
MARKET: Final = "market-regulation"
GARBAGE: Final = ("garbage", "1796012520.5:abc", "2026-11-23T02:00:00/x", f"{AT.isoformat()}/no-case")


def line(number: int, outcome: OutcomeKind | None, *items: ItemLine) -> CaseLine:
    """Of a restaurant, closed if it has an outcome."""
    return CaseLine(
        case=UUID(int=number),
        one_matter="restaurant",
        edition="1",
        platform="portal",
        region="990101",
        channel="portal",
        number=str(number),
        stage=Stage.CLOSED if outcome else Stage.HANDLING,
        outcome=outcome,
        received_at=AT,
        closed_at=AT if outcome else None,
        items=items,
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Generator[Ledger]:
    """One case granted, one refused, and one that no department was troubled with."""
    folder: Path = tmp_path_factory.mktemp("searches")
    granted = ItemLine(
        code="a", name="事项", department=MARKET, number="1", state=State.GRANTED, lodged_at=AT, decided_at=AT
    )
    opened = Ledger(f"{folder}/ledger.db")
    with opened.transaction() as books:
        case_lines.enter(books, line(1, OutcomeKind.GRANTED, granted))
        case_lines.enter(books, line(2, OutcomeKind.REFUSED))
        case_lines.enter(books, line(3, OutcomeKind.NOT_ACCEPTED))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("asked", "kind", "says"),
    [
        ({"one_matter": "nosuch"}, UnknownOneMatter, "restaurant（开办餐饮店一件事）"),
        ({"platform": "nosuch"}, InvalidOrder, "可以选择：portal$"),
        ({"department": "nosuch"}, WrongDepartment, "市场监督管理局"),
        ({"applicant": "123"}, InvalidOrder, "公民身份号码"),
        ({"since": date(2026, 12, 2), "until": date(2026, 12, 1)}, InvalidOrder, "晚于"),
        ({"stage": Stage.CLOSED}, InvalidOrder, "closed"),
        ({"stage": Stage.HANDLING, "is_open": False}, InvalidOrder, "handling"),
    ],
)
def test_what_can_never_be_found(
    ledger: Ledger, asked: dict[str, Any], kind: type[Exception], says: str
) -> None:
    """A code that there is not, or conditions that exclude each other, are told as what they are."""
    with pytest.raises(kind, match=says):
        Overview(ledger).cases(CaseSearch(**asked))


def test_a_platform_that_has_filed_nothing(ledger: Ledger) -> None:
    """It is there for itself, and has no cases."""
    assert not Overview(ledger).own_cases(CaseSearch(platform="new")).total


def test_what_is_not_there(ledger: Ledger) -> None:
    """What could be found and is not is none; a closed case is found by its stage."""
    overview = Overview(ledger)
    assert overview.cases(CaseSearch(department="health", since=AT.date())).total == 0
    assert overview.cases(CaseSearch(stage=Stage.CLOSED, is_open=False)).total == 3
    assert overview.delays(FiguresSearch(month="2026-10", holder="applicant")).parts == ()
    with pytest.raises(WrongDepartment):
        overview.delays(FiguresSearch(month="2026-10", holder="nosuch"))


@pytest.mark.parametrize("after", GARBAGE)
def test_a_cursor_from_elsewhere(ledger: Ledger, after: str) -> None:
    """No list begins anywhere with it: not with its first page, and not at its end."""
    overview = Overview(ledger)
    with pytest.raises(InvalidOrder, match="after"):
        overview.cases(CaseSearch(after=after))
    with pytest.raises(InvalidOrder, match="after"):
        overview.silent(SilentSearch(after=after))
    with ledger.reading() as books, pytest.raises(InvalidOrder, match="after"):
        releases.require_cursor(books, after)
    with ledger.reading() as books, pytest.raises(InvalidOrder, match="after"):
        tasks.page(books, department=MARKET, after=after, size=1)


def test_a_cursor_of_its_own(ledger: Ledger) -> None:
    """The one that a page has ended with goes on behind it."""
    overview, search = Overview(ledger), CaseSearch(is_open=False, size=2)
    page = overview.cases(search)
    (last,) = overview.cases(search.model_copy(update={"after": page.next})).cases
    assert last.case not in {one.case for one in page.cases}


def test_an_event_that_there_is_not(ledger: Ledger) -> None:
    """Who has more than there is, is told so; who has all, waits."""
    overview = Overview(ledger)
    assert overview.events(EventSearch(platform="portal")).events == ()
    with pytest.raises(InvalidOrder, match="只到第 0 号"):
        overview.events(EventSearch(platform="portal", after=10**12))


def test_a_department_with_nothing_in_hand(ledger: Ledger) -> None:
    """It has decided something last, too."""
    lines = {one.department: one for one in Overview(ledger).departments(Nothing()).departments}
    assert (lines[MARKET].undecided, lines[MARKET].last_decided_at) == (0, AT)
    assert lines["health"].last_decided_at is None


def test_what_was_not_accepted(ledger: Ledger) -> None:
    """It is neither refused nor in time: no department has decided anything."""
    interval = Interval(AT, AT + timedelta(days=1))
    with ledger.reading() as books:
        (found,) = figures.figures(books, interval, by=Grouping.ONE_MATTER, departments=())
    assert (found.ended, found.on_time, found.refused, found.not_accepted) == (3, 2, 1, 1)


@pytest.mark.parametrize(("day", "is_told"), [(date(2020, 1, 1), True), (date(2026, 12, 1), False)])
def test_a_day_off_that_is_over(day: date, *, is_told: bool) -> None:
    """Whoever orders it may have mistaken the year, and reads so before it is done."""
    amendment = Amendment(number="1", by="市政府", reason="放假", holidays=(day,))
    order = BulkOrder(id=UUID(int=1), act=AmendAll(amendment=amendment), search=CaseSearch())
    assert (str(day) in bulk_steps.hint(order, date(2026, 11, 30))) is is_told
