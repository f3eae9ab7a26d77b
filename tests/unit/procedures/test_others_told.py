"""Whoever else an item concerns is told what stops it: for a time, or for good, whoever wanted that."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from temporalio import workflow

from activities.cases.arrivals import Received
from activities.cases.notices import Addressee, Delivered, Notice, NoticeKind, to_party
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from activities.ledger.cases.services import Service
from client.messages.cases.progress import State
from client.messages.officers.commands import ServeDecision, Suspend
from matters.clock import Course, PlannedProcedure
from matters.definitions import procedures
from tests.unit.procedures.courses import BEGUN, FOOD, MARKET, NEIGHBOUR, OFFICER, Bench, bench
from workflows.cases.officers import delivery, suspensions
from workflows.cases.records import procedures as records
from workflows.cases.records import service
from workflows.cases.rest import endings

OTHER: Final = "邻户-2"


def _is_new(change: str) -> bool:
    """A case of today knows of all that has changed."""
    return bool(change)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Two neighbours were told that they may ask for a hearing, and have been served with that."""
    at = bench()
    monkeypatch.setattr(workflow, "now", at.now)
    monkeypatch.setattr(workflow, "patched", _is_new)
    assert isinstance(at.file.reception, Received)
    at.file.reception = at.file.reception.model_copy(update={"serves_all": True})
    heard = PlannedProcedure.of(procedures.HEARING_ON_REQUEST)
    records.begin(Course(procedure=heard, begun_on=BEGUN, parties=(NEIGHBOUR, OTHER)), at.item, at.file)
    _deliver(at, served=True)
    at.today += timedelta(days=3)
    return at


def _deliver(on: Bench, *, served: bool) -> tuple[Notice, ...]:
    """All letters that wait leave; these are on their way, or `served` on the same day."""
    sent = tuple(on.file.outbox)
    day = on.today if served else None
    entered = tuple(Service(key=one.key, mode=one.mode, served_on=day) for one in sent)
    on.file.note_delivered(Delivered(services=entered))
    on.file.outbox.clear()
    return sent


def _end(on: Bench, state: State, because: str = "") -> tuple[Notice, ...]:
    """As its handling ends it."""
    on.item.because = because
    on.item.settle(state, at=on.now())
    service.tell_end(on.item, on.file)
    return _deliver(on, served=False)


@pytest.mark.parametrize("state", [State.STOPPED, State.TERMINATED, State.WITHDRAWN, State.LAPSED])
def test_the_end_of_an_item_is_told_to_all_whom_it_concerns(on: Bench, state: State) -> None:
    """One letter each; what an authority ends is open to remedies, why an applicant did is told to nobody."""
    letters = _end(on, state, because="改在别处经营")
    assert [one.addressee for one in letters] == [Addressee.INTERESTED_PARTY] * 2
    by_body = state in service.ENDED_BY_BODY
    for letter, party in zip(letters, (NEIGHBOUR, OTHER), strict=True):
        assert letter.says.startswith(f"致利害关系人〔{party}〕：")
        assert ("改在别处经营" in letter.says) is by_body
        assert ("行政复议" in letter.says) is by_body
    assert {one.party: len(one.recourses) for one in service.of_parties(on.item, on.file)} == {
        NEIGHBOUR: 2 * by_body,
        OTHER: 2 * by_body,
    }
    assert not service.is_unserved(on.item, on.file)


@pytest.mark.parametrize("state", [State.GRANTED, State.REFUSED])
def test_a_decision_is_no_end_without_one(on: Bench, state: State) -> None:
    """It is told as what it is."""
    assert _end(on, state) == ()


def test_each_has_last_days_since_the_end_was_served_on_him(on: Bench) -> None:
    """Of the two one is served: his days run, the other's letter is to be served, also after the case."""
    first, _ = _end(on, State.STOPPED, because="有人提出异议")
    on.file.numbers[FOOD] = "1"
    assert [(task.item, task.to_serve) for task in endings.left_to_serve(on.file)] == [(FOOD, True)]
    day = on.today + timedelta(days=1)
    on.file.note_delivered(Delivered(services=(Service(key=first.key, mode="signed", served_on=day),)))
    told = {one.party: one for one in service.of_parties(on.item, on.file)}
    assert (told[NEIGHBOUR].served_on, told[OTHER].served_on) == (day, None)
    assert [one.until is None for one in told[NEIGHBOUR].recourses] == [False, False]
    assert [one.until is None for one in told[OTHER].recourses] == [True, True]
    assert endings.left_to_serve(on.file)


@pytest.mark.parametrize("party", ["", NEIGHBOUR])
def test_what_is_served_of_an_item_that_has_ended_is_its_end(on: Bench, party: str) -> None:
    """As of one that was decided the decision: an older letter on its way starts nobody's last days."""
    heard = PlannedProcedure.of(procedures.STATEMENTS)
    records.begin(Course(procedure=heard, begun_on=BEGUN, parties=(NEIGHBOUR,)), on.item, on.file)
    _deliver(on, served=False)
    on.file.tell(Addressee.APPLICANT, NoticeKind.TERMINATED, "终止办理", item=FOOD)
    letters = _end(on, State.STOPPED)
    said = ServeDecision(
        item=FOOD, department=MARKET, officer=OFFICER, mode="signed", on=on.today, witness="1号", party=party
    )
    delivery.require(said, on.file)
    [entered] = delivery.services(said, on.file)
    assert entered.key == letters[1 if party else 0].key


def test_whom_it_concerns_learns_that_the_clock_stands(on: Bench) -> None:
    """And until when; the reasons and the notice of the applicant are his."""
    command = Suspend(
        item=FOOD,
        department=MARKET,
        officer=OFFICER,
        procedure="testing",
        notice="检告1号",
        reasons=("配方待检",),
        expected_end=on.today + timedelta(days=9),
    )
    suspensions.suspend(command, on.item, on.file)
    applicant, *others = _deliver(on, served=True)
    assert "配方待检" in applicant.says
    assert [one.addressee for one in others] == [Addressee.INTERESTED_PARTY] * 2
    for letter in others:
        assert str(command.expected_end) in letter.says
        assert "配方待检" not in letter.says
        assert "检告1号" not in letter.says


def test_whom_a_worker_of_before_has_told(tmp_path: Path) -> None:
    """It entered the words alone: whom they were for is read off them, in lists and in what goes out."""
    ledger, case = Ledger(f"sqlite:///{tmp_path}/ledger.db"), str(uuid4())
    told = {"a": to_party(OTHER, "不予许可"), "b": "不予许可"}
    with ledger.transaction() as books:
        for key, says in told.items():
            row = NoticeRow(
                key=key,
                case=case,
                addressee=Addressee.INTERESTED_PARTY,
                item=FOOD,
                kind=NoticeKind.DECISION,
                says=says,
                told_at=datetime.now(UTC),
            )
            notices.enter(books, row)
        assert [one.party for one in notices.told(books, case)] == [OTHER, None]
        assert [one.party for one in notices.undelivered(books, case)] == [OTHER, None]
    ledger.close()
