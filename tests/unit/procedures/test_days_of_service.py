"""Whoever is told something is served on a day of his own, in whatever order that is entered."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio import workflow

from activities.cases.arrivals import Received
from activities.cases.notices import Delivered
from activities.ledger.cases.services import Service
from client.errors import DayPassed, NotPending, OutsideTheList
from client.messages.cases.progress import State
from client.messages.officers.commands import PartyConsent, ServeDecision
from matters import clock
from matters.clock import Course, PlannedProcedure
from matters.definitions import law, procedures
from tests.unit.procedures.courses import BEGUN, FOOD, MARKET, NEIGHBOUR, OFFICER, Bench, bench
from workflows.cases.officers import delivery
from workflows.cases.records import procedures as records
from workflows.cases.records import service

OTHER: Final = "邻户-2"
EVERYBODY: Final = ("", NEIGHBOUR, OTHER)
LEFT_AFTER: Final = 10
"""Days after the decision, within which everybody is served."""

Served = tuple[str, int, str]
"""Whom, how many days after the decision, and by which mode."""

ENTRIES: Final = st.permutations(EVERYBODY).flatmap(
    lambda order: st.tuples(
        *(
            st.tuples(st.just(one), st.integers(0, LEFT_AFTER), st.sampled_from(("signed", "left", "post")))
            for one in order
        )
    )
)


@contextmanager
def _decided(*, agrees: bool | None = None) -> Generator[Bench]:
    """A refusal of which the applicant and two neighbours are told, by letters that are all on their way."""
    on = bench()
    assert isinstance(on.file.reception, Received)
    on.file.reception = on.file.reception.model_copy(update={"serves_all": True})
    on.file.submission = on.file.submission.model_copy(update={"electronic_service": agrees})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workflow, "now", on.now)
        heard = Course(
            procedure=PlannedProcedure.of(procedures.STATEMENTS), begun_on=BEGUN, parties=(NEIGHBOUR, OTHER)
        )
        records.begin(heard, on.item, on.file)
        on.item.state, on.item.decided_at = State.REFUSED, on.now()
        service.tell_decision(on.item, on.file)
        _deliver(on)
        yield on


def _deliver(on: Bench) -> None:
    """Whoever agreed is served at once, the others' letters leave."""
    sent = on.file.outbox
    at_once = {key.key: on.today for key in sent if key.mode == law.ELECTRONIC.code}
    services = [Service(key=one.key, mode=one.mode, served_on=at_once.get(one.key)) for one in sent]
    on.file.note_delivered(Delivered(services=tuple(services)))


def _word(party: str, day: date, mode: str = "signed", notice: str = "") -> ServeDecision:
    return ServeDecision(
        item=FOOD,
        department=MARKET,
        officer=OFFICER,
        mode=mode,
        on=day,
        witness="回证1号",
        party=party,
        notice=notice,
    )


def _key(on: Bench, party: str) -> str:
    return on.item.told_parties[party] if party else on.item.notice


def _enter(on: Bench, party: str, day: date, mode: str) -> None:
    """As the ledger and the file have it afterwards."""
    delivery.require(_word(party, day, mode), on.file)
    entered = Service(key=_key(on, party), mode=mode, served_on=day)
    on.file.note_delivered(Delivered(services=(entered,)))


def _last_days(on: Bench) -> dict[str, tuple[date | None, tuple[date | None, ...]]]:
    """By whom: the day on which he was served, and until when each remedy is open to him."""
    own = service.served_on(on.item, on.file), service.recourses(on.item, on.file)
    others = {one.party: (one.served_on, one.recourses) for one in service.of_parties(on.item, on.file)}
    everybody = {"": own, **others}
    return {who: (day, tuple(one.until for one in open_)) for who, (day, open_) in everybody.items()}


@given(entries=ENTRIES)
def test_each_has_one_day_and_his_own_last_days(entries: tuple[Served, ...]) -> None:
    """None before he is served, reckoned from that day then, whatever is entered of anybody else."""
    with _decided() as on:
        on.today += timedelta(days=LEFT_AFTER)
        for party, after, mode in entries:
            before, day = _last_days(on), BEGUN + timedelta(days=after)
            assert before[party] == (None, (None, None))
            assert service.is_unserved(on.item, on.file)
            _enter(on, party, day, mode)
            calendar = on.file.calendar_of(on.item)
            until = tuple(
                clock.OpenRemedy.of(one, served_on=day, calendar=calendar).due for one in law.REMEDIES
            )
            assert _last_days(on) == {**before, party: (day, tuple(one and one.on for one in until))}
            with pytest.raises(NotPending):
                delivery.require(_word(party, on.today), on.file)
        assert not service.is_unserved(on.item, on.file)
        assert {one.party for one in service.decisions(on.file) if one.served_on} == {*EVERYBODY}


