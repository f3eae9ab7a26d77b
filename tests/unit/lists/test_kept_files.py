"""What is told of a case as it is kept, without its run: on what grounds it ended, which days would move."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from activities.enquiries import grounds
from activities.enquiries.overview import Overview
from activities.ledger import Ledger
from activities.ledger.cases import case_states, cases
from activities.ledger.cases.cases import CaseRow
from activities.ledger.lists import case_lines
from activities.officers import moved_days
from client.messages.cases.answers import Refused
from client.messages.cases.findings import Finding
from client.messages.cases.progress import Outcome, OutcomeKind, State
from client.messages.lists.figures import GroundLine
from client.messages.lists.search import CaseSearch
from client.messages.officers.commands import Amendment
from matters.definitions.restaurant import RESTAURANT
from tests.unit.lists.test_searches import AT, line
from tests.unit.procedures.courses import BEGUN, FOOD, MARKET, bench
from workflows.cases.rest.carried import Carried

WORDS: Final = "张三的厨房"
BASIS: Final = f"{WORDS}太小，不符合《食品经营许可和备案管理办法》第十三条第一款"


@pytest.fixture
def ledger(tmp_path: Path) -> Generator[Ledger]:
    """Of one test."""
    opened = Ledger(f"{tmp_path}/ledger.db")
    yield opened
    opened.close()


def test_an_item_that_is_refused(ledger: Ledger) -> None:
    """Its articles are told, and nothing else that its officer has written."""
    on = bench()
    on.item.state = State.REFUSED
    on.item.answer = Refused(reasons=(WORDS,), basis=BASIS, remedies="可以复议", officers=("officer-1",))
    open_case = line(1, None).model_copy(update={"case": on.file.id})
    with ledger.transaction() as books:
        case_lines.enter(books, open_case)
        case_states.keep(books, on.file.id, Carried(file=on.file).model_dump_json(), version=1)
    found = Overview(ledger).history(CaseSearch(case=on.file.id))
    assert found.grounds == (GroundLine(item=FOOD, basis="《食品经营许可和备案管理办法》第十三条第一款"),)
    assert WORDS not in found.model_dump_json()


def test_what_is_turned_away(ledger: Ledger) -> None:
    """The rule is told by its name, with its article; what it found in the application is not."""
    ended = line(3, OutcomeKind.NOT_ACCEPTED)
    found = Finding(
        matter="food-licence",
        path="form.shop",
        says=WORDS,
        mend="",
        severity="not-ours",
        basis="行政许可法第三十二条",
        rule="item.served",
    )
    warning = found.model_copy(update={"severity": "warning"})
    outcome = Outcome(case=ended.case, kind=OutcomeKind.NOT_ACCEPTED, closed_at=AT, findings=(warning, found))
    row = CaseRow(
        id=str(ended.case),
        fingerprint="",
        one_matter="restaurant",
        edition="1",
        applicant_key="",
        received_at=AT,
        reception="{}",
        outcome=outcome.model_dump_json(),
    )
    with ledger.transaction() as books:
        cases.register(books, row)
        (ground,) = grounds.of(books, ended.model_copy(update={"edition": RESTAURANT.edition}))
    assert ground == GroundLine(
        item="food-licence",
        name="食品经营许可新办",
        rule="item.served",
        says="不属于本地管辖",
        basis="行政许可法第三十二条",
    )


def test_days_that_would_move(ledger: Ledger) -> None:
    """By a day off before them, of the case and of each item that is not decided; by an old order, none."""
    on = bench()
    calendar, day_off = on.file.plan.calendar, BEGUN + timedelta(days=1)
    while not calendar.is_working_day(day_off):
        day_off += timedelta(days=1)
    amendment = Amendment(number="1", by="市政府", reason="放假", holidays=(day_off,))
    amended = calendar.amended(holidays=(day_off,))
    assert on.item.clock
    was, will_be = on.item.clock.due(calendar), on.item.clock.due(amended)
    with ledger.transaction() as books:
        case_states.keep(books, on.file.id, Carried(file=on.file).model_dump_json(), version=1)
        moved = moved_days.moved(books, (on.file.id, line(2, None).case), amendment)
        on.file.amended = ("1",)
        case_states.keep(books, on.file.id, Carried(file=on.file).model_dump_json(), version=2)
        again = moved_days.moved(books, (on.file.id,), amendment)
    assert (moved.cases, moved.unknown) == (1, 1)
    (of_item,) = [one for one in moved.days if one.department == MARKET]
    assert was
    assert will_be
    assert (of_item.before, of_item.after, of_item.clocks) == (was.on, will_be.on, 1)
    assert "" in {one.department for one in moved.days}
    assert (again.days, again.cases) == ((), 0)
