"""Whoever may ask for a hearing has five days of his own, from when he was told (行政许可法 Art. 47)."""

from datetime import date, timedelta
from typing import Final

import pytest
from temporalio import workflow

from activities.cases.arrivals import Received
from activities.ledger.cases.services import Service
from client.errors import DayPassed, OutsideTheList
from client.messages.cases.progress import PartyTerm, StepProgress
from client.messages.officers.commands import Begin, TakeStep
from matters.clock import Course, PlannedProcedure
from matters.definitions import procedures
from tests.unit.procedures.courses import BEGUN, FOOD, MARKET, NEIGHBOUR, OFFICER, Bench, asks, bench
from workflows.cases.officers import procedures as taking
from workflows.cases.records import procedures as records
from workflows.trust import gate
from workflows.trust.gate import Spoken

HEARING: Final = procedures.HEARING_ON_REQUEST
OTHER: Final = "邻户-2"
EARLY, LATE = BEGUN, date(2026, 3, 20)
"""A Monday, and a Friday."""
UNTIL: Final = {EARLY: date(2026, 3, 9), LATE: date(2026, 3, 27)}
"""Five working days later: 3 to 6 and 9 March; 23 to 27 March."""


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The applicant and two neighbours were told of a hearing, by letters that are on their way."""
    at = bench()
    assert isinstance(at.file.reception, Received)
    at.file.reception = at.file.reception.model_copy(update={"serves_all": True})
    monkeypatch.setattr(workflow, "now", at.now)
    monkeypatch.setattr(gate, "spoken", lambda: Spoken(person=at.person))
    course = Course(
        procedure=PlannedProcedure.of(HEARING), begun_on=BEGUN, parties=(NEIGHBOUR, OTHER), reasons=("理由",)
    )
    records.begin(course, at.item, at.file)
    return at


def _serve(on: Bench, **days: date) -> None:
    for who, key in zip(("applicant", "neighbour", "other"), on.item.announced[HEARING.code], strict=True):
        if day := days.get(who):
            on.file.services[key] = Service(key=key, mode="post", served_on=day, witness="回证1号")


def _asked_by(on: Bench, party: str) -> None:
    word = TakeStep(
        item=FOOD, department=MARKET, officer=OFFICER, procedure=HEARING.code, step="asked", party=party
    )
    taking.require_step(word, on.file)


def _asked(on: Bench) -> StepProgress:
    [hearing] = records.progress(on.item, on.file)
    return hearing.steps[0]


def test_nobody_has_longer_because_another_was_served_late(on: Bench) -> None:
    """Each asks up to his own last day, which everybody reads; nothing has lapsed before the last of all."""
    _serve(on, applicant=EARLY, neighbour=LATE, other=EARLY)
    shown = _asked(on)
    assert shown.due_on == UNTIL[EARLY]
    assert shown.parties == (
        PartyTerm(party=NEIGHBOUR, told_on=LATE, due_on=UNTIL[LATE]),
        PartyTerm(party=OTHER, told_on=EARLY, due_on=UNTIL[EARLY]),
    )
    asking = [one for one in records.reckonings(on.item, on.file) if "申请听证" in one.subject]
    assert [one.due_on for one in asking] == [UNTIL[EARLY], UNTIL[LATE], UNTIL[EARLY]]
    assert NEIGHBOUR in asking[1].subject
    on.today = UNTIL[LATE]
    _asked_by(on, NEIGHBOUR)
    with pytest.raises(DayPassed, match=f"利害关系人〔{OTHER}〕的该权利已于 {UNTIL[EARLY]}"):
        _asked_by(on, OTHER)
    with pytest.raises(DayPassed, match=f"：该权利已于 {UNTIL[EARLY]}"):
        _asked_by(on, "applicant")
    with pytest.raises(DayPassed, match=f"：该权利已于 {UNTIL[EARLY]}"):
        taking.require_asking(asks(HEARING), on.file)
    assert not records.progress(on.item, on.file)[0].lapsed
    on.today += timedelta(days=1)
    with pytest.raises(DayPassed):
        _asked_by(on, NEIGHBOUR)
    assert records.progress(on.item, on.file)[0].lapsed


def test_no_time_runs_for_whoever_was_not_told(on: Bench) -> None:
    """He may ask all the same, whenever; whoever was told may not for ever, though the procedure waits."""
    _serve(on, neighbour=EARLY)
    on.today = UNTIL[EARLY] + timedelta(days=1)
    taking.require_asking(asks(HEARING), on.file)
    _asked_by(on, OTHER)
    with pytest.raises(DayPassed):
        _asked_by(on, NEIGHBOUR)
    assert not records.progress(on.item, on.file)[0].lapsed
    assert (_asked(on).due_on, _asked(on).parties[1].due_on) == (None, None)


def test_a_hearing_is_not_told_of_in_the_past(on: Bench) -> None:
    """Its letters leave with the word that fixes it: seven working days are counted from today (Art. 48)."""
    _serve(on, applicant=EARLY, neighbour=EARLY, other=EARLY)
    taking.ask_for(asks(HEARING), on.file)
    on.today = date(2026, 3, 16)
    notice = TakeStep(
        item=FOOD,
        department=MARKET,
        officer=OFFICER,
        procedure=HEARING.code,
        step="notice",
        on=date(2026, 3, 5),
        day=date(2026, 3, 17),
        place="二楼听证室",
        officers=("officer-3",),
    )
    with pytest.raises(DayPassed, match="于 2026-03-16 通知的"):
        taking.require_step(notice, on.file)
    taking.require_step(notice.model_copy(update={"day": date(2026, 3, 25)}), on.file)  # 17 to 20, 23 to 25


def test_whom_the_definition_names_may_agree_too(on: Bench) -> None:
    """Electronic service is entered for whoever is told, and for nobody else."""
    begins = Begin(
        item=FOOD,
        department=MARKET,
        officer=OFFICER,
        procedure=procedures.STATEMENTS.code,
        parties=(NEIGHBOUR,),
        electronic=(NEIGHBOUR,),
    )
    taking.require_begin(begins, on.file)
    with pytest.raises(OutsideTheList, match=OTHER):
        taking.require_begin(begins.model_copy(update={"electronic": (OTHER,)}), on.file)