@given(after=st.integers(-5, 5), party=st.sampled_from(EVERYBODY))
def test_nobody_is_served_before_he_was_told(after: int, party: str) -> None:
    """Nor on a day to come: the first day is that of the decision, the last one today."""
    with _decided() as on:
        on.today += timedelta(days=2)
        day = BEGUN + timedelta(days=after)
        if BEGUN <= day <= on.today:
            delivery.require(_word(party, day), on.file)
            return
        with pytest.raises(DayPassed):
            delivery.require(_word(party, day), on.file)


@pytest.mark.parametrize("agrees", [None, False, True])
def test_what_is_not_said_is_no_consent(*, agrees: bool | None) -> None:
    """Whoever has not agreed is served by post, and by no officer electronically."""
    with _decided(agrees=agrees) as on:
        served_on = service.served_on(on.item, on.file)
        assert served_on == (BEGUN if agrees else None)
        assert {notice.mode for notice in on.file.outbox if notice.addressee == "applicant"} == {
            law.ELECTRONIC.code if agrees else law.POST.code
        }
        electronic = _word("", BEGUN, law.ELECTRONIC.code)
        with pytest.raises(NotPending if agrees else OutsideTheList):
            delivery.require(electronic, on.file)
        with pytest.raises(OutsideTheList, match="利害关系人〔邻户-1〕未同意电子送达"):
            delivery.require(_word(NEIGHBOUR, BEGUN, law.ELECTRONIC.code), on.file)


def test_a_notice_is_served_by_its_key() -> None:
    """Any other than the decision, too; nobody else's, and no notice twice."""
    with _decided() as on:
        letters = {(one.kind, one.party): one.notice for one in service.to_serve(on.file, item=FOOD)}
        assert letters.keys() == {(kind, who) for kind in ("procedure", "decision") for who in EVERYBODY}
        begun = letters["procedure", OTHER]
        delivery.require(_word(OTHER, BEGUN, notice=begun), on.file)
        for party in ("", NEIGHBOUR):
            with pytest.raises(NotPending):
                delivery.require(_word(party, BEGUN, notice=begun), on.file)
        on.file.note_delivered(Delivered(services=(Service(key=begun, mode="signed", served_on=BEGUN),)))
        with pytest.raises(NotPending):
            delivery.require(_word(OTHER, BEGUN, notice=begun), on.file)
        delivery.require(_word(OTHER, BEGUN), on.file)  # the decision


def test_what_is_written_later_does_not_hold_up_what_was_served() -> None:
    """Of two letters, the first alone was served before the second was written; afterwards both may be."""
    with _decided() as on:
        on.item.state = State.IN_REVIEW
        on.today += timedelta(days=LEFT_AFTER)
        records.begin(
            Course(procedure=PlannedProcedure.of(procedures.HEARING_ON_REQUEST), begun_on=on.today),
            on.item,
            on.file,
        )
        _deliver(on)
        delivery.require(_word("", BEGUN + timedelta(days=1)), on.file)
        delivery.require(_word("", on.today), on.file)
        later = [one.notice for one in service.to_serve(on.file, item=FOOD) if one.told_on == on.today]
        with pytest.raises(DayPassed):
            delivery.require(_word("", BEGUN, notice=later[0]), on.file)


def test_whoever_is_concerned_may_agree_later() -> None:
    """From then on he is told electronically; what has left by post is entered by any way."""
    with _decided() as on:
        said = PartyConsent(item=FOOD, department=MARKET, officer=OFFICER, party=NEIGHBOUR, electronic=True)
        with pytest.raises(OutsideTheList, match="邻户-1、邻户-2"):
            delivery.require_party(said.model_copy(update={"party": "邻户-3"}), on.file)
        delivery.require_party(said, on.file)
        delivery.note_consent(said, on.file)
        told = on.file.outbox[-1]
        assert (told.mode, told.says.startswith(f"致利害关系人〔{NEIGHBOUR}〕")) == (
            law.ELECTRONIC.code,
            True,
        )
        delivery.require(_word(NEIGHBOUR, BEGUN, law.ELECTRONIC.code), on.file)
        with pytest.raises(OutsideTheList):
            delivery.require(_word(OTHER, BEGUN, law.ELECTRONIC.code), on.file)
        delivery.note_consent(said.model_copy(update={"electronic": False}), on.file)
        with pytest.raises(OutsideTheList):
            delivery.require(_word(NEIGHBOUR, BEGUN, law.ELECTRONIC.code), on.file)
